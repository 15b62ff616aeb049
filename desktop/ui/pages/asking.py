"""What a presenter may ask of a lane, without knowing that it is one (see `desktop.ui.lane.Lane`)."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from domain.errors import Expected

T = TypeVar("T")

# The lane's priorities: lower goes first.
KEYSTROKE, SEARCH, BACKGROUND = 0, 1, 2


class Asks(Protocol):
    """Work is done elsewhere, in the order of asking; `then` or `failed` is called later, where the window lives."""

    def ask(
        self,
        work: Callable[[], T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Expected], None] | None = None,
        priority: int = KEYSTROKE,
        supersedes: str = "",
    ) -> None: ...


class Lanes(Protocol):
    """The lanes a page may ask (see `desktop.ui.application.Lanes`)."""

    @property
    def store(self) -> Asks: ...

    @property
    def network(self) -> Asks: ...

    @property
    def paper(self) -> Asks: ...
