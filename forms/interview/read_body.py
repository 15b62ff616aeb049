"""What stands on the screen: groups, repeats, questions and their choices."""

from collections.abc import Iterator, Mapping

from domain.errors import RuleBroken
from forms.interview.body_notes import kinds_not_told, typed_instead, unused_appearance
from forms.interview.markup import JAVAROSA, Element
from forms.interview.model import CLERK_CHECK, CLERK_NOTE, Choice, Choices, Control, Note, Rules, Shuffle
from forms.interview.nodes import LEAF, Item, Node, Skeleton
from forms.interview.read_rules import at_question, constant_true, not_run, plain_path
from forms.interview.read_texts import Texts, choice_other
from forms.interview.xpath.compiler import compile_expression, compile_nodes, compile_tree
from forms.interview.xpath.syntax import Call, Path, Tree, parse

_QUESTIONS = {
    "string": "text",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
}
_SELECTS = {"select1": "select_one", "select": "select_multiple", "rank": "rank"}
SCORE = "score"
"""The column of the choices sheet that says what a choice counts."""
_UPLOADS = {"image": "image", "audio": "audio", "video": "video"}
_ASKED = ("input", "select", "select1", "trigger", "rank", "range", "upload")
_DRAWN = frozenset(
    {
        "field-list",
        "minimal",
        "numbers",
        "multiline",
        "quick",
        "columns",
        "columns-pack",
        "no-buttons",
        "quickcompact",
        "compact",
        "horizontal",
        "autocomplete",
        "thousands-sep",
        "no-calendar",
        "label",
        "list-nolabel",
        "table-list",
        "list",
        "likert",
        CLERK_CHECK,
        CLERK_NOTE,
        "signature",
        "annotate",
        "draw",
        "month-year",
        "year",
        "islamic",
        "picker",
        "masked",
        "hidden-answer",
        "search",
        "rating",
    }
)
_LABELLESS = frozenset({"label", "hint", "value", "item", "itemset", "setvalue", "help", "alert"})


