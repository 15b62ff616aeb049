"""What was kept aside when a backup was restored or the program updated, and removing it for good. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.wording import ENTRIES, size_of
from desktop.ui.shown import clock, shown_weekday
from desktop.usecases.kept_aside import KeptAside
from domain.calendar import SAUDI_TIME
from domain.errors import Expected


@dataclass(frozen=True)
class KeptLine:
    name: str
    moment: str
    size: str


@dataclass(frozen=True)
class KeptCard:
    """`asked` is the name of the one that is about to go, `warning` what goes with it; `done` that one is gone."""

    lines: tuple[KeptLine, ...] = ()
    asked: str = ""
    warning: str = ""
    is_busy: bool = False
    done: str = ""
    problem: str = ""


class KeptPresenter:
    def __init__(self, actions: Actions, store: Asks, *, show: Callable[[KeptCard], None]) -> None:
        self._actions, self._store, self._show_card = actions, store, show
        self._card = KeptCard()

    def show(self) -> None:
        self._show_card(self._card)

    def refresh(self) -> None:
        self._store.ask(
            self._actions.list_kept_aside,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="settings.kept",
        )

    def _read(self, kept: tuple[KeptAside, ...]) -> None:
        lines = tuple(KeptLine(one.name, _moment(one.kept_at), size_of(one.bytes)) for one in kept)
        is_there = any(line.name == self._card.asked for line in lines)
        self._change(lines=lines, asked=self._card.asked if is_there else "")

    def ask(self, name: str) -> None:
        """Looked into first, so that whoever decides knows what goes."""
        if not self._card.is_busy:
            self._change(is_busy=True, asked="", done="", problem="")
            self._store.ask(
                partial(self._actions.count_only_kept_aside, name), then=partial(self._ask, name), failed=self._failed
            )

    def _ask(self, name: str, alone: int | None) -> None:
        self._change(is_busy=False, asked=name, warning=_warning(alone))

    def cancel(self) -> None:
        if not self._card.is_busy:
            self._change(asked="")

    def remove(self) -> None:
        """The one that was asked about: what goes with it has been said."""
        if self._card.asked and not self._card.is_busy:
            self._change(is_busy=True)
            self._store.ask(
                partial(self._actions.remove_kept_aside, self._card.asked),
                then=self._removed,
                failed=self._failed,
            )

    def _removed(self, gone: KeptAside) -> None:
        free = size_of(gone.bytes)
        self._change(is_busy=False, asked="", done=said(f"حُذف نهائيًا: {free}.", f"Removed for good: {free}."))
        self.refresh()

    def _failed(self, problem: Expected) -> None:
        self._change(is_busy=False, problem=said_of(problem))

    def _change(self, **changed: object) -> None:
        self._card = replace(self._card, **changed)  # type: ignore[arg-type]
        self.show()


def _warning(alone: int | None) -> str:
    if alone is None:
        return said(
            "لا يُعلم هل فيه ما ليس في هذا الجهاز؛ فلا تحذفه حتى يتأكد الدعم من ذلك. الحذف نهائي لا رجعة فيه.",
            "It cannot be told whether it holds what is not on this laptop; do not remove it before support is sure of "
            "that. Removing it cannot be undone.",
        )
    if alone:
        return said(
            f"فيه ما ليس في هذا الجهاز: {ENTRIES.of(alone)}. زامن أولًا فقد يكون عند المركز الرئيس، وإلا ضاع معه. "
            "الحذف نهائي لا رجعة فيه.",
            f"It holds what is not on this laptop: {ENTRIES.of(alone)}. Sync first: head office may have it; else it "
            "is lost with this. Removing it cannot be undone.",
        )
    return said(
        "كل ما سُجّل فيه موجود في هذا الجهاز، ومسودّاته وملفاته هنا أو في المركز الرئيس. الحذف نهائي لا رجعة فيه.",
        "Everything recorded in it is on this laptop; its drafts and files are here or at head office. Removing it "
        "cannot be undone.",
    )


def _moment(iso: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    return listed((shown_weekday(local.date().isoformat()), clock(f"{local:%H:%M}")))
