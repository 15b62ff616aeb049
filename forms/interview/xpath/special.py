"""The functions that need nodes, their own place or the world, and those that do not work out every argument."""

from collections.abc import Callable, Sequence
from typing import Protocol

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Context
from forms.interview.nodes import REPEAT, Item
from forms.interview.xpath import functions
from forms.interview.xpath.paths import Found, Here, Read, Run, Target
from forms.interview.xpath.syntax import Path, Tree
from forms.interview.xpath.values import Value, to_text, to_truth


class Compiling(Protocol):
    """What a function may ask of the compiler that works on its expression."""

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


def _nodes_argument(compiler: Compiling, tree: Tree, name: str, here: Here) -> Found:
    if not isinstance(tree, Path):
        raise compiler.refused("nodes", ar=f"تعطي «{name}» ما ليس مسارًا", en=f"gives “{name}” something not a path")
    return compiler.nodes(tree, here)


def _position_of(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    if not arguments:
        compiler.reads[Read(here.node, max(0, here.node.depth - 1))] = None
        return lambda context: float(context.position or context.scope.number or 1)
    found = _nodes_argument(compiler, arguments[0], "position", here)
    if isinstance(arguments[0], Path) and not in_list(arguments[0], here):
        for target in compiler.targets(arguments[0], here):
            if target.node.kind == REPEAT:
                compiler.reads[Read(target.node, max(0, min(target.shared, target.node.depth - 1)))] = None
    return lambda context: _position(found(context))


def _position(found: Sequence[Cell | Item]) -> float:
    if not found:
        return 0.0
    first = found[0]
    if isinstance(first, Item) or first.node.kind != REPEAT:
        return 1.0
    return float(first.scope.number)


def _if(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    test, yes, no = (compiler.scalar(argument, here) for argument in arguments)
    return lambda context: yes(context) if to_truth(test(context)) else no(context)


def _count(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    found = _nodes_argument(compiler, arguments[0], "count", here)
    return lambda context: float(len(found(context)))


def _sum(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    found = _nodes_argument(compiler, arguments[0], "sum", here)
    return lambda context: functions.total([node.value for node in found(context)])


def _over(reduce: Callable[[Sequence[Value]], Value]) -> Build:
    """A function of one node-set or of several values."""

    def build(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
        if len(arguments) == 1 and isinstance(arguments[0], Path):
            found = compiler.nodes(arguments[0], here)
            return lambda context: reduce([node.value for node in found(context)])
        runs = [compiler.scalar(argument, here) for argument in arguments]
        return lambda context: reduce([run(context) for run in runs])

    return build


def _today(compiler: Compiling, _arguments: Sequence[Tree], _here: Here) -> Run:
    compiler.asks_day = True
    return lambda context: context.world.today


def _once(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    fresh = compiler.scalar(arguments[0], here)

    def run(context: Context) -> Value:
        cell = context.cell
        return cell.value if cell.relevant and cell.value != "" else fresh(context)

    return run


def _uuid(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    if arguments:
        raise compiler.refused("uuid", ar="تستعمل uuid() بطول معيّن ولا ندعمه", en="uses uuid() with a length")
    return lambda context: context.world.new_uuid()


_MANY = 1_000
SPECIAL: dict[str, tuple[int, int, Build]] = {
    "if": (3, 3, _if),
    "count": (1, 1, _count),
    "sum": (1, 1, _sum),
    "max": (1, _MANY, _over(functions.greatest)),
    "min": (1, _MANY, _over(functions.least)),
    "concat": (1, _MANY, _over(lambda values: "".join(map(to_text, values)))),
    "position": (0, 1, _position_of),
    "today": (0, 0, _today),
    "now": (0, 0, lambda _compiler, _arguments, _here: lambda context: context.world.now()),
    "uuid": (0, 1, _uuid),
    "once": (1, 1, _once),
}
