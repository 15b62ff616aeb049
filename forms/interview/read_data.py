"""The data of a form: its nodes, the defaults written in them, and its fixed lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.record_answers import RECORD_LIST
from forms.interview.markup import JAVAROSA, OPENROSA, Element
from forms.interview.nodes import GROUP, LEAF, REPEAT, Item, Node, Skeleton

LAST_SAVED_SOURCE = "jr://instance/last-saved"
TITLE = "title_"
MOST_NODES = 5_000
MOST_ROWS = 200
"""No repeat has more rows than this, whatever a count says: a telephone number was once typed into one."""


@dataclass(frozen=True, slots=True)
class Data:
    """`texts` are the defaults as written, by node id.

    `titles` are the form's by language, besides the one in its head. `first_rows` says with how many rows a repeat
    begins, `added_rows` the same inside a row that is added later.
    """

    skeleton: Skeleton
    texts: dict[int, str]
    first_rows: dict[int, int]
    added_rows: dict[int, int]
    xml_id: str
    version: str
    namespace: str
    titles: dict[str, str]


def read_data(model: Element, repeat_paths: frozenset[str]) -> Data:
    """Raises RuleBroken ``form.data.…`` or ``form.list.file``."""
    instances = [child for child in model.children if child.name == "instance"]
    primary = next((child for child in instances if child.get("id") is None and child.children), None)
    if primary is None and instances and instances[0].children:
        primary = instances[0]
    if primary is None:
        raise _broken("none", ar="لا بيانات في الاستمارة", en="The form has no data")
    root = primary.children[0]
    walk = _Walk(repeat_paths)
    walk.add(root, None)
    # The records that the form changes are the office's own; what of them is not attached is a table without rows.
    changed = {walk.texts[node.id] for node in walk.nodes if node.name == "@dataset" and node.id in walk.texts}
    records = {name: Item("root", "", {}) for name in changed | {RECORD_LIST}}
    others = [each for each in instances if each is not primary and each.get("src") != LAST_SAVED_SOURCE]
    attached = [each for each in others if each.get("id") not in records or each.children]
    lists = {**records, **{each.get("id") or "": _list(each) for each in attached}}
    children: dict[int, list[Node]] = {node.id: [] for node in walk.nodes}
    for node in walk.nodes:
        if node.parent is not None:
            children[node.parent.id].append(node)
    skeleton = Skeleton(
        tuple(walk.nodes),
        {each: tuple(found) for each, found in children.items()},
        {node.path: node for node in walk.nodes},
        lists,
        _below(walk.nodes),
    )
    version = root.get("version") or root.get("version", JAVAROSA) or ""
    names = (root.get("id") or "", version, root.namespace)
    return Data(skeleton, walk.texts, walk.first_rows, walk.added_rows, *names, _titles(root))


def _titles(root: Element) -> dict[str, str]:
    """By the code of their language: ``title_en`` among the attributes of the data (``attribute::title_en`` in a form's
    settings). XForms itself has one title, in the form's own language."""
    named = {name: text.strip() for name, text in root.attributes.items()}
    return {name.removeprefix(TITLE): text for name, text in named.items() if name.startswith(TITLE) and text}


def _below(nodes: list[Node]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, list[Node]] = {node.id: [] for node in nodes}
    for node in nodes:
        above = node.parent
        while above is not None:
            found[above.id].append(node)
            above = above.parent
    return {each: tuple(below) for each, below in found.items()}


