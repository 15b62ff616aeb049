"""Files beside the entries (`domain.sync.blobs`) in a bundle: which of them go, and what became of them.

They follow the signed records, which list them: whatever happens to a file, no entry waits for it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from domain.errors import Expected
from domain.sync.wire import Message

MOST_FILES = 20_000  # of one bundle; the others go with the next
MOST_FILE_BYTES = 4 << 30
# What sealing, padding and the heads of parts add: a hundredth and a little.
OVERHEAD_SHARE, OVERHEAD_BYTES = 100, 256 << 10


class CarriedFile(Message, frozen=True):
    partition: str
    name: bytes
    size: int


class FileList(Message, frozen=True):
    """The last record of a bundle that has files: these follow the signature, in this order."""

    files: list[CarriedFile]


class WantedFiles(Message, frozen=True):
    """Files that the laptop's records show and that it does not have."""

    partition: str
    names: list[bytes]


class HeldFiles(Message, frozen=True):
    """Files that the laptop has offered and that head office holds, in this life of head office's."""

    partition: str
    epoch: int
    names: list[bytes]


@dataclass(frozen=True)
class FileCount:
    files: int = 0
    bytes: int = 0

    def __add__(self, other: "FileCount") -> "FileCount":
        return FileCount(self.files + other.files, self.bytes + other.bytes)


NO_FILES = FileCount()


def count_of(file: CarriedFile) -> FileCount:
    return FileCount(1, file.size)


@dataclass(frozen=True)
class Reason:
    """Why a file was not kept: a stable code, and what it means to the person who reads it."""

    code: str
    ar: str
    en: str


def reason_of(problem: Expected) -> Reason:
    return Reason(problem.code, problem.ar, problem.en)


@dataclass(frozen=True)
class LeftFiles:
    reason: Reason
    count: FileCount


@dataclass(frozen=True)
class TakenFiles:
    """`taken` are new here, `held` were here already, `left` were not taken, by reason."""

    taken: FileCount = NO_FILES
    held: FileCount = NO_FILES
    left: tuple[LeftFiles, ...] = ()

    @property
    def left_files(self) -> int:
        return sum(item.count.files for item in self.left)


NOTHING_TAKEN = TakenFiles()

Content = Callable[[CarriedFile], Iterator[bytes] | None]
"""Its bytes, as many as were listed; None when it is not here any more."""


@dataclass
class FilesToCarry:
    """Chosen when everything else is written: `room` says how many more bytes may follow those that are. The smallest
    first, so that the most arrive; `left` go with the next bundle. `carried` and `left` are known at the end."""

    candidates: Callable[[], Iterable[CarriedFile]]
    content: Content
    room: Callable[[int], int]
    carried: FileCount = field(default=NO_FILES, init=False)
    left: FileCount = field(default=NO_FILES, init=False)

    def choose(self, written: int) -> list[CarriedFile]:
        room = min(self.room(written), MOST_FILE_BYTES)
        room -= room // OVERHEAD_SHARE + OVERHEAD_BYTES
        chosen: list[CarriedFile] = []
        by_name = {(file.partition, file.name): file for file in self.candidates()}
        for file in sorted(by_name.values(), key=lambda file: (file.size, file.name)):
            if len(chosen) < MOST_FILES and file.size <= room:
                chosen.append(file)
                room -= file.size
            else:
                self.left += count_of(file)
        return chosen

    def open(self, file: CarriedFile) -> Iterator[bytes] | None:
        content = self.content(file)
        if content is None:
            self.left += count_of(file)
        else:
            self.carried += count_of(file)
        return content
