"""Reading a frozen attestation for paper: what its canonical JSON says, in the order and the groups in which it prints.

Nothing that was frozen is left out: a key unknown here is no field of the person, clause or form that prints, but
every answer, row and document is found again in what this module returns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.errors import Unavailable

_REPEATED = re.compile(r"^(?P<repeat>.*)\[(?P<row>\d+)\]/(?P<cell>[^\[\]]+)$")

_STEPS_OF_A_GROUP = 4
"""/data/group/question: the leading slash, the root, the group, the question."""


@dataclass(frozen=True)
class Answer:
    question: str
    display: str


@dataclass(frozen=True)
class Rows:
    """The rows of a repeat; `label` is its name if the questions say it, `within` the outer row ("loan 2") of a repeat
    inside another. A row's answers are in the order of `titles`; an answer that a row lacks is empty."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    own_titles: tuple[tuple[str, ...], ...]
    label: str = ""
    within: str = ""

    @property
    def titles_differ(self) -> bool:
        """Question texts may name the row ("age of Sarah"); then no head can stand for all rows."""
        return any(own and own != title for row in self.own_titles for own, title in zip(row, self.titles, strict=True))


@dataclass(frozen=True)
class Section:
    title: str
    items: tuple[Answer | Rows, ...]


@dataclass(frozen=True)
class Frozen:
    """The document as a mapping, its hash, and its answers in sections: the person's, and what the clerk states."""

    document: Mapping[str, Any]
    sha256: str
    sections: tuple[Section, ...]
    checks: tuple[Section, ...]

    def part(self, name: str) -> Mapping[str, Any]:
        """One of the document's objects, empty when it is missing."""
        found = self.document.get(name)
        return found if isinstance(found, Mapping) else {}

    def said(self, name: str, key: str) -> str:
        """The text of `key` in the object `name`, or an empty one."""
        return text_of(self.part(name).get(key))

    @property
    def revision(self) -> int:
        """The first is 1."""
        found = self.part("revision").get("number")
        return found if isinstance(found, int) else 1

    @property
    def has_thumbprint(self) -> bool:
        """Whether a thumb before two witnesses is taken from who does not write."""
        return self.part("signing").get("thumbprint") is not False

    def texts(self) -> Iterator[str]:
        """Every text of the document that may print."""
        yield from _texts(self.document)


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            if key != "path" and not (key == "value" and "display" in found):
                yield from _texts(inner)
    elif isinstance(found, (list, tuple)):
        for inner in found:
            yield from _texts(inner)
    elif isinstance(found, str):
        yield found


def read_frozen(frozen: bytes) -> Frozen:
    """Raises Unavailable when the bytes are no frozen attestation: then the record itself is damaged."""
    try:
        document = json.loads(frozen)
    except ValueError as error:
        raise _damaged() from error
    if not isinstance(document, dict) or document.get("kind") != "attestation" or not _is_moment(document):
        raise _damaged()
    given, stated = _parted(document)
    return Frozen(document, sha256(frozen).hexdigest(), _sections(given), _sections(stated))


def unfrozen(document: Mapping[str, Any]) -> Frozen:
    """The same view of data that is not frozen: a paper of it is no attestation."""
    given, stated = _parted(document)
    return Frozen(document, "", _sections(given), _sections(stated))


