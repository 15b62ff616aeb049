"""The answers as OpenRosa instance XML: what is not relevant is left out."""

from xml.sax.saxutils import escape, quoteattr

from forms.interview.cells import Scope
from forms.interview.model import Form
from forms.interview.nodes import LEAF, REPEAT, Node
from forms.interview.typed import to_storage


def submission_xml(form: Form, root: Scope) -> str:
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + "".join(_element(form, form.skeleton.root, root))


def _element(form: Form, node: Node, scope: Scope) -> list[str]:
    cell = scope.cells[node.id]
    if not cell.relevant:
        return []
    if node.kind == LEAF:
        text = escape(to_storage(cell.value)).replace("\r", "&#13;")
        return [f"<{node.name}>{text}</{node.name}>" if text else f"<{node.name}/>"]
    parts = [f"<{node.name}{_attributes(form) if node.parent is None else ''}>"]
    for child in form.skeleton.children[node.id]:
        if child.kind == REPEAT:
            for row in scope.rows[child.id]:
                parts += _element(form, child, row)
        else:
            parts += _element(form, child, scope)
    return [*parts, f"</{node.name}>"]


def _attributes(form: Form) -> str:
    namespace = f" xmlns={quoteattr(form.namespace)}" if form.namespace else ""
    version = f" version={quoteattr(form.version)}" if form.version else ""
    return f"{namespace} id={quoteattr(form.xml_id)}{version}"
