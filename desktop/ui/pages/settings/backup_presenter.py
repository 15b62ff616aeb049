"""The last backup, and making one now. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.wording import ago
from desktop.ui.shown import clock, shown_weekday
from desktop.usecases.make_backup import BackupStatus, Made
from domain.arabic import isolate
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.text import Text

STALE_DAYS = 3
NONE_YET = Text(
    "لم تُعمل نسخة احتياطية بعد. تُعمل واحدة كل يوم وحدها، ولك أن تعملها الآن.",
    "No backup has been made yet. One is made every day by itself; you may make it now.",
)


@dataclass(frozen=True)
class BackupCard:
    """`tone` is ok, warn or bad; `place` the file of the last one."""

    sentence: str = ""
    tone: str = ""
    place: str = ""
    problem: str = ""
    is_busy: bool = False


class BackupPresenter:
    def __init__(
        self,
        actions: Actions,
        store: Asks,
        *,
        show: Callable[[BackupCard], None],
        now: Callable[[], datetime],
    ) -> None:
        self._actions, self._store, self._show_card, self._now = actions, store, show, now
        self._card = BackupCard()

    def show(self) -> None:
        self._show_card(self._card)

    def refresh(self) -> None:
        self._store.ask(
            self._actions.backup_status,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="settings.backup",
        )

    def make(self, folder: str = "") -> None:
        """Into `folder`, or among the program's own."""
        if self._card.is_busy:
            return
        self._change(is_busy=True, problem="")
        self._store.ask(partial(self._actions.make_backup, folder), then=self._made, failed=self._failed)

    def _made(self, _: Made) -> None:
        self._change(is_busy=False)
        self.refresh()

    def _read(self, status: BackupStatus) -> None:
        problem = said(status.problem, status.problem_en)
        if status.made_at is None:
            self._change(sentence=said_of(NONE_YET), tone="warn", place="", problem=problem)
            return
        moment = datetime.fromisoformat(status.made_at).astimezone(SAUDI_TIME)
        age, day = self._now() - moment, shown_weekday(moment.date().isoformat())
        past, time = ago(age.total_seconds()), clock(f"{moment:%H:%M}")
        self._change(
            sentence=said(f"آخر نسخة {past} ({day}، الساعة {time}).", f"Last backup {past} ({day}, {time})."),
            tone="warn" if age.days >= STALE_DAYS else "ok",
            place=isolate(status.file or ""),
            problem=problem,
        )

    def _failed(self, problem: Expected) -> None:
        self._change(is_busy=False, problem=said_of(problem))

    def _change(self, **changed: object) -> None:
        self._card = replace(self._card, **changed)  # type: ignore[arg-type]
        self.show()
