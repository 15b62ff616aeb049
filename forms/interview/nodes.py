"""The questions of a form as a tree of fixed nodes, before any answer exists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GROUP, REPEAT, LEAF = "group", "repeat", "leaf"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One element of the form's data. `depth` counts the repeats around it, itself included; `prefix` stands before its
    name in what is sent (``orx:`` before OpenRosa's own elements, where the form sets them apart)."""

    id: int
    name: str
    path: str
    kind: str
    parent: "Node | None"
    depth: int
    prefix: str = ""

    def chain(self) -> tuple["Node", ...]:
        """From the root to this node."""
        return (*self.parent.chain(), self) if self.parent is not None else (self,)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One element of a fixed list (a secondary instance)."""

    name: str
    value: str
    children: Mapping[str, tuple["Item", ...]]
    relevant: bool = True


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All nodes of a form, in document order, and its fixed lists."""

    nodes: tuple[Node, ...]
    children: Mapping[int, tuple[Node, ...]]
    by_path: Mapping[str, Node]
    lists: Mapping[str, Item]
    below: Mapping[int, tuple[Node, ...]] = field(default_factory=dict)

    @property
    def root(self) -> Node:
        return self.nodes[0]

    def child(self, node: Node, name: str) -> Node | None:
        return next((child for child in self.children[node.id] if child.name == name), None)

    def shared_depth(self, one: Node, other: Node) -> int:
        """How many of the repeats around both are the same."""
        pairs = zip(self.repeats_of(one), self.repeats_of(other), strict=False)
        return sum(1 for left, right in pairs if left is right)

    def repeats_of(self, node: Node) -> tuple[Node, ...]:
        """The repeats around a node from the outermost in, itself included."""
        return tuple(each for each in node.chain() if each.kind == REPEAT)
