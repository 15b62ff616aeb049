"""The prints of a paper, recorded and in words: which copy, where, when, by whom. Knows no Qt."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, Protocol

from desktop.ui.language import apart, listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.wording import Counted
from desktop.ui.shown import shown_moment
from desktop.usecases.attest import AttestationPage
from desktop.usecases.record_print import MadeSheet, NewPrint, PrintLine
from domain.errors import Expected
from domain.text import Text

WAYS = {"printer": Text("طابعة", "printer"), "file": Text("ملف", "file")}
STATES = {
    "unsigned": Text("قبل التوقيع", "before signing"),
    "signed": Text("موقّعة", "signed"),
    "void": Text("ملغاة", "void"),
}
TIMES = Counted("لم تُطبع", "مرة واحدة", "مرتين", "مرات", "مرة", "مرة", "not printed", "once", "times")


Way = Literal["printer", "file"]


class Records(Protocol):
    @property
    def record_print(self) -> Callable[[NewPrint], tuple[PrintLine, ...]]: ...
    @property
    def record_sheet(self) -> Callable[[MadeSheet, Way, str, int], tuple[PrintLine, ...]]: ...


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

    def note(self, page: AttestationPage | MadeSheet | None, way: Way, place: str, copies: int) -> None:
        """Of a paper that has a record of its prints; it is out already, whatever becomes of that."""
        match page:
            case AttestationPage():
                work = partial(self._deeds.record_print, NewPrint(page.id, page.state, way, place, copies))
            case MadeSheet():
                work = partial(self._deeds.record_sheet, page, way, place, copies)
            case _:
                return
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
    times = TIMES.of(len(lines))
    latest = said("الأخيرة: ", "The latest: ") if len(lines) > 1 else ""
    return said(
        f"أُخرجت هذه الورقة {times}. {latest}{lines[0]}",
        f"This paper was printed or saved {times}. {latest}{lines[0]}",
    )


def _line(line: PrintLine) -> str:
    last = line.first_copy + line.copies - 1
    copy = (
        said(f"النسخة {line.first_copy}", f"Copy {line.first_copy}")
        if line.copies == 1
        else said(f"النسخ من {line.first_copy} إلى {last}", f"Copies {line.first_copy} to {last}")
    )

    # By its first letter: a file may be called in Arabic, a printer in Latin.
    where = f"{_word(WAYS, line.way)} \u2068{line.place}\u2069"
    return listed((copy, _word(STATES, line.state), where, shown_moment(line.at), apart(line.user)))


def _word(words: Mapping[str, Text], id: str) -> str:
    """What a newer program wrote has no word yet."""
    return said_of(words[id]) if id in words else id
