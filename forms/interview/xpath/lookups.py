"""Functions that look one value up: in a certain row of a repeat, or in a table beside the form."""

from collections.abc import Sequence

from forms.interview.cells import Context, Scope
from forms.interview.nodes import REPEAT, Item, Node
from forms.interview.xpath.compiling import Compiling, seen
from forms.interview.xpath.paths import Here, Read, Run
from forms.interview.xpath.syntax import Literal, Path, Tree
from forms.interview.xpath.values import Value, to_number, to_text

_Indexes = dict[int, Run]


def indexed_repeat(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    """``indexed-repeat(question, repeat, row, …)``; a row below 1 is the first, as in JavaRosa."""
    target, indexes = _node_of(compiler, arguments[0], here), _Indexes()
    if len(arguments) % 2 == 0:
        raise compiler.refused(
            "arguments",
            ar="تعطي indexed-repeat عددًا زوجيًا من القيم",
            en="gives indexed-repeat a wrong number of values",
        )
    for path, index in zip(arguments[1::2], arguments[2::2], strict=True):
        repeat = _node_of(compiler, path, here)
        if repeat.kind != REPEAT or repeat not in target.chain():
            raise compiler.refused(
                "indexed_repeat",
                ar="تعطي indexed-repeat ما ليس تكرارًا حول السؤال",
                en="gives indexed-repeat something that is no repeat around the question",
            )
        indexes[repeat.id] = compiler.scalar(index, here)
    repeats = compiler.skeleton.repeats_of(target)
    around = {node.id for node in compiler.skeleton.repeats_of(here.node)}
    free = next(each for each in repeats if each.id in indexes or each.id not in around)
    compiler.reads[Read(target, min(free.depth - 1, here.limit))] = None
    return _run(target, repeats, indexes, around)


def _run(target: Node, repeats: tuple[Node, ...], indexes: _Indexes, around: set[int]) -> Run:
    def run(context: Context) -> Value:
        scope: Scope = context.world.root
        for repeat in repeats:
            rows = scope.rows[repeat.id]
            if repeat.id in indexes:
                number = to_number(indexes[repeat.id](context))
                at = int(number) if 1 <= number < 1e9 else 1
            elif repeat.id in around:
                at = context.scope.at_depth(repeat.depth).number
            else:
                at = 1
            if at > len(rows):
                return ""
            scope = rows[at - 1]
        return seen(scope.cells[target.id], context)

    return run


def _node_of(compiler: Compiling, tree: Tree, here: Here) -> Node:
    before = dict(compiler.reads)
    targets = compiler.targets(tree, here) if isinstance(tree, Path) else ()
    compiler.reads.clear()
    compiler.reads.update(before)
    if len(targets) != 1:
        raise compiler.refused(
            "nodes", ar="تعطي indexed-repeat ما ليس مسارًا", en="gives indexed-repeat something not a path"
        )
    return targets[0].node


def pull_data(compiler: Compiling, arguments: Sequence[Tree], here: Here) -> Run:
    """``pulldata(table, column, key column, key)``: the first row whose key is the value, else a blank."""
    names = [each.text if isinstance(each, Literal) else None for each in arguments[:3]]
    table, column, key_column = names
    root = compiler.skeleton.lists.get(table or "")
    if root is None or column is None or key_column is None:
        raise compiler.refused(
            "pulldata",
            ar=f"تسحب بيانات من جدول غير مرفق بالاستمارة «{table}»",
            en=f"pulls data from a table that is not with the form: “{table}”",
        )
    rows = _by_key(root, key_column)
    key = compiler.scalar(arguments[3], here)

    def run(context: Context) -> Value:
        row = rows.get(to_text(key(context)))
        found = row.children.get(column, ()) if row is not None else ()
        return found[0].value if found else ""

    return run


def _by_key(root: Item, key_column: str) -> dict[str, Item]:
    rows: dict[str, Item] = {}
    for items in root.children.values():
        for item in items:
            for key in item.children.get(key_column, ()):
                rows.setdefault(key.value, item)
    return rows
