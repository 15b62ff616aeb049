"""ODK XForm XML to a form that is ready to run."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.errors import RuleBroken
from forms.interview.graph import (
    CALCULATE,
    CONSTRAINT,
    COUNT,
    LABEL,
    OPTIONS,
    READONLY,
    RELEVANT,
    REQUIRED,
    Wish,
    build_graph,
)
from forms.interview.markup import XFORMS, XHTML, Element, read_markup
from forms.interview.model import Control, Form, Rules, Text
from forms.interview.nodes import Node, Skeleton
from forms.interview.read_body import BodyReader, repeat_paths
from forms.interview.read_data import LAST_SAVED_SOURCE, Data, read_data
from forms.interview.read_rules import EXPRESSIONS, RulesReader
from forms.interview.read_texts import Texts
from forms.interview.record_notes import record_notes
from forms.interview.typed import from_storage
from forms.interview.xpath.compiler import Expression
from forms.interview.xpath.paths import Read


def read_form(xform_xml: str, *, form_id: str) -> Form:
    """The form. Raises RuleBroken ``form.…`` that names what is wrong, or what this engine does not run."""
    head, model, body = _parts_of(read_markup(xform_xml))
    data = read_data(model, repeat_paths(body))
    texts = Texts(model, data.skeleton)
    rules_reader = RulesReader(model, data.skeleton, texts)
    rules = rules_reader.rules()
    body_reader = BodyReader(data.skeleton, rules, texts)
    controls = body_reader.controls(body)
    control_of = {control.node.id: control for control in _every(controls) if control.node is not None}
    form = Form(
        id=form_id,
        xml_id=data.xml_id,
        version=data.version,
        sha256=hashlib.sha256(xform_xml.encode("utf-8")).hexdigest(),
        title=_title(head),
        titles=data.titles,
        languages=texts.languages,
        skeleton=data.skeleton,
        rules=rules,
        controls=controls,
        control_of=control_of,
        defaults={node: from_storage(rules[node].type, text) for node, text in data.texts.items()},
        settings=tuple(rules_reader.settings(body)),
        graph=build_graph(list(_wishes(data.skeleton, rules, control_of)), data.skeleton),
        notes=(*texts.notes, *rules_reader.notes, *body_reader.notes),
        first_rows=data.first_rows,
        added_rows=data.added_rows,
        namespace=_own_namespace(data),
        language=texts.fallback,
        texts=texts.all_at(data.skeleton.root) if "jr:itext(" in _expressions(model) else {},
        asks_last_saved=any(each.get("src") == LAST_SAVED_SOURCE for each in model.children if each.name == "instance"),
    )
    return replace(form, notes=(*form.notes, *record_notes(form)))


def _parts_of(root: Element) -> tuple[Element, Element, Element]:
    """Its head, its model and its body."""
    head, body = root.find("head"), root.find("body")
    model = head.find("model") if head is not None else None
    if root.name != "html" or root.namespace != XHTML or head is None or model is None or body is None:
        raise RuleBroken(
            "form.xml.other",
            ar="الملف ليس استمارة ODK XForm. صدّر الاستمارة بصيغة XForm ثم استوردها.",
            en="The file is not an ODK XForm. Export the form as XForm, then import it.",
        )
    return head, model, body


def _expressions(model: Element) -> str:
    """What is worked out; messages name their texts themselves."""
    binds = [bind for bind in model.children if bind.name == "bind"]
    return " ".join(bind.get(name) or "" for bind in binds for name in EXPRESSIONS)


def _title(head: Element) -> str:
    title = head.find("title")
    return title.text.strip() if title is not None else ""


def _own_namespace(data: Data) -> str:
    return "" if data.namespace == XFORMS else data.namespace


def _every(controls: tuple[Control, ...]) -> Iterator[Control]:
    for control in controls:
        yield control
        yield from _every(control.inside)


def _wishes(skeleton: Skeleton, rules: Mapping[int, Rules], control_of: Mapping[int, Control]) -> Iterator[Wish]:
    for node in skeleton.nodes:
        control = control_of.get(node.id)
        if control is not None and control.count is not None:
            relevant = rules[node.id].relevant
            more = relevant.reads if relevant is not None else ()
            around = (Read(node.parent, node.parent.depth),) if node.parent is not None else ()
            yield _wish(node, COUNT, control.count, *more, *around)
        yield from _rule_wishes(node, rules[node.id])
        if control is not None:
            yield from _shown_wishes(node, control, rules[node.id])


def _rule_wishes(node: Node, rules: Rules) -> Iterator[Wish]:
    aspects = (
        (RELEVANT, rules.relevant),
        (CALCULATE, rules.calculate),
        (REQUIRED, rules.required),
        (READONLY, rules.readonly),
    )
    for aspect, expression in aspects:
        if expression is not None:
            yield _wish(node, aspect, expression)
    if rules.constraint is not None:
        yield _wish(node, CONSTRAINT, rules.constraint, Read(node, node.depth))


def _shown_wishes(node: Node, control: Control, rules: Rules) -> Iterator[Wish]:
    shown: tuple[Text | None, ...] = (control.label, control.hint, rules.constraint_message, rules.required_message)
    reads = tuple({read: None for text in shown if text is not None for read in text.reads})
    if reads:
        yield Wish(node, LABEL, None, reads)
    if control.choices is not None and control.choices.find is not None:
        yield Wish(node, OPTIONS, None, control.choices.reads)


def _wish(node: Node, aspect: str, expression: Expression, *more: Read) -> Wish:
    return Wish(node, aspect, expression, (*expression.reads, *more))
