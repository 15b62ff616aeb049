"""Registering a person and editing one: what is wrong is said beside its field, when it is the clerk's turn to hear it.
Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.people.checking import CHECKSUM, good_word, is_unfinished, progress_word
from desktop.ui.pages.people.state import FieldState, FormState, Known
from desktop.usecases.keep_person import PersonPage, Registered
from domain.arabic import to_ascii_digits
from domain.calendar import SAUDI_TIME
from domain.errors import Expected, RuleBroken
from domain.person import Person, PersonDraft, draft_of
from domain.policy import Profile
from domain.sync.changes import Changes

FIELDS = tuple(item.name for item in fields(PersonDraft))
TYPED = (
    *("name", "given", "father", "grandfather", "family", "id_number", "id_override", "mobile", "born", "born_other"),
    *("iban", "town", "member_number", "note"),
)


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


@dataclass(frozen=True)
class Told:
    """`saved` gets the person's id when the store has confirmed it."""

    shown: Callable[[FormState], None]
    changed: Callable[[Changes], None]
    saved: Callable[[str], None]


class FormPresenter:
    """`begin` or `edit` first. One form at a time."""

    def __init__(
        self, actions: Actions, lane: Asks, profile: Profile, told: Told, *, now: Callable[[], datetime] = saudi_now
    ) -> None:
        self._actions, self._lane, self._profile, self._told, self._now = actions, lane, profile, told, now
        self._kinds = tuple(kind.id for kind in profile.party_kinds)
        self._start(PersonDraft(), None)

    def _start(self, draft: PersonDraft, page: PersonPage | None) -> None:
        self._draft, self._page = draft, page
        self._typing = ""
        self._touched: set[str] = set()
        self._told_fields: set[str] = set()
        self._from_store: RuleBroken | None = None
        self._known: Known | None = None
        self._is_busy = False
        self._problem = ""

    def begin(self, text: str = "") -> None:
        """A new person; words searched for in vain are where his name, number or phone begins."""
        self._start(_draft_from(text), None)
        self._look_for_known()
        self._show(focus="name" if not self._draft.name else "id_number")

    def edit(self, page: PersonPage) -> None:
        """`page` is what the clerk was shown; it goes back with the edit."""
        self._start(draft_of(page.person), page)
        self._show(focus="name")

    @property
    def is_edit(self) -> bool:
        return self._page is not None

    @property
    def is_changed(self) -> bool:
        return bool(self._touched)

    @property
    def draft(self) -> PersonDraft:
        return self._draft

    # --- typing --------------------------------------------------------------------------------------------------

    def put(self, field: str, text: str) -> None:
        """Every key, every choice."""
        self._draft = replace(self._draft, **{field: text})
        self._typing = field if field in TYPED else ""
        self._touched.add(field)
        if self._from_store is not None and self._from_store.field == field:
            self._from_store = None
        self._problem = ""
        if field in ("id_number", "id_type"):
            self._known = None
            self._look_for_known()
        self._show()

    def rest(self, field: str) -> None:
        """The clerk paused in the field or left it."""
        if self._typing == field:
            self._typing = ""
            self._show()

    def _look_for_known(self) -> None:
        number = self._number()
        if number and "id_number" not in self._problems():
            self._lane.ask(
                partial(self._actions.find_people, number),
                then=partial(self._found, number),
                failed=self._could_not_look,
                priority=SEARCH,
                supersedes="people.known",
            )

    def _found(self, number: str, people: tuple[Person, ...]) -> None:
        own = self._page.person.id if self._page else ""
        same = [person for person in people if person.id_number == number and person.id != own]
        if number == self._number():
            self._known = Known(same[0].id, same[0].name, same[0].number) if same else None
            self._show()

    def _could_not_look(self, _: Expected) -> None:
        """Saving asks again, and says what is wrong then."""

    def _number(self) -> str:
        return "".join(to_ascii_digits(self._draft.id_number).split()).upper()

    # --- saving --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        if self._is_busy:
            return
        self._typing = ""
        problems = self._problems()
        if problems:
            self._touched.update(problems)
            first = next(name for name in (*FIELDS, *problems) if name in problems)
            self._show(focus=first)
            return
        self._is_busy = True
        self._problem = ""
        self._show()
        if self._page is None:
            deed = partial(self._actions.register_person, self._draft)
            self._lane.ask(deed, then=self._registered, failed=self._refused)
        else:
            change = partial(self._actions.edit_person, self._page, self._draft)
            self._lane.ask(change, then=partial(self._edited, self._page.person.id), failed=self._refused)

    def _registered(self, registered: Registered) -> None:
        self._is_busy = False
        self._told.changed(registered.changes)
        self._told.saved(registered.person.id)

    def _edited(self, person: str, changes: Changes) -> None:
        self._is_busy = False
        self._told.changed(changes)
        self._told.saved(person)

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        if isinstance(problem, RuleBroken) and problem.field in FIELDS:
            self._from_store = problem
            self._touched.add(problem.field)
            if problem.field == "id_number":
                self._look_for_known()
            self._show(focus=problem.field)
            return
        self._problem = problem.ar
        self._show()

    # --- what is shown -------------------------------------------------------------------------------------------

    def show(self) -> None:
        self._show()

    def _problems(self) -> dict[str, RuleBroken]:
        found: dict[str, RuleBroken] = {}
        for problem in self._draft.problems(today=self._now().date(), party_kinds=self._kinds):
            found.setdefault(problem.field or "", problem)
        if self._from_store is not None and self._from_store.field:
            found.setdefault(self._from_store.field, self._from_store)
        return found

    def _show(self, *, focus: str = "") -> None:
        problems = self._problems()
        shown = {name: self._field(name, problems.get(name)) for name in FIELDS}
        self._told_fields = {name for name, state in shown.items() if state.tone == "bad"}
        person = self._profile.person
        title = f"تعديل بيانات {person.definite.ar}" if self._page else f"تسجيل {person.singular.ar}"
        number = problems.get("id_number")
        self._told.shown(
            FormState(
                title,
                shown,
                shows_override=bool(self._draft.id_override) or (number is not None and number.code == CHECKSUM),
                known=self._known,
                is_busy=self._is_busy,
                problem=self._problem,
                focus=focus,
            )
        )

    def _field(self, name: str, problem: RuleBroken | None) -> FieldState:
        text = str(getattr(self._draft, name))
        is_waiting = name == self._typing and name not in self._told_fields
        if problem is None:
            word, tone = good_word(name, self._draft)
            return FieldState(text, word, tone)
        if name not in self._touched or (is_waiting and is_unfinished(problem)):
            return FieldState(text, progress_word(name, text) if text else "")
        return FieldState(text, problem.ar, "bad")


def _draft_from(text: str) -> PersonDraft:
    """Ten digits that start with 1 or 2 are an identity number, other digits a phone, the rest a name."""
    digits = "".join(to_ascii_digits(text).split())
    if not digits.lstrip("+").isdigit():
        return PersonDraft(name=text.strip())
    is_phone = digits.startswith(("0", "+", "5", "966"))
    return PersonDraft(mobile=digits) if is_phone else PersonDraft(id_number=digits)
