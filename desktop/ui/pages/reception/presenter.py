"""Receiving whoever comes: taken by his number or name, his channel and purpose chosen, counted once. Knows no Qt."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.reading import marks_of
from desktop.ui.pages.reception.reading import ANY_NOTE, NOTES, After, keep_words, no_purpose
from desktop.ui.pages.reception.state import NEW_VISIT, CallerState, Choices
from desktop.ui.pages.wording import clock
from desktop.usecases.receive_visitor import Caller, Received, Reception
from domain.errors import Expected
from domain.person import Person
from domain.policy_parts import RequestKind
from domain.sync.changes import Changes
from domain.visit import Visit

REQUEST, COMPLAINT = "request", "complaint"


@dataclass(frozen=True)
class Told:
    """Where the outcome goes; `several` and `nobody` have what was looked for."""

    shown: Callable[[CallerState | None], None]
    received: Callable[[Received, After], None]
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
        self._ahead = "", ""
        self.state: CallerState | None = None

    @property
    def request_kinds(self) -> tuple[RequestKind, ...]:
        return self._profile.request_kinds

    @property
    def _has_complaints(self) -> bool:
        return any(purpose.id == COMPLAINT for purpose in self._profile.purposes)

    # --- who -----------------------------------------------------------------------------------------------------

    def choose_form(self, form: str, title: str) -> None:
        """Before it is known with whom: whoever comes next is asked it."""
        self._ahead = form, title
        if self.state is not None:
            self.choose(**self._with_form(self.state.chosen))

    @property
    def form_ahead(self) -> str:
        """The title of the form that was chosen ahead; empty for none."""
        return self._ahead[1]

    def _with_form(self, chosen: Choices) -> dict[str, object]:
        form = self._ahead[0]
        if self._profile.is_complaint(form) and self._has_complaints:
            return {"purpose": COMPLAINT, "form": ""}
        kind = next((kind.id for kind in self._profile.request_kinds if kind.form == form), chosen.kind)
        return {"purpose": REQUEST, "kind": kind, "form": form}

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
        if self._ahead[0]:
            chosen = replace(chosen, **self._with_form(chosen))  # type: ignore[arg-type]
        self.state = self._state_of(caller, chosen)
        self._show()

    def _state_of(self, caller: Caller, chosen: Choices) -> CallerState:
        person, begins = caller.person, self._begins_interview(chosen)
        title, hint = NOTES.get(chosen.purpose, ANY_NOTE)
        is_alone = chosen.form not in {kind.form for kind in self._profile.request_kinds}
        return CallerState(
            caller,
            person.name,
            person.number,
            " · ".join(marks_of(person)),
            chosen,
            self._visits(caller.counted),
            begins,
            keep=keep_words(self._after(caller, chosen)),
            note_title=said_of(title),
            note_hint=said_of(hint),
            ahead=self._ahead[1] if chosen.form and is_alone and begins else "",
        )

    def _after(self, caller: Caller, chosen: Choices) -> After:
        match chosen.purpose:
            case "request" if self._form_of(chosen):
                return After(form=self._form_of(chosen))
            case "complaint":
                return After(form=self._profile.complaints.form, is_complaint=True)
            case "documents" if caller.case:
                return After(case=caller.case)
            case "enquiry":
                return After(is_enquiry=True, enquiry=chosen.note, channel=chosen.channel)
            case "suggestion":
                return After(is_suggestion=True, enquiry=chosen.note, channel=chosen.channel)
            case "documents" | "follow_up":
                return After(file=caller.person.id)
        return After()

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
        names = {item.id: said_of(item.text) for item in self._profile.counter}
        counted_at = said("عُدّ", "Counted")
        offered = (
            (one.id, f"{counted_at} {clock(one.time)} · {names.get(one.category, one.category)}") for one in counted
        )
        return (*offered, (NEW_VISIT, said("لم يُعدّ: عُدّه الآن", "Not counted: count now")))

    # --- what for ------------------------------------------------------------------------------------------------

    def choose(self, **chosen: object) -> None:
        """`channel`, `purpose`, `kind`, `visit`, `note` or `agrees`. Another kind of request has its own form."""
        if self.state is not None and not self.state.is_busy:
            if "kind" in chosen and "form" not in chosen:
                chosen["form"] = ""
            choices = replace(self.state.chosen, **chosen)  # type: ignore[arg-type]
            self.state = self._state_of(self.state.caller, choices)
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
        return chosen.form or next((kind.form for kind in self._profile.request_kinds if kind.id == chosen.kind), "")

    def forget_form(self) -> None:
        """The form that was chosen ahead is asked of nobody."""
        self._ahead = "", ""

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
            self._refuse(no_purpose())
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
        after = self._after(state.caller, chosen)
        self._lane.ask(
            partial(self._actions.receive_visitor, reception), then=partial(self._received, after), failed=self._refuse
        )

    def _received(self, after: After, received: Received) -> None:
        self.state = self._kept = None
        self._ahead = "", ""
        self._show()
        self.keep()
        self._told.received(received, after)

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
