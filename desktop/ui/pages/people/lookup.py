"""Whether a person being typed is registered already: under his identity number surely, by name and mobile likely.
Knows no Qt."""

from collections.abc import Callable, Collection
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.people.state import Known
from domain.arabic import search_key, to_ascii_digits
from domain.errors import Expected
from domain.likeness import Likely, find_likely
from domain.person import Person, PersonDraft

MOST_LIKELY = 3


class Lookup:
    """`found` is called when the store has answered. A store that cannot be asked says nothing here: saving asks it
    again, and is told what is wrong."""

    def __init__(self, actions: Actions, lane: Asks, *, found: Callable[[], None]) -> None:
        self._actions, self._lane, self._tell = actions, lane, found
        self.start("")

    def start(self, own: str) -> None:
        """`own` is the id of the person that is edited, empty for somebody new."""
        self._own = own
        self._number = ""
        self._known: Known | None = None
        self._alike: tuple[Person, ...] = ()
        self._looked_for: tuple[str, ...] = ()
        self._warned: frozenset[str] = frozenset()

    # --- surely --------------------------------------------------------------------------------------------------

    @property
    def known(self) -> Known | None:
        """Who has the identity number."""
        return self._known

    def look_for_number(self, draft: PersonDraft, wrong: Collection[str]) -> None:
        """`wrong` are the fields with problems: half a number is nobody's."""
        number = "".join(to_ascii_digits(draft.id_number).split()).upper()
        self._number, self._known = number, None
        if number and "id_number" not in wrong:
            self._lane.ask(
                partial(self._actions.find_people, number),
                then=partial(self._found_number, number),
                failed=self._could_not_look,
                priority=SEARCH,
                supersedes="people.known",
            )

    def _found_number(self, number: str, people: tuple[Person, ...]) -> None:
        same = [person for person in people if person.id_number == number and person.id != self._own]
        if number == self._number:
            self._known = Known(same[0].id, same[0].name, same[0].number) if same else None
            self._tell()

    def _could_not_look(self, _: Expected) -> None:
        """Nobody is pointed out."""

    # --- likely --------------------------------------------------------------------------------------------------

    def look_for_alike(self, draft: PersonDraft, wrong: Collection[str]) -> None:
        texts = self._texts(draft, wrong)
        if texts != self._looked_for:
            self._lane.ask(
                partial(self._find_alike, draft, texts),
                then=partial(self._found_alike, texts),
                failed=self._could_not_look,
                priority=SEARCH,
                supersedes="people.likely",
            )

    def _texts(self, draft: PersonDraft, wrong: Collection[str]) -> tuple[str, ...]:
        """A name of two words, a whole mobile; nobody is looked for while a person is edited."""
        if self._own:
            return ()
        name = draft.name.strip()
        has_mobile = bool(draft.mobile.strip()) and "mobile" not in wrong
        return (*([name] if " " in search_key(name) else []), *([draft.mobile] if has_mobile else []))

    def _find_alike(self, draft: PersonDraft, texts: tuple[str, ...]) -> tuple[Person, ...]:
        """On the store's lane."""
        return self._actions.find_alike(draft) if texts else ()

    def _found_alike(self, texts: tuple[str, ...], people: tuple[Person, ...]) -> None:
        self._looked_for, self._alike = texts, people
        self._tell()

    def likely(self, draft: PersonDraft) -> tuple[Likely, ...]:
        """Who may be the one, to be pointed out now. Not the one whose number it is: that is an error by its field."""
        known = self._known.id if self._known else ""
        once = {person.id: person for person in self._alike if person.id != known}
        found = find_likely(draft, once.values())[:MOST_LIKELY] if once else ()
        return found

    def warned_of(self, likely: tuple[Likely, ...]) -> None:
        """They were pointed out: saving is no longer held up by them."""
        self._warned |= {item.person.id for item in likely}

    def look_before_saving(self, draft: PersonDraft, *, save: Callable[[], None], hold: Callable[[], None]) -> None:
        """`save`, or `hold` when somebody is likely whom the clerk was not yet warned of."""
        texts = self._texts(draft, ())
        if texts == self._looked_for:
            self._decide(draft, save, hold)
            return
        self._lane.ask(
            partial(self._find_alike, draft, texts),
            then=partial(self._found_before_saving, texts, draft, save, hold),
            failed=partial(_save_anyway, save),
        )

    def _found_before_saving(
        self,
        texts: tuple[str, ...],
        draft: PersonDraft,
        save: Callable[[], None],
        hold: Callable[[], None],
        people: tuple[Person, ...],
    ) -> None:
        self._looked_for, self._alike = texts, people
        self._decide(draft, save, hold)

    def _decide(self, draft: PersonDraft, save: Callable[[], None], hold: Callable[[], None]) -> None:
        is_warned = {item.person.id for item in self.likely(draft)} <= self._warned
        (save if is_warned else hold)()


def _save_anyway(save: Callable[[], None], _: Expected) -> None:
    save()