class BodyReader:
    def __init__(self, skeleton: Skeleton, rules: Mapping[int, Rules], texts: Texts) -> None:
        self._skeleton = skeleton
        self._rules = rules
        self._texts = texts
        self.notes: list[Note] = []

    def controls(self, body: Element) -> tuple[Control, ...]:
        return tuple(self._below(body, self._skeleton.root))

    def _below(self, element: Element, around: Node) -> Iterator[Control]:
        for child in element.children:
            if child.name in _LABELLESS:
                continue
            if child.name == "repeat":
                yield self._repeat(child, child)
            else:
                yield self._group(child, around) if child.name == "group" else self._question(child, around)

    def _group(self, element: Element, around: Node) -> Control:
        repeat = element.find("repeat")
        if repeat is not None:
            return self._repeat(element, repeat)
        ref = element.get("ref") or element.get("nodeset")
        node = self._node(ref, around) if ref is not None else None
        place = node or around
        appearance = self._appearance(element, place.name)
        label = self._texts.of_element(element.find("label"), place)
        inside = tuple(self._below(element, place))
        return Control(node, "group", appearance, label, None, None, inside, ref=node.path if node is not None else "")

    def _repeat(self, group: Element, repeat: Element) -> Control:
        node = self._node(repeat.get("nodeset") or "", self._skeleton.root)
        count = repeat.get("count", JAVAROSA)
        appearance = self._appearance(group, node.name) + self._appearance(repeat, node.name)
        parent = node.parent or node
        if (repeat.get("noAddRemove", JAVAROSA) or "false").strip("() ") == "true" and count is None:
            raise not_run("jr:noAddRemove", node.name)
        return Control(
            node,
            "repeat",
            tuple(dict.fromkeys(appearance)),
            self._texts.of_element(group.find("label"), parent),
            None,
            None,
            tuple(self._below(repeat, node)),
            compile_expression(count, node, self._skeleton) if count is not None else None,
        )

    def _question(self, element: Element, around: Node) -> Control:
        ref = element.get("ref")
        if ref is None or element.name not in _ASKED:
            raise not_run(element.name, (ref or "").rpartition("/")[2])
        node = self._node(ref, around)
        if node.kind != LEAF:
            raise not_run(element.name, node.name)
        try:
            kind = self._type(element, node)
            self.notes.extend(typed_instead(kind, node.name))
            accepts = (element.get("accept") or "").strip()
            self.notes.extend(kinds_not_told(accepts, kind, node.name))
            return Control(
                node,
                kind,
                self._appearance(element, node.name),
                self._texts.of_element(element.find("label"), node),
                self._texts.of_element(element.find("hint"), node),
                self._choices(element, node) if element.name in _SELECTS else None,
                (),
                limits=_limits(element) if element.name == "range" else None,
                accepts=accepts if kind == "file" else "",
            )
        except RuleBroken as wrong:
            raise wrong if wrong.field == node.name else at_question(wrong, node, "label") from wrong

    def _type(self, element: Element, node: Node) -> str:
        if element.name in _SELECTS:
            return _SELECTS[element.name]
        if element.name == "trigger":
            return "acknowledge"
        if element.name == "upload":
            return _UPLOADS.get((element.get("mediatype") or "").partition("/")[0], "file")
        rules = self._rules[node.id]
        if rules.type == "string" and constant_true(rules.readonly) and rules.calculate is None:
            return "note"
        found = _QUESTIONS.get(rules.type)
        if found is None:
            raise not_run(f"input {rules.type}", node.name)
        return found

    def _appearance(self, element: Element, name: str) -> tuple[str, ...]:
        found = tuple((element.get("appearance") or "").split())
        for each in found:
            if each not in _DRAWN and not each.startswith(("columns-", "w1", "w2", "w3", "w4")):
                self.notes.append(unused_appearance(each, name))
        return found

    def _choices(self, element: Element, node: Node) -> Choices:
        itemset = element.find("itemset")
        if itemset is None:
            return Choices(tuple(self._written(element, node)), None, ())
        nodeset = (itemset.get("nodeset") or "").strip()
        tree, shuffle = self._unshuffled(parse(nodeset), nodeset, node)
        if not isinstance(tree, Path) or tree.start != "instance" or element.get("query") is not None:
            raise not_run(nodeset, node.name)
        value, label = itemset.find("value"), itemset.find("label")
        value_name = (value.get("ref") if value is not None else None) or "name"
        label_ref = (label.get("ref") if label is not None else None) or "label"
        plain = Path("instance", tuple(type(step)(step.name, ()) for step in tree.steps), tree.instance)
        every = tuple(self._choice(item, value_name, label_ref, node) for item in self._items(plain))
        if not any(step.predicates for step in tree.steps):
            return Choices(every, None, shuffle.seed.reads if shuffle and shuffle.seed else (), value_name, shuffle)
        find, reads = compile_nodes(tree, nodeset, node, self._skeleton)
        more = shuffle.seed.reads if shuffle is not None and shuffle.seed is not None else ()
        return Choices(every, find, (*reads, *more), value_name, shuffle)

    def _unshuffled(self, tree: Tree, source: str, node: Node) -> tuple[Tree, Shuffle | None]:
        """What ``randomize(…, seed)`` puts in order, and how."""
        if not isinstance(tree, Call) or tree.name != "randomize" or len(tree.arguments) not in (1, 2):
            return tree, None
        seed = compile_tree(tree.arguments[1], source, node, self._skeleton) if len(tree.arguments) == 2 else None
        return tree.arguments[0], Shuffle(seed)

    def _items(self, path: Path) -> list[Item]:
        root = self._skeleton.lists.get(path.instance)
        if root is None or path.steps[0].name != root.name:
            raise RuleBroken(
                "form.list.unknown",
                ar=f"لا توجد قائمة خيارات باسم «{path.instance}». راجع ورقة choices.",
                en=f"There is no choice list “{path.instance}”. Check the choices sheet.",
            )
        items = [root]
        for step in path.steps[1:]:
            items = [child for item in items for child in item.children.get(step.name, ())]
        return items

    def _choice(self, item: Item, value_name: str, label_ref: str, node: Node) -> Choice:
        value, score = _child_text(item, value_name), _child_text(item, SCORE)
        if label_ref.replace(" ", "").startswith("jr:itext("):
            name = label_ref.partition("(")[2].strip(" )")
            return Choice(value, choice_other(self._texts.by_id(_child_text(item, name), node)), score)
        return Choice(value, self._texts.of_reference(_child_text(item, label_ref.strip()), node), score)

    def _written(self, element: Element, node: Node) -> Iterator[Choice]:
        for item in element.children:
            if item.name != "item":
                continue
            label, value = self._texts.of_element(item.find("label"), node), item.find("value")
            if label is None or value is None:
                raise not_run("item", node.name)
            yield Choice(value.text.strip(), label)

    def _node(self, ref: str, around: Node) -> Node:
        """A path that does not begin at the root begins where it is asked."""
        plain = plain_path(ref)
        node = self._skeleton.by_path.get(plain if plain.startswith("/") else f"{around.path}/{plain}")
        if node is None:
            raise not_run(f"ref {ref}", plain_path(ref).rpartition("/")[2])
        return node


def _limits(element: Element) -> tuple[str, str, str]:
    return element.get("start") or "", element.get("end") or "", element.get("step") or ""


def _child_text(item: Item, name: str) -> str:
    found = item.children.get(name, ())
    return found[0].value if found else ""


def repeat_paths(body: Element) -> frozenset[str]:
    """The paths of all repeats of a body."""
    found: set[str] = set()
    waiting = [body]
    while waiting:
        element = waiting.pop()
        waiting += element.children
        if element.name == "repeat":
            found.add(plain_path(element.get("nodeset") or ""))
    return frozenset(found)
