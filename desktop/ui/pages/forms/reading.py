"""What the use cases say of forms, in words. Knows no Qt."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.forms.state import CheckState, FindingRow, FormRow, QuestionRow
from desktop.ui.pages.wording import INTERVIEWS
from desktop.usecases.check_form import FormFinding
from desktop.usecases.import_form import FormPlace, Imported
from desktop.usecases.preview_form import PreviewLine
from desktop.usecases.try_form import TriedForm
from desktop.usecases.write_answers import WrittenAnswers
from domain.arabic import isolate
from domain.form_check import STEPS, CheckProgress
from domain.text import Text

MOST_FINDINGS = 200
MOST_QUESTIONS = 400
MOST_FILES = 3
SURVEY = "survey"
IMPORTED, PUBLISHED = "imported", "published"
INSTANCES, XFORM = "xml", "xform"
EXPORTS: Mapping[str, Text] = {
    "xlsx": Text("Excel", "Excel"),
    "csv": Text("CSV", "CSV"),
    INSTANCES: Text("المقابلات XML", "Interviews as XML"),
    XFORM: Text("الاستمارة XForm", "The form as XForm"),
}
ORIGINS = {
    "program": Text("من البرنامج", "Came with the program"),
    "association": Text("من ملف الجمعية", "From the association's profile"),
    IMPORTED: Text("مستوردة", "Imported"),
    PUBLISHED: Text("من المركز الرئيس", "From head office"),
}
LANGUAGES = {
    "ar": Text("العربية", "Arabic"),
    "en": Text("الإنجليزية", "English"),
    "fr": Text("الفرنسية", "French"),
    "ur": Text("الأردية", "Urdu"),
    "": Text("بلا لغة", "No language"),
}
KINDS = {
    "text": Text("نص", "Text"),
    "integer": Text("عدد صحيح", "Whole number"),
    "decimal": Text("عدد", "Number"),
    "date": Text("تاريخ", "Date"),
    "time": Text("وقت", "Time"),
    "dateTime": Text("تاريخ ووقت", "Date and time"),
    "select_one": Text("اختيار واحد", "One choice"),
    "select_multiple": Text("اختيار متعدد", "Several choices"),
    "rank": Text("ترتيب", "Ranking"),
    "range": Text("مدى", "Range"),
    "note": Text("ملاحظة", "Note"),
    "acknowledge": Text("إقرار", "Acknowledgement"),
    "calculate": Text("حساب", "Calculation"),
    "hidden": Text("مخفي", "Hidden"),
    "geopoint": Text("موقع", "Place"),
    "barcode": Text("رمز ممسوح", "Scanned code"),
    "image": Text("صورة", "Picture"),
    "file": Text("ملف", "File"),
    "group": Text("مجموعة", "Group"),
    "repeat": Text("يتكرر", "Repeats"),
}


# --- the forms of the office ------------------------------------------------------------------------------------------


def form_row(form: FormPlace, *, may_import: bool, may_export: bool) -> FormRow:
    languages = listed(said_of(LANGUAGES[code]) if code in LANGUAGES else code for code in form.languages)
    version = isolate(form.version or "—")
    if form.refused is not None:
        state = said("لم تُقبل في هذا الجهاز", "Not taken on this laptop")
        title, origin = isolate(form.file), said_of(ORIGINS[form.origin])
        return FormRow(form.id, title, said_of(form.refused), origin, state, "bad")
    parts = (isolate(form.id), said(f"الإصدار {version}", f"version {version}"), languages or said_of(LANGUAGES[""]))
    origin = said_of(ORIGINS[form.origin]) + (f" ({isolate(form.file)})" if form.file else "")
    state, tone = _form_state(form)
    is_first = form.is_in_use or form.is_withdrawn
    return FormRow(
        *(form.id, said_of(form.title), " · ".join(parts), origin, state, tone),
        can_print=form.is_in_use,
        can_export=may_export and is_first,
        can_withdraw=may_import and form.is_in_use and form.origin in (IMPORTED, PUBLISHED),
        can_bring_back=may_import and form.is_withdrawn,
    )


def _form_state(form: FormPlace) -> tuple[str, str]:
    if form.is_in_use:
        return said("تُستعمل الآن", "In use"), "ok"
    if form.is_withdrawn:
        return said("مسحوبة", "Withdrawn"), "warn"
    return said("إصدار سابق", "Former version"), "neutral"


def imported_words(imported: Imported) -> str:
    new = said("استُوردت", "Imported:")
    known = said(
        "هذه الاستمارة محفوظة من قبل، وهي المستعملة الآن:", "This form was kept already, and is the one in use now:"
    )
    version = isolate(imported.version or "—")
    title = imported.title
    name = said(f"«{title.ar}»، الإصدار {version}.", f"“{title.en}”, version {version}.")
    kept = said("وما بدأ من مقابلات يكتمل بإصداره.", "Interviews that were begun go on with theirs.")
    return " ".join(filter(None, (new if imported.is_new else known, name, kept if imported.former else "")))


def withdrawn_words(title: str) -> str:
    return said(
        f"سُحبت «{title}»: لا تبدأ بها مقابلة، وما بدأ بها يكتمل. زر «إعادة» يعيدها.",
        f"“{title}” was withdrawn: no interview begins with it, those begun go on. “Bring back” brings it back.",
    )


def brought_back_words(title: str) -> str:
    return said(f"أُعيدت «{title}»، وتبدأ بها المقابلات من الآن.", f"“{title}” is back: interviews begin with it again.")


def written_words(written: WrittenAnswers, kind: str) -> str:
    names = [isolate(file.replace("\\", "/").rsplit("/", 1)[-1]) for file in written.files]
    more = len(names) - MOST_FILES
    files = listed(names[:MOST_FILES]) + (said(f" و{more} غيرها", f" and {more} more") if more > 0 else "")
    if kind == XFORM:
        return said(f"كُتبت الاستمارة في: {files}.", f"The form was written to: {files}.")
    count = INTERVIEWS.of(written.interviews)
    if not written.files:
        return said("لا مقابلات مكتملة بهذه الاستمارة بعد.", "No interview with this form is finished yet.")
    done = said(f"كُتبت الإجابات ({count}) في: {files}.", f"The answers ({count}) were written to: {files}.")
    left = said(
        f"إصدار استمارة {written.left_out} منها ليس في هذا الجهاز؛ أخرجها من الجهاز الذي أُجريت فيه.",
        f"The version of {written.left_out} of them is not on this laptop; take those out where they were held.",
    )
    return " ".join([done, *_attached_words(written), *([left] if written.left_out else [])])


def _attached_words(written: WrittenAnswers) -> list[str]:
    beside = said(
        f"والصور والملفات المرفقة ({written.attached}) في المجلد الذي بجانبها.",
        f"Pictures and files attached ({written.attached}) are in the folder beside them.",
    )
    absent = said(
        f"ولم يصل إلى هذا الجهاز بعد من المرفقات: {written.absent}. زامِن ثم أخرجها من جديد.",
        f"Attached and not on this laptop yet: {written.absent}. Sync, then take them out again.",
    )
    damaged = said(
        f"ومن المرفقات ما هو تالف على هذا الجهاز: {written.damaged}. زامِن ثم أخرجها من جديد؛ وما ليس عند المركز الرئيس "
        "فأرفقه ثانية في مقابلته.",
        f"Attached and damaged on this laptop: {written.damaged}. Sync, then take them out again; what head office "
        "does not hold, attach again in its interview.",
    )
    told = ((written.attached, beside), (written.absent, absent), (written.damaged, damaged))
    return [words for count, words in told if count]


# --- a file that is checked -------------------------------------------------------------------------------------------


def step_words(progress: CheckProgress) -> str:
    step = said_of(STEPS[progress.step]) if progress.step in STEPS else said("يبدأ الفحص", "The check begins")
    return f"{step} ({progress.done}/{len(STEPS)})"


def check_state(tried: TriedForm, *, may_import: bool) -> CheckState:
    checked = tried.checked
    rows = tuple(map(_finding_row, checked.findings[:MOST_FINDINGS]))
    left = len(checked.findings) - len(rows)
    verdict, tone, why_not = _verdict(checked.errors, checked.warnings)
    if not may_import and not why_not:
        why_not = said("استيراد الاستمارات لمدير النظام وحده.", "Only the administrator may import forms.")
    faults = _faults_by_row(checked.findings)
    preview = tuple(_question_row(line, faults) for line in tried.preview[:MOST_QUESTIONS])
    more = said(f"وغيرها: {left}", f"And more: {left}") if left else ""
    return CheckState(checked.file, verdict, tone, rows, more, preview, why_not)


def _verdict(errors: int, warnings: int) -> tuple[str, str, str]:
    if errors:
        words = said(f"أخطاء: {errors}، وتنبيهات: {warnings}", f"Errors: {errors}, warnings: {warnings}")
        mend = said("صحّح الأخطاء في الملف ثم افحصه من جديد.", "Mend the errors in the file, then check it again.")
        return words, "bad", mend
    if warnings:
        return said(f"بلا أخطاء، وتنبيهات: {warnings}", f"No errors; warnings: {warnings}"), "warn", ""
    return said("سليمة: لا أخطاء ولا تنبيهات", "Sound: no errors, no warnings"), "ok", ""


def _finding_row(finding: FormFinding) -> FindingRow:
    sheet, column = isolate(finding.sheet), isolate(finding.column)
    parts = [said(f"ورقة {sheet}", f"sheet {sheet}")] * bool(finding.sheet)
    parts += [said(f"الصف {finding.row}", f"row {finding.row}")] * (finding.row is not None)
    parts += [said(f"العمود {column}", f"column {column}")] * bool(finding.column)
    parts += [isolate(finding.path)] * bool(finding.path)
    kind, tone = (said("خطأ", "Error"), "bad") if finding.is_error else (said("تنبيه", "Warning"), "warn")
    return FindingRow(kind, listed(parts) or said("الاستمارة كلها", "The whole form"), said_of(finding), tone)


def _faults_by_row(findings: Iterable[FormFinding]) -> Mapping[int, bool]:
    """Whether it is an error, by the row of the sheet of questions."""
    found: defaultdict[int, bool] = defaultdict(bool)
    for finding in findings:
        if finding.sheet == SURVEY and finding.row is not None:
            found[finding.row] |= finding.is_error
    return found


def _question_row(line: PreviewLine, faults: Mapping[int, bool]) -> QuestionRow:
    text = (line.label or line.name) + (" *" if line.is_required else "")
    details = [] if line.kind == "group" else [said_of(KINDS[line.kind]) if line.kind in KINDS else line.kind]
    if line.choices:
        details.append(" / ".join(line.choices) + (f" … (+{line.more})" if line.more > 0 else ""))
    details += [line.hint] * bool(line.hint)
    fault, tone = "", ""
    if line.row is not None and line.row in faults:
        row = said(f"الصف {line.row}", f"Row {line.row}")
        fault, tone = row, "bad" if faults[line.row] else "warn"
    return QuestionRow(line.depth, text, " · ".join(details), line.kind in ("group", "repeat"), fault, tone)
