"""The enquiries of the office: taken down above, what waits for an answer below, the oldest first. Knows no Qt."""

from collections.abc import Callable
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, SEARCH, Asks
from desktop.ui.pages.enquiries.listing import AT_ONCE, Listing
from desktop.ui.pages.enquiries.reading import draft_of, offer_of, officer_of
from desktop.ui.pages.enquiries.state import (
    OFFICIALS,
    SUGGESTIONS,
    EnquiriesState,
    Offer,
    Part,
    PersonFound,
    Refused,
    Told,
)
from desktop.usecases.keep_frequent import KeptQuestion
from desktop.usecases.keep_officials import KeptOfficial
from desktop.usecases.list_enquiries import EnquiriesPage
from desktop.usecases.take_enquiry import Enquired
from desktop.usecases.take_suggestion import Suggested, SuggestionLine
from domain.arabic import isolate
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.errors import Expected
from domain.frequent_question import FrequentDraft, FrequentQuestion
from domain.official import OfficialDraft
from domain.person import Person
from domain.suggestion import SuggestionDraft
from domain.sync.changes import Changes

SHORTEST_SEARCH = 2
MOST_PEOPLE = 4
SHOWN_HERE = frozenset(("enquiries", "frequent_questions", "officials", "suggestions", "persons"))


class EnquiriesPresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self._deeds = actions.enquiries
        self._list = Listing(info.profile, info.user)
        self._offers: tuple[Offer, ...] = ()
        self._people: tuple[PersonFound, ...] = ()
        self._chosen = ("", "")  # field, category
        self._refused = Refused()
        self._is_busy = False
        self._problem = ""

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        ask = partial(self._lane.ask, failed=self._failed, priority=BACKGROUND)
        ask(self._deeds.show, then=self._read, supersedes="enquiries.page")
        ask(partial(self._deeds.search_frequent, ""), then=self._read_frequent, supersedes="enquiries.frequent")
        ask(self._deeds.list_suggestions, then=self._read_suggestions, supersedes="enquiries.suggestions")

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def _read(self, page: EnquiriesPage) -> None:
        self._list.page, self._problem = page, ""
        self.show()

    def _read_frequent(self, found: tuple[FrequentQuestion, ...]) -> None:
        self._list.frequent = found
        self.show()

    def _read_suggestions(self, found: tuple[SuggestionLine, ...]) -> None:
        self._list.suggestions = found
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- the list ------------------------------------------------------------------------------------------------

    def choose_part(self, part: str) -> None:
        self._list.part, self._list.most = part, AT_ONCE
        self.show()

    def search(self, text: str) -> None:
        self._list.text, self._list.most = text, AT_ONCE
        self.show()

    def show_more(self) -> None:
        self._list.most += AT_ONCE
        self.show()

    # --- taking one down -----------------------------------------------------------------------------------------

    def type_subject(self, text: str) -> None:
        if len(text.strip()) < SHORTEST_SEARCH:
            self._offered(())
            return
        self._lane.ask(
            partial(self._deeds.offer_frequent, text),
            then=self._offered,
            failed=self._failed,
            priority=SEARCH,
            supersedes="enquiries.offer",
        )

    def _offered(self, found: tuple[FrequentQuestion, ...]) -> None:
        self._offers = tuple(map(offer_of, found))
        self.show()

    def type_asker(self, text: str) -> None:
        """Whoever in the register is called so is offered."""
        if len(text.strip()) < SHORTEST_SEARCH:
            self._found_people(())
            return
        self._lane.ask(
            partial(self._actions.find_people, text.strip()),
            then=self._found_people,
            failed=self._failed,
            priority=SEARCH,
            supersedes="enquiries.people",
        )

    def _found_people(self, people: tuple[Person, ...]) -> None:
        self._people = tuple(
            PersonFound(one.id, one.name, isolate(one.id_number or one.mobile or one.number))
            for one in people[:MOST_PEOPLE]
        )
        self.show()

    def choose_field(self, field: str, category: str) -> None:
        self._chosen = (field, category)
        self.show()

    def save(self, draft: EnquiryDraft, answer: AnswerDraft | None) -> None:
        if self._is_busy:
            return
        self._ask("", partial(self._deeds.take, draft, answer), self._taken)

    def _taken(self, enquired: Enquired) -> None:
        one = enquired.line.enquiry
        self._offers, self._people, self._chosen = (), (), ("", "")
        self._done(enquired.changes)
        self._told.saved()
        number = isolate(one.number)
        words = (
            said(f"سُجّل الاستفسار {number} وجوابه.", f"Enquiry {number} and its answer are kept.")
            if one.answer
            else said(f"سُجّل الاستفسار {number}، وينتظر الجواب.", f"Enquiry {number} is kept and waits for an answer.")
        )
        self._told.undo_offered(words, partial(self._undo, partial(self._deeds.undo, one.id)))

    def save_suggestion(self, draft: SuggestionDraft) -> None:
        if not self._is_busy:
            self._ask("", partial(self._deeds.take_suggestion, draft), self._suggested)

    def _suggested(self, suggested: Suggested) -> None:
        one = suggested.line.suggestion
        self._offers, self._people, self._chosen = (), (), ("", "")
        self._done(suggested.changes)
        self._told.saved()
        number = isolate(one.number)
        words = said(f"سُجّل المقترح {number}.", f"Suggestion {number} is kept.")
        self._told.undo_offered(words, partial(self._undo, partial(self._deeds.undo_suggestion, one.id)))

    # --- what is done with a row ---------------------------------------------------------------------------------

    def answer(self, enquiry: str, draft: AnswerDraft) -> None:
        self._ask(
            enquiry, partial(self._deeds.answer, enquiry, draft, self._list.find_enquiry(enquiry)), self._answered
        )

    def tell(self, enquiry: str, means: str) -> None:
        """Of the part that is shown: an enquiry, or a suggestion."""
        if self._list.part == SUGGESTIONS:
            told = partial(self._deeds.tell_suggestion, enquiry, means, self._list.find_suggestion(enquiry))
            self._ask(enquiry, told, self._answered)
        else:
            self._ask(
                enquiry, partial(self._deeds.tell, enquiry, means, self._list.find_enquiry(enquiry)), self._answered
            )

    def correct(self, enquiry: str, draft: EnquiryDraft) -> None:
        self._ask(enquiry, partial(self._deeds.correct, enquiry, draft), self._answered)

    def decide(self, suggestion: str, verdict: str, reason: str) -> None:
        self._ask(
            suggestion,
            partial(self._deeds.decide_suggestion, suggestion, verdict, reason, self._list.find_suggestion(suggestion)),
            self._answered,
        )

    def _answered(self, enquired: Enquired | Suggested) -> None:
        self._done(enquired.changes)
        self._told.done()

    def withdraw(self, enquiry: str) -> None:
        self._ask(enquiry, partial(self._deeds.withdraw, enquiry), partial(self._withdrawn, enquiry))

    def _withdrawn(self, enquiry: str, enquired: Enquired) -> None:
        self._done(enquired.changes)
        self._told.done()
        words = said("سُحب الاستفسار.", "The enquiry was withdrawn.")
        self._told.undo_offered(words, partial(self.reopen, enquiry))

    def reopen(self, enquiry: str) -> None:
        self._ask(enquiry, partial(self._deeds.reopen, enquiry), self._answered)

    def keep_frequent(self, enquiry: str, draft: FrequentDraft) -> None:
        self._ask(enquiry, partial(self._deeds.keep_frequent, draft, enquiry), self._kept)

    def edit_frequent(self, question: str, draft: FrequentDraft) -> None:
        known = self._list.find_frequent(question)
        whole = FrequentDraft(
            draft.subject,
            known.question if known else "",
            draft.answer,
            draft.source,
            draft.clause,
            known.field if known else "",
        )
        self._ask(question, partial(self._deeds.edit_frequent, question, whole), self._kept)

    def _kept(self, kept: KeptQuestion | KeptOfficial) -> None:
        self._done(kept.changes)
        self._told.done()

    def drop(self, row: str, reason: str) -> None:
        """Of the part that is shown: a frequent question, or an official."""
        is_official = self._list.part == OFFICIALS
        deed = self._deeds.remove_official if is_official else self._deeds.drop_frequent
        back = self._deeds.bring_back_official if is_official else self._deeds.bring_back_frequent
        self._ask(row, partial(deed, row, reason), partial(self._dropped, partial(back, row)))

    def _dropped(self, back: Callable[[], Changes], changes: Changes) -> None:
        self._done(changes)
        self._told.done()
        self._told.undo_offered(said("حُذف من القائمة.", "Taken off the list."), partial(self._undo, back))

    def save_official(self, official: str, draft: OfficialDraft) -> None:
        """`official` is empty for a new one."""
        deed = (
            partial(self._deeds.edit_official, official, draft)
            if official
            else partial(self._deeds.add_official, draft)
        )
        self._ask(official or OFFICIALS, deed, self._kept)

    def official(self, id: str) -> OfficialDraft:
        """As he is entered now, to be changed."""
        return draft_of(self._list.officials, id)

    def _undo(self, back: Callable[[], Changes]) -> None:
        self._lane.ask(back, then=self._done, failed=self._failed)

    def _ask(self, row: str, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._is_busy, self._refused = True, Refused()
        self.show()
        self._lane.ask(work, then=then, failed=partial(self._refuse, row))

    def _done(self, changes: Changes) -> None:
        self._is_busy, self._refused = False, Refused()
        self._told.changed(changes)
        self.refresh()

    def _refuse(self, row: str, problem: Expected) -> None:
        self._is_busy, self._refused = False, Refused(row, problem.field or "", said_of(problem))
        self.show()

    def forget_refusal(self) -> None:
        self._refused = Refused()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the list may show, with how many there are."""
        return self._list.parts

    # --- shown ---------------------------------------------------------------------------------------------------

    def show(self) -> None:
        held = self._list
        found = held.found()
        self._told.shown(
            EnquiriesState(
                is_loaded=held.page is not None,
                parts=held.parts,
                part=held.part,
                text=held.text,
                rows=tuple(found[: held.most]),
                more=max(0, len(found) - held.most),
                offers=self._offers,
                people=self._people,
                officer=officer_of(held.officials, *self._chosen, held.profile),
                refused=self._refused,
                is_busy=self._is_busy,
                may_enter_officials=held.may_enter_officials,
                problem=self._problem,
            )
        )
