"""The enquiries of the office: taken down above, what waits for an answer below, the oldest first. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, SEARCH, Asks
from desktop.ui.pages.enquiries.reading import (
    enquiry_row,
    frequent_row,
    offer_of,
    officer_of,
    official_row,
    suggestion_row,
)
from desktop.ui.pages.enquiries.state import (
    FREQUENT,
    OFFICIALS,
    RECENT,
    SUGGESTIONS,
    WAITING,
    EnquiriesState,
    Offer,
    Officer,
    Part,
    PersonFound,
    Refused,
    Row,
)
from desktop.usecases.keep_frequent import KeptQuestion
from desktop.usecases.keep_officials import KeptOfficial
from desktop.usecases.list_enquiries import EnquiriesPage, EnquiryLine
from desktop.usecases.take_enquiry import Enquired
from desktop.usecases.take_suggestion import Suggested, SuggestionLine
from domain.arabic import isolate, search_key
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.errors import Expected
from domain.frequent_question import FrequentDraft, FrequentQuestion
from domain.official import OfficialDraft
from domain.person import Person
from domain.suggestion import MAY_DECIDE, SuggestionDraft
from domain.sync.changes import Changes
from domain.text import Text

AT_ONCE = 30
SHORTEST_SEARCH = 2
MOST_PEOPLE = 4
SHOWN_HERE = frozenset(("enquiries", "frequent_questions", "officials", "suggestions", "persons"))
TITLES = {
    WAITING: Text("تنتظر", "Waiting"),
    RECENT: Text("الأخيرة", "Recent"),
    FREQUENT: Text("المتكررة", "Frequent"),
    SUGGESTIONS: Text("المقترحات", "Suggestions"),
    OFFICIALS: Text("من يجيب", "Who answers"),
}


@dataclass(frozen=True)
class Told:
    """Where the outcome goes: `shown` paints the state, `saved` clears the entry, `done` closes the form of a row,
    `changed` spreads what was written, `undo_offered` says it with a way back."""

    shown: Callable[[EnquiriesState], None]
    saved: Callable[[], None]
    done: Callable[[], None]
    changed: Callable[[Changes], None]
    undo_offered: Callable[[str, Callable[[], None]], None]


class EnquiriesPresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self._deeds = actions.enquiries
        self._profile = info.profile
        self._may_enter = info.user.has_role("administrator")
        self._page: EnquiriesPage | None = None
        self._frequent: tuple[FrequentQuestion, ...] = ()
        self._suggestions: tuple[SuggestionLine, ...] = ()
        self._may_decide = bool(set(MAY_DECIDE) & set(info.user.roles))
        self._part, self._text, self._most = WAITING, "", AT_ONCE
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
        self._page, self._problem = page, ""
        self.show()

    def _read_frequent(self, found: tuple[FrequentQuestion, ...]) -> None:
        self._frequent = found
        self.show()

    def _read_suggestions(self, found: tuple[SuggestionLine, ...]) -> None:
        self._suggestions = found
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- the list ------------------------------------------------------------------------------------------------

    def choose_part(self, part: str) -> None:
        self._part, self._most = part, AT_ONCE
        self.show()

    def search(self, text: str) -> None:
        self._text, self._most = text, AT_ONCE
        self.show()

    def show_more(self) -> None:
        self._most += AT_ONCE
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
        self._ask(enquiry, partial(self._deeds.answer, enquiry, draft, self._shown(enquiry)), self._answered)

    def tell(self, enquiry: str, means: str) -> None:
        """Of the part that is shown: an enquiry, or a suggestion."""
        if self._part == SUGGESTIONS:
            told = partial(self._deeds.tell_suggestion, enquiry, means, self._shown_suggestion(enquiry))
            self._ask(enquiry, told, self._answered)
        else:
            self._ask(enquiry, partial(self._deeds.tell, enquiry, means, self._shown(enquiry)), self._answered)

    def correct(self, enquiry: str, draft: EnquiryDraft) -> None:
        self._ask(enquiry, partial(self._deeds.correct, enquiry, draft), self._answered)

    def decide(self, suggestion: str, verdict: str, reason: str) -> None:
        self._ask(
            suggestion,
            partial(self._deeds.decide_suggestion, suggestion, verdict, reason, self._shown_suggestion(suggestion)),
            self._answered,
        )

    def _answered(self, enquired: Enquired | Suggested) -> None:
        self._done(enquired.changes)
        self._told.done()

    def _shown(self, enquiry: str) -> EnquiryLine | None:
        lines = (*self._page.waiting, *self._page.recent) if self._page else ()
        return next((line for line in lines if line.enquiry.id == enquiry), None)

    def _shown_suggestion(self, suggestion: str) -> SuggestionLine | None:
        return next((line for line in self._suggestions if line.suggestion.id == suggestion), None)

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
        known = next((one for one in self._frequent if one.id == question), None)
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
        is_official = self._part == OFFICIALS
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
        found = next((one for one in (self._page.officials if self._page else ()) if one.id == id), None)
        if found is None:
            return OfficialDraft()
        charges = tuple(f"{one.category}/{one.field}" for one in found.charges)
        return OfficialDraft(found.name, found.post, found.telephone, found.email, charges)

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
        return tuple(Part(key, said_of(title), len(self._rows(key))) for key, title in TITLES.items())

    # --- shown ---------------------------------------------------------------------------------------------------

    def show(self) -> None:
        found = [row for row in self._rows(self._part) if self._is_searched(row)]
        self._told.shown(
            EnquiriesState(
                is_loaded=self._page is not None,
                parts=self.parts,
                part=self._part,
                text=self._text,
                rows=tuple(found[: self._most]),
                more=max(0, len(found) - self._most),
                offers=self._offers,
                people=self._people,
                officer=self._officer(),
                refused=self._refused,
                is_busy=self._is_busy,
                may_enter_officials=self._may_enter,
                problem=self._problem,
            )
        )

    def _officer(self) -> Officer:
        return officer_of(self._page.officials, *self._chosen, self._profile) if self._page else Officer()

    def _rows(self, part: str) -> list[Row]:
        if self._page is None:
            return []
        match part:
            case "waiting":
                return [enquiry_row(line, self._profile) for line in self._page.waiting]
            case "recent":
                return [enquiry_row(line, self._profile) for line in self._page.recent]
            case "frequent":
                return [frequent_row(one, self._profile) for one in self._frequent]
            case "suggestions":
                may = self._may_decide
                return [suggestion_row(line, self._profile, may_decide=may) for line in self._suggestions]
        return [official_row(one, self._profile, may_change=self._may_enter) for one in self._page.officials]

    def _is_searched(self, row: Row) -> bool:
        words = search_key(f"{row.title} {row.detail} {row.body}")
        return all(word in words for word in search_key(self._text).split())
