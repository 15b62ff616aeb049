"""Receiving whoever comes: taken by his number or name, his channel and purpose chosen, counted once. Knows no Qt."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.reading import marks_of
from desktop.ui.pages.reception.state import NEW_VISIT, CallerState, Choices
from desktop.ui.pages.wording import clock
from desktop.usecases.receive_visitor import Caller, Received, Reception
from domain.arabic import isolate
from domain.errors import Expected, RuleBroken
from domain.person import Person
from domain.policy import RequestKind
from domain.sync.changes import Changes
from domain.visit import Visit

REQUEST = "request"


@dataclass(frozen=True)
class Told:
    """Where the outcome goes. `received` has the form of the interview that begins now, or nothing; `several` and
    `nobody` have what was looked for."""

    shown: Callable[[CallerState | None], None]
    received: Callable[[Received, str], None]
    undone: Callable[[Changes], None]
    refused: Callable[[Expected], None]
    several: Callable[[str], None]
    nobody: Callable[[str], None]


class ReceptionPresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._told = actions, lane, told
        self._profile = info.profile
        self._key = f"reception.unsaved.{info.user.id}"
        self._written = ""
        self._kept: tuple[str, Choices] | None = None
        self.state: CallerState | None = None

    @property
    def request_kinds(self) -> tuple[RequestKind, ...]:
        return self._profile.request_kinds

    # --- who -----------------------------------------------------------------------------------------------------

    def take(self, text: str) -> None:
        """A scanned card, or words with Enter before their answer came: the only one who fits is at the desk."""
        self._lane.ask(
            partial(self._actions.find_people, text),
            then=partial(self._found, text),
            failed=self._told.refused,
            supersedes="reception.take",
        )

    def _found(self, text: str, people: tuple[Person, ...]) -> None:
        if len(people) == 1:
            self.open(people[0].id)
        else:
            (self._told.several if people else self._told.nobody)(text)

    def open(self, person: str) -> None:
        self._lane.ask(
            partial(self._actions.open_reception, person),
            then=self._opened,
            failed=self._told.refused,
            supersedes="reception.open",
        )

    def _opened(self, caller: Caller) -> None:
        chosen = self._first_choices(caller)
        if self._kept is not None and self._kept[0] == caller.person.id:
            chosen = _over(self._kept[1], chosen, caller.counted)
        self._kept = None
        person = caller.person
        self.state = CallerState(
            caller,
            person.name,
            person.number,
            " · ".join(marks_of(person)),
            chosen,
            self._visits(caller.counted),
            self._begins_interview(chosen),
        )
        self._show()

    def _first_choices(self, caller: Caller) -> Choices:
        """He stands here: the interview at the office. The newest nameless visit is likely his, as the key of the
        counter was pressed when he came in."""
        here = [channel.id for channel in self._profile.channels if "interview" in channel.kinds]
        own = {"male": "women", "female": "men"}.get(caller.person.sex or "")
        sexes = {item.id: item.sex for item in self._profile.counter}
        fitting = [visit for visit in caller.counted if own is None or sexes.get(visit.category) != own]
        kinds = self._profile.request_kinds
        return Choices(
            channel=here[0] if here else self._profile.channels[0].id,
            purpose=(fitting[0].purpose or "") if fitting else "",
            kind=kinds[0].id if kinds else "",
            visit=fitting[0].id if fitting else NEW_VISIT,
        )

    def _visits(self, counted: tuple[Visit, ...]) -> tuple[tuple[str, str], ...]:
        names = {item.id: item.text.ar for item in self._profile.counter}
        offered = ((one.id, f"عُدّ {clock(one.time)} · {names.get(one.category, one.category)}") for one in counted)
        return (*offered, (NEW_VISIT, "لم يُعدّ: عُدّه الآن"))

    # --- what for ------------------------------------------------------------------------------------------------

    def choose(self, **chosen: object) -> None:
        """`channel`, `purpose`, `kind`, `visit`, `note` or `agrees`."""
        if self.state is not None and not self.state.is_busy:
            choices = replace(self.state.chosen, **chosen)  # type: ignore[arg-type]
            begins = self._begins_interview(choices)
            self.state = replace(self.state, chosen=choices, begins_interview=begins, problem=None)
            self._show()

    def choose_purpose_by_key(self, number: int) -> bool:
        """The key 1 is the first purpose. Whether there is one."""
        if self.state is None or not 1 <= number <= len(self._profile.purposes):
            return False
        self.choose(purpose=self._profile.purposes[number - 1].id)
        return True

    def _begins_interview(self, chosen: Choices) -> bool:
        return chosen.purpose == REQUEST and bool(self._form_of(chosen))

    def _form_of(self, chosen: Choices) -> str:
        return next((kind.form for kind in self._profile.request_kinds if kind.id == chosen.kind), "")

    def close(self) -> None:
        """Somebody else is next. What was chosen for him waits in case he comes back."""
        if self.state is not None and not self.state.is_busy:
            self._kept = (self.state.caller.person.id, self.state.chosen)
            self.state = None
            self._show()

    # --- keeping -------------------------------------------------------------------------------------------------

    def receive(self) -> None:
        state = self.state
        if state is None or state.is_busy:
            return
        if not state.chosen.purpose:
            self._refuse(_no_purpose())
            return
        chosen = state.chosen
        reception = Reception(
            state.caller.person.id,
            chosen.channel,
            chosen.purpose,
            chosen.note,
            chosen.visit or None,
            chosen.agrees,
        )
        self.state = replace(state, is_busy=True, problem=None)
        self._show()
        form = self._form_of(chosen) if state.begins_interview else ""
        self._lane.ask(
            partial(self._actions.receive_visitor, reception), then=partial(self._received, form), failed=self._refuse
        )

    def _received(self, form: str, received: Received) -> None:
        self.state = self._kept = None
        self._show()
        self.keep()
        self._told.received(received, form)

    def undo(self, received: Received) -> None:
        self._lane.ask(
            partial(self._actions.undo_reception, received), then=self._told.undone, failed=self._told.refused
        )

    def _refuse(self, problem: Expected) -> None:
        if self.state is not None:
            self.state = replace(self.state, is_busy=False, problem=problem)
            self._show()

    # --- leaving -------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """What is chosen waits on this laptop, behind a lock and a restart, too."""
        state = self.state
        now = (state.caller.person.id, state.chosen) if state is not None else self._kept
        text = json.dumps([now[0], asdict(now[1])], ensure_ascii=False) if now is not None else ""
        if text != self._written:
            self._written = text
            self._lane.ask(
                partial(self._actions.save_setting, self._key, text),
                failed=self._told.refused,
                supersedes="reception.keep",
            )

    def load(self) -> None:
        """Of an earlier run: whoever stood at the desk stands there again."""
        self._lane.ask(partial(self._actions.find_setting, self._key), then=self._loaded, failed=self._told.refused)

    def _loaded(self, text: str | None) -> None:
        if text and self.state is None:
            self._written = text
            person, chosen = json.loads(text)
            known = {item.name for item in fields(Choices)}
            self._kept = (person, Choices(**{name: value for name, value in chosen.items() if name in known}))
            self.open(person)

    def _show(self) -> None:
        self._told.shown(self.state)


def _over(kept: Choices, fresh: Choices, counted: tuple[Visit, ...]) -> Choices:
    """What was chosen before; but the counter may have counted him since, and a visit offered then may be gone."""
    still = kept.visit in {visit.id for visit in counted}
    return replace(kept, visit=kept.visit if still else fresh.visit, purpose=kept.purpose or fresh.purpose)


def outcome_words(received: Received, purpose: str) -> str:
    """«سُجّلت زيارة نورة السدري: استفسار»."""
    return f"سُجّلت زيارة {isolate(received.person.name)}: {purpose}"


def _no_purpose() -> RuleBroken:
    return RuleBroken(
        "reception.purpose",
        ar="اختر الغرض من الزيارة، بالفأرة أو برقمه.",
        en="Choose what the visit is for, with the mouse or by its number.",
        field="purpose",
    )
