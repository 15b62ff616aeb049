"""The search over everything: the window's own commands at once, the store's answers as they come. Knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.palette.reading import groups_of
from desktop.ui.pages.palette.state import Command, Group, Item, PaletteState
from desktop.usecases.find_everything import Found
from domain.arabic import has_words, search_key
from domain.errors import Expected
from domain.text import Text

SHORTEST = 3
COMMANDS = Text("أوامر وصفحات", "Commands and pages")


class PalettePresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        commands: Sequence[Command],
        people: str,
        show: Callable[[PaletteState], None],
    ) -> None:
        """`people` is what the association calls them."""
        self._actions, self._lane, self._commands, self._people, self._show = actions, lane, commands, people, show
        self.state = PaletteState("", (), -1)
        self._found: Found | None = None

    def begin(self, text: str = "") -> None:
        """Anew: what was searched for before is forgotten."""
        self._found = None
        self.search(text)

    def search(self, text: str) -> None:
        """The store is asked from the third letter on; what it said before stands until it answers."""
        is_long_enough = len(search_key(text).replace(" ", "")) >= SHORTEST
        if not is_long_enough:
            self._found = None
        self._lane.ask(
            partial(self._actions.find_everything, text.strip()) if is_long_enough else _nothing,
            then=partial(self._read, text),
            failed=self._failed,
            priority=SEARCH,
            supersedes="palette",
        )
        hint = (
            ""
            if is_long_enough or not text.strip()
            else said(
                "ثلاثة أحرف تكفي للبحث في الأشخاص والمقابلات.",
                "Three letters are enough to search people and interviews.",
            )
        )
        self._tell(text, hint="…" if is_long_enough and self._found is None else hint)

    def move(self, steps: int) -> None:
        """Round and round."""
        count = len(self.state.items)
        if count:
            self.state = replace(self.state, marked=(self.state.marked + steps) % count)
            self._show(self.state)

    def mark(self, index: int) -> None:
        if index != self.state.marked:
            self.state = replace(self.state, marked=index)
            self._show(self.state)

    def _read(self, text: str, found: Found | None) -> None:
        if found is None:
            return
        self._found = found
        self._tell(text)

    def _failed(self, problem: Expected) -> None:
        self._tell(self.state.text, problem=said_of(problem))

    def _tell(self, text: str, *, hint: str = "", problem: str = "") -> None:
        groups = (*groups_of(self._found, self._people), *self._own(text)) if self._found else self._own(text)
        if not groups and not hint and not problem:
            hint = said(
                f"لا شيء بهذا اللفظ. جرّب حروفًا أقل، أو سجّله من صفحة «{self._people}».",
                f"Nothing by these words. Try fewer letters, or register him on the page “{self._people}”.",
            )
        before = self.state.chosen if self.state.text == text else None
        items = [item for group in groups for item in group.items]
        marked = items.index(before) if before in items else min(0, len(items) - 1)
        self.state = PaletteState(text, tuple(groups), marked, hint, problem)
        self._show(self.state)

    def _own(self, text: str) -> tuple[Group, ...]:
        wanted = search_key(text).split()
        found = tuple(
            Item("command", one.id, one.icon, one.title, keys=one.keys)
            for one in self._commands
            if has_words(f"{one.title} {one.words}", wanted)
        )
        return (Group(said_of(COMMANDS), found),) if found else ()


def _nothing() -> None:
    """Too little was typed: whatever is still being looked for is answered with nothing."""
