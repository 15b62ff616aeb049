"""What is missing before the person stands up, and how each thing is settled. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.departure.reading import NextStep, Said, TypedCheck, draft_of, next_step
from desktop.usecases.check_documents import DocumentLine
from desktop.usecases.review_departure import DeparturePage
from domain.errors import Expected, RuleBroken
from domain.leave_gate import ANSWERS, ATTESTATION, DOCUMENTS, SIGNATURE, Missing
from domain.sync.changes import Changes

SHOWN_HERE = frozenset(
    (
        "document_checks",
        "holidays",
        "case_steps",
        "referrals",
        "interviews",
        "persons",
        "attestations",
        "signatures",
        "signature_proofs",
    )
)


NOTHING = Said("", "")


@dataclass(frozen=True)
class DepartureState:
    """`document` is the one whose form is open; `said` is what was refused."""

    page: DeparturePage
    next: NextStep
    document: str = ""
    said: Said = NOTHING


class DepartureSeen(Protocol):
    """What the presenter tells its view."""

    def show_state(self, state: DepartureState) -> None: ...

    def show_failure(self, sentence: str) -> None: ...

    def tell(self, changes: Changes) -> None: ...

    def point_at(self, kind: str, target: str) -> None:
        """The cursor goes where this is settled on the page."""

    def ask_for_answers(self, question: str) -> None:
        """The interview, at that question; at its beginning for none."""

    def ask_for_paper(self) -> None: ...

    def say_goodbye(self, sentence: str) -> None: ...


class Written(Protocol):
    @property
    def changes(self) -> Changes: ...


class DeparturePresenter:
    def __init__(self, actions: Actions, lane: Asks, interview: str, view: DepartureSeen) -> None:
        self._actions, self._lane, self._view = actions, lane, view
        self.interview = interview
        self._page: DeparturePage | None = None
        self._document = ""
        self._said = NOTHING
        self._is_busy = False
        self._farewell = ""
        self._came_from = ""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """As it was read last."""
        return self._page.missing if self._page is not None else ()

    @property
    def person(self) -> str:
        """His id; empty until the case is read."""
        return self._page.person if self._page is not None else ""

    @property
    def documents(self) -> tuple[DocumentLine, ...]:
        return self._page.documents.lines if self._page is not None else ()

    # --- shown ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(
            partial(self._actions.review_departure, self.interview),
            then=self._read,
            failed=self._failed_reading,
            priority=BACKGROUND,
            supersedes="departure",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def _read(self, page: DeparturePage) -> None:
        self._page = page
        if self._document and self._document not in {line.id for line in page.documents.lines}:
            self._document = ""
            self._said = Said(
                "",
                said(
                    "تغيّر نوع الطلب، ولم يعد المستند المفتوح من مستنداته.",
                    "The kind of request changed; the open document is none of its documents any more.",
                ),
            )
        self._show()

    def _failed_reading(self, problem: Expected) -> None:
        self._view.show_failure(said_of(problem))

    def _show(self) -> None:
        if self._page is not None:
            self._view.show_state(DepartureState(self._page, next_step(self._page), self._document, self._said))

    # --- going to what is missing ------------------------------------------------------------------------------------

    def go_to(self, one: Missing) -> None:
        if one.kind == ANSWERS:
            self._view.ask_for_answers(one.target)
        elif one.kind in (ATTESTATION, SIGNATURE):
            self.go_on()
        else:
            if one.kind == DOCUMENTS and one.target != self._document:
                self.open_document(one.target)
            self._view.point_at(one.kind, one.target)

    def go_to_number(self, index: int) -> None:
        """The n-th of the list, from 0."""
        if self._page is not None and index < len(self._page.missing):
            self.go_to(self._page.missing[index])

    def open_document(self, document: str) -> None:
        """Its form; none for empty."""
        self._document, self._said = document, NOTHING
        self._show()

    # --- settling ------------------------------------------------------------------------------------------------

    def choose_request(self, kind: str) -> None:
        self._do(partial(self._actions.choose_request, self.interview, kind), "request")

    def check(self, typed: TypedCheck) -> None:
        try:
            draft = draft_of(typed)
        except RuleBroken as broken:
            self._refused("", broken)
            return
        self._came_from = typed.document
        self._do(partial(self._actions.check_document, self.interview, draft), "seen")

    def explain(self) -> None:
        self._do(partial(self._actions.tick_explained, self.interview), "explanation")

    def agree(self, means: str) -> None:
        self._do(partial(self._actions.agree_contact, self.interview, means), "contact")

    def ask(self, question: str, means: str) -> None:
        self._do(partial(self._actions.ask_officer, self.interview, question, means), "question")

    def answer(self, referral: str, answer: str, officer: str) -> None:
        self._do(partial(self._actions.answer_referral, referral, answer, officer), "answer")

    def told(self, referral: str) -> None:
        self._do(partial(self._actions.tell_answer, referral), "answer")

    def withdraw(self, referral: str) -> None:
        self._do(partial(self._actions.withdraw_referral, referral), "question")

    def go_on(self) -> None:
        """To the paper, or farewell; where something comes first, to that."""
        if self._page is None or self._is_busy:
            return
        match next_step(self._page).deed:
            case "attest":
                self._view.ask_for_paper()
            case "complete":
                self._farewell = said("غادر والحالة مكتملة", "Left with a complete case")
                self._do(partial(self._actions.complete_case, self.interview), "")
            case _:
                self.go_to_number(0)

    def keep(self, note: str) -> None:
        """He goes, and the case comes back with what is missing."""
        self._farewell = said("حُفظت الحالة ناقصة، وتجدها فيما ينتظرك", "Kept as incomplete; it is on your list")
        self._do(partial(self._actions.keep_incomplete, self.interview, note), "note")

    def _do(self, deed: Callable[[], Written], field: str) -> None:
        if self._is_busy:
            return
        self._is_busy, self._said = True, NOTHING
        self._show()
        self._lane.ask(deed, then=self._done, failed=partial(self._refused, field))

    def _done(self, written: Written) -> None:
        self._is_busy = False
        self._view.tell(written.changes)
        if self._farewell:
            self._view.say_goodbye(self._farewell)
            return
        if self._came_from:
            self._document, self._came_from = "", ""
        self._show()
        self.refresh()

    def _refused(self, field: str, problem: Expected) -> None:
        self._is_busy, self._farewell, self._came_from = False, "", ""
        self._said = Said(problem.field or field, said_of(problem))
        self._show()
