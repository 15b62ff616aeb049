"""A form from outside (Excel, CSV, Markdown, or an XForm) to a stored, checked form.

pyxform reads spreadsheets in a process of its own with limits on time and memory: a hostile or broken workbook costs a
refusal, never the desk. What is converted is then read by our own reader, so that what we do not run is named now and
not in front of a person.
"""

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import RuleBroken, Unavailable
from domain.form_check import CheckProgress, stopped
from forms.interview import conversion
from forms.interview.attached import with_files
from forms.interview.reader import read_form

LARGEST_SOURCE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2_000
KINDS = ("md", "xlsx", "csv", "xml")
DATA_NAME = "data"
GLANCE_S = 0.1
"""How often somebody who waits for the converter looks whether he is to stop."""

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_SHEET = re.compile(r"'?(survey|choices|settings)'? sheet|sheet named '(survey|choices|settings)'")
# pyxform's sentences by what they hold, with our code and the meaning in both languages; the first that fits is taken.
_MEANINGS: tuple[tuple[str, str, str, str], ...] = (
    ("unknown question type", "type", "نوع السؤال غير معروف", "the question's type is not known"),
    ("unmatched|no matching", "nesting", "مجموعة أو تكرار بلا بداية أو بلا نهاية", "a group or repeat is not closed"),
    (
        "reference variables|could not find the name",
        "reference",
        "إشارة ${…} خاطئة أو إلى سؤال غير موجود",
        "a ${…} is wrong",
    ),
    ("must be unique|duplicate", "duplicate", "اسم مكرّر", "a name occurs twice"),
    ("names must begin|no name|invalid name", "name", "اسم ناقص أو فيه رموز لا تُقبل", "a name is missing or wrong"),
    ("no label", "label", "سؤال بلا نص", "a question has no label"),
    ("missing calculation", "calculation", "حساب بلا عبارة", "a calculation is missing"),
    ("choices sheet|list name|list_name", "choices", "قائمة الخيارات ناقصة أو خاطئة", "a choice list is wrong"),
    ("sheet named 'survey'", "survey", "ورقة survey غير موجودة", "the survey sheet is missing"),
)


@dataclass(frozen=True, slots=True)
class FormSource:
    """A form ready to be stored: `sha256` is that of `xform_xml`, `warnings` are the converter's, in English."""

    id: str
    version: str
    sha256: str
    xform_xml: str
    warnings: tuple[str, ...] = ()


def import_form(
    source: bytes,
    kind: str,
    *,
    form_id: str,
    converter: Sequence[str] | None = None,
    seconds: float = 30,
    files: Mapping[str, bytes] | None = None,
) -> FormSource:
    """The form, converted and checked, with the tables of `files` (CSV, XML, GeoJSON by name) written into it.

    `converter` starts the conversion's process (a frozen build has its own way).

    Raises RuleBroken ``form.…`` saying what is wrong and where; Unavailable ``form.converter`` when the converter
    cannot be started.
    """
    check_source(source, kind)
    warnings: tuple[str, ...] = ()
    if kind == "xml":
        xform = decoded(source)
    else:
        answer = converted(source, kind, converter or own_converter(), seconds)
        if "error" in answer:
            raise _explained(str(answer["error"]))
        xform, warnings = str(answer["xform"]), tuple(map(str, answer["warnings"]))
    xform = with_files(xform, files or {})
    form = read_form(xform, form_id=form_id)
    return FormSource(form_id, form.version, hashlib.sha256(xform.encode("utf-8")).hexdigest(), xform, warnings)


def check_source(source: bytes, kind: str) -> None:
    """Refuses what is not worth opening: a kind that is not read, too large, not a workbook, a bomb. Raises RuleBroken
    ``form.source.…``."""
    if kind not in KINDS:
        raise _refused(
            "kind", ar="نوع الملف غير مدعوم؛ استعمل xlsx أو csv أو md أو xml", en="This kind of file is not read"
        )
    if len(source) > LARGEST_SOURCE:
        raise _refused("large", ar="الملف أكبر من ٥ ميغابايت", en="The file is larger than 5 MB")
    if kind == "xlsx":
        _check_workbook(source)
    else:
        decoded(source)


