"""Forms: what is asked here, a file's check beside its questions, and its import. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Lanes
from desktop.ui.pages.forms.state import CheckState, FindingRow, FormRow, FormsState, QuestionRow
from desktop.usecases.check_form import FormFinding
from desktop.usecases.import_form import FormPlace, Imported
from desktop.usecases.preview_form import PreviewLine
from desktop.usecases.try_form import TriedForm
from domain.arabic import isolate
from domain.errors import Expected

MOST_FINDINGS = 200
MOST_QUESTIONS = 400
ORIGINS = {"program": "من البرنامج", "association": "من ملف الجمعية", "imported": "مستوردة"}
LANGUAGES = {"ar": "العربية", "en": "الإنجليزية", "fr": "الفرنسية", "ur": "الأردية", "": "بلا لغة"}
KINDS = {
    "text": "نص",
    "integer": "عدد صحيح",
    "decimal": "عدد",
    "date": "تاريخ",
    "time": "وقت",
    "dateTime": "تاريخ ووقت",
    "select_one": "اختيار واحد",
    "select_multiple": "اختيار متعدد",
    "rank": "ترتيب",
    "range": "مدى",
    "note": "ملاحظة",
    "acknowledge": "إقرار",
    "geopoint": "موقع",
    "barcode": "رمز ممسوح",
    "image": "صورة",
    "file": "ملف",
    "group": "مجموعة",
    "repeat": "يتكرر",
}


class Places(Protocol):
    def choose_form(self) -> str:
        """The path of a form's file, empty when nobody chose one."""


class FormsPresenter:
    def __init__(
        self, actions: Actions, lanes: Lanes, places: Places, *, may_import: bool, show: Callable[[FormsState], None]
    ) -> None:
        self._actions, self._lanes, self._places, self._show = actions, lanes, places, show
        self._may_import = may_import
        self._state = FormsState()
        self._tried: TriedForm | None = None

    def refresh(self) -> None:
        self._lanes.store.ask(
            self._actions.list_form_versions,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="forms",
        )

    def choose(self) -> None:
        file = self._places.choose_form()
        if file:
            self.check(file)

    def check(self, file: str) -> None:
        """Not on the store's lane: a large workbook takes seconds, and needs no store."""
        if self._state.is_busy:
            return
        self._tried = None
        self._put(replace(self._state, is_busy=True, check=None, notice=""))
        self._lanes.network.ask(partial(self._actions.try_form, file), then=self._checked, failed=self._failed)

    def bring_in(self) -> None:
        """Imports what was checked and is whole."""
        tried, check = self._tried, self._state.check
        if tried is None or check is None or check.why_not or self._state.is_busy:
            return
        self._put(replace(self._state, is_busy=True, notice=""))
        self._lanes.store.ask(
            partial(self._actions.import_form, tried.checked), then=self._imported, failed=self._failed
        )

    def dismiss(self) -> None:
        self._put(replace(self._state, notice=""))

    def put_away(self) -> None:
        self._tried = None
        self._put(replace(self._state, check=None, notice=""))

    # --- answers -------------------------------------------------------------------------------------------------

    def _read(self, forms: tuple[FormPlace, ...]) -> None:
        self._put(replace(self._state, forms=tuple(map(_form_row, forms)), is_loaded=True))

    def _checked(self, tried: TriedForm) -> None:
        self._tried = tried
        self._put(replace(self._state, is_busy=False, check=_check_state(tried, may_import=self._may_import)))

    def _imported(self, imported: Imported) -> None:
        self._tried = None
        said = "استُوردت" if imported.is_new else "هذه الاستمارة محفوظة من قبل، وهي المستعملة الآن:"
        kept = " وما بدأ من مقابلات يكتمل بإصداره." if imported.former else ""
        notice = f"{said} «{imported.title}»، الإصدار {isolate(imported.version or '—')}.{kept}"
        self._put(replace(self._state, is_busy=False, check=None, notice=notice, tone="ok"))
        self.refresh()

    def _failed(self, problem: Expected) -> None:
        self._put(replace(self._state, is_busy=False, notice=problem.ar, tone="bad"))

    def _put(self, state: FormsState) -> None:
        self._state = state
        self._show(state)


def _form_row(form: FormPlace) -> FormRow:
    languages = "، ".join(LANGUAGES.get(code, code) for code in form.languages) or LANGUAGES[""]
    detail = f"{isolate(form.id)} · الإصدار {isolate(form.version or '—')} · {languages}"
    origin = ORIGINS[form.origin] + (f" ({isolate(form.file)})" if form.file else "")
    return FormRow(form.title, detail, origin, form.is_in_use)


def _check_state(tried: TriedForm, *, may_import: bool) -> CheckState:
    checked = tried.checked
    rows = tuple(map(_finding_row, checked.findings[:MOST_FINDINGS]))
    left = len(checked.findings) - len(rows)
    if checked.errors:
        verdict, tone = f"أخطاء: {checked.errors}، وتنبيهات: {checked.warnings}", "bad"
        why_not = "صحّح الأخطاء في الملف ثم افحصه من جديد."
    elif checked.warnings:
        verdict, tone, why_not = f"بلا أخطاء، وتنبيهات: {checked.warnings}", "warn", ""
    else:
        verdict, tone, why_not = "سليمة: لا أخطاء ولا تنبيهات", "ok", ""
    if not may_import and not why_not:
        why_not = "استيراد الاستمارات لمدير النظام وحده."
    preview = tuple(map(_question_row, tried.preview[:MOST_QUESTIONS]))
    more = f"وغيرها: {left}" if left else ""
    return CheckState(checked.file, verdict, tone, rows, more, preview, why_not)


def _finding_row(finding: FormFinding) -> FindingRow:
    parts = [f"ورقة {isolate(finding.sheet)}"] * bool(finding.sheet)
    parts += [f"الصف {finding.row}"] * (finding.row is not None)
    parts += [f"العمود {isolate(finding.column)}"] * bool(finding.column)
    parts += [isolate(finding.path)] * bool(finding.path)
    kind, tone = ("خطأ", "bad") if finding.is_error else ("تنبيه", "warn")
    return FindingRow(kind, "، ".join(parts) or "الاستمارة كلها", finding.ar, tone)


def _question_row(line: PreviewLine) -> QuestionRow:
    text = (line.label or line.name) + (" *" if line.is_required else "")
    is_group = line.kind in ("group", "repeat")
    details = [] if line.kind == "group" else [KINDS.get(line.kind, line.kind)]
    if line.choices:
        details.append(" / ".join(line.choices) + (f" … (+{line.more})" if line.more > 0 else ""))
    details += [line.hint] * bool(line.hint)
    return QuestionRow(line.depth, text, " · ".join(details), is_group)
