"""Is this a form that can be asked as its author meant it? Everything wrong with it at once, with its place."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from domain.errors import RuleBroken
from domain.form_check import CHECKING, CONVERTING, CheckProgress
from forms.interview import conversion
from forms.interview.attached import with_files
from forms.interview.checker.answers import check_answers, check_rows
from forms.interview.checker.appearances import check_appearances
from forms.interview.checker.columns import as_meant, check_columns
from forms.interview.checker.converter_words import explain_error, explain_warnings
from forms.interview.checker.copies import check_copies
from forms.interview.checker.cycles import CODE as CYCLE
from forms.interview.checker.cycles import check_cycles
from forms.interview.checker.expressions import read_expressions
from forms.interview.checker.findings import Finding, Findings, Place
from forms.interview.checker.kinds import UNRUN
from forms.interview.checker.languages import check_languages
from forms.interview.checker.lists import read_lists
from forms.interview.checker.literals import check_literals
from forms.interview.checker.outline import OutlineLine, outline_of
from forms.interview.checker.questions import read_questions
from forms.interview.checker.records import check_records
from forms.interview.checker.settings import check_settings
from forms.interview.checker.sheets import SURVEY, Book, read_book
from forms.interview.checker.xform import check_xform
from forms.interview.importer import FormSource, check_source, converted, decoded, own_converter
from forms.interview.model import Form
from forms.interview.reader import read_form

_NAMED = re.compile(r"السؤال «([^»]+)»")


@dataclass(frozen=True)
class Report:
    """`findings` in the order of the sheets. `form` is None and `xform`, its text, empty while there is an error;
    `outline` is what the sheets tell even then, empty of an XForm."""

    findings: tuple[Finding, ...]
    form: Form | None = None
    xform: str = ""
    outline: tuple[OutlineLine, ...] = ()

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    def source(self, form_id: str) -> FormSource:
        """The form ready to be stored under an id. Only without errors."""
        if self.form is None:
            raise LookupError("a form with errors is not stored")
        digest = hashlib.sha256(self.xform.encode("utf-8")).hexdigest()
        return FormSource(form_id, self.form.version, digest, self.xform)


def check_form(
    source: bytes,
    kind: str,
    *,
    converter: Sequence[str] | None = None,
    seconds: float = 30,
    files: Mapping[str, bytes] | None = None,
    progress: CheckProgress | None = None,
) -> Report:
    """`kind` is the file's suffix, `files` the tables that come with the form, by name; `progress` may stop it.

    Raises RuleBroken ``form.source.…`` or ``form.xml.…`` for what cannot be read as a form at all and
    ``form.check_stopped``, Unavailable when the converter cannot be started.
    """
    progress = progress or CheckProgress()
    check_source(source, kind)
    if kind != "xml":
        progress.begin(CONVERTING)
        words = converter or own_converter()
        answer = converted(source, kind, words, seconds, with_sheets=True, progress=progress)
        progress.begin(CHECKING)
        return report_of(answer, files or {})
    progress.begin(CHECKING)
    findings = Findings()
    xform = _with_files(decoded(source), files or {}, findings)
    return _report(findings, check_xform(xform, findings), xform)


def report_of(answer: Mapping[str, Any], files: Mapping[str, bytes] = MappingProxyType({})) -> Report:
    """Of what the converter's process answered, its sheets among it (`forms.interview.conversion`)."""
    findings = Findings()
    cells = answer.get(conversion.SHEETS)
    book = read_book(cells) if cells is not None else None
    if book is not None:
        check_book(book, findings)
    if "error" in answer:
        explain_error(str(answer["error"]), book, findings)
        return _report(findings, None, "", book)
    explain_warnings(answer["warnings"], book, findings)
    xform = _with_files(str(answer["xform"]), files, findings)
    return _report(findings, _run(xform, book, findings), xform, book)


def _with_files(xform: str, files: Mapping[str, bytes], findings: Findings) -> str:
    try:
        return with_files(xform, files)
    except RuleBroken as refusal:
        findings.error(refusal.code.removeprefix("form."), Place(), ar=refusal.ar, en=refusal.en)
        return xform


def _report(findings: Findings, form: Form | None, xform: str, book: Book | None = None) -> Report:
    outline = outline_of(book) if book is not None else ()
    if findings.has_errors:
        return Report(findings.in_order(), outline=outline)
    return Report(findings.in_order(), form, xform, outline)


def check_book(book: Book, findings: Findings) -> None:
    """All that the sheets alone tell."""
    check_columns(book, findings)
    book = replace(book, survey=as_meant(book.survey), settings=as_meant(book.settings))
    questions = read_questions(book.survey, findings)
    lists = read_lists(book, questions, findings)
    written = read_expressions(questions, findings)
    check_settings(book, questions, findings)
    check_records(book, questions, findings)
    check_copies(questions, findings)
    check_cycles(written, questions, findings)
    check_literals(written, questions, lists, findings)
    check_answers(questions, lists, findings)
    for each in written:
        if each.column == "repeat_count" and each.asked is not None:
            check_rows(each.asked, each.tree, questions, findings)
    check_appearances(questions, findings)
    check_languages(book, findings)


def _run(xform: str, book: Book | None, findings: Findings) -> Form | None:
    """The engine has the last word: what it runs has no ring and nothing it cannot run; what it refuses is an error."""
    try:
        form = read_form(xform, form_id="check")
    except RuleBroken as refusal:
        place = _place_of(refusal.field, book)
        if not findings.has_errors or (place.row is not None and not findings.at_row(SURVEY, place.row)):
            findings.error(refusal.code.removeprefix("form."), place, ar=refusal.ar, en=refusal.en)
        return None
    findings.drop(CYCLE, *UNRUN)
    for note in form.notes:
        code = note.code.removeprefix("form.")
        place = _place_of(next(iter(_NAMED.findall(note.ar)), None), book)
        if place.row is None and code.startswith("record.") and book is not None and book.entities.rows:
            place = book.entities.rows[0].place("list_name")
        if place.row is None or not findings.has(code, place):
            findings.warning(code, place, ar=note.ar, en=note.en)
    return form


def _place_of(name: str | None, book: Book | None) -> Place:
    found = next((row for row in book.survey.rows if name and row.get("name") == name), None) if book else None
    return found.place("name") if found is not None else Place()
