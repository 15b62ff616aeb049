"""The documents that were checked for a person, in his file; the legal basis of a copy recorded by whoever may. Knows
no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.reading import born_words, moment_words
from desktop.usecases.check_documents import DocumentsPage
from desktop.usecases.keep_person import PersonPage
from desktop.usecases.know_person import HeldDocument
from domain.arabic import isolate
from domain.errors import Expected
from domain.sync.changes import Changes
from domain.text import Text
from domain.user import COPY_ROLES

STATES = {
    "valid": (Text("سارٍ اليوم", "Valid today"), "ok"),
    "expired": (Text("انتهى", "Expired"), "bad"),
    "unmatched": (Text("لا يطابق", "Does not match"), "warn"),
}


@dataclass(frozen=True)
class DocumentRow:
    """`copy` says why a copy was taken, by whom and when; empty while there is none."""

    id: str
    title: str
    detail: str
    chip: str
    tone: str
    copy: str


@dataclass(frozen=True)
class DocumentsState:
    """`recording` is the row whose copy's basis is being written."""

    person: str = ""
    rows: tuple[DocumentRow, ...] = ()
    may_record: bool = False
    recording: str = ""
    is_busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Told:
    shown: Callable[[DocumentsState], None]
    changed: Callable[[Changes], None]


class DocumentsPresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self._held: dict[str, HeldDocument] = {}
        self.state = DocumentsState(may_record=bool(set(info.user.roles) & set(COPY_ROLES)))

    def point_at(self, page: PersonPage) -> None:
        """His file is shown; what was begun for another is left."""
        self._held = {held.id: held for held in page.documents}
        is_same = page.person.id == self.state.person
        recording = self.state.recording if is_same and self.state.recording in self._held else ""
        rows = tuple(map(_row, page.documents))
        self._put(person=page.person.id, rows=rows, recording=recording, problem=self.state.problem if is_same else "")

    def begin(self, document: str) -> None:
        if self.state.may_record:
            self._put(recording=document, problem="")

    def cancel(self) -> None:
        if not self.state.is_busy:
            self._put(recording="", problem="")

    def record(self, basis: str) -> None:
        held = self._held.get(self.state.recording)
        if held is not None and not self.state.is_busy:
            self._put(is_busy=True, problem="")
            deed = partial(self._actions.record_copy, held.interview, held.document, basis)
            self._lane.ask(deed, then=self._recorded, failed=self._failed)

    def _recorded(self, page: DocumentsPage) -> None:
        self._put(is_busy=False, recording="")
        self._told.changed(page.changes)

    def _failed(self, problem: Expected) -> None:
        self._put(is_busy=False, problem=said_of(problem))

    def _put(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._told.shown(self.state)


def _row(held: HeldDocument) -> DocumentRow:
    word, tone = STATES[held.state]
    until = (
        said(f"ينتهي {born_words(held.expires)}", f"Expires {born_words(held.expires)}")
        if held.expires
        else said("بلا تاريخ انتهاء", "No expiry date")
    )
    by = said(f"طابقه {held.checked_by}", f"Checked by {apart(held.checked_by)}") if held.checked_by else ""
    detail = (isolate(held.number) if held.number else "", until, moment_words(held.checked_at), by)
    return DocumentRow(
        held.id, said_of(held.title), " · ".join(filter(None, detail)), said_of(word), tone, _copy_words(held)
    )


def _copy_words(held: HeldDocument) -> str:
    if held.copy is None:
        return ""
    by = said(f"سجّله {held.copy.by}", f"recorded by {apart(held.copy.by)}") if held.copy.by else ""
    basis = said(f"أُخذت صورة: {held.copy.basis}", f"A copy was taken: {apart(held.copy.basis)}")
    return " · ".join(filter(None, (basis, by, moment_words(held.copy.at))))
