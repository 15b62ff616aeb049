"""What must be worked out again when something changes, and in which order."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import RuleBroken
from forms.interview.nodes import Node, Skeleton
from forms.interview.xpath.compiler import Expression
from forms.interview.xpath.paths import Read

COUNT, CALCULATE, RELEVANT = "count", "calculate", "relevant"
REQUIRED, READONLY, CONSTRAINT, LABEL, OPTIONS = "required", "readonly", "constraint", "label", "options"

_WRITES = frozenset({COUNT, CALCULATE, RELEVANT})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing to work out: an aspect of a node, in every scope where the node lives.

    `order` is its place among all: whatever it reads comes before it. `repeats` are the repeats around its node.
    """

    order: int
    node: Node
    aspect: str
    expression: Expression | None
    repeats: tuple[Node, ...]
    asks_day: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A trigger before it has its place. For labels and options there is no single expression, only what they read."""

    node: Node
    aspect: str
    expression: Expression | None
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """`readers[node.id]` are (trigger's order, depth of the scope that is shared); `inside[repeat.id]` the triggers
    of a row of that repeat, in order. `growing` are the repeats whose number of rows is made of what stands in their
    own rows: «another one?».
    """

    triggers: tuple[Trigger, ...]
    readers: Mapping[int, tuple[tuple[int, int], ...]]
    inside: Mapping[int, tuple[int, ...]]
    growing: frozenset[int] = frozenset()


def build_graph(wishes: Sequence[Wish], skeleton: Skeleton) -> Graph:
    """Raises RuleBroken ``form.cycle`` naming the questions that wait for each other."""
    followers = _all_followers(wishes, skeleton)
    order, stuck = _ordered(wishes, followers)
    growing = {index for index in stuck if wishes[index].aspect == COUNT}
    if growing:
        wishes = [_watching(wish, skeleton) if index in growing else wish for index, wish in enumerate(wishes)]
        followers = [() if index in growing else each for index, each in enumerate(_all_followers(wishes, skeleton))]
        order, stuck = _ordered(wishes, followers)
    if stuck:
        raise _cycle(wishes, followers, stuck)
    place = {index: position for position, index in enumerate(order)}
    triggers = tuple(_trigger(position, wishes[index], skeleton) for position, index in enumerate(order))
    repeats = frozenset(wishes[index].node.id for index in growing)
    return Graph(triggers, _readers(wishes, place), _inside(triggers), repeats)


def _watching(wish: Wish, skeleton: Skeleton) -> Wish:
    """A count that is worked out after all that stands in its rows, and again with each change there."""
    around = wish.node.depth - 1
    return replace(wish, reads=(*wish.reads, *(Read(node, around) for node in skeleton.below[wish.node.id])))


def _all_followers(wishes: Sequence[Wish], skeleton: Skeleton) -> list[Sequence[int]]:
    readers_of: dict[int, list[int]] = defaultdict(list)
    for index, wish in enumerate(wishes):
        for read in wish.reads:
            readers_of[read.node.id].append(index)
    return [sorted(_followers(index, wishes, readers_of, skeleton)) for index in range(len(wishes))]


def _followers(index: int, wishes: Sequence[Wish], readers_of: Mapping[int, list[int]], skeleton: Skeleton) -> set[int]:
    wish = wishes[index]
    if wish.aspect not in _WRITES:
        return set()
    written = [wish.node] if wish.aspect == CALCULATE else [wish.node, *skeleton.below[wish.node.id]]
    found = {reader for node in written for reader in readers_of.get(node.id, ())}
    if wish.aspect == COUNT:
        own = {node.id for node in written}
        found |= {other for other, each in enumerate(wishes) if each.node.id in own and other != index}
    return found


def _ordered(wishes: Sequence[Wish], followers: Sequence[Sequence[int]]) -> tuple[list[int], set[int]]:
    """The order, and what has no place in it, waiting for itself."""
    waiting = [0] * len(wishes)
    for each in followers:
        for follower in each:
            waiting[follower] += 1
    ready = [(_rank(wishes[index]), index) for index, count in enumerate(waiting) if count == 0]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, index = heapq.heappop(ready)
        order.append(index)
        for follower in followers[index]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                heapq.heappush(ready, (_rank(wishes[follower]), follower))
    return order, {index for index, count in enumerate(waiting) if count > 0}


def _rank(wish: Wish) -> int:
    return 0 if wish.aspect in _WRITES else 1


def _cycle(wishes: Sequence[Wish], followers: Sequence[Sequence[int]], stuck: set[int]) -> RuleBroken:
    path: list[int] = []
    index = min(stuck)
    before = {follower: source for source in sorted(stuck) for follower in followers[source] if follower in stuck}
    while index not in path:
        path.append(index)
        index = before[index]
    ring = list(dict.fromkeys(wishes[each].node.name for each in reversed(path[path.index(index) :])))
    names = "، ".join(ring)
    return RuleBroken(
        "form.cycle",
        ar=f"في الاستمارة أسئلة ينتظر بعضها حساب بعض: {names}. اقطع الحلقة بتعديل إحدى العبارات.",
        en=f"Questions of the form wait for each other: {', '.join(ring)}. Break the ring by changing one expression.",
    )


def _trigger(order: int, wish: Wish, skeleton: Skeleton) -> Trigger:
    asks_day = wish.expression is not None and wish.expression.asks_day
    around = wish.node if wish.aspect != COUNT else wish.node.parent or wish.node
    return Trigger(order, wish.node, wish.aspect, wish.expression, skeleton.repeats_of(around), asks_day)


def _readers(wishes: Sequence[Wish], place: Mapping[int, int]) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for index, wish in enumerate(wishes):
        for read in wish.reads:
            of_node = found[read.node.id]
            shared = min(read.shared, of_node.get(place[index], read.shared))
            of_node[place[index]] = shared
    return {node: tuple(sorted(each.items())) for node, each in found.items()}


def _inside(triggers: Sequence[Trigger]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for trigger in triggers:
        for repeat in trigger.repeats:
            found[repeat.id].append(trigger.order)
    return {repeat: tuple(each) for repeat, each in found.items()}
