"""What the reception shows of whoever stands at the desk, whole: the view only paints it."""

from dataclasses import dataclass

from desktop.usecases.receive_visitor import Caller
from domain.errors import Expected

NEW_VISIT = ""


@dataclass(frozen=True)
class Choices:
    """What the clerk chose for somebody: ids of the profile; `kind` is a request kind, `form` a form that was chosen
    before it was known with whom, `visit` one that is counted already or NEW_VISIT."""

    channel: str = ""
    purpose: str = ""
    kind: str = ""
    visit: str = NEW_VISIT
    note: str = ""
    agrees: bool = False
    form: str = ""


@dataclass(frozen=True)
class CallerState:
    """`marks` tell him from his namesakes; `visits` are pairs of an id and its words, counting him now among them.
    `keep` is what the button says; `note_title` and `note_hint` are of the note, as the purpose wants it. `ahead` names
    the form that was chosen before him and belongs to no kind of request."""

    caller: Caller
    name: str
    number: str
    marks: str
    chosen: Choices
    visits: tuple[tuple[str, str], ...]
    begins_interview: bool
    keep: str
    note_title: str
    note_hint: str
    ahead: str = ""
    is_busy: bool = False
    problem: Expected | None = None
