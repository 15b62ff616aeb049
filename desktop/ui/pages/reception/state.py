"""What the reception shows of whoever stands at the desk, whole: the view only paints it."""

from dataclasses import dataclass

from desktop.usecases.receive_visitor import Caller
from domain.errors import Expected

NEW_VISIT = ""


@dataclass(frozen=True)
class Choices:
    """What the clerk chose for somebody: ids of the profile; `kind` is a request kind, `visit` one that is counted
    already or NEW_VISIT."""

    channel: str = ""
    purpose: str = ""
    kind: str = ""
    visit: str = NEW_VISIT
    note: str = ""
    agrees: bool = False


@dataclass(frozen=True)
class CallerState:
    """`marks` tell him from his namesakes; `visits` are pairs of an id and its words, counting him now among them."""

    caller: Caller
    name: str
    number: str
    marks: str
    chosen: Choices
    visits: tuple[tuple[str, str], ...]
    begins_interview: bool
    is_busy: bool = False
    problem: Expected | None = None
