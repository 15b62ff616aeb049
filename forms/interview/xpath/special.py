"""The functions that need nodes, their own place or the world, and those that do not work out every argument."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from forms.interview.cells import Cell, Context
from forms.interview.nodes import REPEAT, Item
from forms.interview.xpath import chance, functions
from forms.interview.xpath.compiling import Build, Compiling, in_list, seen
from forms.interview.xpath.lookups import indexed_repeat, pull_data
from forms.interview.xpath.moments import days_with_fraction, share_of_day
from forms.interview.xpath.paths import Found, Here, Read, Run
from forms.interview.xpath.syntax import Literal, Path, Tree, parse
from forms.interview.xpath.values import Value, to_text, to_truth


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
    return lambda context: functions.total([seen(node, context) for node in found(context)])


def _over(reduce: Callable[[Sequence[Value]], Value]) -> Build:
    """A function of one node-set or of several values."""

    def build(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
        values = values_of(compiler, arguments, here)
        return lambda context: reduce(values(context))

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


def _join(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    separator = compiler.scalar(arguments[0], here)
    values = values_of(compiler, arguments[1:], here)
    return lambda context: to_text(separator(context)).join(map(to_text, values(context)))


def values_of(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Callable[[Context], Sequence[Value]]:
    """The values of several arguments, or of the nodes of the only one."""
    if len(arguments) == 1 and isinstance(arguments[0], Path):
        found = compiler.nodes(arguments[0], here)
        return lambda context: [seen(node, context) for node in found(context)]
    runs = [compiler.scalar(argument, here) for argument in arguments]
    return lambda context: [run(context) for run in runs]


def _count_non_empty(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    found = _nodes_argument(compiler, arguments[0], "count-non-empty", here)
    return lambda context: float(sum(to_text(seen(node, context)) != "" for node in found(context)))


def _checklist(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    fewest, most = (compiler.scalar(argument, here) for argument in arguments[:2])
    factors = values_of(compiler, arguments[2:], here)
    return lambda context: functions.checklist(fewest(context), most(context), factors(context))


def _weighted_checklist(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    least, most = (compiler.scalar(argument, here) for argument in arguments[:2])
    factors = values_of(compiler, arguments[2::2], here)
    weights = values_of(compiler, arguments[3::2], here)
    return lambda context: functions.weighted_checklist(
        least(context), most(context), factors(context), weights(context)
    )


def _choice_name(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    value, named = compiler.scalar(arguments[0], here), arguments[1]
    if not isinstance(named, Literal):
        raise compiler.refused(
            "choice_name", ar="تستعمل jr:choice-name بلا سؤال", en="names no question in jr:choice-name"
        )
    tree = parse(named.text.strip())
    targets = compiler.targets(tree, here) if isinstance(tree, Path) else ()
    if not targets:
        raise compiler.refused(
            "choice_name", ar="تستعمل jr:choice-name بلا سؤال", en="names no question in jr:choice-name"
        )
    node = targets[0].node

    def run(context: Context) -> Value:
        speaker = context.world.speaker
        return "" if speaker is None else speaker.choice_name(to_text(value(context)), node, context)

    return run


def _itext(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    name = compiler.scalar(arguments[0], here)

    def run(context: Context) -> Value:
        speaker = context.world.speaker
        return "" if speaker is None else speaker.text(to_text(name(context)), context)

    return run


def _decimal(of_moment: Callable[[Value, tzinfo | None], Value]) -> Build:
    def build(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
        value = compiler.scalar(arguments[0], here)
        return lambda context: of_moment(value(context), context.world.now().tzinfo)

    return build


def _random(_compiler: Compiling, _arguments: Sequence[Tree], _here: Here) -> Run:
    return lambda context: chance.share_of(context.world.new_uuid())


_MANY = 1_000
SPECIAL: dict[str, tuple[int, int, Build]] = {
    "if": (3, 3, _if),
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, _count_non_empty),
    "sum": (1, 1, _sum),
    "max": (1, _MANY, _over(functions.greatest)),
    "min": (1, _MANY, _over(functions.least)),
    "concat": (1, _MANY, _over(lambda values: "".join(map(to_text, values)))),
    "join": (1, _MANY, _join),
    "checklist": (3, _MANY, _checklist),
    "weighted-checklist": (4, _MANY, _weighted_checklist),
    "position": (0, 1, _position_of),
    "today": (0, 0, _today),
    "now": (0, 0, lambda _compiler, _arguments, _here: lambda context: context.world.now()),
    "uuid": (0, 1, _uuid),
    "random": (0, 0, _random),
    "once": (1, 1, _once),
    "decimal-date-time": (1, 1, _decimal(days_with_fraction)),
    "decimal-time": (1, 1, _decimal(share_of_day)),
    "indexed-repeat": (3, 11, indexed_repeat),
    "pulldata": (4, 4, pull_data),
    "jr:choice-name": (2, 2, _choice_name),
    "jr:itext": (1, 1, _itext),
}
