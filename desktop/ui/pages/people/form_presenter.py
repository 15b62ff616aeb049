"""Registering a person and editing one: what is wrong is said beside its field, when it is the clerk's turn to hear it.
Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.checking import CHECKSUM, good_word, is_unfinished, likely_row, progress_word
from desktop.ui.pages.people.lookup import Lookup
from desktop.ui.pages.people.state import LIKELY, FieldState, FormState
from desktop.ui.pages.people.unsaved import FIELDS, Unsaved
from desktop.usecases.keep_person import PersonPage, Registered
from domain.arabic import to_ascii_digits
from domain.calendar import SAUDI_TIME
from domain.errors import Expected, RuleBroken
from domain.person import PersonDraft, draft_of
from domain.policy import Profile
from domain.sync.changes import Changes
from domain.text import Text

TYPED = (
    *("name", "given", "father", "grandfather", "family", "id_number", "id_override", "mobile", "born", "born_other"),
    *("iban", "town", "member_number", "note"),
)
NAMELESS = Text("بلا اسم", "nameless")


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


@dataclass(frozen=True)
class Told:
    """`saved` gets the person's id when the store has confirmed it; `rested` what would be lost without the form."""

    shown: Callable[[FormState], None]
    changed: Callable[[Changes], None]
    saved: Callable[[str], None]
    rested: Callable[[Unsaved | None], None]


class FormPresenter:
    """`begin` or `edit` first. One form at a time."""

    def __init__(
        self, actions: Actions, lane: Asks, profile: Profile, told: Told, *, now: Callable[[], datetime] = saudi_now
    ) -> None:
        self._actions, self._lane, self._profile, self._told, self._now = actions, lane, profile, told, now
        self._lookup = Lookup(actions, lane, found=self.show)
        self._kinds = tuple(kind.id for kind in profile.party_kinds)
        self._start(PersonDraft(), None)

    def _start(self, draft: PersonDraft, page: PersonPage | None) -> None:
        self._draft, self._page = draft, page
        self._typing = ""
        self._touched: set[str] = set()
        self._told_fields: set[str] = set()
        self._from_store: RuleBroken | None = None
        self._lookup.start(page.person.id if page else "")
        self._is_busy = False
        self._problem = ""

    def begin(self, text: str = "") -> None:
        """A new person; words searched for in vain are where his name, number or phone begins."""
        self._start(_draft_from(text), None)
        self._look()
        self._show(focus="name" if not self._draft.name else "id_number")

    def edit(self, page: PersonPage) -> None:
        """`page` is what the clerk was shown; it goes back with the edit."""
        self._start(draft_of(page.person), page)
        self._show(focus="name")

    def resume(self, unsaved: Unsaved, page: PersonPage | None) -> None:
        """Goes on with what was typed; of an edit over `page`, which is the person as he is now."""
        typed = dict(unsaved.fields)
        self._start(replace(draft_of(page.person) if page else PersonDraft(), **typed), page)
        self._touched.update(typed)
        self._look()
        self._show(focus=next(iter(typed), "name"))

    def _look(self) -> None:
        problems = self._problems()
        self._lookup.look_for_number(self._draft, problems)
        self._lookup.look_for_alike(self._draft, problems)

    @property
    def draft(self) -> PersonDraft:
        return self._draft

    @property
    def is_busy(self) -> bool:
        """It is being saved: in a moment its file opens, or it says what was wrong."""
        return self._is_busy

    @property
    def unsaved(self) -> Unsaved | None:
        """What the clerk typed and has not saved; None when there is nothing of it."""
        person = self._page.person if self._page else None
        before = draft_of(person) if person else PersonDraft()
        typed = tuple(
            (name, text) for name in FIELDS if (text := str(getattr(self._draft, name))) != getattr(before, name)
        )
        if not self._touched or not typed:
            return None
        name = person.name if person else self._draft.name.strip() or said_of(NAMELESS)
        return Unsaved(person.id if person else "", name, typed)

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
            self._lookup.look_for_number(self._draft, self._problems())
        self._show()
        if field not in TYPED:
            self._told.rested(self.unsaved)

    def rest(self, field: str) -> None:
        """The clerk paused in the field or left it."""
        if self._typing == field:
            self._typing = ""
            self._lookup.look_for_alike(self._draft, self._problems())
            self._show()
        self._told.rested(self.unsaved)

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
        self._lookup.look_before_saving(self._draft, save=self._write, hold=self._point_out)

    def _point_out(self) -> None:
        """Whoever may be the one, once; saving again says that it is somebody else."""
        self._is_busy = False
        self._show(focus=LIKELY)

    def _write(self) -> None:
        self._show()
        if self._page is None:
            deed = partial(self._actions.register_person, self._draft)
            self._lane.ask(deed, then=self._registered, failed=self._refused)
        else:
            change = partial(self._actions.edit_person, self._page, self._draft)
            self._lane.ask(change, then=partial(self._edited, self._page.person.id), failed=self._refused)

    def _registered(self, registered: Registered) -> None:
        self._is_saved(registered.person.id, registered.changes)

    def _edited(self, person: str, changes: Changes) -> None:
        self._is_saved(person, changes)

    def _is_saved(self, person: str, changes: Changes) -> None:
        self._is_busy = False
        self._touched.clear()
        self._told.rested(None)
        self._told.changed(changes)
        self._told.saved(person)

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        if isinstance(problem, RuleBroken) and problem.field in FIELDS:
            self._from_store = problem
            self._touched.add(problem.field)
            if problem.field == "id_number":
                self._lookup.look_for_number(self._draft, self._problems())
            self._show(focus=problem.field)
            return
        self._problem = said_of(problem)
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
        likely = self._lookup.likely(self._draft)
        self._lookup.warned_of(likely)
        person = self._profile.person
        title = (
            said(f"تعديل بيانات {person.definite.ar}", f"Edit {person.definite.en}")
            if self._page
            else said(f"تسجيل {person.singular.ar}", f"Register a {person.singular.en}")
        )
        number = problems.get("id_number")
        self._told.shown(
            FormState(
                title,
                shown,
                shows_override=bool(self._draft.id_override) or (number is not None and number.code == CHECKSUM),
                known=self._lookup.known,
                likely=tuple(map(likely_row, likely)),
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
        return FieldState(text, said_of(problem), "bad")


def _draft_from(text: str) -> PersonDraft:
    """Ten digits that start with 1 or 2 are an identity number, other digits a phone, the rest a name."""
    digits = "".join(to_ascii_digits(text).split())
    if not digits.lstrip("+").isdigit():
        return PersonDraft(name=text.strip())
    is_phone = digits.startswith(("0", "+", "5", "966"))
    return PersonDraft(mobile=digits) if is_phone else PersonDraft(id_number=digits)
