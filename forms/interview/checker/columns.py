"""Columns and sheets that the converter drops in silence because of how they are spelt."""

import difflib
from collections.abc import Iterable
from dataclasses import replace

from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.sheets import CHOICES, SETTINGS, SURVEY, Book, Sheet

_KNOWN = {
    SURVEY: frozenset(
        {
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "calculation",
            "default",
            "readonly",
            "appearance",
            "choice_filter",
            "repeat_count",
            "parameters",
            "trigger",
            "image",
            "big-image",
            "audio",
            "video",
            "autoplay",
            "rows",
            "save_to",
            "disabled",
            "intent",
            "query",
            "hxl",
            "noapperrorstring",
            "no_app_error_string",
        }
    ),
    CHOICES: frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video", "score"}),
    SETTINGS: frozenset(
        {
            "form_title",
            "form_id",
            "version",
            "default_language",
            "style",
            "instance_name",
            "public_key",
            "submission_url",
            "auto_send",
            "auto_delete",
            "allow_choice_duplicates",
            "name",
            "namespaces",
            "prefix",
            "delimiter",
            "omit_instanceid",
            "clean_text_values",
            "client_editable",
            "instance_xmlns",
        }
    ),
}
_REMARKS = frozenset({"note", "notes", "comment", "comments", "remark", "remarks", "ملاحظات", "ملاحظة", "تعليق"})
_FREE = ("bind::", "body::", "control::", "instance::", "attribute::", "sms_", "compact_tag", "#")
_NEAR = 0.75
_NEEDED = {SURVEY: ("type", "name"), CHOICES: ("list_name", "name")}
_SHEETS = ("survey", "choices", "settings", "entities", "external_choices")


def check_columns(book: Book, findings: Findings) -> None:
    _check_sheet_names(book.names, findings)
    for sheet in (book.survey, book.choices, book.settings):
        _check_spelling(sheet, book, findings)
        _check_twice(sheet, findings)
        _check_needed(sheet, findings)


def as_meant(sheet: Sheet) -> Sheet:
    """The sheet as it will be read once its misspelt headers are mended: what stands under them is checked too."""
    known = _KNOWN[sheet.name]
    header = []
    for column in sheet.header:
        is_known = column.name in known or column.name in _REMARKS or "::" in column.name
        meant = "" if is_known or sheet.name == CHOICES else near_to(column.name, known)
        header.append(replace(column, name=meant) if meant and not sheet.named(meant) else column)
    return Sheet(sheet.name, tuple(header), sheet.cells)


def near_to(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or empty."""
    return next(iter(difflib.get_close_matches(name, sorted(known), 1, cutoff=_NEAR)), "")


def _check_sheet_names(names: Iterable[str], findings: Findings) -> None:
    present = {name.strip().lower() for name in names}
    for name in names:
        if name.strip().lower() in _SHEETS or name.startswith("_"):
            continue
        meant = near_to(name.strip().lower(), set(_SHEETS) - present)
        if meant:
            findings.error(
                "sheet.misspelt",
                Place(name),
                ar=f"لا يُقرأ شيء من الورقة «{name}»: يبدو أن المقصود {meant}. أعد تسميتها {meant}.",
                en=f"Nothing of the sheet “{name}” is read: {meant} seems to be meant. Rename it to {meant}.",
            )


def _check_spelling(sheet: Sheet, book: Book, findings: Findings) -> None:
    known = _KNOWN[sheet.name]
    filters = " ".join(row.get("choice_filter") for row in book.survey.rows) if sheet.name == CHOICES else ""
    for column in sheet.header:
        name = column.name
        if name in known or name in _REMARKS or name.startswith(_FREE) or column.text in filters:
            continue
        meant = near_to(name.partition("::")[0], known)
        if name.startswith("form_title::"):
            _explain_title(sheet, column.text, findings)
        elif meant:
            findings.error(
                "column.misspelt",
                sheet.place(column.text),
                ar=f"العمود «{column.text}» غير معروف فلا يُقرأ ما فيه: يبدو أن المقصود {meant}. "
                f"اكتب العنوان {meant} كما هو.",
                en=f"The column “{column.text}” is not known and nothing in it is read: {meant} seems to be meant. "
                f"Write the header as {meant}.",
            )
        elif sheet.name != CHOICES:
            findings.warning(
                "column.unknown",
                sheet.place(column.text),
                ar=f"العمود «{column.text}» لا أثر له هنا. احذفه إن لم يكن ملاحظة لك، أو صحّح عنوانه.",
                en=f"The column “{column.text}” has no effect here. Remove it unless it is a note of "
                f"yours, or mend its "
                "header.",
            )


def _explain_title(sheet: Sheet, header: str, findings: Findings) -> None:
    findings.error(
        "column.title",
        sheet.place(header),
        ar=f"للاستمارة في XLSForm عنوان واحد، ولا يُقبل العمود «{header}». اكتب العنوان في form_title، "
        "وعنوانها بالإنجليزية في العمود attribute::title_en (وبالعربية attribute::title_ar).",
        en=f"A form has one title in XLSForm, and the column “{header}” will not do. Write the title in form_title, "
        "and its title in Arabic in the column attribute::title_ar (in English attribute::title_en).",
    )


def _check_twice(sheet: Sheet, findings: Findings) -> None:
    seen: dict[tuple[str, str], str] = {}
    for column in sheet.header:
        key = (column.name, column.language.lower())
        if key in seen and column.name in _KNOWN[sheet.name]:
            findings.error(
                "column.twice",
                sheet.place(column.text),
                ar=f"العمودان «{seen[key]}» و«{column.text}» اسمان لعمود واحد. احذف أحدهما أو غيّر عنوانه.",
                en=f"The columns “{seen[key]}” and “{column.text}” are one and the same. Remove or rename one of them.",
            )
        seen.setdefault(key, column.text)


def _check_needed(sheet: Sheet, findings: Findings) -> None:
    if not sheet.rows and not sheet.header:
        if sheet.name == SURVEY:
            findings.error(
                "sheet.missing",
                Place(SURVEY),
                ar="ورقة الأسئلة survey غير موجودة أو فارغة. أضف ورقة بهذا الاسم فيها الأعمدة type وname وlabel.",
                en="The sheet survey is missing or empty. Add a sheet of that name with the columns type, name, label.",
            )
        return
    for name in _NEEDED.get(sheet.name, ()):
        if not sheet.named(name):
            findings.error(
                "column.missing",
                sheet.place(name),
                ar=f"العمود {name} غير موجود في ورقة {sheet.name}. أضفه في الصف الأول.",
                en=f"The sheet {sheet.name} has no column {name}. Add it in its first row.",
            )
