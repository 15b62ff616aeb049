"""The answers of one interview in memory: a cell for each node, a scope for the whole and for each row of a repeat."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from forms.interview.nodes import Item, Node
from forms.interview.xpath.values import Value


class Cell:
    """One node's place in one scope. `value` is kept while not relevant; readers then see a blank. `remark` is the
    clerk's own, about the answer: no expression reads it. `context` is where its rules are worked out, made when it is
    first wanted."""

    __slots__ = ("context", "node", "own", "readonly", "relevant", "remark", "required", "scope", "value", "violated")

    def __init__(self, node: Node, scope: "Scope") -> None:
        self.node = node
        self.scope = scope
        self.value: Value = ""
        self.own = True
        self.relevant = True
        self.required = False
        self.readonly = False
        self.violated = False
        self.remark = ""
        self.context: Context | None = None


class Scope:
    """The whole form's answers (depth 0), or one row. `shown` is False for a row beyond a lowered repeat count."""

    __slots__ = ("cells", "depth", "number", "parent", "rows", "shown")

    def __init__(self, parent: "Scope | None", number: int) -> None:
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.number = number
        self.cells: dict[int, Cell] = {}
        self.rows: dict[int, list[Scope]] = {}
        self.shown = True

    @property
    def is_hidden(self) -> bool:
        """Whether this row, or one around it, lies beyond a lowered repeat count."""
        return not self.shown or (self.parent is not None and self.parent.is_hidden)

    def at_depth(self, depth: int) -> "Scope":
        """This scope or the row around it that lies at `depth`."""
        scope = self
        while scope.depth > depth and scope.parent is not None:
            scope = scope.parent
        return scope

    def below(self, repeats: tuple[Node, ...]) -> Iterator["Scope"]:
        """Every scope reached from here through the given repeats, outermost first."""
        if not repeats:
            yield self
            return
        for row in self.rows[repeats[0].id]:
            yield from row.below(repeats[1:])


class Speaker(Protocol):
    """What an expression may ask about the form's texts, in the language of the interview."""

    def choice_name(self, value: str, node: Node, context: "Context") -> str: ...
    def text(self, name: str, context: "Context") -> str: ...


class World:
    """What an expression may see besides its own place: the whole form, and the day, ids and names handed in.

    `last_saved` is the interview of this form that was finished before, None when there is none. `records` are the
    lists of records that the host knows, each with those it has at hand.
    """

    __slots__ = ("last_saved", "new_uuid", "now", "records", "root", "speaker", "today")

    def __init__(
        self,
        root: Scope,
        today: date,
        now: Callable[[], datetime],
        new_uuid: Callable[[], str],
        *,
        last_saved: Item | None = None,
        records: Mapping[str, Item] | None = None,
    ) -> None:
        self.root = root
        self.today = today
        self.now = now
        self.new_uuid = new_uuid
        self.last_saved = last_saved
        self.records: Mapping[str, Item] = records or {}
        self.speaker: Speaker | None = None


class Context:
    """Where an expression is evaluated. `origin` is where evaluation began (`current()`), `position` is 0 outside
    filters.
    """

    __slots__ = ("cell", "item", "origin", "position", "scope", "world")

    def __init__(
        self,
        world: World,
        cell: Cell,
        *,
        item: Item | None = None,
        origin: "Context | None" = None,
        position: int = 0,
    ) -> None:
        self.world = world
        self.cell = cell
        self.scope = cell.scope
        self.item = item
        self.origin = origin or self
        self.position = position


def ref_of(cell: Cell) -> str:
    """The cell's path with row numbers counted from 1: ``/data/member[2]/age``."""
    if cell.node.depth == 0:
        return cell.node.path
    parts: list[str] = []
    node: Node | None = cell.node
    scope: Scope | None = cell.scope
    while node is not None and scope is not None:
        if node.kind == "repeat":
            parts.append(f"/{node.name}[{scope.number}]")
            scope = scope.parent
        else:
            parts.append(f"/{node.name}")
        node = node.parent
    return "".join(reversed(parts))
