"""Expressions to closures, with what they read. The tree is walked once, when the form is loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Context
from forms.interview.nodes import Node, Skeleton
from forms.interview.xpath.compiling import in_list, seen
from forms.interview.xpath.functions import FUNCTIONS, compile_pattern
from forms.interview.xpath.lists import list_items
from forms.interview.xpath.operators import ON_NUMBERS, OPERATORS, of_two_numbers
from forms.interview.xpath.paths import (
    Found,
    Here,
    Read,
    Run,
    Target,
    all_cells,
    main_targets,
    read_of,
    single_cell,
)
from forms.interview.xpath.special import SPECIAL
from forms.interview.xpath.syntax import Call, Chain, Literal, Negated, Number, Path, Tree, parse
from forms.interview.xpath.values import Value, to_number, to_truth

LATER = frozenset(
    {
        "digest",
        "area",
        "enclosed-area",
        "distance",
        "geofence",
        "base64-decode",
        "extract-signed",
        "property",
        "version",
        "depend",
    }
)
"""Functions that exist in ODK and that this engine does not run."""


LEADS_NOWHERE = ("form.path.unknown", "form.path.above")


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. `constant` is its value when it depends on nothing, else None."""

    source: str
    run: Run
    reads: tuple[Read, ...]
    constant: Value | None
    asks_day: bool

    def is_true(self, context: Context) -> bool:
        return to_truth(self.run(context))


def compile_expression(source: str, node: Node, skeleton: Skeleton, *, lenient: bool = False) -> Expression:
    """The expression as asked at `node`. Raises RuleBroken ``form.…`` for what is wrong or not run.

    `lenient` takes a path to no question for one that finds nothing.
    """
    return compile_tree(parse(source), source, node, skeleton, lenient=lenient)


def compile_tree(tree: Tree, source: str, node: Node, skeleton: Skeleton, *, lenient: bool = False) -> Expression:
    """The same for a part of an expression; `source` is the whole, for refusals."""
    compiler = _Compiler(source, skeleton, lenient=lenient)
    run = compiler.scalar(tree, Here(node, node, node.depth))
    return Expression(source, run, tuple(compiler.reads), _constant(tree), compiler.asks_day)


def compile_nodes(tree: Path, source: str, node: Node, skeleton: Skeleton) -> tuple[Found, tuple[Read, ...]]:
    """A path whose result is nodes (the rows of a choice list), asked at `node`."""
    compiler = _Compiler(source, skeleton)
    return compiler.nodes(tree, Here(node, node, node.depth)), tuple(compiler.reads)


def _constant(tree: Tree) -> Value | None:
    if isinstance(tree, Call) and tree.name in ("true", "false") and not tree.arguments:
        return tree.name == "true"
    if isinstance(tree, Literal):
        return tree.text
    return tree.value if isinstance(tree, Number) else None


