"""Pictures and files on their way to becoming answers: made ready on one lane, kept on the other, then answered.

Knows no Qt. What is kept is durable before the answer names it.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.file_wishes import (
    ABSENT,
    BUSY,
    EMPTY,
    HERE,
    LOOKING,
    ChooseFile,
    CopyOut,
    Draw,
    DrawOver,
    FileShown,
    FileWish,
    LookAgain,
    PastePicture,
    PutBack,
    TurnPicture,
)
from desktop.usecases.attach_file import FoundFile, ReadyFile
from desktop.usecases.interview_views import Question
from domain.errors import Expected

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

FILES = ("image", "file")


class Attaching:
    """`answer` is called with a question and the name that is its answer; `told` when something else is to be shown."""

    def __init__(
        self,
        actions: Actions,
        store: Asks,
        paper: Asks,
        opened: "OpenInterview",
        *,
        answer: Callable[[str, str | None], None],
        told: Callable[[], None],
    ) -> None:
        self._actions, self._store, self._paper, self._opened = actions, store, paper, opened
        self._answer, self._told = answer, told
        self._found: dict[str, FoundFile] = {}
        self._looking: set[str] = set()
        self._damaged: dict[str, str] = {}
        self._latest: dict[str, int] = {}
        self._busy: set[str] = set()
        self._problems: dict[str, str] = {}
        self._copied: dict[str, str] = {}
        self._afterwards: Callable[[], None] | None = None

    # --- how a question stands ------------------------------------------------------------------------------------

    def shown(self, question: Question) -> FileShown | None:
        """None for a question that takes no file. Looks for what is not known yet."""
        if question.type not in FILES:
            return None
        ref, answer = question.ref, question.value
        problem, told = self._problems.get(ref, ""), self._copied.get(ref, "")
        found = self._found.get(answer) if isinstance(answer, str) else None
        if ref in self._busy:
            return FileShown(BUSY, found, problem)
        if not isinstance(answer, str) or not answer:
            return FileShown(EMPTY, None, problem)
        if found is None:
            self._look(answer)
            return FileShown(LOOKING, None, problem)
        damage = self._damaged.get(answer, "")
        state = HERE if found.content is not None else ABSENT
        return FileShown(state, found, problem or damage, told, is_damaged=bool(damage))

    def _look(self, answer: str) -> None:
        if answer not in self._looking:
            self._looking.add(answer)
            look = partial(self._actions.find_file, self._opened.id, answer)
            self._store.ask(look, then=self._was_found, failed=partial(self._not_found, answer))

    def _was_found(self, found: FoundFile) -> None:
        self._looking.discard(found.answer)
        self._damaged.pop(found.answer, None)
        self._found[found.answer] = found
        self._told()

    def _not_found(self, answer: str, problem: Expected) -> None:
        """As if it were not here, and why."""
        self._looking.discard(answer)
        self._found[answer] = FoundFile(answer, "", 0, None)
        self._damaged[answer] = said_of(problem)
        self._told()

    # --- wishes ---------------------------------------------------------------------------------------------------

    def wish(self, ref: str, wish: FileWish) -> None:
        self._problems.pop(ref, None)
        self._copied.pop(ref, None)
        question = self._opened.session.question(ref)
        found = self._found.get(str(question.value))
        match wish:
            case ChooseFile(path):
                wanted = (question.type, question.longest, question.accepts)
                self._make(ref, partial(self._actions.read_chosen, path, *wanted))
            case PastePicture(content):
                self._make(ref, partial(self._actions.ready_picture, content, question.longest))
            case Draw(png):
                self._make(ref, partial(_drawing, self._actions, png))
            case PutBack(answer):
                self._take_turn(ref)
                self._busy.discard(ref)
                self._answer(ref, answer)
                self._go_on()
            case TurnPicture() if found is not None and ref not in self._busy:
                self._make(ref, partial(self._actions.turn_picture, found))
            case DrawOver(base, overlay) if base in self._found:
                self._make(ref, partial(_drawn_over, self._actions, self._found[base], overlay))
            case CopyOut(place) if found is not None:
                copy = partial(self._actions.copy_out, found, place)
                self._paper.ask(copy, then=partial(self._was_copied, ref), failed=partial(self._not_copied, ref))
            case LookAgain() if found is not None:
                del self._found[found.answer]
                self._told()

    def forget_absent(self) -> None:
        """They may have arrived: asked for again when their question is shown."""
        self._found = {answer: found for answer, found in self._found.items() if found.content is not None}

    def forget_problem(self, ref: str) -> None:
        self._problems.pop(ref, None)

    def forget_rows(self, repeat: str) -> None:
        """Rows have moved: what was told of one would stand at another."""
        for told in (self._problems, self._copied):
            for ref in [ref for ref in told if ref.startswith(f"{repeat}[")]:
                del told[ref]

    def _make(self, ref: str, ready: Callable[[], ReadyFile]) -> None:
        turn = self._take_turn(ref)
        self._busy.add(ref)
        self._paper.ask(
            ready,
            then=partial(self._is_ready, ref, turn),
            failed=partial(self._refused, ref, turn),
            supersedes=f"interview.file.{ref}",
        )
        self._told()

    def _take_turn(self, ref: str) -> int:
        """Only the latest wish of a question is answered."""
        self._latest[ref] = self._latest.get(ref, 0) + 1
        return self._latest[ref]

    def _is_ready(self, ref: str, turn: int, ready: ReadyFile) -> None:
        self._store.ask(
            partial(self._actions.hold_file, self._opened.id, ready),
            then=partial(self._is_kept, ref, turn),
            failed=partial(self._refused, ref, turn),
        )

    def _is_kept(self, ref: str, turn: int, found: FoundFile) -> None:
        self._found[found.answer] = found
        if self._latest.get(ref) == turn:
            self._busy.discard(ref)
            self._answer(ref, found.answer)
            self._go_on()

    def _refused(self, ref: str, turn: int, problem: Expected) -> None:
        if self._latest.get(ref, 0) == turn:
            self._busy.discard(ref)
            self._problems[ref] = said_of(problem)
            self._told()
            self._go_on()

    def _was_copied(self, ref: str, _: None) -> None:
        self._copied[ref] = said("حُفظت نسخة.", "A copy is saved.")
        self._told()

    def _not_copied(self, ref: str, problem: Expected) -> None:
        """What is on its way to the answer goes on."""
        self._problems[ref] = said_of(problem)
        self._told()

    # --- whoever must wait ----------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return bool(self._busy)

    def afterwards(self, deed: Callable[[], None]) -> bool:
        """Whether the deed waits until nothing is on its way; then it is done, unless another one waits by then."""
        if self.is_busy:
            self._afterwards = deed
        return self.is_busy

    def _go_on(self) -> None:
        deed = self._afterwards
        if deed is not None and not self.is_busy:
            self._afterwards = None
            deed()


def _drawing(actions: Actions, png: Callable[[], bytes]) -> ReadyFile:
    return actions.ready_drawing(png())


def _drawn_over(actions: Actions, base: FoundFile, overlay: Callable[[], bytes]) -> ReadyFile:
    return actions.draw_over(base, overlay())
