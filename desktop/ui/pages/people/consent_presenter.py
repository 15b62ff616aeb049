"""The privacy notice in a person's file: what he agreed to, when; agreeing now, taking it back. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.shown import shown_moment
from desktop.usecases.keep_person import PersonPage
from desktop.usecases.know_person import ConsentLine
from domain.errors import Expected
from domain.sync.changes import Changes


@dataclass(frozen=True)
class ConsentState:
    """`lines` say what stands and what was withdrawn, the newest first; `notice` is today's text while he has not
    agreed to it."""

    person: str = ""
    lines: tuple[str, ...] = ()
    notice: str = ""
    may_withdraw: bool = False
    is_withdrawing: bool = False
    is_busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Told:
    shown: Callable[[ConsentState], None]
    changed: Callable[[Changes], None]


class ConsentPresenter:
    def __init__(self, actions: Actions, lane: Asks, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self.state = ConsentState()

    def point_at(self, page: PersonPage) -> None:
        standing = [line for line in page.consents if not line.withdrawn]
        has_agreed = any(line.is_current for line in standing)
        is_same = page.person.id == self.state.person
        self.state = ConsentState(
            page.person.id,
            tuple(map(consent_words, page.consents)),
            "" if has_agreed or page.notice is None else said_of(page.notice.text),
            bool(standing),
            is_withdrawing=is_same and self.state.is_withdrawing and bool(standing),
        )
        self._told.shown(self.state)

    def agree(self) -> None:
        self._ask(partial(self._actions.agree_to_notice, self.state.person))

    def begin_withdrawal(self) -> None:
        self._put(is_withdrawing=True, problem="")

    def cancel(self) -> None:
        self._put(is_withdrawing=False, problem="")

    def withdraw(self, reason: str) -> None:
        self._ask(partial(self._actions.withdraw_consent, self.state.person, reason))

    def _ask(self, deed: Callable[[], Changes]) -> None:
        if self.state.person and not self.state.is_busy:
            self._put(is_busy=True, problem="")
            self._lane.ask(deed, then=self._done, failed=self._failed)

    def _done(self, changes: Changes) -> None:
        self._put(is_busy=False, is_withdrawing=False)
        self._told.changed(changes)

    def _failed(self, problem: Expected) -> None:
        self._put(is_busy=False, problem=said_of(problem))

    def _put(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._told.shown(self.state)


def consent_words(line: ConsentLine) -> str:
    """«وافق السبت 21 نوفمبر …، 9:05 ص، على الإصدار 1 · أطلعه سالم»."""
    by = said(f" · أطلعه {line.told_by}", f" · told by {apart(line.told_by)}") if line.told_by else ""
    words = said(
        f"وافق {shown_moment(line.agreed_at)} على الإصدار {line.version}{by}",
        f"Agreed {shown_moment(line.agreed_at)} to version {line.version}{by}",
    )
    if line.withdrawn:
        return said(f"{words} · ثم سحب موافقته: {line.withdrawn}", f"{words} · then withdrawn: {line.withdrawn}")
    return words if line.is_current else said(f"{words} · وقد تغيّر النص بعدها", f"{words} · the text has changed since")