class _Compiler:
    def __init__(self, source: str, skeleton: Skeleton, *, lenient: bool = False) -> None:
        self._source = source
        self._lenient = lenient
        self.skeleton = skeleton
        self.reads: dict[Read, None] = {}
        self.asks_day = False

    def scalar(self, tree: object, here: Here) -> Run:
        if isinstance(tree, Number):
            number = tree.value
            return lambda _: number
        if isinstance(tree, Literal):
            text = tree.text
            return lambda _: text
        if isinstance(tree, Negated):
            operand = self.scalar(tree.operand, here)
            return lambda context: -to_number(operand(context))
        if isinstance(tree, Chain):
            return self._chain(tree, here)
        if isinstance(tree, Path):
            return self._value_of(tree, here)
        if isinstance(tree, Call):
            return self._call(tree, here)
        raise TypeError(f"not an expression: {tree!r}")

    def _chain(self, tree: Chain, here: Here) -> Run:
        first = self.scalar(tree.first, here)
        rest = [(sign, self.scalar(operand, here)) for sign, operand in tree.rest]
        sign = rest[0][0]
        if sign in ("and", "or"):
            return _logic([first, *(run for _, run in rest)], sign == "or")
        if len(rest) == 1:
            second = rest[0][1]
            if sign in ON_NUMBERS:
                constant = tree.rest[0][1]
                known = constant.value if isinstance(constant, Number) else None
                return of_two_numbers(ON_NUMBERS[sign], first, second, known)
            apply = OPERATORS[sign]
            return lambda context: apply(first(context), second(context))
        pairs = [(OPERATORS[name], run) for name, run in rest]

        def run(context: Context) -> Value:
            value = first(context)
            for apply, operand in pairs:
                value = apply(value, operand(context))
            return value

        return run

    def _value_of(self, tree: Path, here: Here) -> Run:
        if in_list(tree, here):
            return _first_value(self.nodes(tree, here))
        targets = self.targets(tree, here)
        if len(targets) == 1 and targets[0].single and targets[0].shared == 0:
            return _outside_rows(targets[0].node.id)
        if len(targets) == 1 and targets[0].single:
            return _cell_value(single_cell(targets[0]))
        return _first_value(_cells_of(targets))

    def nodes(self, tree: Path, here: Here) -> Found:
        if in_list(tree, here):
            return list_items(tree, here, self.skeleton, self.scalar)
        return _cells_of(self.targets(tree, here))

    def targets(self, tree: Path, here: Here) -> tuple[Target, ...]:
        try:
            targets = main_targets(tree, here, self.skeleton, self.scalar)
        except RuleBroken as wrong:
            if not self._lenient or wrong.code not in LEADS_NOWHERE:
                raise
            return ()
        for target in targets:
            self.reads[read_of(target, here.limit)] = None
        return targets

    def _call(self, tree: Call, here: Here) -> Run:
        name, count = tree.name, len(tree.arguments)
        special = SPECIAL.get(name)
        if special is not None:
            fewest, most, build = special
            self._check_count(name, count, fewest, most)
            return build(self, tree.arguments, here)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self._no_function(name)
        if count == 0 and name in ("string-length", "normalize-space"):
            return self._call(Call(name, (Path(".", ()),)), here)
        self._check_count(name, count, function.fewest, function.most)
        self._check_pattern(tree)
        return _applied(function.run, [self.scalar(argument, here) for argument in tree.arguments])

    def _check_count(self, name: str, count: int, fewest: int, most: int) -> None:
        if not fewest <= count <= most:
            raise self.refused(
                "arguments",
                ar=f"تعطي الدالة «{name}» عددًا من القيم لا تقبله ({count})",
                en=f"gives the function “{name}” {count} values, which it does not take",
            )

    def _check_pattern(self, tree: Call) -> None:
        if tree.name != "regex" or not isinstance(tree.arguments[1], Literal):
            return
        if compile_pattern(tree.arguments[1].text) is None:
            raise self.refused("pattern", ar="فيها نمط regex غير صحيح", en="has a wrong regex pattern")

    def _no_function(self, name: str) -> RuleBroken:
        if name in LATER:
            return self.refused(
                "function.later",
                ar=f"تستعمل الدالة «{name}» ولا ندعمها بعد",
                en=f"uses “{name}”, which we do not run yet",
            )
        return self.refused(
            "function.unknown", ar=f"تستعمل دالة لا وجود لها «{name}»", en=f"uses no known function “{name}”"
        )

    def refused(self, code: str, *, ar: str, en: str) -> RuleBroken:
        shown = self._source if len(self._source) <= 120 else self._source[:117] + "…"
        return RuleBroken(
            f"form.xpath.{code}",
            ar=f"العبارة «{shown}» {ar}. صحّحها في ورقة الأسئلة.",
            en=f"The expression “{shown}” {en}. Mend it in the survey sheet.",
        )


def _outside_rows(node_id: int) -> Run:
    """The cell of a question outside of all rows: what most expressions read."""

    def run(context: Context) -> Value:
        cell = context.world.root.cells[node_id]
        if not cell.relevant:
            return ""
        value = cell.value
        return seen(cell, context) if type(value) is time else value

    return run


def _cell_value(cell_of: Callable[[Context], Cell]) -> Run:
    def run(context: Context) -> Value:
        return seen(cell_of(context), context)

    return run


def _first_value(found: Found) -> Run:
    def run(context: Context) -> Value:
        nodes = found(context)
        return seen(nodes[0], context) if nodes else ""

    return run


def _cells_of(targets: Sequence[Target]) -> Found:
    finders = [all_cells(target) for target in targets]
    if len(finders) == 1:
        return finders[0]
    return lambda context: [cell for find in finders for cell in find(context)]


def _logic(operands: Sequence[Run], stops_at: bool) -> Run:
    def run(context: Context) -> bool:
        for operand in operands:
            if to_truth(operand(context)) is stops_at:
                return stops_at
        return not stops_at

    return run


def _applied(function: Callable[..., Value], arguments: Sequence[Run]) -> Run:
    if len(arguments) == 1:
        only = arguments[0]
        return lambda context: function(only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: function(first(context), second(context))
    return lambda context: function(*(argument(context) for argument in arguments))
