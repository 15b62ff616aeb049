"""Erasing a person's data for good: who may, what it asks for, what it says afterwards. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said
from desktop.ui.pages.asking import Asks
from domain.arabic import isolate, to_ascii_digits
from domain.errors import Expected, RuleBroken
from domain.sync.changes import Changes
from domain.sync.erasure import MAY_ERASE
from domain.text import Text

ASKED = Text(
    "سُجّل طلب المحو. تُمحى البيانات من المركز الرئيس ومن كل الأجهزة بعد المزامنة القادمة، "
    "وتبقى ظاهرة هنا إلى أن يؤكد المركز الرئيس ذلك.",
    "The erasure is recorded. The data is erased at head office and on every laptop after the next sync, "
    "and stays visible here until head office confirms it.",
)


@dataclass(frozen=True)
class ErasureState:
    """`is_asked` when an erasure of this person was recorded from this page. `problem` stands at its `field`: number,
    reason, or none."""

    may_erase: bool
    number: str = ""
    is_open: bool = False
    is_busy: bool = False
    is_asked: bool = False
    problem: Expected | None = None


@dataclass(frozen=True)
class Told:
    shown: Callable[[ErasureState], None]
    asked: Callable[[Changes], None]


class ErasurePresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self._person = ""
        self._asked: set[str] = set()
        self.state = ErasureState(bool(MAY_ERASE & set(info.user.roles)))

    def point_at(self, person: str, number: str) -> None:
        """His file is shown. What is typed goes on only while it is the same one."""
        if person != self._person:
            self._person = person
            self.state = replace(self.state, is_open=False, is_busy=False, problem=None)
        self._put(number=number, is_asked=person in self._asked)

    def begin(self) -> None:
        if self.state.may_erase and not self.state.is_asked:
            self._put(is_open=True, problem=None)

    def cancel(self) -> None:
        if not self.state.is_busy:
            self._put(is_open=False, problem=None)

    def erase(self, number: str, reason: str) -> None:
        """The file's number, typed, says that it is meant."""
        if not self.state.is_open or self.state.is_busy:
            return
        if to_ascii_digits(number).strip().upper() != self.state.number.upper():
            self._put(problem=_another_number(self.state.number))
            return
        self._put(is_busy=True, problem=None)
        person = self._person
        self._lane.ask(
            partial(self._actions.erase_person, person, reason),
            then=partial(self._done, person),
            failed=partial(self._failed, person),
        )

    def _done(self, person: str, changes: Changes) -> None:
        self._asked.add(person)
        if person == self._person:
            self._put(is_open=False, is_busy=False, is_asked=True)
        self._told.asked(changes)

    def _failed(self, person: str, problem: Expected) -> None:
        if person == self._person:
            self._put(is_busy=False, problem=problem)

    def _put(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._told.shown(self.state)


def _another_number(number: str) -> RuleBroken:
    return RuleBroken(
        "erase.number",
        ar=said(
            f"لم يُمحَ شيء. اكتب رقم هذا الملف كما هو: {isolate(number)}",
            f"Nothing was erased. Write this file's number as it is: {isolate(number)}",
        ),
        en=f"Nothing was erased. Type this file's number as it is: {number}",
        field="number",
    )
