"""Interviews as tables: a row each, a column for each question by its name, and each repeat a table of its own.

Several answers to one question stay in one cell, with blanks between them, as in the submission itself. What clerks
noted about answers is a table of its own, for it is no answer: it is there when anything was noted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.interview.markup import Element, read_markup
from forms.interview.model import Form
from forms.interview.nodes import LEAF, REPEAT, Node

KEY, PARENT = "_key", "_parent_key"
REMARKS, QUESTION, REMARK = "_remarks", "_question", "_remark"
_ROW = re.compile(r"([^/\[\]]+)\[(\d+)\]")


@dataclass(frozen=True)
class Submitted:
    """One interview: its OpenRosa XML, the form it was held with, its key, and what else its row begins with.
    `remarks` are the clerks' words about answers, by reference."""

    key: str
    form: Form
    xml: str
    about: Mapping[str, str]
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """`name` is empty for the interviews themselves, else the repeat's. Columns are in the order of the newest form."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[Mapping[str, str]] = field(default_factory=list)

    def cells(self) -> Iterator[list[str]]:
        """The header, then the rows."""
        yield list(self.columns)
        for row in self.rows:
            yield [row.get(column, "") for column in self.columns]


def tables_of(interviews: Sequence[Submitted]) -> tuple[Table, ...]:
    """The interviews first, then each repeat in the form's order, then the remarks. A repeat's row has its own key and
    its parent's."""
    tables: dict[str, Table] = {"": Table("")}
    for each in interviews:
        names = _names(each.form)
        for repeat, columns in _columns(each.form, names).items():
            table = tables.setdefault(repeat, Table(repeat))
            first = [KEY, *each.about] if not repeat else [KEY, PARENT]
            table.columns += [name for name in (*first, *columns) if name not in table.columns]
        row = {KEY: each.key, **each.about}
        _walk(read_markup(each.xml), each.form.skeleton.root, each.form, names, tables, "", row)
        tables[""].rows.append(row)
    remarked = remarks_of(interviews)
    return (*tables.values(), remarked) if remarked.rows else tuple(tables.values())


def remarks_of(interviews: Sequence[Submitted]) -> Table:
    """A row for each remark: the key of the row that the question stands in, its column there, and what was noted."""
    table = Table(REMARKS, [PARENT, QUESTION, REMARK])
    for each in interviews:
        names = _names(each.form)
        for ref, text in each.remarks.items():
            node = each.form.skeleton.by_path[_ROW.sub(r"\1", ref)]
            key = "/".join((each.key, *(f"{name}[{number}]" for name, number in _ROW.findall(ref))))
            table.rows.append({PARENT: key, QUESTION: names.get(node.id, node.name), REMARK: text})
    return table


def _walk(
    element: Element,
    node: Node,
    form: Form,
    names: Mapping[int, str],
    tables: Mapping[str, Table],
    repeat: str,
    row: dict[str, str],
) -> None:
    counted: dict[str, int] = {}
    for child in element.children:
        below = form.skeleton.by_path.get(f"{node.path}/{child.name}")
        if below is None:
            continue
        if below.kind == LEAF:
            if below.id in names:
                row[names[below.id]] = child.text
        elif below.kind == REPEAT:
            counted[below.name] = counted.get(below.name, 0) + 1
            inside = {KEY: f"{row[KEY]}/{below.name}[{counted[below.name]}]", PARENT: row[KEY]}
            _walk(child, below, form, names, tables, names[below.id], inside)
            tables[names[below.id]].rows.append(inside)
        else:
            _walk(child, below, form, names, tables, repeat, row)


def _names(form: Form) -> dict[int, str]:
    """Of every question its column and of every repeat its table: the plain name where it is the only one, else with
    its groups before it. Notes and what the form says of itself have none."""
    root = form.skeleton.root
    held = [node for node in form.skeleton.nodes if node is not root and _is_answer(node, form)]
    plain: dict[tuple[int, str], int] = {}
    for node in held:
        plain[_scope(node), node.name] = plain.get((_scope(node), node.name), 0) + 1
    return {
        node.id: node.name if plain[_scope(node), node.name] == 1 else node.path[len(root.path) + 1 :] for node in held
    }


def _scope(node: Node) -> int:
    """The repeat around a question; all repeats have one scope, for each is a sheet."""
    if node.kind == REPEAT:
        return -1
    around = [each for each in node.chain() if each.kind == REPEAT]
    return around[-1].id if around else 0


def _is_answer(node: Node, form: Form) -> bool:
    control = form.control_of.get(node.id)
    if node.kind == REPEAT:
        return True
    in_meta = node.parent is not None and node.parent.name == "meta"
    is_note = control is not None and control.type == "note" and form.rules_of(node).calculate is None
    return node.kind == LEAF and not in_meta and not is_note


def _columns(form: Form, names: Mapping[int, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"": []}
    for node in form.skeleton.nodes:
        if node.id not in names:
            continue
        around = [each for each in node.chain() if each.kind == REPEAT and each is not node]
        if node.kind == REPEAT:
            found.setdefault(names[node.id], [])
        else:
            found[names[around[-1].id] if around else ""].append(names[node.id])
    return found
