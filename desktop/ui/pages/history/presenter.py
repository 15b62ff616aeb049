"""What a record was, field by field: the value, who wrote it, when, what became of it. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import apart, headed, said_of
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.history.trace import TraceLine, trace_lines
from desktop.ui.pages.person_names import person_names
from desktop.ui.pages.tasks.reading import Words
from desktop.ui.pages.tasks.state import Line
from desktop.usecases.show_history import FieldHistory, HistoryLine, RecordHistory
from desktop.usecases.trace_person import PersonTrace
from domain import record_names as names
from domain import record_words as wording
from domain.deed import deed_of
from domain.errors import Expected
from domain.policy import Profile
from domain.sync.changes import Changes
from domain.text import Text

PERSONS = "persons"
RECORD = "record"  # under this stand voiding and restoring
TONES = {"shown": "ok", "beside": "warn", "replaced": "neutral", "skipped": "warn", "refused": "bad"}
FATES = {fate: (names.FATES[fate], tone) for fate, tone in TONES.items()}
RECORD_FATES = {"shown": (Text("آخر ما جرى", "The latest"), "ok"), "replaced": (Text("سابق", "Earlier"), "neutral")}


@dataclass(frozen=True)
class Entry:
    """One value as it was written."""

    lines: tuple[Line, ...]
    deed: str
    written: str
    place: str
    chip: str
    tone: str
    is_waiting: bool


@dataclass(frozen=True)
class FieldCard:
    cell: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class HistoryState:
    """`changed` fields have more than one value; the others stand as they were first written. Of a person `trace` is
    everything that was done about him, the newest of `count`."""

    title: str
    changed: tuple[FieldCard, ...]
    steady: tuple[FieldCard, ...]
    problem: str
    trace: tuple[TraceLine, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class _Read:
    history: RecordHistory
    names: dict[str, str]
    trace: PersonTrace | None


class HistoryPresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[HistoryState], None],
        profile: Profile,
        place: tuple[str, str],
    ) -> None:
        self._actions, self._lane, self._show, self._profile = actions, lane, show, profile
        self._place = place  # table, row
        self._data: _Read | None = None
        self._problem = ""

    def refresh(self) -> None:
        work = partial(self._work, *self._place)
        self._lane.ask(work, then=self._read, failed=self._failed, priority=SEARCH, supersedes="history")

    def apply_changes(self, changes: Changes) -> None:
        if self._place[0] == PERSONS or self._place[0] in changes.kinds:
            self.refresh()

    def open(self, table: str, row: str) -> None:
        """Another record, in the place of the one that was shown."""
        self._place, self._data = (table, row), None
        self.show()
        self.refresh()

    @property
    def place(self) -> tuple[str, str]:
        return self._place

    def _work(self, table: str, row: str) -> _Read:
        history = self._actions.show_history(table, row)
        trace = self._actions.trace_person(row) if table == PERSONS else None
        persons = {
            text
            for field in history.fields
            for line in field.lines
            for column, text in line.values
            if column == "person" and text
        }
        return _Read(history, person_names(self._actions.show_person, persons), trace)

    def _read(self, read: _Read) -> None:
        self._data, self._problem = read, ""
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    def show(self) -> None:
        if self._data is None:
            self._show(HistoryState("", (), (), self._problem))
            return
        history = self._data.history
        words = Words(self._profile, self._data.names)
        cards = [(field, _card(field, words)) for field in history.fields]
        shown = [(field, card) for field, card in cards if any(entry.lines for entry in card.entries)]
        self._show(
            HistoryState(
                headed(said_of(wording.record(history.table, history.about))),
                tuple(card for field, card in shown if field.changes or field.cell == RECORD),
                tuple(card for field, card in shown if not field.changes and field.cell != RECORD),
                self._problem,
                trace_lines(self._data.trace, here=self._place),
                self._data.trace.count if self._data.trace else 0,
            )
        )


def _card(field: FieldHistory, words: Words) -> FieldCard:
    entries = tuple(map(partial(_entry, words=words, is_record=field.cell == RECORD), field.lines))
    return FieldCard(field.cell, said_of(wording.cell(field.cell)), entries)


def _entry(line: HistoryLine, *, words: Words, is_record: bool) -> Entry:
    chip, tone = _fate(line.fate, is_record=is_record)
    lines = tuple(
        words.line(column, text)
        for column, text in line.values
        if column not in names.UNSHOWN and (text or column == "restored" or len(line.values) == 1)
    )
    if line.answers:
        lines = tuple(Line(title, text or said_of(names.EMPTY), False, False) for title, text in line.answers)
    written = " · ".join(filter(None, (apart(line.author), said_of(wording.moment(line.written_at)))))
    place = said_of(wording.place(line.office, is_here=line.is_here))
    return Entry(lines, headed(said_of(deed_of(line.action))), written, place, chip, tone, line.is_waiting)


def _fate(fate: str, *, is_record: bool) -> tuple[str, str]:
    known = RECORD_FATES if is_record and fate in RECORD_FATES else FATES
    text, tone = known.get(fate, FATES["refused"])
    return said_of(text), tone
