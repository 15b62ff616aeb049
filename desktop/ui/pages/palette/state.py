"""What the search over everything shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something the window does by itself. `words` are what else it may be looked for by; `keys` its shortcut."""

    id: str
    title: str
    icon: str
    keys: str = ""
    words: str = ""


@dataclass(frozen=True)
class Item:
    """`kind` is command, person, resume, attestation, task or form; `target` its id. `keys` are shown as a key cap."""

    kind: str
    target: str
    icon: str
    title: str
    detail: str = ""
    chip: str = ""
    tone: str = "neutral"
    keys: str = ""


@dataclass(frozen=True)
class Group:
    """`more` were found and are not shown."""

    title: str
    items: tuple[Item, ...]
    more: int = 0


@dataclass(frozen=True)
class PaletteState:
    """`marked` is the index over all items, -1 when there are none. `hint` says what to do where nothing was found, or
    that it is being looked for."""

    text: str
    groups: tuple[Group, ...]
    marked: int
    hint: str = ""
    problem: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def chosen(self) -> Item | None:
        return self.items[self.marked] if 0 <= self.marked < len(self.items) else None