class _Walk:
    def __init__(self, repeat_paths: frozenset[str]) -> None:
        self._repeats = repeat_paths
        self.nodes: list[Node] = []
        self.texts: dict[int, str] = {}
        self.first_rows: dict[int, int] = {}
        self.added_rows: dict[int, int] = {}

    def add(self, element: Element, parent: Node | None, template: Element | None = None) -> None:
        """`template` is what an added row around this element is copied from, None outside of all rows."""
        path = f"{parent.path if parent is not None else ''}/{element.name}"
        repeated = path in self._repeats
        attributes = _kept_attributes(element, parent)
        holds = element.children or attributes or parent is None
        kind = REPEAT if repeated else GROUP if holds else LEAF
        depth = (parent.depth if parent is not None else 0) + (1 if repeated else 0)
        if len(self.nodes) >= MOST_NODES:
            raise _broken("large", ar="في الاستمارة أسئلة أكثر من المسموح", en="The form has too many questions")
        prefix = "orx:" if element.namespace == OPENROSA else ""
        node = Node(len(self.nodes), element.name, path, kind, parent, depth, prefix)
        self.nodes.append(node)
        if kind == LEAF and (text := element.text.strip()):
            self.texts[node.id] = text
        for name, text in attributes.items():
            self._add_attribute(name, text, node)
        for same in self._by_name(element, path):
            child, copied = same[0], template.find(same[0].name) if template is not None else None
            if f"{path}/{child.name}" in self._repeats:
                rows = _rows(child.name, same)
                self.first_rows[len(self.nodes)] = len(rows)
                inside = template.children if template is not None else ()
                self.added_rows[len(self.nodes)] = len(_real([each for each in inside if each.name == child.name]))
                copied = _template(child.name, same) or _template(child.name, inside) or child
                child = rows[0] if rows else child
            self.add(child, node, copied)

    def _add_attribute(self, name: str, text: str, parent: Node) -> None:
        node = Node(len(self.nodes), name, f"{parent.path}/{name}", LEAF, parent, parent.depth)
        self.nodes.append(node)
        if text:
            self.texts[node.id] = text

    def _by_name(self, element: Element, path: str) -> Iterator[list[Element]]:
        grouped: dict[str, list[Element]] = {}
        for child in element.children:
            grouped.setdefault(child.name, []).append(child)
        for name, same in grouped.items():
            if f"{path}/{name}" not in self._repeats and len(same) > 1:
                raise _broken("twice", ar=f"الاسم «{name}» مكرّر في الاستمارة", en=f"The name “{name}” occurs twice")
            yield same


def _kept_attributes(element: Element, parent: Node | None) -> dict[str, str]:
    """The attributes of an entity are places for values like its children; those of other elements are not."""
    if element.name != "entity" or parent is None or parent.name != "meta":
        return {}
    return {f"@{name.rpartition(' ')[2]}": text for name, text in element.attributes.items()}


def _template(name: str, among: Sequence[Element]) -> Element | None:
    return next((each for each in among if each.name == name and each.get("template", JAVAROSA) is not None), None)


def _real(same: list[Element]) -> list[Element]:
    """The rows among elements of one name, without their template."""
    return [each for each in same if each.get("template", JAVAROSA) is None]


def _rows(name: str, same: list[Element]) -> list[Element]:
    rows = _real(same)
    if len(rows) > MOST_ROWS:
        raise _broken(
            "rows", ar=f"صفوف «{name}» أكثر من {MOST_ROWS}", en=f"“{name}” begins with more than {MOST_ROWS} rows"
        )
    if any(_shape(each) != _shape(same[0]) for each in rows):
        raise _broken("uneven", ar=f"صفوف «{name}» الأولى مختلفة", en=f"The first rows of “{name}” differ")
    return rows


def _shape(element: Element) -> tuple[str, object]:
    return element.name, tuple(
        dict.fromkeys(map(_shape, element.children)) if element.children else (element.text.strip(),)
    )


def _list(instance: Element) -> Item:
    if instance.get("src") is not None or not instance.children:
        name = instance.get("id")
        raise RuleBroken(
            "form.list.file",
            ar=f"القائمة «{name}» في ملف خارجي لم يُرفق. أرفقه مع الاستمارة، أو انقل خياراتها إلى ورقة choices.",
            en=f"The list “{name}” is in a file that was not attached. Attach it, or move it to the choices sheet.",
        )
    return item_of(instance.children[0])


def item_of(element: Element) -> Item:
    """An element and all in it as an item of a list."""
    children: dict[str, list[Item]] = {}
    for child in element.children:
        children.setdefault(child.name, []).append(item_of(child))
    value = "" if element.children else element.text.strip()
    return Item(element.name, value, {name: tuple(items) for name, items in children.items()})


def _broken(code: str, *, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"form.data.{code}", ar=f"{ar}. راجع الاستمارة وصدّرها من جديد.", en=f"{en}. Check the form.")
