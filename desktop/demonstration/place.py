"""The demonstration's own folder: two laptops and a head office, and what is shown in the end."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from domain.errors import RuleBroken, Unavailable

CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_FOLDER = CHECKOUT / "demo"
MARKER = "istiqbal-demonstration.json"
LOCK = "demonstration.lock"


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


@contextmanager
def held_place(folder: Path, *, profile: str, fresh: bool) -> Iterator[tuple[Place, Memory]]:
    """The demonstration in `folder`, as it was left or new, for one demonstration at a time. Nothing but an earlier
    demonstration is ever removed.

    Raises RuleBroken when the folder holds something else, or a demonstration of another association; Unavailable when
    a demonstration of it is running.
    """
    place = Place(folder.resolve())
    _refuse_foreign(place)
    place.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Unavailable(
            "demonstration.running",
            ar="في هذا المجلد عرض يعمل الآن. أغلق نافذته أولًا، أو اختر مجلدًا آخر بالخيار --folder.",
            en="A demonstration of this folder is running. Close its window first, or choose another with --folder.",
        ) from error
    try:
        yield place, _prepare(place, profile, fresh=fresh)
    finally:
        lock.release()


def _refuse_foreign(place: Place) -> None:
    others = [path for path in place.folder.iterdir() if path.name != LOCK] if place.folder.exists() else []
    if others and place.find_memory() is None:
        raise RuleBroken(
            "demonstration.folder",
            ar="المجلد فيه ملفات ليست من العرض، ولن يُحذف منها شيء. اختر مجلدًا فارغًا بالخيار --folder.",
            en="The folder holds files that are not of a demonstration; nothing of it is removed. Choose an empty one "
            "with --folder.",
            field="folder",
        )


def _prepare(place: Place, profile: str, *, fresh: bool) -> Memory:
    memory = place.find_memory()
    if memory is not None and memory.is_ready and not fresh:
        _refuse_other(memory, profile)
        return memory
    memory = Memory(profile)
    place.remember(memory)
    _clear(place)
    return memory


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
