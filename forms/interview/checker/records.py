"""Answers that are to become fields of a person's record: the column ``save_to`` and the sheet ``entities``."""

from domain.record_answers import PROPERTIES, RECORD_LIST
from forms.interview.checker.columns import near_to
from forms.interview.checker.findings import Findings
from forms.interview.checker.questions import Asked, Questions
from forms.interview.checker.sheets import ENTITIES, Book, Row

_TABLES = frozenset({"csv-external", "xml-external"})
_OUR_PERSON = "person_id"
_NAMES = ("name", "label")
"""ODK's own words for every record's id and title: no field may be called so."""


def check_records(book: Book, questions: Questions, findings: Findings) -> None:
    saved = [asked for asked in questions.every if asked.row.get("save_to")]
    rows = book.entities.rows
    if not rows:
        for asked in saved:
            _undeclared(asked, findings)
    lists = {_list_of(row) for row in rows}
    for asked in saved if lists <= {RECORD_LIST} else ():
        _check_field(asked, findings)
    for row in rows:
        if row.get("entity_id"):
            _check_update(row, questions, findings)


def _list_of(row: Row) -> str:
    return row.get("list_name") or row.get("dataset")


def _undeclared(asked: Asked, findings: Findings) -> None:
    findings.error(
        "record.undeclared",
        asked.row.place("save_to"),
        ar=f"لا يُحفظ شيء في ملف الشخص بلا ورقة {ENTITIES}. أضف ورقة بهذا الاسم فيها العمودان list_name وentity_id، "
        f"واكتب تحتهما {RECORD_LIST} و${{{_OUR_PERSON}}}.",
        en=f"Nothing is saved to a person's record without the sheet {ENTITIES}. Add it with the columns list_name and "
        f"entity_id, and write {RECORD_LIST} and ${{{_OUR_PERSON}}} below them.",
    )


def _check_field(asked: Asked, findings: Findings) -> None:
    name, place = asked.row.get("save_to"), asked.row.place("save_to")
    if name in PROPERTIES:
        return
    meant = "full_name" if name in _NAMES else near_to(name, PROPERTIES)
    hint_ar, hint_en = (f" لعل المقصود {meant}.", f" Perhaps {meant} is meant.") if meant else ("", "")
    say = findings.error if name in _NAMES else findings.warning
    say(
        "record.field",
        place,
        ar=f"ليس في ملف الشخص حقل باسم «{name}» فلا تُحفظ فيه الإجابة.{hint_ar} الحقول: {'، '.join(PROPERTIES)}.",
        en=f"A person's record has no field “{name}”: the answer is not saved to it.{hint_en} "
        f"The fields are: {', '.join(PROPERTIES)}.",
    )


def _check_update(row: Row, questions: Questions, findings: Findings) -> None:
    dataset = _list_of(row)
    tables = {asked.name for asked in questions.every if asked.kind.name in _TABLES}
    files = {word.partition(".")[0] for asked in questions.every for word in asked.row.get("type").split()[1:2]}
    if dataset and dataset not in tables | files:
        findings.warning(
            "record.table",
            row.place("list_name"),
            ar=f"يعمل هذا هنا، لكن Collect لا يفتح استمارة تغيّر سجلات «{dataset}» ولا تعلن قائمتها. "
            f"أضف في ورقة survey صفًا نوعه csv-external واسمه {dataset}.",
            en=f"This runs here, but Collect does not open a form that changes records of “{dataset}” and does not "
            f"name their list. Add a row of type csv-external and name {dataset} to the sheet survey.",
        )
    if dataset == RECORD_LIST and "".join(row.get("entity_id").split()) != f"${{{_OUR_PERSON}}}":
        findings.warning(
            "record.whose",
            row.place("entity_id"),
            ar=f"تُحفظ الإجابات في ملف صاحب المقابلة وحده. اكتب هنا ${{{_OUR_PERSON}}}، "
            f"وأضف سؤالًا مخفيًا (hidden) بهذا الاسم.",
            en=f"Answers are saved only to the record of the person who is asked. Write ${{{_OUR_PERSON}}} here, and "
            f"add a hidden question of that name.",
        )
