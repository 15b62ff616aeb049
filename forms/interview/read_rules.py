"""The binds of a form: types, conditions, calculations, and the values it fills in by itself."""

from collections.abc import Iterator

from domain.answer_file import longest_side
from domain.errors import RuleBroken
from forms.interview.markup import ENTITIES, JAVAROSA, OPENROSA, Element
from forms.interview.model import Note, Rules, Setting, Text
from forms.interview.nodes import Node, Skeleton
from forms.interview.read_texts import Texts
from forms.interview.typed import TYPES, plain_type
from forms.interview.xpath.compiler import LEADS_NOWHERE, Expression, compile_expression

PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "username"): "username",
    ("property", "deviceid"): "deviceid",
    ("uid", ""): "uid",
    ("uid", "general"): "uid",
}
FIRST, ROW, CHANGED = "first", "row", "changed"
_EVENTS = {"odk-instance-first-load": FIRST, "odk-new-repeat": ROW, "xforms-value-changed": CHANGED}
EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculate")
_UNUSED_ACTIONS = frozenset({"setgeopoint", "recordaudio"})
_KNOWN = frozenset({*EXPRESSIONS, "nodeset", "type", "id"})
_KNOWN_JAVAROSA = frozenset({"constraintMsg", "requiredMsg", "preload", "preloadParams"})


class RulesReader:
    def __init__(self, model: Element, skeleton: Skeleton, texts: Texts) -> None:
        self._model = model
        self._skeleton = skeleton
        self._texts = texts
        self.notes: list[Note] = []

    def rules(self) -> dict[int, Rules]:
        """The rules of every node; a node without a bind has the plain ones."""
        found = {node.id: Rules() for node in self._skeleton.nodes}
        for bind in self._model.children:
            if bind.name == "bind":
                node = self._bound(bind.get("nodeset") or "")
                if node is not None:
                    found[node.id] = self._bind(bind, node)
        return found

    def settings(self, controls: Element) -> Iterator[Setting]:
        """Every ``setvalue`` of the model and of the body."""
        for element in self._model.children:
            if element.name == "setvalue":
                yield from self._setting(element, None)
            elif element.name in _UNUSED_ACTIONS:
                self.notes.append(note_unused(element.name, (element.get("ref") or "").rpartition("/")[2]))
        yield from self._inside(controls, None)

    def _bound(self, path: str) -> Node | None:
        """Of a question that the data lack nothing is asked; Collect passes over its rules."""
        try:
            return self.node_at(path)
        except RuleBroken as wrong:
            self.notes.append(Note(wrong.code, ar=wrong.ar, en=wrong.en))
            return None

    def node_at(self, path: str) -> Node:
        """A path that does not begin at the root begins below it."""
        plain = plain_path(path)
        below = f"{self._skeleton.root.path}/{plain}"
        node = self._skeleton.by_path.get(plain if plain.startswith("/") else below)
        if node is None:
            raise RuleBroken(
                "form.bind.unknown",
                ar=f"تصف الاستمارة سؤالًا ليس في بياناتها: «{path.strip()}». صدّرها من جديد.",
                en=f"The form describes a question that its data lack: “{path.strip()}”. Export it again.",
            )
        return node

    def _bind(self, bind: Element, node: Node) -> Rules:
        self._check_attributes(bind, node)
        kind = plain_type(bind.get("type") or "string")
        if kind not in TYPES:
            raise not_run(f"type {kind}", node.name)
        expressions: dict[str, Expression | None] = {name: self._expression(bind, name, node) for name in EXPRESSIONS}
        return Rules(
            type=kind,
            **expressions,
            constraint_message=self._message(bind, "constraintMsg", node),
            required_message=self._message(bind, "requiredMsg", node),
            preload=self._preload(bind, node),
            save_to=bind.get("saveto", ENTITIES) or "",
            longest=longest_side(bind.get("max-pixels", OPENROSA) or ""),
        )

    def _expression(self, bind: Element, name: str, node: Node) -> Expression | None:
        source = (bind.get(name) or "").strip()
        if not source:
            return None
        try:
            return compile_expression(source, node, self._skeleton)
        except RuleBroken as wrong:
            placed = at_question(wrong, node, name)
            if wrong.code not in LEADS_NOWHERE:
                raise placed from wrong
            # As Collect runs it: it finds nothing.
            self.notes.append(Note(wrong.code, ar=placed.ar, en=placed.en))
            return compile_expression(source, node, self._skeleton, lenient=True)

    def _message(self, bind: Element, name: str, node: Node) -> Text | None:
        source = bind.get(name, JAVAROSA)
        return self._texts.of_reference(source, node) if source is not None else None

    def _preload(self, bind: Element, node: Node) -> str:
        name = bind.get("preload", JAVAROSA)
        if name is None:
            return ""
        kind = PRELOADS.get((name, bind.get("preloadParams", JAVAROSA) or ""))
        if kind is None and name in ("property", "context"):
            self.notes.append(note_unused(f"{name} {bind.get('preloadParams', JAVAROSA) or ''}", node.name))
            return ""
        if kind is None:
            raise not_run(f"{name} {bind.get('preloadParams', JAVAROSA) or ''}".strip(), node.name)
        return kind

    def _check_attributes(self, bind: Element, node: Node) -> None:
        for name in bind.attributes:
            namespace, _, local = name.rpartition(" ")
            known = local in (_KNOWN_JAVAROSA if namespace == JAVAROSA else _KNOWN if not namespace else ())
            if known:
                continue
            if (namespace, local) in ((ENTITIES, "saveto"), (OPENROSA, "max-pixels")):
                continue
            self.notes.append(note_unused(local, node.name))

    def _inside(self, element: Element, trigger: Node | None) -> Iterator[Setting]:
        for child in element.children:
            if child.name == "setvalue":
                yield from self._setting(child, trigger)
            elif child.name in _UNUSED_ACTIONS:
                self.notes.append(note_unused(child.name, (child.get("ref") or "").rpartition("/")[2]))
            elif (ref := child.get("ref")) is not None and child.name not in ("group", "label", "hint"):
                yield from self._inside(child, self.node_at(ref))
            elif child.name in ("group", "repeat"):
                yield from self._inside(child, None)

    def _setting(self, element: Element, trigger: Node | None) -> Iterator[Setting]:
        target = self.node_at(element.get("ref") or "")
        source = (element.get("value") or "").strip() or _quoted(element.text.strip())
        for name in (element.get("event") or "").split():
            event = _EVENTS.get(name)
            if event is None:
                raise not_run(name, target.name)
            yield Setting(target, event, self._set_value(source, target), trigger)

    def _set_value(self, source: str, target: Node) -> Expression:
        """pyxform writes paths as seen from the question that triggers; from the target they may lead nowhere."""
        try:
            return compile_expression(source, target, self._skeleton)
        except RuleBroken as wrong:
            if wrong.code not in LEADS_NOWHERE:
                raise
            self.notes.append(Note(wrong.code, ar=wrong.ar, en=wrong.en))
            return compile_expression(source, target, self._skeleton, lenient=True)


