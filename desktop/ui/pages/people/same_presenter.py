"""Another file of the same person: looked for, set side by side, linked, parted. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.people.reading import born_words, marks_of, mobile_words
from desktop.usecases.join_persons import Comparison, Joined
from desktop.usecases.keep_person import PersonPage
from domain.arabic import isolate
from domain.errors import Expected
from domain.person import SEX_NAMES, Person
from domain.record_words import cell
from domain.same_person import Difference
from domain.shown import shown_iban
from domain.sync.changes import Changes

SHORTEST_SEARCH = 2
MOST_FOUND = 5


@dataclass(frozen=True)
class OtherFile:
    """A row: a file that is linked, or one that was found. `counts` when it is the one whose values are shown."""

    id: str
    name: str
    number: str
    marks: str
    counts: bool = False


@dataclass(frozen=True)
class Choice:
    """A part of which the two files say different things."""

    part: str
    title: str
    kept: str
    other: str
    counts_kept: bool


@dataclass(frozen=True)
class SameState:
    person: str = ""
    number: str = ""
    linked: tuple[OtherFile, ...] = ()
    is_searching: bool = False
    found: tuple[OtherFile, ...] | None = None
    kept: OtherFile | None = None
    other: OtherFile | None = None
    choices: tuple[Choice, ...] = ()
    is_linked: bool = False
    is_busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Told:
    """`done` has what changed, what is said of it, and what takes it back."""

    shown: Callable[[SameState], None]
    done: Callable[[Changes, str, Callable[[], None]], None]
    undone: Callable[[Changes], None]


class SamePresenter:
    def __init__(self, actions: Actions, lane: Asks, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self.state = SameState()

    def point_at(self, page: PersonPage) -> None:
        """His file is shown. What was begun for another is left."""
        person = page.person
        kept = self.state if self.state.person == person.id else SameState()
        head = page.whole.id
        linked = tuple(replace(_row(file), counts=file.id == head) for file in page.same)
        self.state = replace(kept, person=person.id, number=person.number, linked=linked)
        self._told.shown(self.state)

    # --- looking -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self._put(is_searching=True, found=None, other=None, problem="")

    def search(self, text: str) -> None:
        if len(text.strip()) < SHORTEST_SEARCH:
            self._put(found=None)
            return
        self._lane.ask(
            partial(self._actions.find_people, text.strip()),
            then=self._found,
            failed=self._failed,
            priority=SEARCH,
            supersedes="people.same",
        )

    def _found(self, people: tuple[Person, ...]) -> None:
        known = {self.state.person, *(file.id for file in self.state.linked)}
        rows = tuple(_row(person) for person in people if person.id not in known)
        self._put(found=rows[:MOST_FOUND])

    def compare(self, other: str) -> None:
        self._lane.ask(
            partial(self._actions.compare_persons, self.state.person, other),
            then=self._compared,
            failed=self._failed,
            supersedes="people.same.pair",
        )

    def _compared(self, pair: Comparison) -> None:
        self._put(
            is_searching=False,
            kept=_row(pair.kept),
            other=_row(pair.other),
            choices=tuple(map(_choice, pair.differences)),
            is_linked=pair.link is not None,
            problem="",
        )

    def choose(self, part: str, *, kept: bool) -> None:
        """Which of the two values counts."""
        choices = (replace(one, counts_kept=kept) if one.part == part else one for one in self.state.choices)
        self._put(choices=tuple(choices))

    def cancel(self) -> None:
        if not self.state.is_busy:
            self._put(is_searching=False, found=None, kept=None, other=None, choices=(), problem="")

    # --- deciding ------------------------------------------------------------------------------------------------

    def join(self) -> None:
        kept, other = self.state.kept, self.state.other
        if kept is None or other is None or self.state.is_busy:
            return
        counts = tuple(one.part for one in self.state.choices if not one.counts_kept)
        self._put(is_busy=True, problem="")
        self._lane.ask(
            partial(self._actions.join_persons, kept.id, other.id, counts), then=self._joined, failed=self._failed
        )

    def _joined(self, joined: Joined) -> None:
        self._put(is_busy=False, kept=None, other=None, choices=(), found=None)
        undo = partial(self._take_back, partial(self._actions.undo_join, joined.links))
        self._told.done(
            joined.changes,
            said(
                "الملفان الآن لشخص واحد، ويظهر مرة واحدة في البحث.",
                "The two files are one person's now and show once in the search.",
            ),
            undo,
        )

    def part(self, other: str) -> None:
        if self.state.is_busy:
            return
        self._put(is_busy=True, problem="")
        self._lane.ask(
            partial(self._actions.part_persons, self.state.person, other, ""), then=self._parted, failed=self._failed
        )

    def _parted(self, parted: Joined) -> None:
        self._put(is_busy=False, kept=None, other=None, choices=())
        undo = partial(self._take_back, partial(self._actions.undo_part, parted.links))
        self._told.done(
            parted.changes,
            said("فُصل الملفان، ولكل منهما ما كان له.", "The files are parted, and each has what it had."),
            undo,
        )

    def _take_back(self, deed: Callable[[], Changes]) -> None:
        self._lane.ask(deed, then=self._told.undone, failed=self._failed)

    def _failed(self, problem: Expected) -> None:
        self._put(is_busy=False, problem=said_of(problem))

    def _put(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._told.shown(self.state)


def _row(person: Person) -> OtherFile:
    return OtherFile(person.id, person.name, person.number, " · ".join(marks_of(person)))


def _choice(one: Difference) -> Choice:
    words = (part_words(one.part, one.kept), part_words(one.part, one.other))
    return Choice(one.part, said_of(cell(one.part)), *words, one.counts_kept)


def part_words(part: str, values: tuple[object, ...]) -> str:
    """A part of a person as it is read."""
    first = values[1] if part == "identity" else values[0]
    match part:
        case "mobile":
            return mobile_words(str(first))
        case "born":
            return born_words(first)  # type: ignore[arg-type]
        case "sex":
            return said_of(SEX_NAMES[str(first)]) if str(first) in SEX_NAMES else str(first)
        case "iban":
            return isolate(shown_iban(str(first)))
        case "identity" | "member_number":
            return isolate(str(first))
    return str(first or " ".join(str(value) for value in values if value))
