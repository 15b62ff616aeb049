"""Head office answers while the laptop works on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

T = TypeVar("T")


class Beside(Protocol):
    """Asks, does something else meanwhile, and returns or raises what asking did. What the other raises goes first."""

    def __call__(self, ask: Callable[[], T], meanwhile: Callable[[], None], /) -> T: ...


def in_turn(ask: Callable[[], T], meanwhile: Callable[[], None], /) -> T:
    """One after the other, on one thread."""
    meanwhile()
    return ask()


def at_once(ask: Callable[[], T], meanwhile: Callable[[], None], /) -> T:
    """The question has a thread of its own: the caller's may be the only one that may read the store."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="question") as threads:
        answer = threads.submit(ask)
        meanwhile()
        return answer.result()
