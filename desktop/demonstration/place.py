"""The demonstration's own folder: two laptops and a head office, and what is shown in the end."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from domain.errors import RuleBroken

CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_FOLDER = CHECKOUT / "demo"
MARKER = "istiqbal-demonstration.json"


@dataclass(frozen=True)
class Memory:
    """What the next start of the same demonstration needs. `port` is where head office listened, 0 before it did;
    `is_ready` once the office is filled and has joined."""

    profile: str
    port: int = 0
    is_ready: bool = False


@dataclass(frozen=True)
class Place:
    folder: Path

    @property
    def laptop(self) -> Path:
        return self.folder / "laptop-1"

    @property
    def second_laptop(self) -> Path:
        return self.folder / "laptop-2"

    @property
    def head_office(self) -> Path:
        return self.folder / "head-office"

    @property
    def shown(self) -> Path:
        """The paper and the pictures."""
        return self.folder / "shown"

    @property
    def answers(self) -> Path:
        """The answers files that the interviews were run from."""
        return self.folder / "answers"

    def find_memory(self) -> Memory | None:
        try:
            return Memory(**json.loads((self.folder / MARKER).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def remember(self, memory: Memory) -> None:
        (self.folder / MARKER).write_text(json.dumps(asdict(memory)), encoding="utf-8")


def open_place(folder: Path, *, profile: str, fresh: bool) -> tuple[Place, Memory]:
    """The demonstration in `folder`, as it was left or new. Nothing but an earlier demonstration is ever removed.

    Raises RuleBroken when the folder holds something else, or a demonstration of another association.
    """
    place = Place(folder.resolve())
    memory = place.find_memory()
    if memory is None and place.folder.exists() and any(place.folder.iterdir()):
        raise RuleBroken(
            "demonstration.folder",
            ar="المجلد فيه ملفات ليست من العرض، ولن يُحذف منها شيء. اختر مجلدًا فارغًا بالخيار --folder.",
            en="The folder holds files that are not of a demonstration; nothing of it is removed. Choose an empty one "
            "with --folder.",
            field="folder",
        )
    if memory is not None and memory.is_ready and not fresh:
        _refuse_other(memory, profile)
        return place, memory
    _clear(place)
    memory = Memory(profile)
    place.remember(memory)
    return place, memory


def _clear(place: Place) -> None:
    for part in (place.laptop, place.second_laptop, place.head_office, place.shown, place.answers):
        if part.exists():
            shutil.rmtree(part)
    for part in (place.shown, place.answers):
        part.mkdir(parents=True)


def _refuse_other(memory: Memory, profile: str) -> None:
    if memory.profile != profile:
        raise RuleBroken(
            "demonstration.profile",
            ar=f"العرض في هذا المجلد لجمعية أخرى ({memory.profile}). أضف --fresh ليُعدّ من جديد.",
            en=f"The demonstration in this folder is of another association ({memory.profile}). Add --fresh to make "
            "it anew.",
            field="profile",
        )


def at_port(memory: Memory, port: int) -> Memory:
    return replace(memory, port=port)
