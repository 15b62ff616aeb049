"""Is a form's file fit to be asked here? What is wrong with it, with its place, before anything is imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.usecases.convert_form import converter
from domain.errors import RuleBroken, Unavailable
from domain.form_check import READING, CheckProgress
from forms.interview.checker import check
from forms.interview.checker.findings import Finding
from forms.interview.checker.outline import OutlineLine
from forms.interview.importer import DATA_NAME, KINDS, LARGEST_SOURCE
from forms.interview.model import Form

TABLES = (".csv", ".xml", ".geojson")
MOST_TABLES = 50


@dataclass(frozen=True)
class FormFinding:
    """One thing that is wrong. `row` is the sheet's own (the header is row 1); `path` a node's of an XForm; what is not
    known is empty or None. `ar` and `en` say what is wrong and how to mend it; `severity` is error or warning."""

    sheet: str
    row: int | None
    column: str
    path: str
    code: str
    ar: str
    en: str
    severity: str

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@dataclass(frozen=True)
class CheckedFile:
    """`findings` in the order of the sheets. `form` is what would be imported, None while there is an error; `form_id`
    is its own id or, where it has none, the file's name. `outline` is what its sheets tell, whatever is wrong."""

    file: str
    findings: tuple[FormFinding, ...]
    form_id: str
    form: Form | None
    xform: str
    outline: tuple[OutlineLine, ...] = ()

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def check_form(path: Path, tables: Sequence[Path] = (), progress: CheckProgress | None = None) -> CheckedFile:
    """Needs no store. `tables` are files that the form takes choices from; those in the folder ``<name>-media`` beside
    it are found by themselves. Raises RuleBroken ``usage.form_kind`` for a file of another kind and
    ``form.check_stopped``, Unavailable ``form.unreadable`` when the file cannot be read as a form at all."""
    progress = progress or CheckProgress()
    progress.begin(READING)
    kind = path.suffix[1:].lower()
    if kind not in KINDS:
        raise RuleBroken(
            "usage.form_kind",
            ar=f"لا تُقرأ الاستمارات من هذا النوع من الملفات. أنواعها: {'، '.join(KINDS)}.",
            en=f"Forms are not read from this kind of file. The kinds are: {', '.join(KINDS)}.",
            field="file",
        )
    try:
        report = check.check_form(
            _read(path), kind, converter=converter(), files=_tables(path, tables), progress=progress
        )
    except RuleBroken as refusal:
        if progress.is_stopped:
            raise
        raise Unavailable(
            "form.unreadable", ar=f"{path.name}: {refusal.ar}", en=f"{path.name}: {refusal.en}"
        ) from refusal
    findings = tuple(map(_shown, report.findings))
    return CheckedFile(path.name, findings, _id(report.form, path), report.form, report.xform, report.outline)


def _tables(form: Path, named: Sequence[Path]) -> dict[str, bytes]:
    media = form.with_name(f"{form.stem}-media")
    beside = [path for path in sorted(media.glob("*")) if path.suffix.lower() in TABLES] if media.is_dir() else []
    return {path.name: _read(path) for path in (*beside[:MOST_TABLES], *named)}


def _id(form: Form | None, path: Path) -> str:
    own = form.xml_id if form is not None else ""
    return path.stem if own in ("", DATA_NAME) else own


def _shown(finding: Finding) -> FormFinding:
    place = finding.place
    return FormFinding(
        *(place.sheet, place.row, place.column, place.path),
        *(finding.code, finding.ar, finding.en, finding.severity),
    )


def _read(path: Path) -> bytes:
    """No more than one byte beyond what a form may have: what is longer is refused by who knows."""
    try:
        # A pipe or a device would be read for ever.
        if not path.is_file():
            raise FileNotFoundError(path.name)
        with path.open("rb") as file:
            return file.read(LARGEST_SOURCE + 1)
    except OSError as error:
        raise Unavailable(
            "form.unreadable",
            ar=f"تعذّرت قراءة الملف {path.name}؛ تأكد من مكانه ومن الإذن بقراءته.",
            en=f"The file {path.name} cannot be read; check where it is and that it may be read.",
        ) from error
