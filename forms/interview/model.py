"""A form as data: what the engine runs. Never changed once read, so sessions and threads may share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain import text
from domain.answer_file import LONGEST_SIDE
from forms.interview.graph import Graph
from forms.interview.nodes import Node, Skeleton
from forms.interview.xpath.compiler import Expression
from forms.interview.xpath.paths import Found, Read
from forms.interview.xpath.values import Value


@dataclass(frozen=True, slots=True)
class Text:
    """A text in each language: literal pieces and expressions (``${name}``). A missing language falls back."""

    pieces: Mapping[str, tuple["str | Expression", ...]]
    fallback: str

    def in_language(self, language: str) -> tuple["str | Expression", ...]:
        return self.pieces.get(language) or self.pieces.get(self.fallback) or ()

    @property
    def reads(self) -> tuple[Read, ...]:
        parts = (part for pieces in self.pieces.values() for part in pieces)
        return tuple({read: None for part in parts if isinstance(part, Expression) for read in part.reads})


@dataclass(frozen=True, slots=True)
class Choice:
    """`score` is what the column of that name says of it, in a form that scores answers."""

    value: str
    label: Text
    score: str = ""


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Choices in an order by chance: by `seed`, or without one in an order that the interview keeps."""

    seed: Expression | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen: fixed, or the items that `find` gives at the question (a choice filter)."""

    every: tuple[Choice, ...]
    find: Found | None
    reads: tuple[Read, ...]
    value_name: str = "name"
    shuffle: Shuffle | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether every question that has them offers the same, in the same words, always."""
        return self.find is None and self.shuffle is None and not any(choice.label.reads for choice in self.every)


@dataclass(frozen=True, slots=True)
class Rules:
    """The bind of a node. `type` is the data type of the answer, not the control's; `longest` the greatest side of a
    picture, in pixels."""

    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str = ""
    save_to: str = ""
    longest: int = LONGEST_SIDE


CLERK_CHECK, CLERK_NOTE = "clerk-check", "clerk-note"
"""Appearances of ours, for whose words an answer is: what the clerk states about the papers, the clerk's own notes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value set at an event: ``first`` opening, each new ``row``, or when the question `trigger` is ``changed``."""

    target: Node
    event: str
    value: Expression
    trigger: Node | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """What stands on the screen. `type` is a question's type, ``group`` or ``repeat``; `count` sets a repeat's rows.

    `limits` are start, end and step of a range; `accepts` the kinds of files that are demanded (`domain.file_kinds`).
    """

    node: Node | None
    type: str
    appearance: tuple[str, ...]
    label: Text | None
    hint: Text | None
    choices: Choices | None
    inside: tuple["Control", ...]
    count: Expression | None = None
    ref: str = ""
    limits: tuple[str, str, str] | None = None
    accepts: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something of the form that has no effect here, for its author."""

    code: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form ready to run. `id` is ours (``herfa/support-request``), `xml_id` the one its data carries.

    `title` is in the form's own language, `titles` by language where its author gave more. `language` is the one it
    falls back to, `texts` those that expressions name by ``jr:itext``. `asks_last_saved` when it reads the interview
    that was finished before.
    """

    id: str
    xml_id: str
    version: str
    sha256: str
    title: str
    languages: tuple[str, ...]
    skeleton: Skeleton
    rules: Mapping[int, Rules]
    controls: tuple[Control, ...]
    control_of: Mapping[int, Control]
    defaults: Mapping[int, Value]
    settings: tuple[Setting, ...]
    graph: Graph
    notes: tuple[Note, ...]
    first_rows: Mapping[int, int]
    added_rows: Mapping[int, int]
    namespace: str
    language: str = ""
    texts: Mapping[str, Text] = field(default_factory=dict)
    asks_last_saved: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> text.Text:
        """Its title in the product's two languages; the one there is in both, where there is but one."""
        return text.Text(self.titles.get("ar", self.title), self.titles.get("en", self.title))

    def rules_of(self, node: Node) -> Rules:
        return self.rules[node.id]
