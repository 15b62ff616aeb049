"""`istiqbal form …`"""

from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.interviews import told_attached
from desktop.usecases.check_form import CheckedFile, FormFinding, check_form
from desktop.usecases.export_answers import ExportLine, list_exports
from desktop.usecases.import_form import FormPlace, Imported, import_form, list_form_versions
from desktop.usecases.withdraw_form import bring_back_form, withdraw_form
from desktop.usecases.write_answers import CSV, INSTANCES, XFORM, XLSX, write_answers

ORIGINS = {
    "program": "من البرنامج",
    "association": "من ملف الجمعية",
    "imported": "مستوردة",
    "published": "من المركز الرئيس",
}
_SEVERITY = {"error": ("خطأ", "Error"), "warning": ("تنبيه", "Warning")}


def run(context: Context) -> Result:
    arguments = context.arguments
    match arguments.verb:
        case "list":
            with context.desk() as desk:
                return _listed(list_form_versions(desk))
        case "answers":
            return _answers(context)
        case "withdraw" | "bring-back":
            return _withdrawn(context)
        case "exports":
            with context.desk() as desk:
                return _exports(list_exports(desk))
        case "check":
            return _checked(_check(context))
        case "import":
            checked = _check(context)
            if checked.errors:
                return _checked(checked)
            with context.desk() as desk:
                return _imported(import_form(desk, checked, arguments.form_id or ""), checked)
    raise LookupError(arguments.verb)


def _answers(context: Context) -> Result:
    arguments = context.arguments
    given = {CSV: arguments.csv, XLSX: arguments.xlsx, INSTANCES: arguments.xml, XFORM: arguments.xform}
    kind, place = next((kind, place) for kind, place in given.items() if place is not None)
    with context.desk() as desk:
        written = write_answers(desk, arguments.form, kind, place)
    told = [Path(file).name for file in written.files]
    lines = [f"كُتبت {written.interviews} من المقابلات في: {'، '.join(told)}"]
    if kind == XFORM:
        lines = [f"كُتبت الاستمارة في: {told[0]}"]
    lines += told_attached(written.attached, written.absent, written.damaged)
    if written.left_out:
        lines.append(
            f"ليس في هذا الجهاز إصدار استمارة {written.left_out} منها، فلم تُكتب. أخرجها من الجهاز الذي أُجريت فيه."
        )
    return Result(asdict(written), "\n".join(lines))


def _withdrawn(context: Context) -> Result:
    form = context.arguments.form
    with context.desk() as desk:
        if context.arguments.verb == "withdraw":
            withdraw_form(desk, form)
            return Result({"form": form, "withdrawn": True}, "سُحبت الاستمارة: لا تبدأ بها مقابلة، وما بدأ بها يكتمل.")
        bring_back_form(desk, form)
    return Result({"form": form, "withdrawn": False}, "أُعيدت الاستمارة، وتبدأ بها المقابلات من الآن.")


def _exports(lines: tuple[ExportLine, ...]) -> Result:
    told = [
        f"{told_at(line.at)}  {line.user}  {line.form}  {line.interviews}  {line.kind}  {line.place}" for line in lines
    ]
    return Result({"exports": [asdict(line) for line in lines]}, "\n".join(told) or "لم تخرج إجابات من هذا المكتب.")


def _check(context: Context) -> CheckedFile:
    return check_form(Path(context.arguments.file), [Path(table) for table in context.arguments.table])


def _sign(form: FormPlace) -> str:
    if form.refused is not None:
        return "!"
    return "*" if form.is_in_use else "-" if form.is_withdrawn else " "


def _listed(forms: tuple[FormPlace, ...]) -> Result:
    lines = [
        f"{_sign(form)} {form.id}  {form.version or '—'}  {form.title.ar}  "
        f"({ORIGINS[form.origin]}{f'، {form.file}' if form.file else ''})"
        f"{f' لم تُقبل في هذا الجهاز: {form.refused.ar}' if form.refused is not None else ''}"
        for form in forms
    ]
    return Result({"forms": [_data(form) for form in forms]}, "\n".join(lines))


def _data(form: FormPlace | Imported) -> dict[str, object]:
    return {**asdict(form), "title": form.title.ar, "title_en": form.title.en}


def _imported(imported: Imported, checked: CheckedFile) -> Result:
    data = {**_data(imported), "findings": [asdict(finding) for finding in checked.findings]}
    lines = [line for finding in checked.findings for line in _lines(finding)]
    lines.append(f"استُوردت الاستمارة {imported.id}، الإصدار {imported.version or '—'}: {imported.title.ar}")
    if imported.former:
        lines.append(f"كان المستعمل الإصدار {imported.former}؛ وما بدأ به من مقابلات يكتمل به.")
    return Result(data, "\n".join(lines))


def _checked(checked: CheckedFile) -> Result:
    data = {
        "file": checked.file,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "findings": [asdict(finding) for finding in checked.findings],
    }
    lines = [line for finding in checked.findings for line in _lines(finding)]
    lines.append(_sum(checked))
    return Result(data, "\n".join(lines), 1 if checked.errors else 0)


def _lines(finding: FormFinding) -> list[str]:
    (ar, en), row = _SEVERITY[finding.severity], finding.row
    told_ar = [f"ورقة {finding.sheet}"] * bool(finding.sheet) + [f"الصف {row}"] * (row is not None)
    told_en = [f"sheet {finding.sheet}"] * bool(finding.sheet) + [f"row {row}"] * (row is not None)
    told_ar += [f"العمود {finding.column}"] * bool(finding.column) + [finding.path] * bool(finding.path)
    told_en += [f"column {finding.column}"] * bool(finding.column) + [finding.path] * bool(finding.path)
    at_ar, at_en = (f" ({'، '.join(told_ar)})", f" ({', '.join(told_en)})") if told_ar else ("", "")
    return [f"{ar}{at_ar}: {finding.ar}", f"{en}{at_en}: {finding.en}", ""]


def _sum(checked: CheckedFile) -> str:
    if not checked.findings:
        return f"{checked.file}: الاستمارة سليمة.\n{checked.file}: the form is sound."
    counted_ar = f"الأخطاء {checked.errors}، والتنبيهات {checked.warnings}"
    return f"{checked.file}: {counted_ar}.\n{checked.file}: errors {checked.errors}, warnings {checked.warnings}."
