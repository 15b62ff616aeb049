"""Paths into fixed lists: choices, tables, the interview that was finished before.

A filter that asks for one value of a column (``region = ${region}``) finds its items by an index: a list of 8,000
villages is not gone through at each answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from forms.interview.cells import Context
from forms.interview.nodes import Item, Skeleton
from forms.interview.xpath.paths import CompileFilter, Filter, Found, Here, Run
from forms.interview.xpath.syntax import Call, Chain, Negated, Path, Tree

LAST_SAVED = "__last-saved"
"""The list that stands for the interview of the same form that was finished before this one."""

Candidates = Callable[[Context], Sequence[Item] | None]


@dataclass(frozen=True, slots=True)
class _Leg:
    """One step into a list. `near` gives few items among which all that the filters keep are, None when it cannot."""

    name: str
    filters: tuple[Filter, ...]
    near: Candidates | None


def list_items(path: Path, here: Here, skeleton: Skeleton, compile_filter: CompileFilter) -> Found:
    """Items of a fixed list: from its top (``instance('…')/…``) or, inside its own filter, from the item at hand."""
    root = skeleton.lists.get(path.instance) if path.start == "instance" else None
    last_saved = path.start == "instance" and path.instance == LAST_SAVED
    if path.start == "instance" and root is None and not last_saved:
        raise RuleBroken(
            "form.list.unknown",
            ar=f"تشير الاستمارة إلى قائمة غير موجودة: «{path.instance}». راجع ورقة الخيارات.",
            en=f"The form refers to a list that is not there: “{path.instance}”. Check the choices sheet.",
        )
    if any(step.name in ("..", "*") for step in path.steps):
        raise RuleBroken(
            "form.path.list",
            ar="في الاستمارة مسار داخل قائمة خيارات فيه «..» أو «*»، ولا ندعمه. سمِّ العمود باسمه.",
            en="A path inside a choice list has “..” or “*”, which we do not run. Name the column.",
        )
    inner = Here(here.origin, here.origin, here.limit, in_list=True)
    # A list without an item is one of records: the host has those that concern this interview.
    is_records = root is not None and not root.children
    top = _top(root) if root is not None and root.children else None
    legs = tuple(_legs(path, top, inner, compile_filter))

    def run(context: Context) -> list[Item]:
        items = [top] if top is not None else _at_hand(context)
        if last_saved or is_records:
            items = _kept_by_host(context.world.last_saved if last_saved else context.world.records.get(path.instance))
        for leg in legs:
            near = leg.near(context) if leg.near is not None else None
            if near is None:
                near = [child for item in items for child in item.children.get(leg.name, ())]
            items = list(near)
            for each in leg.filters:
                items = [item for index, item in enumerate(items, start=1) if each.keeps(_inside(context, item, index))]
        return items

    return run


def _legs(path: Path, top: Item | None, inner: Here, compile_filter: CompileFilter) -> Iterator[_Leg]:
    fixed: list[Item] | None = [top] if top is not None else None
    for step in path.steps:
        if step.name == ".":
            continue
        filters = tuple(Filter(compile_filter(tree, inner)) for tree in step.predicates)
        below = [child for item in fixed for child in item.children.get(step.name, ())] if fixed is not None else None
        near = _near(below, step.predicates[0], inner, compile_filter) if below and step.predicates else None
        yield _Leg(step.name, filters, near)
        fixed = None if step.predicates else below


def _near(items: list[Item], predicate: Tree, inner: Here, compile_filter: CompileFilter) -> Candidates | None:
    asked = None if _counts(predicate) else _asked_column(predicate)
    if asked is None:
        return None
    column, value = asked[0], compile_filter(asked[1], inner)
    return _by_index(items, column, value)


def _by_index(items: list[Item], column: str, value: Run) -> Candidates:
    index: dict[str, list[Item]] = {}
    for item in items:
        found = item.children.get(column, ())
        index.setdefault(found[0].value if found else "", []).append(item)

    def near(context: Context) -> Sequence[Item] | None:
        wanted = value(context)
        # Numbers and truths are equal to more than one text.
        return index.get(wanted, ()) if isinstance(wanted, str) else None

    return near


def _asked_column(tree: Tree) -> tuple[str, Tree] | None:
    """The column and the value of ``column = value``, alone or as one of several conditions that all must hold."""
    if not isinstance(tree, Chain):
        return None
    operators = {operator for operator, _ in tree.rest}
    operands = [tree.first, *(operand for _, operand in tree.rest)]
    if operators == {"and"}:
        return next((asked for operand in operands if (asked := _asked_column(operand)) is not None), None)
    if operators != {"="} or len(operands) != 2:
        return None
    for one, other in (operands, operands[::-1]):
        if _is_column(one) and not _looks_at_item(other):
            return one.steps[0].name, other  # type: ignore[union-attr]
    return None


def _is_column(tree: Tree) -> bool:
    if not isinstance(tree, Path) or tree.start != "." or len(tree.steps) != 1:
        return False
    return tree.steps[0].name not in (".", "..") and not tree.steps[0].predicates


def _parts(tree: Tree) -> tuple[Tree, ...]:
    if isinstance(tree, Chain):
        return (tree.first, *(operand for _, operand in tree.rest))
    if isinstance(tree, Negated):
        return (tree.operand,)
    return tree.arguments if isinstance(tree, Call) else ()


def _looks_at_item(tree: Tree) -> bool:
    if isinstance(tree, Path):
        return tree.start == "." or any(step.predicates for step in tree.steps)
    return any(map(_looks_at_item, _parts(tree)))


def _counts(tree: Tree) -> bool:
    """Whether the place among the candidates matters."""
    return (isinstance(tree, Call) and tree.name in ("position", "last")) or any(map(_counts, _parts(tree)))


def _top(root: Item) -> Item:
    return Item("", "", {root.name: (root,)})


def _kept_by_host(root: Item | None) -> list[Item]:
    return [] if root is None else [_top(root)]


def _at_hand(context: Context) -> list[Item]:
    return [] if context.item is None else [context.item]


def _inside(context: Context, item: Item, index: int) -> Context:
    return Context(context.world, context.cell, item=item, origin=context.origin, position=index)
