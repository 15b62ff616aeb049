"""Paths to nodes. Everything that can be known from the form alone is settled when it is loaded.

A path shares with its place the rows around both: ``/data/member/age`` asked inside a row means that row, and
``../../member/age`` means every row, as in JavaRosa. `Read.shared` says how many rows are shared, so that a change
in one row wakes only the readers of that row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Context, Scope
from forms.interview.nodes import REPEAT, Item, Node, Skeleton
from forms.interview.xpath.syntax import Path, Step
from forms.interview.xpath.values import Value

Run = Callable[[Context], Value]
Found = Callable[[Context], Sequence[Cell | Item]]


@dataclass(frozen=True, slots=True)
class Read:
    """An expression looks at `node`, in the scope it shares down to depth `shared`."""

    node: Node
    shared: int


@dataclass(frozen=True, slots=True)
class Here:
    """The fixed place of an expression. Inside a filter `limit` caps the rows shared with what is around the filter."""

    node: Node
    origin: Node
    limit: int
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A compiled predicate: keeps a candidate when true, or when it equals the candidate's position."""

    run: Run

    def keeps(self, context: Context) -> bool:
        kept = self.run(context)
        return kept == context.position if isinstance(kept, float) else bool(kept)


@dataclass(frozen=True, slots=True)
class Leg:
    """One step down the form's data with its filters."""

    node: Node
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A path of the form's data, settled: from the scope at depth `shared` (of the origin when `from_origin`), down."""

    node: Node
    shared: int
    legs: tuple[Leg, ...]
    from_origin: bool

    @property
    def single(self) -> bool:
        return not any(leg.filters or leg.node.kind == REPEAT for leg in self.legs)


CompileFilter = Callable[[object, Here], Run]


def main_targets(path: Path, here: Here, skeleton: Skeleton, compile_filter: CompileFilter) -> tuple[Target, ...]:
    """The targets of a path into the form's data (several only through ``*``). Raises RuleBroken if there is none."""
    from_origin = path.start == "current" or here.in_list
    start: Node = here.origin if from_origin else here.node
    if path.start == "/":
        return _absolute(path, start, from_origin, here, skeleton, compile_filter)
    steps = list(path.steps)
    while steps and steps[0].name in (".", ".."):
        if steps.pop(0).name == "..":
            start = _parent(start)
    limit = start.depth if from_origin else min(start.depth, here.limit)
    builder = _Builder(start.depth, limit, from_origin, here.origin, skeleton, compile_filter)
    return builder.down(start, steps, ())


def _parent(node: Node) -> Node:
    if node.parent is None:
        raise RuleBroken(
            "form.path.above",
            ar="في الاستمارة مسار يصعد بـ «..» فوق أعلى الاستمارة. صحّح المسار.",
            en="A path climbs with “..” above the top of the form. Mend the path.",
        )
    return node.parent


def _absolute(
    path: Path, start: Node, from_origin: bool, here: Here, skeleton: Skeleton, compile_filter: CompileFilter
) -> tuple[Target, ...]:
    chain = start.chain()
    steps = list(path.steps)
    if steps[0].name != skeleton.root.name:
        raise unknown(path)
    shared, node = 0, skeleton.root
    for step, known in zip(steps[1:], chain[1:], strict=False):
        if step.name != known.name or step.predicates:
            break
        node, shared = known, known.depth
    taken = len(node.chain())
    limit = shared if from_origin else min(shared, here.limit)
    builder = _Builder(shared, limit, from_origin, here.origin, skeleton, compile_filter)
    return builder.down(node, steps[taken:], ())


def unknown(path: Path) -> RuleBroken:
    shown = "/".join(step.name for step in path.steps)
    return RuleBroken(
        "form.path.unknown",
        ar=f"تشير الاستمارة إلى سؤال غير موجود: «{shown}». راجع الاسم في العمود name.",
        en=f"The form refers to a question that is not there: “{shown}”. Check the name column.",
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    depth: int
    limit: int
    from_origin: bool
    origin: Node
    skeleton: Skeleton
    compile_filter: CompileFilter

    def down(self, node: Node, steps: Sequence[Step], legs: tuple[Leg, ...]) -> tuple[Target, ...]:
        if not steps:
            return (Target(node, self.depth, legs, self.from_origin),)
        step, rest = steps[0], steps[1:]
        if step.name == ".":
            return self.down(node, rest, legs)
        if step.name == "..":
            return self._up(node, rest, legs)
        found = self.skeleton.children[node.id] if step.name == "*" else self._child(node, step.name)
        if not found:
            raise unknown(Path("/", (Step(node.name, ()), step)))
        targets: list[Target] = []
        for child in found:
            inner = Here(child, self.origin, self.limit)
            filters = tuple(Filter(self.compile_filter(tree, inner)) for tree in step.predicates)
            targets += self.down(child, rest, (*legs, Leg(child, filters)))
        return tuple(targets)

    def _up(self, node: Node, rest: Sequence[Step], legs: tuple[Leg, ...]) -> tuple[Target, ...]:
        if not legs or legs[-1].filters or node.kind == REPEAT:
            raise RuleBroken(
                "form.path.back",
                ar="في الاستمارة مسار ينزل ثم يصعد بـ «..»، ولا ندعمه. اكتب المسار مباشرة.",
                en="A path goes down and then up again with “..”, which we do not run. Write it directly.",
            )
        return self.down(_parent(node), rest, legs[:-1])

    def _child(self, node: Node, name: str) -> tuple[Node, ...]:
        child = self.skeleton.child(node, name)
        return () if child is None else (child,)


def read_of(target: Target, limit: int) -> Read:
    return Read(target.node, min(target.shared, limit) if not target.from_origin else target.shared)


def single_cell(target: Target) -> Callable[[Context], Cell]:
    """For a target that is always exactly one cell."""
    node_id, shared = target.node.id, target.shared
    if shared == 0:
        return lambda context: context.world.root.cells[node_id]
    if target.from_origin:
        return lambda context: context.origin.scope.at_depth(shared).cells[node_id]
    return lambda context: context.scope.at_depth(shared).cells[node_id]


def all_cells(target: Target) -> Callable[[Context], list[Cell]]:
    """Every relevant cell of the target, in document order."""
    legs = tuple(leg for leg in target.legs if leg.filters or leg.node.kind == REPEAT)
    node_id, shared, from_origin = target.node.id, target.shared, target.from_origin

    def run(context: Context) -> list[Cell]:
        start = context.origin.scope if from_origin else context.scope
        scopes = [start.at_depth(shared)]
        for leg in legs:
            scopes = _along(leg, scopes, context)
        cells = [scope.cells[node_id] for scope in scopes]
        return [cell for cell in cells if cell.relevant]

    return run


def _along(leg: Leg, scopes: list[Scope], context: Context) -> list[Scope]:
    node_id = leg.node.id
    found: list[Scope] = []
    for scope in scopes:
        candidates = list(scope.rows[node_id]) if leg.node.kind == REPEAT else [scope]
        for each in leg.filters:
            candidates = [
                row
                for index, row in enumerate(candidates, start=1)
                if each.keeps(Context(context.world, row.cells[node_id], origin=context.origin, position=index))
            ]
        found += candidates
    return found