def own_converter() -> tuple[str, ...]:
    """The command that runs the conversion with this Python."""
    return (sys.executable, "-P", str(Path(conversion.__file__)))


def converted(
    source: bytes,
    kind: str,
    converter: Sequence[str],
    seconds: float,
    *,
    with_sheets: bool = False,
    progress: CheckProgress | None = None,
) -> dict[str, Any]:
    """What the converter's process answered (`forms.interview.conversion`): ``xform`` and ``warnings``, or ``error``.
    Raises RuleBroken ``form.source.…``, ``form.check_stopped``, and Unavailable ``form.converter``."""
    words = [*converter, kind, DATA_NAME, *((conversion.SHEETS,) if with_sheets else ())]
    try:
        said = _answer_of(words, source, seconds, progress or CheckProgress())
    except OSError as error:
        raise Unavailable(
            "form.converter",
            ar="تعذّر تشغيل محوّل الاستمارات. أعد تثبيت البرنامج.",
            en="The form converter could not be started. Install the program again.",
        ) from error
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:
        raise _refused(
            "converter_failed",
            ar="تعذّر تحويل الملف: تالف أو يحتاج ذاكرة أكبر من المسموح",
            en="The file could not be converted: it is damaged or needs more memory than allowed",
        ) from error
    if "rows" in answer:
        sheet = str(answer["rows"])
        most = conversion.MOST_ROWS[sheet]
        raise _refused(
            "rows",
            ar=f"في ورقة {sheet} صفوف أكثر من المسموح ({most})؛ قسّم الاستمارة أو اختصرها",
            en=f"The sheet {sheet} has more rows than allowed ({most}); divide the form or shorten it",
        )
    return answer


def _answer_of(words: Sequence[str], source: bytes, seconds: float, progress: CheckProgress) -> bytes:
    """The process ends with this call, whatever becomes of it."""
    ends = time.monotonic() + seconds
    with ExitStack() as closing:
        # A file, for what is written to a pipe is not written on after a glance that came before it was read.
        handed = closing.enter_context(tempfile.TemporaryFile())
        handed.write(source)
        handed.seek(0)
        process = closing.enter_context(
            # Our own command; the form goes through standard input.
            subprocess.Popen(words, stdin=handed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        )
        while True:
            try:
                return process.communicate(timeout=GLANCE_S)[0]
            except subprocess.TimeoutExpired:
                if progress.is_stopped:
                    process.kill()
                    raise stopped() from None
                if time.monotonic() >= ends:
                    process.kill()
                    raise _refused(
                        "slow", ar="استغرق تحويل الاستمارة وقتًا أطول من المسموح", en="Converting took too long"
                    ) from None


def _check_workbook(source: bytes) -> None:
    """A workbook is a zip: its parts are counted and their sizes added before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as workbook:
            parts = workbook.infolist()
    except zipfile.BadZipFile as error:
        raise _refused(
            "not_workbook", ar="الملف ليس مصنف Excel سليمًا", en="The file is not a sound workbook"
        ) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _refused("unpacked", ar="محتوى المصنف أكبر من المسموح", en="The workbook unpacks to more than allowed")


def decoded(source: bytes) -> str:
    """The text of a file. Raises RuleBroken ``form.source.encoding``."""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("encoding", ar="ترميز الملف ليس UTF-8", en="The file is not UTF-8 text") from error


def _explained(message: str) -> RuleBroken:
    """pyxform's sentence with its place and, where we know it, its meaning in Arabic."""
    lowered = message.lower()
    row, sheet = _ROW.search(lowered), _SHEET.search(lowered)
    name = next(filter(None, sheet.groups()), "survey") if sheet is not None else "survey"
    known = (meaning for meaning in _MEANINGS if re.search(meaning[0], lowered))
    _, code, ar, en = next(known, ("", "other", "في الاستمارة خطأ", "the form has an error"))
    return RuleBroken(
        f"form.convert.{code}",
        ar=f"ورقة {name}{f'، الصف {row[1]}' if row else ''}: {ar}. صحّحه ثم استورد من جديد. (نص المحوّل: {message})",
        en=f"Sheet {name}{f', row {row[1]}' if row else ''}: {en}. Mend it and import again. ({message})",
    )


def _refused(code: str, *, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"form.source.{code}", ar=f"{ar}.", en=f"{en}.")
