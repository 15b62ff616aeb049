"""What may be asked of a question whose answer is a picture or a file, and how it stands. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.usecases.attach_file import FoundFile

EMPTY, BUSY, LOOKING, ABSENT, HERE = "empty", "busy", "looking", "absent", "here"


@dataclass(frozen=True)
class ChooseFile:
    """From the disk: chosen there, or dropped here."""

    path: str


@dataclass(frozen=True)
class PastePicture:
    content: bytes


@dataclass(frozen=True)
class TurnPicture:
    """By a quarter."""


@dataclass(frozen=True)
class Draw:
    """A sheet with what was drawn so far; its PNG is made off the window's thread."""

    png: Callable[[], bytes]


@dataclass(frozen=True)
class DrawOver:
    """What was drawn on a picture so far, on nothing, likewise; `base` is the answer that the picture without it is."""

    base: str
    overlay: Callable[[], bytes]


@dataclass(frozen=True)
class PutBack:
    """An answer that was there before, or none; whatever is on its way is given up."""

    answer: str | None


@dataclass(frozen=True)
class CopyOut:
    place: str


@dataclass(frozen=True)
class LookAgain:
    """It may have arrived."""


FileWish = ChooseFile | PastePicture | TurnPicture | Draw | DrawOver | PutBack | CopyOut | LookAgain


@dataclass(frozen=True)
class FileShown:
    """`state` is one of the above. `found` is what is known of the answer, while it is known; `problem` is why the last
    wish was not done, `told` what came of a copy. `is_damaged`: it is here, and as good as absent."""

    state: str
    found: FoundFile | None = None
    problem: str = ""
    told: str = ""
    is_damaged: bool = False
