"""The last step of a new recovery sheet: only a sheet that was printed or saved may end the old one. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said_of
from desktop.ui.pages.asking import Asks
from domain.errors import Expected
from domain.text import Text

PRINT_FIRST = Text(
    "اطبع الورقة أو احفظها أولًا. القديمة صالحة حتى تعتمد هذه.",
    "Print the sheet or save it first. The old one is valid until you confirm this one.",
)
THEN_CONFIRM = Text(
    "ضعها في الخزنة، ثم علّم ذلك واعتمدها. بعدها لا تفتح القديمة شيئًا.",
    "Put it into the safe, tick that, then confirm it. From then on the old one opens nothing.",
)
CONFIRMED = Text(
    "اعتُمدت ورقة الاستعادة الجديدة، وأُبطلت القديمة. أتلف القديمة.",
    "The new recovery sheet is confirmed and the old one revoked. Destroy the old one.",
)
WITHDRAWN = Text(
    "لم تُعتمد الورقة الجديدة، فأُبطلت وبقيت القديمة. أتلف ما طُبع من الجديدة.",
    "The new sheet was not confirmed, so it is revoked and the old one stays. Destroy what was printed of the new one.",
)


@dataclass(frozen=True)
class RenewalState:
    sentence: Text = PRINT_FIRST
    can_tick: bool = False
    can_confirm: bool = False
    is_busy: bool = False
    problem: str = ""


class RenewalPresenter:
    """`ended` when the new sheet stands; `say` what became of it, also when the page was left before."""

    def __init__(
        self,
        actions: Actions,
        store: Asks,
        sheet: str,
        *,
        show: Callable[[RenewalState], None],
        ended: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._actions, self._store, self._sheet = actions, store, sheet
        self._show_state, self._ended, self._say = show, ended, say
        self._state = RenewalState()
        self._is_over = False

    def show(self) -> None:
        self._show_state(self._state)

    def note_kept(self) -> None:
        """It was printed or saved."""
        self._change(sentence=THEN_CONFIRM, can_tick=True)

    def tick(self, is_ticked: bool) -> None:
        """The administrator says that it lies in a safe place."""
        self._change(can_confirm=is_ticked and self._state.can_tick)

    def confirm(self) -> None:
        if self._state.can_confirm and not self._state.is_busy and not self._is_over:
            self._change(is_busy=True, problem="")
            self._store.ask(
                partial(self._actions.confirm_recovery_sheet, self._sheet),
                then=self._confirmed,
                failed=self._failed,
            )

    def _confirmed(self, _: None) -> None:
        self._is_over = True
        self._say(said_of(CONFIRMED))
        self._ended()

    def leave(self) -> None:
        """The page is left. A sheet that was not confirmed opens nothing from now on."""
        if self._is_over or self._state.is_busy:
            return
        self._is_over = True
        self._say(said_of(WITHDRAWN))
        self._store.ask(partial(self._actions.withdraw_recovery_sheet, self._sheet), failed=self._failed)

    def _failed(self, problem: Expected) -> None:
        self._change(is_busy=False, problem=said_of(problem))

    def _change(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]
        self.show()
