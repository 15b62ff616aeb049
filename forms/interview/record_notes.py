"""What a form saves to records that this program does not keep, named for the form's author."""

from collections.abc import Iterator

from domain.record_answers import PROPERTIES, RECORD_LIST
from forms.interview.entities import DATASET, entity_nodes
from forms.interview.model import Form, Note
from forms.interview.nodes import Node


def record_notes(form: Form) -> Iterator[Note]:
    for entity in entity_nodes(form):
        attributes = {child.name: child for child in form.skeleton.children[entity.id]}
        dataset = str(form.defaults.get(attributes[DATASET].id, "")) if DATASET in attributes else ""
        if dataset != RECORD_LIST:
            yield Note(
                "record.list",
                f"القائمة «{dataset}» في ورقة entities ليست سجل الأشخاص ({RECORD_LIST})، فلا يُكتب إليها شيء هنا.",
                f"The list “{dataset}” in the sheet entities is not the record of persons ({RECORD_LIST}): "
                "nothing is written to it here.",
            )
        elif "@update" not in attributes or form.skeleton.repeats_of(entity):
            yield Note(
                "record.creates",
                "تُحفظ الإجابات في ملف صاحب المقابلة وحده. اكتب في ورقة entities entity_id = ${person_id} خارج التكرار، "
                "وأضف السؤال المخفي person_id.",
                "Answers are saved to the record of the person who is asked, and to no other. Write "
                "entity_id = ${person_id} in the sheet entities, outside of rows; add the hidden question person_id.",
            )
    yield from _unknown_properties(form)


def _unknown_properties(form: Form) -> Iterator[Note]:
    for node in form.skeleton.nodes:
        name = form.rules_of(node).save_to
        if name and name not in PROPERTIES:
            yield _unknown(node, name)


def _unknown(node: Node, name: str) -> Note:
    return Note(
        "record.field",
        f"السؤال «{node.name}» يُحفظ في «{name}»، وليس في ملف الشخص حقل بهذا الاسم. الحقول: {'، '.join(PROPERTIES)}.",
        f"The question “{node.name}” is saved to “{name}”, which is no field of a person's record. "
        f"The fields are: {', '.join(PROPERTIES)}.",
    )
