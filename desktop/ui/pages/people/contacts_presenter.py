"""The ways to reach a person, in his file: noted, put right, preferred, taken away and brought back. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import apart, headed, listed, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.reading import moment_words
from desktop.usecases.keep_contacts import HeldContact
from desktop.usecases.keep_person import PersonPage
from domain.arabic import isolate
from domain.contact import EMAIL, KINDS, MOBILE, ContactDraft
from domain.errors import Expected, RuleBroken
from domain.shown import shown_mobile
from domain.sync.changes import Changes


@dataclass(frozen=True)
class ContactRow:
    """`kind` says what it is and, of a relative's number, whose; `address` is as people dial or write it."""

    id: str
    kind: str
    icon: str
    address: str
    detail: str
    is_preferred: bool
    is_for_notices: bool


@dataclass(frozen=True)
class ContactForm:
    """What is being typed; `id` is that of the one put right, empty for a new one. `problems` stand beside fields."""

    id: str
    draft: ContactDraft
    is_preferred: bool
    was_preferred: bool = False
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_good: bool = False


@dataclass(frozen=True)
class ContactsState:
    """`removing` is the one whose removal is being given a reason."""

    person: str = ""
    rows: tuple[ContactRow, ...] = ()
    form: ContactForm | None = None
    removing: str = ""
    is_busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Told:
    """`removed` has what changed, what is said of it, and what takes it back."""

    shown: Callable[[ContactsState], None]
    changed: Callable[[Changes], None]
    removed: Callable[[Changes, str, Callable[[], None]], None]


class ContactsPresenter:
    def __init__(self, actions: Actions, lane: Asks, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self.state = ContactsState()
        self._held: dict[str, HeldContact] = {}
        self._own_mobile = ""

    def point_at(self, page: PersonPage) -> None:
        """His file is shown. What was begun for another is left, and what was begun for this one goes on."""
        person = page.person
        kept = self.state if self.state.person == person.id else ContactsState()
        self._held = {one.contact.id: one for one in page.contacts}
        noted = {one.contact.reach.address for one in page.contacts}
        self._own_mobile = person.mobile if person.mobile and person.mobile not in noted else ""
        removing = kept.removing if kept.removing in self._held else ""
        self.state = replace(kept, person=person.id, rows=tuple(map(_row, page.contacts)), removing=removing)
        self._told.shown(self.state)

    # --- typing --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first to be noted begins with the mobile of his file."""
        draft = ContactDraft(MOBILE, shown_mobile(self._own_mobile))
        self._put(form=_judged(ContactForm("", draft, is_preferred=not self._held), tell=False), removing="")

    def edit(self, contact: str) -> None:
        held = self._held.get(contact)
        if held is not None:
            self._put(form=ContactForm(contact, _draft_of(held), held.is_preferred, held.is_preferred), removing="")

    def put(self, name: str, value: str | bool) -> None:
        """Every key and choice; `name` is a field of the draft, or `is_preferred`."""
        form = self.state.form
        if form is None:
            return
        if name == "is_preferred":
            form = replace(form, is_preferred=bool(value))
        else:
            form = replace(form, draft=replace(form.draft, **{name: value}))  # type: ignore[arg-type]
        self._put(form=_judged(form, tell=bool(form.problems)), problem="")

    def cancel(self) -> None:
        if not self.state.is_busy:
            self._put(form=None, removing="", problem="")

    # --- keeping -------------------------------------------------------------------------------------------------

    def save(self) -> None:
        form = self.state.form
        if form is None or self.state.is_busy:
            return
        judged = _judged(form, tell=True)
        if judged.problems:
            self._put(form=judged)
            return
        self._ask(self._deed(form))

    def _deed(self, form: ContactForm) -> Callable[[], Changes]:
        held = self._held.get(form.id)
        if held is not None:
            return partial(self._actions.edit_contact, held, form.draft, form.is_preferred)
        return partial(self._actions.add_contact, self.state.person, form.draft, form.is_preferred)

    def prefer(self, contact: str) -> None:
        held = self._held.get(contact)
        if held is not None and not self.state.is_busy:
            self._ask(partial(self._actions.edit_contact, held, _draft_of(held), True))

    def _ask(self, deed: Callable[[], Changes]) -> None:
        self._put(is_busy=True, problem="")
        self._lane.ask(deed, then=self._kept, failed=self._failed)

    def _kept(self, changes: Changes) -> None:
        self._put(is_busy=False, form=None)
        self._told.changed(changes)

    # --- taking away ---------------------------------------------------------------------------------------------

    def begin_removal(self, contact: str) -> None:
        self._put(removing=contact, form=None, problem="")

    def remove(self, reason: str) -> None:
        held = self._held.get(self.state.removing)
        if held is not None and not self.state.is_busy:
            self._put(is_busy=True, problem="")
            deed = partial(self._actions.remove_contact, held, reason)
            self._lane.ask(deed, then=partial(self._removed, held.contact.id), failed=self._failed)

    def _removed(self, contact: str, changes: Changes) -> None:
        self._put(is_busy=False, removing="")
        words = said("حُذفت الوسيلة، وبقيت في السجل.", "Taken away; it stays in the history.")
        self._told.removed(changes, words, partial(self._bring_back, contact))

    def _bring_back(self, contact: str) -> None:
        deed = partial(self._actions.bring_back_contact, contact)
        self._lane.ask(deed, then=self._told.changed, failed=self._failed)

    # --- inside --------------------------------------------------------------------------------------------------

    def _failed(self, problem: Expected) -> None:
        form = self.state.form
        if form is not None and isinstance(problem, RuleBroken) and problem.field in ("kind", "address", "whose"):
            told = replace(form, problems={problem.field: said_of(problem)}, is_good=False)
            self._put(is_busy=False, form=told)
            return
        self._put(is_busy=False, problem=said_of(problem))

    def _put(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._told.shown(self.state)


def _judged(form: ContactForm, *, tell: bool) -> ContactForm:
    """With what is wrong beside its field; until the first saving only that it is right."""
    try:
        form.draft.check()
    except RuleBroken as broken:
        return replace(form, problems={broken.field or "address": said_of(broken)} if tell else {}, is_good=False)
    return replace(form, problems={}, is_good=True)


def _draft_of(held: HeldContact) -> ContactDraft:
    reach = held.contact.reach
    return ContactDraft(reach.kind, reach.shown, reach.whose, held.contact.is_for_notices)


def _row(held: HeldContact) -> ContactRow:
    reach = held.contact.reach
    kind = said_of(KINDS[reach.kind]) if reach.kind in KINDS else reach.kind
    by = said(f"كتبها {held.noted_by}", f"noted by {apart(held.noted_by)}") if held.noted_by else ""
    return ContactRow(
        held.contact.id,
        headed(listed((kind, reach.whose))),
        "mail" if reach.kind == EMAIL else "phone",
        isolate(reach.shown),
        " · ".join(filter(None, (moment_words(held.contact.noted_at), by))),
        held.is_preferred,
        held.contact.is_for_notices,
    )
