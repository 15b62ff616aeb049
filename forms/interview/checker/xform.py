"""A form that came as XForm: everything that is wrong with its nodes, each by its path."""

from collections.abc import Iterator

from domain.errors import RuleBroken
from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.kinds import is_run
from forms.interview.markup import JAVAROSA, Element, read_markup
from forms.interview.model import Form
from forms.interview.nodes import Skeleton
from forms.interview.read_body import repeat_paths
from forms.interview.read_data import read_data
from forms.interview.read_rules import plain_path
from forms.interview.reader import read_form
from forms.interview.xpath.compiler import compile_expression

_EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculate")
_UPLOADS = {"image": "image", "audio": "audio", "video": "video", "application": "file", "osm": "osm"}
_KINDS = {"range": "range", "rank": "rank"}


def check_xform(source: str, findings: Findings) -> Form | None:
    """The form when the engine runs it. Raises RuleBroken ``form.xml.…`` for what is no XForm at all."""
    root = read_markup(source)
    head, body = root.find("head"), root.find("body")
    model = head.find("model") if head is not None else None
    if model is not None and body is not None:
        _check_parts(model, body, findings)
    try:
        form = read_form(source, form_id="check")
    except RuleBroken as refusal:
        if not findings.has_errors:
            findings.error(
                refusal.code.removeprefix("form."), Place(path=refusal.field or ""), ar=refusal.ar, en=refusal.en
            )
        return None
    _check_names(form, findings)
    for note in form.notes:
        findings.warning(note.code.removeprefix("form."), Place(), ar=note.ar, en=note.en)
    return form


def _check_names(form: Form, findings: Findings) -> None:
    for value, code, ar, en in (
        (form.xml_id, "settings.form_id", "رمز (id)", "id"),
        (form.version, "settings.version", "إصدار (version)", "version"),
        (form.title, "settings.form_title", "عنوان (title)", "title"),
    ):
        if not value:
            findings.warning(
                code,
                Place(),
                ar=f"ليس للاستمارة {ar}. أضفه ثم صدّرها.",
                en=f"The form has no {en}. Add it and export again.",
            )


def _check_parts(model: Element, body: Element, findings: Findings) -> None:
    try:
        data = read_data(model, repeat_paths(body))
    except RuleBroken:
        # Said by the reader, which meets it first.
        return
    for bind in model.children:
        if bind.name == "bind":
            _check_bind(bind, data.skeleton, findings)
    for control in _controls(body):
        _check_control(control, data.skeleton, findings)


def _check_bind(bind: Element, skeleton: Skeleton, findings: Findings) -> None:
    path = plain_path(bind.get("nodeset") or "")
    node = skeleton.by_path.get(path)
    if node is None:
        findings.error(
            "bind.unknown",
            Place(path=path),
            ar=f"تصف الاستمارة سؤالًا ليس في بياناتها: «{path}». صدّرها من جديد.",
            en=f"The form describes a question that its data lack: “{path}”. Export it again.",
        )
        return
    for name in _EXPRESSIONS:
        text = (bind.get(name) or "").strip()
        if not text:
            continue
        try:
            compile_expression(text, node, skeleton)
        except RuleBroken as wrong:
            findings.error(wrong.code.removeprefix("form."), Place(column=name, path=path), ar=wrong.ar, en=wrong.en)
    if bind.get("constraint") and bind.get("constraintMsg", JAVAROSA) is None:
        findings.warning(
            "constraint.message",
            Place(column="constraint", path=path),
            ar=f"للسؤال «{node.name}» شرط بلا رسالة، فلن يعرف الموظف المطلوب. أضف jr:constraintMsg.",
            en=f"The question “{node.name}” has a constraint without a message. Add jr:constraintMsg.",
        )


def _controls(body: Element) -> Iterator[Element]:
    waiting = [body]
    while waiting:
        element = waiting.pop(0)
        if element.get("ref") is not None and element.name not in ("group", "label", "hint", "value"):
            yield element
        waiting[:0] = [child for child in element.children if child.name not in ("label", "hint", "item", "itemset")]


def _check_control(control: Element, skeleton: Skeleton, findings: Findings) -> None:
    path = plain_path(control.get("ref") or "")
    kind = _KINDS.get(control.name, "")
    if control.name == "upload":
        kind = _UPLOADS.get((control.get("mediatype") or "").partition("/")[0], "file")
    if kind and not is_run(kind):
        findings.error(
            "unsupported",
            Place(column=control.name, path=path),
            ar=f"نوع السؤال {kind} لا يُشغَّل هنا ({path}). احذفه أو استبدله بنوع آخر.",
            en=f"The question type {kind} is not run here ({path}). Remove it or use another.",
        )
    if path not in skeleton.by_path and control.name in ("input", "select", "select1", "upload", "trigger"):
        findings.error(
            "bind.unknown",
            Place(column=control.name, path=path),
            ar=f"يُعرض سؤال ليس في بيانات الاستمارة: «{path}». صدّرها من جديد.",
            en=f"A question is shown that the form's data lack: “{path}”. Export it again.",
        )
