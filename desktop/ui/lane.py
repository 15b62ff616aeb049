"""Work off the window's thread: one plain thread with a queue, answers back through a signal.

The store has one lane (its connection belongs to that thread); paper, network and printers have their own. Keystrokes
go before searches, searches before sync.
"""

import itertools
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from domain.errors import Expected

if TYPE_CHECKING:
    from concurrent.futures import Future

KEYSTROKE, SEARCH, BACKGROUND = 0, 1, 2
_LAST = 9

T = TypeVar("T")


class _Ask(NamedTuple):
    """Ordered by its first two fields: no two have one number."""

    priority: int
    number: int
    work: Callable[[], object]
    then: Callable[[Any], None] | None
    failed: Callable[[Expected], None] | None
    supersedes: str = ""


class _Answer(NamedTuple):
    ask: _Ask
    value: object = None
    error: BaseException | None = None


class Lane(QObject):
    """`ask` returns at once; `then` or `failed` is called on the window's thread, unless its receiver is gone.

    What is neither RuleBroken nor Unavailable is a bug: it is raised on the window's thread, where the last-resort hook
    sees it.
    """

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.PriorityQueue[_Ask] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._latest: dict[str, int] = {}
        self._unanswered = 0
        self._answered.connect(self._deliver)
        self._name = name
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(
        self,
        work: Callable[[], T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Expected], None] | None = None,
        priority: int = KEYSTROKE,
        supersedes: str = "",
    ) -> None:
        """Of several asks with one `supersedes` key only the newest is answered; older ones that wait are not run."""
        ask = _Ask(priority, next(self._numbers), work, then, failed, supersedes)
        if supersedes:
            self._latest[supersedes] = ask.number
        self._unanswered += 1
        self._queue.put(ask)
        self._begin()

    def call(self, work: Callable[[], T], /) -> T:
        """From another lane's thread: does it here and waits for the outcome. Never from the window's thread."""
        # Loaded here: no other lane asks before somebody has signed in.
        from concurrent.futures import Future  # noqa: PLC0415

        done: Future[T] = Future()
        self._queue.put(_Ask(BACKGROUND, next(self._numbers), partial(_fulfil, done, work), None, None))
        self._begin()
        return done.result()

    @property
    def is_idle(self) -> bool:
        """Nothing waits, nothing runs, every answer was delivered."""
        return self._unanswered == 0

    def close(self, *, patience_s: float | None = None) -> None:
        """Finishes what was asked, then ends the thread. One that waits for the world is left behind after
        `patience_s`, and goes with the process."""
        self._queue.put(_Ask(_LAST, next(self._numbers), _stop, None, None))
        if self._thread is not None:
            self._thread.join(patience_s)

    def _begin(self) -> None:
        """With the first thing asked: to start a thread is to wait until it runs, and the door asks nothing."""
        with self._beginning:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    # --- on the lane ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            ask = self._queue.get()
            if ask.work is _stop:
                return
            if isinstance(ask.work, partial) and ask.work.func is _fulfil:
                ask.work()
                continue
            if self._is_superseded(ask):
                self._answered.emit(_Answer(ask))
                continue
            try:
                answer = _Answer(ask, ask.work())
            except Exception as error:  # noqa: BLE001
                # Not swallowed: it travels to the window's thread and is shown or raised there.
                answer = _Answer(ask, error=error)
            self._answered.emit(answer)

    def _is_superseded(self, ask: _Ask) -> bool:
        return bool(ask.supersedes) and self._latest.get(ask.supersedes) != ask.number

    # --- on the window's thread ----------------------------------------------------------------------------------

    def _deliver(self, answer: _Answer) -> None:
        self._unanswered -= 1
        ask = answer.ask
        if self._is_superseded(ask):
            return
        if isinstance(answer.error, Expected):
            if ask.failed is None:
                raise answer.error
            if _is_alive(ask.failed):
                ask.failed(answer.error)
        elif answer.error is not None:
            raise answer.error
        elif ask.then is not None and _is_alive(ask.then):
            ask.then(answer.value)


def _fulfil(done: "Future[T]", work: Callable[[], T]) -> None:
    try:
        done.set_result(work())
    except Exception as error:  # noqa: BLE001 - it is raised where the outcome is waited for
        done.set_exception(error)


def _stop() -> None:
    """Marks the end of the queue."""


def _is_alive(receiver: Callable[..., None]) -> bool:
    """A page may be gone before its answer comes."""
    bound = receiver.func if isinstance(receiver, partial) else receiver
    owner = getattr(bound, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
