"""The prints of a paper, recorded and in words: which copy, where, when, by whom. Knows no Qt."""

from collections.abc import Callable
from functools import partial
from typing import Literal, Protocol

from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.wording import Counted
from desktop.usecases.attest import AttestationPage
from desktop.usecases.record_print import NewPrint, PrintLine
from domain.errors import Expected
from domain.shown import shown_moment

WAYS = {"printer": "طابعة", "file": "ملف"}
STATES = {"unsigned": "قبل التوقيع", "signed": "موقّعة", "void": "ملغاة"}
TIMES = Counted("لم تُطبع", "مرة واحدة", "مرتين", "مرات", "مرة", "مرة")


class Records(Protocol):
    @property
    def record_print(self) -> Callable[[NewPrint], tuple[PrintLine, ...]]: ...


class PrintLog:
    """`show` gets all prints of a paper in words when one more stands in the store."""

    def __init__(
        self,
        deeds: Records,
        store: Asks,
        *,
        show: Callable[[tuple[str, ...]], None],
        failed: Callable[[Expected], None],
    ) -> None:
        self._deeds, self._store, self._show, self._failed = deeds, store, show, failed

    def note(self, page: AttestationPage | None, way: Literal["printer", "file"], place: str, copies: int) -> None:
        """Of an attestation alone; the paper is out already, whatever becomes of its record."""
        if page is not None:
            made = NewPrint(page.id, page.state, way, place, copies)
            work = partial(self._deeds.record_print, made)
            self._store.ask(work, then=self._recorded, failed=self._failed, priority=BACKGROUND)

    def _recorded(self, prints: tuple[PrintLine, ...]) -> None:
        self._show(told(prints))


def told(prints: tuple[PrintLine, ...]) -> tuple[str, ...]:
    """A line each, in the order given."""
    return tuple(map(_line, prints))


def summed_up(lines: tuple[str, ...]) -> str:
    """How often, and the newest; the rest is in the tip over it."""
    if not lines:
        return ""
    return f"أُخرجت هذه الورقة {TIMES.of(len(lines))}. {'الأخيرة: ' if len(lines) > 1 else ''}{lines[0]}"


def _line(line: PrintLine) -> str:
    last = line.first_copy + line.copies - 1
    copy = f"النسخة {line.first_copy}" if line.copies == 1 else f"النسخ من {line.first_copy} إلى {last}"

    # By its first letter: a file may be called in Arabic, a printer in Latin.
    where = f"{WAYS.get(line.way, line.way)} \u2068{line.place}\u2069"
    return f"{copy}، {STATES.get(line.state, line.state)}، {where}، {shown_moment(line.at)}، {line.user}"
