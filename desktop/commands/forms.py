"""`istiqbal form …`"""

from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.check_form import CheckedFile, FormFinding, check_form
from desktop.usecases.export_answers import ExportLine, export_answers, list_exports, record_export
from desktop.usecases.import_form import FormPlace, Imported, import_form, list_form_versions

ORIGINS = {"program": "من البرنامج", "association": "من ملف الجمعية", "imported": "مستوردة"}
_SEVERITY = {"error": ("خطأ", "Error"), "warning": ("تنبيه", "Warning")}


def run(context: Context) -> Result:
    arguments = context.arguments
    match arguments.verb:
        case "list":
            with context.desk() as desk:
                return _listed(list_form_versions(desk))
        case "answers":
            return _answers(context)
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
    """Files beside each other: the interviews, and each repeat under its name. All are made before one is written."""
    arguments = context.arguments
    kind, path = ("csv", Path(arguments.csv)) if arguments.csv else ("xlsx", Path(arguments.xlsx))
    refuse_unwritable(path)
    with context.desk() as desk:
        exported = export_answers(desk, arguments.form, kind)
        names = [path.with_name(f"{path.stem}-{file.name.replace('/', '-')}{path.suffix}") for file in exported.files]
        paths = [path, *names[1:]]
        for place, file in zip(paths, exported.files, strict=True):
            write_whole(place, file.data)
        record_export(desk, exported, kind=kind, place=path.name)
    told = [place.name for place in paths]
    data = {
        "form": exported.form,
        "interviews": exported.interviews,
        "left_out": exported.left_out,
        "files": [str(each) for each in paths],
    }
    lines = [f"كُتبت {exported.interviews} من المقابلات في: {'، '.join(told)}"]
    if exported.left_out:
        lines.append(
            f"ليس في هذا الجهاز إصدار استمارة {exported.left_out} منها، فلم تُكتب. أخرجها من الجهاز الذي أُجريت فيه."
        )
    return Result(data, "\n".join(lines))


def _exports(lines: tuple[ExportLine, ...]) -> Result:
    told = [
        f"{told_at(line.at)}  {line.user}  {line.form}  {line.interviews}  {line.kind}  {line.place}" for line in lines
    ]
    return Result({"exports": [asdict(line) for line in lines]}, "\n".join(told) or "لم تخرج إجابات من هذا الجهاز.")


def _check(context: Context) -> CheckedFile:
    return check_form(Path(context.arguments.file), [Path(table) for table in context.arguments.table])


def _listed(forms: tuple[FormPlace, ...]) -> Result:
    lines = [
        f"{'*' if form.is_in_use else ' '} {form.id}  {form.version or '—'}  {form.title}  "
        f"({ORIGINS[form.origin]}{f'، {form.file}' if form.file else ''})"
        for form in forms
    ]
    return Result({"forms": [asdict(form) for form in forms]}, "\n".join(lines))


def _imported(imported: Imported, checked: CheckedFile) -> Result:
    data = {**asdict(imported), "findings": [asdict(finding) for finding in checked.findings]}
    lines = [line for finding in checked.findings for line in _lines(finding)]
    lines.append(f"استُوردت الاستمارة {imported.id}، الإصدار {imported.version or '—'}: {imported.title}")
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