def plain_path(path: str) -> str:
    """A path as the skeleton keys it: no spaces, no prefix before ``meta`` and its children."""
    return "/".join(step.strip().rpartition(":")[2] for step in path.strip().split("/"))


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f'"{text}"'


def not_run(feature: str, name: str) -> RuleBroken:
    """The refusal of a feature that would change answers if it were ignored."""
    return RuleBroken(
        "form.unsupported",
        ar=f"في السؤال «{name}» خاصية لا ندعمها بعد: {feature}. احذفها أو استبدلها ثم استورد الاستمارة من جديد.",
        en=f"The question “{name}” uses something that we do not run yet: {feature}. Remove or replace it.",
    )


def note_unused(feature: str, name: str) -> Note:
    return Note(
        "form.unused",
        ar=f"الخاصية {feature} في السؤال «{name}» لا أثر لها هنا.",
        en=f"{feature} of the question “{name}” has no effect here.",
    )


def at_question(wrong: RuleBroken, node: Node, column: str) -> RuleBroken:
    """The same refusal, saying which question and which column."""
    return RuleBroken(
        wrong.code,
        ar=f"السؤال «{node.name}»، العمود {column}: {wrong.ar}",
        en=f"Question “{node.name}”, column {column}: {wrong.en}",
        field=node.name,
    )


def constant_true(expression: Expression | None) -> bool:
    return expression is not None and expression.constant is True
