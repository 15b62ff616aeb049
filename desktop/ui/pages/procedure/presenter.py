"""What the clerk tells a person: the procedure of the association, as cards. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.ui.actions import Actions
from desktop.ui.language import said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from domain.errors import Expected
from domain.procedure import Procedure, Section


@dataclass(frozen=True)
class SaidLine:
    """`source` is the clause, or empty; `is_note` for what explains the lines before it."""

    text: str
    source: str
    is_note: bool


@dataclass(frozen=True)
class SaidCard:
    """`is_numbered` where the order matters; `kind` and `form` of the documents of a kind of request."""

    id: str
    title: str
    lines: tuple[SaidLine, ...]
    is_numbered: bool
    kind: str = ""
    form: str = ""


@dataclass(frozen=True)
class ProcedureState:
    """`reply` is said first, over the whole width; the others stand in two columns."""

    reply: SaidCard | None = None
    cards: tuple[SaidCard, ...] = ()
    problem: str = ""


class ProcedurePresenter:
    def __init__(self, actions: Actions, store: Asks, *, show: Callable[[ProcedureState], None]) -> None:
        self._actions, self._store, self._show = actions, store, show

    def refresh(self) -> None:
        """With every visit: the days are counted from today."""
        self._store.ask(
            self._actions.show_procedure,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="procedure",
        )

    def _read(self, procedure: Procedure) -> None:
        cards = tuple(map(_card, procedure.sections))
        reply = next((card for card in cards if card.id == "reply"), None)
        self._show(ProcedureState(reply, tuple(card for card in cards if card is not reply)))

    def _failed(self, problem: Expected) -> None:
        self._show(ProcedureState(problem=said_of(problem)))


def _card(section: Section) -> SaidCard:
    lines = tuple(
        SaidLine(said_of(line.text), said_of(line.source) if line.source else "", line.is_note)
        for line in section.lines
    )
    return SaidCard(section.id, said_of(section.title), lines, section.id == "steps", section.kind, section.form)
