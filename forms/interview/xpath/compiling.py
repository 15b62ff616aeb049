"""What the builders of single functions may ask of the compiler that works on their expression."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Protocol

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Context
from forms.interview.nodes import Item, Skeleton
from forms.interview.xpath.paths import Found, Here, Read, Run, Target
from forms.interview.xpath.syntax import Path, Tree
from forms.interview.xpath.values import Value


class Compiling(Protocol):
    """The compiler of one expression. `reads` and `asks_day` are what is known of it so far."""

    skeleton: Skeleton
    reads: dict[Read, None]
    asks_day: bool

    def scalar(self, tree: object, here: Here) -> Run: ...
    def nodes(self, tree: Path, here: Here) -> Found: ...
    def targets(self, tree: Path, here: Here) -> tuple[Target, ...]: ...
    def refused(self, code: str, *, ar: str, en: str) -> RuleBroken: ...


Build = Callable[[Compiling, Sequence[Tree], Here], Run]


def in_list(tree: Path, here: Here) -> bool:
    """Whether a path leads into a fixed list and not into the form's data."""
    return tree.start == "instance" or (here.in_list and tree.start == ".")


def seen(node: Cell | Item, context: Context) -> Value:
    """What a reader sees of a node: a blank where it is not relevant, a time of day as that time today."""
    value = node.value if node.relevant else ""
    if type(value) is time:
        return datetime.combine(context.world.today, value, tzinfo=value.tzinfo or context.world.now().tzinfo)
    return value
