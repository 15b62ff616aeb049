"""`istiqbal form …`"""

from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.usecases.check_form import CheckedFile, FormFinding, check_form

_SEVERITY = {"error": ("خطأ", "Error"), "warning": ("تنبيه", "Warning")}


def run(context: Context) -> Result:
    match context.arguments.verb:
        case "check":
            return _checked(check_form(Path(context.arguments.file)))
    raise LookupError(context.arguments.verb)


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
