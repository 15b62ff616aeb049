"""Finding a person: each key is one question to the store that takes the place of the one before. Knows no Qt."""

from collections.abc import Callable
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said_of
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.people.reading import marks_of
from desktop.ui.pages.people.state import PersonRow, SearchState
from domain.errors import Expected
from domain.person import Person
from domain.sync.changes import Changes

SHOWN = frozenset(("persons", "same_persons"))


class SearchPresenter:
    def __init__(self, actions: Actions, lane: Asks, *, show: Callable[[SearchState], None]) -> None:
        self._actions, self._lane, self._show = actions, lane, show
        self._state = SearchState("", (), -1, is_loaded=False)
        self._answered = ""
        self._opened = ""

    @property
    def state(self) -> SearchState:
        return self._state

    @property
    def is_answered(self) -> bool:
        """Whether the rows are those of the words as they stand."""
        return self._state.is_loaded and self._answered == self._state.text

    def search(self, text: str) -> None:
        """Without words: the latest registered."""
        self._opened = ""
        self._state = SearchState(text, self._state.rows, self._state.marked, self._state.is_loaded)
        self._ask()

    def point_at(self, person: str) -> None:
        """His file is open: he is marked as soon as he is among those found."""
        self._opened = person
        index = _index_of(person, self._state.rows)
        if index is not None:
            self._mark(index)

    def refresh(self) -> None:
        self._ask()

    def apply_changes(self, changes: Changes) -> None:
        if SHOWN & changes.kinds:
            self.refresh()

    def _ask(self) -> None:
        text = self._state.text
        self._lane.ask(
            partial(self._actions.find_people, text),
            then=partial(self._found, text),
            failed=self._failed,
            priority=SEARCH,
            supersedes="people.search",
        )

    def _found(self, text: str, people: tuple[Person, ...]) -> None:
        """The best is marked; when the same words are asked again, whoever was marked stays so."""
        rows = tuple(PersonRow(person.id, person.name, person.number, marks_of(person)) for person in people)
        was = self.marked_person if text == self._answered else None
        self._answered = text
        places = (_index_of(person, rows) for person in (self._opened, was))
        index = next((place for place in places if place is not None), 0)
        self._put(SearchState(self._state.text, rows, index if rows else -1, is_loaded=True))

    def _failed(self, problem: Expected) -> None:
        state = self._state
        self._put(SearchState(state.text, state.rows, state.marked, is_loaded=True, problem=said_of(problem)))

    @property
    def marked_person(self) -> str | None:
        state = self._state
        return state.rows[state.marked].id if 0 <= state.marked < len(state.rows) else None

    def mark(self, index: int) -> None:
        """By the clerk's hand: from now on it is he who says which."""
        self._opened = ""
        self._mark(index)

    def _mark(self, index: int) -> None:
        state = self._state
        if 0 <= index < len(state.rows):
            self._put(SearchState(state.text, state.rows, index, state.is_loaded))

    def move(self, step: int) -> None:
        """Round the ends."""
        if self._state.rows:
            self.mark((self._state.marked + step) % len(self._state.rows))

    def _put(self, state: SearchState) -> None:
        self._state = state
        self._show(state)


def _index_of(person: str | None, rows: tuple[PersonRow, ...]) -> int | None:
    return next((index for index, row in enumerate(rows) if row.id == person), None)
