"""What can come between a branch and head office, each by its name: made around one laptop, and taken away again."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from headoffice import devices
from tests.support.clock import HandClock
from tests.support.foreign_server import foreign_server
from tests.support.rough_line import RoughLine, rough_line
from tests.support.running_hub import RunningHub, running_hub

TEN_YEARS_MINUTES = 3_652 * 24 * 60


@dataclass
class Scene:
    """A laptop's way to head office: everything on it goes over `line`."""

    folder: Path
    hub: RunningHub
    clock: HandClock
    line: RoughLine
    deed: list[tuple[str, int]] = field(default_factory=lambda: [("whole", 0)])

    @property
    def url(self) -> str:
        return self.line.url


@contextlib.contextmanager
def scene(folder: Path, clock: HandClock) -> Iterator[Scene]:
    """`clock` is head office's."""
    with running_hub(folder / "hub", clock) as hub, rough_line(hub.port, 1) as line:
        made = Scene(folder, hub, clock, line)
        line.choose = lambda: made.deed[0]  # type: ignore[method-assign]
        yield made


@contextlib.contextmanager
def wrong_hub(scene: Scene) -> Iterator[None]:
    """Another head office answers at the same address."""
    with running_hub(scene.folder / "another", scene.clock) as other, _target(scene, other.port):
        yield


@contextlib.contextmanager
def portal(scene: Scene) -> Iterator[None]:
    """A hotel's or a telecom's page answers everything."""
    with foreign_server("html") as url, _target(scene, int(url.rpartition(":")[2])):
        yield


def treated(deed: str, after: int) -> Callable[[Scene], contextlib.AbstractContextManager[None]]:
    """The line cuts, or changes a bit, at that byte: `cut_up`, `cut_down`, `flipped_up`, `flipped_down`."""

    @contextlib.contextmanager
    def line(scene: Scene) -> Iterator[None]:
        scene.deed[0] = (deed, after)
        try:
            yield
        finally:
            scene.deed[0] = ("whole", 0)

    return line


@contextlib.contextmanager
def clock_off(scene: Scene) -> Iterator[None]:
    """Ten years lie between this laptop's clock and head office's."""
    before = scene.clock.now_ms
    scene.clock.pass_minutes(TEN_YEARS_MINUTES)
    try:
        yield
    finally:
        scene.clock.now_ms = before


@contextlib.contextmanager
def stolen(scene: Scene) -> Iterator[None]:
    """Reported lost by the administrator; found again when it is over."""
    with scene.hub.open_beside() as hub:
        (known,) = devices.list_devices(hub)
        devices.report_lost(hub, known.device.id.hex())
    try:
        yield
    finally:
        with scene.hub.open_beside() as hub:
            devices.grant(hub, known.device.id.hex())


@contextlib.contextmanager
def _target(scene: Scene, port: int) -> Iterator[None]:
    before, scene.line.target_port = scene.line.target_port, port
    try:
        yield
    finally:
        scene.line.target_port = before


def cloned(home: Path, to: Path) -> Path:
    """The disk as it is, in another machine."""
    shutil.copytree(home, to)
    return to
