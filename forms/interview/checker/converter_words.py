"""What the converter says in English, with its place and in both languages."""

import re

from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.sheets import SURVEY, Book, Sheet

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]", re.IGNORECASE)
_SHEET = re.compile(r"on the '(\w+)' sheet|for sheet: '(\w+)'", re.IGNORECASE)
_COLUMN = re.compile(r"the '([^']+)' value")
_NAMED = re.compile(r"(?:named|element|name) '([^']+)'")
# By what they hold; the first that fits is taken: pattern, code, Arabic, English.
_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    (
        "duplicate column header",
        "column.twice",
        "عمود مكرّر في الصف الأول؛ احذف أحدهما",
        "a column stands twice; remove one",
    ),
    (
        "different names for the same column",
        "column.twice",
        "عمودان اسمان لعمود واحد؛ احذف أحدهما",
        "two columns are one and the same; remove one",
    ),
    (
        "required column headers were not found",
        "column.missing",
        "عمود لازم غير موجود في الصف الأول؛ أضفه",
        "a column that is needed is missing; add it in the first row",
    ),
    (
        "missing header row|column headers must not be empty",
        "column.header",
        "الصف الأول ليس عناوين أعمدة صحيحة؛ راجعه",
        "the first row is not a header; check it",
    ),
    (
        "unknown question type",
        "type.unknown",
        "نوع السؤال غير معروف؛ صحّحه",
        "the question's type is not known; mend it",
    ),
    ("question with no type", "type.missing", "صف بلا نوع؛ اكتبه في العمود type", "a row has no type; write it"),
    (
        "unmatched|no matching",
        "nesting",
        "مجموعة أو تكرار بلا بداية أو بلا نهاية؛ أكملهما",
        "a group or repeat is not opened or not closed; complete it",
    ),
    (
        "reference variable|could not find the name|no survey element named|multiple survey elements",
        "reference.broken",
        "إشارة ${…} خاطئة أو إلى سؤال غير موجود؛ صحّح الاسم",
        "a ${…} is wrong or names no question; mend the name",
    ),
    (
        "must be unique|duplicate|more than once",
        "name.twice",
        "اسم مكرّر؛ غيّر أحدهما",
        "a name stands twice; change one of them",
    ),
    ("reserved", "name.wrong", "اسم محجوز؛ اختر غيره", "a name is reserved; choose another"),
    (
        "names must begin|no name|invalid name|names used here|must have a name|'name' value",
        "name.wrong",
        "اسم ناقص أو فيه رموز لا تُقبل؛ صحّحه",
        "a name is missing or has signs that will not do; mend it",
    ),
    ("no label", "label.missing", "سؤال بلا نص؛ اكتبه في العمود label", "a question has no text; write it in label"),
    (
        "missing calculation",
        "calculation.missing",
        "حساب بلا عبارة؛ اكتبها في العمود calculation",
        "a calculation is missing; write it in the column calculation",
    ),
    (
        "with spaces",
        "choice.space",
        "قيمة خيار فيها مسافة؛ اكتبها بلا مسافات",
        "a choice's value has a blank; remove it",
    ),
    (
        "external.choices|choices sheet|list.name|choices for this question",
        "list.missing",
        "قائمة الخيارات ناقصة أو خاطئة؛ راجع ورقة choices",
        "a choice list is missing or wrong; check the sheet choices",
    ),
    (
        "parameter|quality|range.*question type",
        "parameters",
        "قيمة في العمود parameters لا تُقبل؛ صحّحها أو احذفها",
        "something in the column parameters will not do; mend or remove it",
    ),
    (
        "save_to|entit",
        "entities",
        "خطأ في الكيانات (العمود save_to أو الورقة entities)؛ راجعهما",
        "something is wrong with entities (save_to, or the sheet entities); check them",
    ),
    ("sheet named 'survey'", "sheet.missing", "ورقة survey غير موجودة؛ أضفها", "the sheet survey is missing; add it"),
    (
        "not recognized as a supported|does not appear to be|error reading|cannot be read as a form",
        "file",
        "لا يُقرأ الملف استمارةً؛ احفظه xlsx من جديد",
        "the file cannot be read as a form; save it as xlsx again",
    ),
    ("audits must", "audit", "سجل audit يُكتب بلا اسم؛ افرغ العمود name", "an audit has no name; empty the column name"),
    (
        "encryption|instanceid",
        "settings",
        "إعداد لا يُقبل في ورقة settings؛ راجعها",
        "a setting will not do; check settings",
    ),
)
_WARNINGS: tuple[tuple[str, str, str, str], ...] = (
    (
        "machine-readable codes",
        "language.code",
        "لغة بلا رمز؛ اكتبه بعد اسمها مثل Arabic (ar)",
        "a language has no code; write it behind the name, such as Arabic (ar)",
    ),
    ("'disabled'", "disabled", "العمود disabled قديم؛ استعمل relevant", "the column disabled is of old; use relevant"),
    (
        "without name, text, or label",
        "row.skipped",
        "صف يُتخطّى: لا اسم له ولا نص؛ أكمله أو احذفه",
        "a row is skipped, having neither name nor text; complete or remove it",
    ),
    (
        "or_other",
        "language.other",
        "خيار «غير ذلك» الذي يضيفه or_other لا يُترجم؛ أضفه خيارًا في القائمة",
        "the choice that or_other adds is not translated; add one to the list",
    ),
)


def explain_error(message: str, book: Book | None, findings: Findings) -> None:
    """The converter's refusal, unless an error is known at its row already."""
    place = _place(message, book)
    if findings.has_errors and (place.row is None or findings.at_row(place.sheet, place.row)):
        return
    lowered = message.lower()
    known = (meaning for meaning in _ERRORS if re.search(meaning[0], lowered))
    _, code, ar, en = next(known, ("", "converter", "في الاستمارة خطأ يمنع تحويلها", "the form cannot be converted"))
    findings.error(
        code, place, ar=f"{_first(ar)}. (نص المحوّل: {message.strip()})", en=f"{_first(en)}. ({message.strip()})"
    )


def explain_warnings(messages: object, book: Book | None, findings: Findings) -> None:
    """Those that the checker does not say by itself."""
    for message in map(str, messages if isinstance(messages, list | tuple) else ()):
        known = next((meaning for meaning in _WARNINGS if re.search(meaning[0], message.lower())), None)
        if known is not None:
            findings.warning(known[1], _place(message, book), ar=f"{_first(known[2])}.", en=f"{_first(known[3])}.")


def _first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _place(message: str, book: Book | None) -> Place:
    row, sheet, column = _ROW.search(message), _SHEET.search(message), _COLUMN.search(message)
    name = next(filter(None, sheet.groups()), SURVEY).lower() if sheet is not None else SURVEY if row else ""
    number = int(row[1]) if row else None
    if number is None and book is not None:
        named = _NAMED.search(message)
        found = next((each for each in book.survey.rows if named and each.get("name") == named[1]), None)
        name, number = (SURVEY, found.number) if found is not None else (name, None)
    return Place(name, number, _written(column[1], name, book) if column else "")


def _written(column: str, sheet: str, book: Book | None) -> str:
    found: Sheet | None = (
        getattr(book, sheet, None) if book is not None and sheet in ("survey", "choices", "settings") else None
    )
    written = found.named(column) if found is not None else ()
    return written[0].text if written else column
