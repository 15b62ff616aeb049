"""The settings sheet: what a form is called, and which of its versions it is."""

from forms.interview.checker.expressions import read_expression
from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.questions import Questions
from forms.interview.checker.sheets import FIRST_ROW, SETTINGS, Book

_ASKED = (
    (
        "form_id",
        "رمز",
        "an id, such as office/visit",
        "يُشتقّ رمزها من اسم الملف",
        "its id is taken from the file's name",
    ),
    (
        "version",
        "إصدار",
        "a version, such as 2026-01-31",
        "لا يُميّز إصدارها من غيره",
        "its versions cannot be told apart",
    ),
    ("form_title", "عنوان", "a title", "يظهر رمزها بدل عنوانها", "its id is shown for its title"),
)


def check_settings(book: Book, questions: Questions, findings: Findings) -> None:
    rows = book.settings.rows
    for name, ar, en, so_ar, so_en in _ASKED:
        if not any(row.get(name) for row in rows):
            findings.warning(
                f"settings.{name}",
                rows[0].place(name) if rows else Place(SETTINGS, FIRST_ROW, name),
                ar=f"ليس للاستمارة {ar}، ف{so_ar}. اكتبه في ورقة settings في العمود {name}.",
                en=f"The form has no {name}: {so_en}. Write {en} in the sheet settings, column {name}.",
            )
    for row in rows[:1]:
        form_id = row.get("form_id")
        if any(char.isspace() for char in form_id):
            findings.warning(
                "settings.form_id.space",
                row.place("form_id"),
                ar=f"في رمز الاستمارة «{form_id}» مسافة، ولا تُحفظ استمارة برمز كهذا. اكتبه بلا مسافات.",
                en=f"The form's id “{form_id}” has a blank; a form is not kept under such an id. Write it without.",
            )
        if row.get("instance_name"):
            read_expression(row.get("instance_name"), row.place("instance_name"), questions, findings)
