"""Texts that one language has and another lacks."""

from collections.abc import Iterable

from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.sheets import Book, Row, Sheet
from forms.interview.read_texts import language_code

_SHOWN = ("label", "hint", "constraint_message", "required_message")
_NONE = "-"


def check_languages(book: Book, findings: Findings) -> None:
    languages = _languages(book)
    _check_names(languages, book, findings)
    for sheet in (book.survey, book.choices):
        for name in _SHOWN:
            _check_column(sheet, name, languages, findings)


def _languages(book: Book) -> dict[str, Place]:
    """As written, with the first column that has it."""
    found: dict[str, Place] = {}
    for sheet in (book.survey, book.choices):
        for column in sheet.header:
            if column.language and column.name in _SHOWN:
                found.setdefault(column.language, sheet.place(column.text))
    return found


def _check_names(languages: dict[str, Place], book: Book, findings: Findings) -> None:
    by_code: dict[str, str] = {}
    for language, place in languages.items():
        code = language_code(language).lower()
        other = by_code.setdefault(code, language)
        if other != language:
            findings.warning(
                "language.mixed",
                place,
                ar=f"«{language}» و«{other}» لغة واحدة باسمين، فتُعدّان لغتين. اكتب اسمًا واحدًا في كل الأعمدة.",
                en=f"“{language}” and “{other}” are one language under two names, and are taken for two. Use one name.",
            )
    for row in book.settings.rows[:1]:
        default = row.get("default_language")
        if default and languages and default not in languages:
            findings.warning(
                "language.default",
                row.place("default_language"),
                ar=f"لغة الاستمارة الأولى «{default}» ليست من لغاتها: {'، '.join(languages)}. اكتب "
                f"اسمها كما في الأعمدة.",
                en=f"The default language “{default}” is none of the form's: {', '.join(languages)}. "
                f"Write it as there.",
            )


def _check_column(sheet: Sheet, name: str, languages: Iterable[str], findings: Findings) -> None:
    columns = sheet.named(name)
    translated = [column for column in columns if column.language]
    plain = [column for column in columns if not column.language]
    if not columns or not languages:
        return
    if plain and translated:
        findings.warning(
            "language.without",
            sheet.place(plain[0].text),
            ar=f"العمود «{plain[0].text}» بلا لغة وبجانبه «{translated[0].text}». اكتب لغته، مثل {name}::Arabic (ar).",
            en=f"The column “{plain[0].text}” has no language beside “{translated[0].text}”. Write "
            f"its language, such as "
            f"{name}::Arabic (ar).",
        )
    elif plain and any(row.get(name) for row in sheet.rows):
        findings.warning(
            "language.without",
            sheet.place(plain[0].text),
            ar=f"العمود «{plain[0].text}» بلا لغة، وللاستمارة لغات. أضف عمودًا لكل لغة: {'، '.join(languages)}.",
            en=f"The column “{plain[0].text}” has no language, and the form has some. Add a column for each: "
            f"{', '.join(languages)}.",
        )
        return
    missing = [language for language in languages if language not in {column.language for column in translated}]
    if translated and missing:
        findings.warning(
            "language.column",
            sheet.place(translated[0].text),
            ar=f"لا ترجمة للعمود {name} في ورقة {sheet.name} إلى: {'، '.join(missing)}. أضف العمود "
            f"{name}::{missing[0]}.",
            en=f"The column {name} of the sheet {sheet.name} is not translated into "
            f"{', '.join(missing)}. Add the column "
            f"{name}::{missing[0]}.",
        )
    if len(translated) > 1:
        for row in sheet.rows:
            _check_row(row, name, findings)


def _check_row(row: Row, name: str, findings: Findings) -> None:
    written = {column.text for column, text in row.all(name) if text != _NONE}
    if not written:
        return
    for column in row.sheet.named(name):
        if column.language and column.text not in written:
            findings.warning(
                "language.untranslated",
                Place(row.sheet.name, row.number, column.text),
                ar=f"لا نص هنا بلغة {column.language}، وله نص بلغة أخرى. اكتب الترجمة.",
                en=f"There is no text in {column.language}, and there is one in another language. Write it.",
            )
