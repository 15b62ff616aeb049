"""`python -m desktop.demonstration.gallery FOLDER`: every page in Arabic and English, light and dark, at 100 % and at
150 % of a branch's screen, taken of invented offices that are gone afterwards. With `--only KEY…` those alone:
`--only complaint requests 'committee-ar-*' --at 100`."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.demonstration.gallery_office import Papers, Stick, make_joined, make_office
from desktop.demonstration.place import CHECKOUT, Place
from desktop.guard import require_sound_qt
from desktop.ui.gallery.wanted import Wanted
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_PROFILE, DEMO_USER
from desktop.usecases.open_desk import sign_in, system_world

# What a taskbar leaves of 1366 × 768, and how much of it there is at that scale.
SCREEN = (1366, 728)
PERCENTS = (100, 150)
NOTHING_TAKEN = 1


@dataclass(frozen=True)
class Sets:
    """Where what is photographed stands."""

    folder: Path

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def papers(self) -> Papers:
        return Papers(self.folder / "papers")

    @property
    def joined(self) -> Place:
        return Place(self.folder / "joined")

    @property
    def stick(self) -> Stick:
        return Stick(self.folder / "stick")

    @property
    def nowhere(self) -> Path:
        return self.folder / "nowhere"

    def make(self, profile: str, *, with_joined: bool) -> None:
        make_office(self.office, self.papers, profile)
        if with_joined:
            self.joined.folder.mkdir()
            make_joined(self.joined, self.stick, profile)


def main(words: Sequence[str] | None = None) -> int:
    arguments = _read_arguments(sys.argv[1:] if words is None else words)
    wanted = Wanted(arguments.only)
    if arguments.percent:
        return _take(arguments.folder, Sets(Path(arguments.sets)), arguments.percent, wanted)
    with TemporaryDirectory() as made:
        Sets(Path(made)).make(arguments.profile, with_joined=wanted.has_joined)
        return max(_run(arguments.folder, made, percent, wanted) for percent in arguments.at)


def _read_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m desktop.demonstration.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures are written: a folder for each scale")
    parser.add_argument("--profile", default=DEMO_PROFILE, metavar="ID", help="the association (default herfa)")
    only = "these scenes or patterns of pictures, «complaint» or «complaint-*-dark» (default all)"
    parser.add_argument("--only", nargs="+", default=[], metavar="KEY", help=only)
    parser.add_argument(
        "--at", nargs="+", type=int, default=PERCENTS, choices=PERCENTS, help="the scales (default both)"
    )
    parser.add_argument("--percent", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--sets", default="", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def _run(folder: Path, sets: str, percent: int, wanted: Wanted) -> int:
    """In a process of its own: Qt reads the scale once, when it starts."""
    command = [sys.executable, "-m", "desktop.demonstration.gallery", str(folder.resolve())]
    scaled = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(percent / 100)}
    command += ["--percent", str(percent), "--sets", sets]
    if wanted.keys:
        command += ["--only", *wanted.keys]
    done = subprocess.run(command, cwd=CHECKOUT, env=scaled, check=False)  # noqa: S603
    return done.returncode


def _take(folder: Path, sets: Sets, percent: int, wanted: Wanted) -> int:
    require_sound_qt()
    # Qt is loaded in the process that has the scale.
    from desktop.bootstrap import Entrance  # noqa: PLC0415
    from desktop.demonstration.gallery_tours import office_tour, paper_tour, stick_tour  # noqa: PLC0415
    from desktop.ui.gallery.taking import Gallery  # noqa: PLC0415

    place = folder / str(percent)
    place.mkdir(parents=True, exist_ok=True)
    gallery = Gallery(place, (SCREEN[0] * 100 // percent, SCREEN[1] * 100 // percent), wanted)
    gallery.take_first_run(Entrance(sets.nowhere))
    desk = sign_in(sets.office, DEMO_USER, DEMO_PASSWORD, world=system_world())
    tours = office_tour(desk), paper_tour(desk, sets.papers)
    desk.store.close()
    gallery.take_office(Entrance(sets.office), *tours)
    if wanted.has_joined:
        gallery.take_joined(Entrance(sets.joined.laptop), stick_tour(sets.stick))
    print(f"{gallery.taken} pictures: {place}")
    return 0 if gallery.taken else NOTHING_TAKEN


if __name__ == "__main__":
    sys.exit(main())