def _parted(document: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The person's answers, and what the clerk states."""
    answers = document.get("answers") or ()
    stated = [answer for answer in answers if answer.get("stated_by")]
    return [answer for answer in answers if not answer.get("stated_by")], stated


def _is_moment(document: Mapping[str, Any]) -> bool:
    try:
        datetime.fromisoformat(text_of(document.get("made_at")))
    except ValueError:
        return False
    return True


def text_of(found: object) -> str:
    """What stands in the document, as one text; a list with commas, nothing for null."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "نعم" if found else "لا"
    if isinstance(found, (list, tuple)):
        return "، ".join(text_of(part) for part in found)
    return str(found)


def _sections(answers: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    """Neighbouring answers of one section together, else those of one group of the form."""
    grouped: list[tuple[tuple[str, str], list[Mapping[str, Any]]]] = []
    for answer in answers:
        title, steps = text_of(answer.get("section")), text_of(answer.get("path")).split("/")
        group = "" if title or len(steps) < _STEPS_OF_A_GROUP else re.sub(r"\[\d+\]$", "", steps[2])
        if not grouped or grouped[-1][0] != (title, group):
            grouped.append(((title, group), []))
        grouped[-1][1].append(answer)
    return tuple(Section(title, _items(lines)) for (title, _), lines in grouped)


def _items(lines: Sequence[Mapping[str, Any]]) -> tuple[Answer | Rows, ...]:
    """Single answers where they stand; the rows of a repeat all where its first row stands."""
    repeats: dict[str, list[tuple[str, str, str, str]]] = {}
    headings: dict[str, str] = {}
    order: list[Answer | Rows | str] = []
    for line in lines:
        if isinstance(line.get("rows"), list):
            order.append(_nested_rows(line["rows"]))
            continue
        found = _REPEATED.match(text_of(line.get("path")))
        if not found:
            order.append(Answer(text_of(line.get("question")), _display(line)))
            continue
        if found["repeat"] not in repeats:
            order.append(found["repeat"])
        cell = (found["row"], found["cell"], text_of(line.get("question")), _display(line))
        repeats.setdefault(found["repeat"], []).append(cell)
        headings.setdefault(found["repeat"], text_of(line.get("list")))
    return tuple(
        _headed(_numbered_rows(item, repeats[item]), headings[item]) if isinstance(item, str) else item
        for item in order
    )


def _headed(rows: Rows, heading: str) -> Rows:
    """Under the heading of the list when the form has one ("household members"), else under the name of one row."""
    return replace(rows, label=heading) if heading else rows


def _numbered_rows(path: str, cells: Sequence[tuple[str, str, str, str]]) -> Rows:
    rows = list(dict.fromkeys(row for row, _, _, _ in cells))
    names = _in_order([name for row, name, _, _ in cells if row == wanted] for wanted in rows)
    shown = {(row, name): display for row, name, _, display in cells}
    outer = re.findall(r"\[(\d+)\]", path)
    asked = {(row, name): _asked(question, [*outer, row]) for row, name, question, _ in cells}
    titles = tuple(next(asked[row, name][1] for row in rows if (row, name) in asked) for name in names)
    labels = next(iter(asked.values()))[0]
    within = " — ".join(f"{label} {number}" for label, number in zip(labels, outer, strict=False))
    return Rows(
        titles,
        tuple(tuple(shown.get((row, name), "") for name in names) for row in rows),
        tuple(tuple(asked.get((row, name), ((), ""))[1] for name in names) for row in rows),
        labels[-1] if len(labels) > len(outer) else "",
        within or " — ".join(outer),
    )


def _asked(question: str, numbers: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The names of the repeats that a question says before itself ("member 2: age"), outermost first, and itself."""
    labels: list[str] = []
    rest = question
    for number in numbers:
        found = re.match(rf"(.+?) {number}: (.+)", rest, re.DOTALL)
        if not found:
            return (), question
        labels.append(found[1])
        rest = found[2]
    return tuple(labels), rest


def _in_order(rows: Any) -> list[str]:
    """Every name once: a name that only a later row has comes after the one it follows there."""
    names: list[str] = []
    for row in rows:
        place = 0
        for name in row:
            if name in names:
                place = names.index(name) + 1
            else:
                names.insert(place, name)
                place += 1
    return names


def _nested_rows(rows: Sequence[Sequence[Mapping[str, Any]]]) -> Rows:
    cells = [
        (str(number), text_of(cell.get("path") or cell.get("question")), text_of(cell.get("question")), _display(cell))
        for number, row in enumerate(rows, start=1)
        for cell in row
    ]
    return _numbered_rows("", cells)


def _display(line: Mapping[str, Any]) -> str:
    return text_of(line["display"] if "display" in line else line.get("value"))


def _damaged() -> Unavailable:
    return Unavailable(
        "paper.attestation.damaged",
        ar="تعذّرت قراءة بيانات الإقرار المحفوظة. لم يُطبع شيء، والأصل باقٍ كما هو؛ أبلغ مدير النظام قبل إعادة المحاولة.",
        en="The stored attestation cannot be read. Nothing was printed; tell the administrator before trying again.",
    )
