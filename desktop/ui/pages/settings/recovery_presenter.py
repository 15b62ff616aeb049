"""Making a new recovery sheet: the administrator's password again, then the sheet to print. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.pages.asking import Asks
from desktop.usecases.renew_recovery import NewSheet
from domain.errors import Expected, RuleBroken

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class RecoveryCard:
    """`is_asking` while the password is asked for."""

    can_renew: bool
    is_asking: bool = False
    is_busy: bool = False
    problem: Expected | None = None


class RecoveryPresenter:
    """`hand_over` gets the sheet that was made; the former one is still good then."""

    def __init__(
        self,
        actions: Actions,
        store: Asks,
        info: DeskInfo,
        *,
        show: Callable[[RecoveryCard], None],
        hand_over: Callable[[NewSheet], None],
    ) -> None:
        self._actions, self._store = actions, store
        self._show_card, self._hand_over = show, hand_over
        self._card = RecoveryCard(info.user.has_role(ADMINISTRATOR))

    def show(self) -> None:
        self._show_card(self._card)

    def begin(self) -> None:
        self._change(is_asking=True, problem=None)

    def cancel(self) -> None:
        if not self._card.is_busy:
            self._change(is_asking=False, problem=None)

    def renew(self, password: str) -> None:
        if self._card.is_busy or not self._card.can_renew:
            return
        if not password:
            missing = RuleBroken(
                "recovery.password", ar="اكتب كلمة مرورك أولًا.", en="Write your password first.", field="password"
            )
            self._change(problem=missing)
            return
        self._change(is_busy=True, problem=None)
        self._store.ask(
            partial(self._actions.issue_recovery_sheet, password), then=self._issued, failed=self._not_issued
        )

    def _issued(self, sheet: NewSheet) -> None:
        self._change(is_busy=False, is_asking=False)
        self._hand_over(sheet)

    def _not_issued(self, problem: Expected) -> None:
        self._change(is_busy=False, problem=problem)

    def _change(self, **changed: object) -> None:
        self._card = replace(self._card, **changed)  # type: ignore[arg-type]
        self.show()
