"""Records outside an interview: ODK entities, by which an answer becomes a field of a person's record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.interview.cells import Cell, Scope
from forms.interview.model import Form
from forms.interview.nodes import Item, Node
from forms.interview.typed import to_storage

DATASET = "@dataset"
Records = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By list and id, the fields of the records that the host has at hand for an interview."""
_TRUE = ("1", "true", "true()")


@dataclass(frozen=True, slots=True)
class Entity:
    """A record to be made or changed. `id` is the form's own for a new one; `properties` are stored texts by name."""

    dataset: str
    id: str
    label: str
    creates: bool
    updates: bool
    properties: Mapping[str, str]


def entity_nodes(form: Form) -> tuple[Node, ...]:
    return tuple(
        node
        for node in form.skeleton.nodes
        if node.name == "entity" and node.parent is not None and node.parent.name == "meta"
    )


def declared_entities(form: Form, root: Scope) -> Iterator[Entity]:
    """Every entity of the interview as it stands, rows included, in order; only relevant answers."""
    nodes = entity_nodes(form)
    saved = {node: tuple(_saved_in(node, form)) for node in nodes}
    for node in nodes:
        for scope in root.below(form.skeleton.repeats_of(node)):
            cell = scope.cells[node.id]
            if cell.relevant and not scope.is_hidden:
                entity = _entity(node, scope, saved[node], form)
                if entity.creates or entity.updates:
                    yield entity


def _entity(node: Node, scope: Scope, saved: tuple[Node, ...], form: Form) -> Entity:
    parts = {child.name: to_storage(scope.cells[child.id].value) for child in form.skeleton.children[node.id]}
    return Entity(
        parts.get(DATASET, ""),
        parts.get("@id", ""),
        parts.get("label", ""),
        parts.get("@create", "").lower() in _TRUE,
        parts.get("@update", "").lower() in _TRUE,
        {form.rules_of(each).save_to: _value(scope.cells[each.id]) for each in saved if scope.cells[each.id].relevant},
    )


def datasets_of(form: Form) -> tuple[str, ...]:
    """The lists of records that the form makes or changes records of."""
    attributes = (child for node in entity_nodes(form) for child in form.skeleton.children[node.id])
    named = (str(form.defaults.get(child.id, "")) for child in attributes if child.name == DATASET)
    return tuple(dict.fromkeys(named))


def questions_saved(form: Form, dataset: str) -> dict[str, Node]:
    """By property: the questions outside of all rows whose answers become fields of a record of `dataset`."""
    found: dict[str, Node] = {}
    for entity in entity_nodes(form):
        attributes = {child.name: child for child in form.skeleton.children[entity.id]}
        named = attributes.get(DATASET)
        if named is not None and form.defaults.get(named.id) == dataset and not form.skeleton.repeats_of(entity):
            found |= {form.rules_of(node).save_to: node for node in _saved_in(entity, form)}
    return found


def record_list(records: Mapping[str, Mapping[str, str]]) -> Item:
    """Records by id as a list that expressions may read: ``instance('persons')/root/item[name = …]/town``."""
    items = tuple(
        Item("item", "", {key: (Item(key, text, {}),) for key, text in {"name": id, **fields}.items()})
        for id, fields in records.items()
    )
    return Item("root", "", {"item": items})


def _saved_in(entity: Node, form: Form) -> Iterator[Node]:
    """The questions whose answers belong to this entity: those in the same rows."""
    around = form.skeleton.repeats_of(entity)
    for node in form.skeleton.nodes:
        if form.rules_of(node).save_to and form.skeleton.repeats_of(node) == around:
            yield node


def _value(cell: Cell) -> str:
    return to_storage(cell.value)
