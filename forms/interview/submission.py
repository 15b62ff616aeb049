"""The answers as OpenRosa instance XML: what is not relevant is left out."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, tzinfo
from xml.sax.saxutils import escape, quoteattr

from forms.interview.cells import Cell, Scope
from forms.interview.markup import OPENROSA
from forms.interview.model import Form
from forms.interview.nodes import LEAF, REPEAT, Node
from forms.interview.typed import in_zone, to_storage

Zone = Callable[[], tzinfo | None]


def submission_xml(form: Form, root: Scope, zone: Zone) -> str:
    """`zone` is asked only when there is a time to be written."""
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + "".join(_element(form, form.skeleton.root, root, zone))


def _element(form: Form, node: Node, scope: Scope, zone: Zone) -> list[str]:
    cell = scope.cells[node.id]
    if not cell.relevant:
        return []
    name = f"{node.prefix}{node.name}"
    if node.kind == LEAF:
        text = escape(written(form, cell, zone)).replace("\r", "&#13;")
        return [f"<{name}>{text}</{name}>" if text else f"<{name}/>"]
    children = form.skeleton.children[node.id]
    parts = [f"<{name}{_attributes(form) if node.parent is None else _own_attributes(form, children, scope, zone)}>"]
    for child in children:
        if child.name.startswith("@"):
            continue
        if child.kind == REPEAT:
            for row in scope.rows[child.id]:
                parts += _element(form, child, row, zone)
        else:
            parts += _element(form, child, scope, zone)
    return [*parts, f"</{name}>"]


def _own_attributes(form: Form, children: Sequence[Node], scope: Scope, zone: Zone) -> str:
    """The attributes of an entity; a blank one is left out unless it is the entity's own number."""
    cells = [scope.cells[child.id] for child in children if child.name.startswith("@")]
    texts = [(cell.node.name[1:], written(form, cell, zone)) for cell in cells if cell.relevant]
    return "".join(f" {name}={quoteattr(text)}" for name, text in texts if text or name == "id")


def written(form: Form, cell: Cell, zone: Zone) -> str:
    """The value as XML text. A decimal that a person typed keeps its point (``3.0``), as Collect writes it."""
    rules, value = form.rules_of(cell.node), cell.value
    if isinstance(value, datetime | time) and value.tzinfo is None:
        value = in_zone(value, zone())
    text = to_storage(value)
    if rules.type == "decimal" and rules.calculate is None and isinstance(value, float) and value.is_integer():
        return f"{text}.0"
    return text


def _attributes(form: Form) -> str:
    namespace = f" xmlns={quoteattr(form.namespace)}" if form.namespace else ""
    version = f" version={quoteattr(form.version)}" if form.version else ""
    if any(node.prefix for node in form.skeleton.nodes):
        namespace += f" xmlns:orx={quoteattr(OPENROSA)}"
    return f"{namespace} id={quoteattr(form.xml_id)}{version}"
