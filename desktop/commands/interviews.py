"""`istiqbal interview …`"""

import json
from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import export_interview, record_export
from desktop.usecases.hold_interview import InterviewLine, change_interview, list_forms, run_interview
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.write_answers import folder_beside, paths_beside, write_attached
from domain.errors import RuleBroken
from domain.record_names import ATTESTATION_STATES, INTERVIEW_STATES
from domain.shown import shown_moment

XML = "xml"
MOST_BYTES = 1 << 20


def run(context: Context) -> Result:
    arguments = context.arguments
    if arguments.verb == "list":
        with context.desk() as desk:
            return _list(desk)
    if arguments.verb == "export":
        return _export(context, Path(arguments.xml))
    answers, beside = read_answers(Path(arguments.answers)), Path(arguments.answers).parent
    with context.desk() as desk:
        if arguments.verb == "run":
            held = run_interview(desk, arguments.form, arguments.person, answers, folder=beside)
        else:
            held = change_interview(desk, arguments.interview, answers, folder=beside)
    return Result({"id": held.id, "number": held.number, "state": held.state}, f"{held.id}\n{held.number}")


def _export(context: Context, path: Path) -> Result:
    refuse_unwritable(path)
    with context.desk() as desk:
        exported = export_interview(desk, context.arguments.interview)
        for place, file in zip(paths_beside(exported, path), exported.files, strict=True):
            write_whole(place, file.data)
        record_export(desk, exported, kind=XML, place=path.name)
        beside = write_attached(desk, exported, folder_beside("", path))
    told = told_attached(len(beside.written), len(beside.absent), len(beside.damaged))
    data = {
        "form": exported.form,
        "file": str(path),
        "attached": list(beside.written),
        "absent": list(beside.absent),
        "damaged": list(beside.damaged),
    }
    return Result(data, "\n".join([f"كُتبت إجابات المقابلة في: {path.name}", *told]))


def _list(desk: Desk) -> Result:
    forms = list_forms(desk)
    lines = list_interviews(desk)
    data = {
        "forms": [{"id": form.id, "title": form.title.ar, "title_en": form.title.en} for form in forms],
        "interviews": [
            {
                "id": line.id,
                "number": line.number,
                "person": line.person,
                "form": line.form_id,
                "state": line.state,
                "started_at": line.started_at,
                "attestation": line.attestation,
            }
            for line in lines
        ],
    }
    text = [f"{form.id}  {form.title.ar}" for form in forms]
    text += [_line(line) for line in lines]
    return Result(data, "\n".join(text))


def _line(line: InterviewLine) -> str:
    state = INTERVIEW_STATES[line.state].ar
    paper = f"، الإقرار {ATTESTATION_STATES[line.attestation].ar}" if line.attestation else ""
    begun, title = shown_moment(line.started_at), line.form_title.ar
    return f"{line.number or '—'}  {line.person_name}  {title}  {state}{paper}  {begun}"


def told_attached(attached: int, absent: int, damaged: int) -> list[str]:
    """What became of the pictures and files that the answers name."""
    told = [f"الصور والملفات المرفقة: {attached}، في المجلد الذي بجانبها."] if attached else []
    if absent:
        told.append(f"لم يصل إلى هذا الجهاز بعد: {absent}. زامِن ثم أخرجها من جديد.")
    if damaged:
        told.append(
            f"تالف على هذا الجهاز: {damaged}. ما عند المركز الرئيس منها يعود بالمزامنة، وما ليس عنده فأرفقه ثانية."
        )
    return told


def read_answers(path: Path) -> dict[str, object]:
    """{question: value}; a repeat is a list of objects. Sized before it is parsed. Raises RuleBroken."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unreadable("answers.large", "ملف الإجابات أكبر من الحد (1 MB).", "The answers file is too large.")
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise _unreadable(
            "answers.missing",
            "تعذّرت قراءة ملف الإجابات. تحقق من مساره.",
            "The answers file cannot be read. Check its path.",
        ) from None
    except (ValueError, RecursionError):
        raise _unreadable(
            "answers.format",
            'ملف الإجابات ليس JSON سليمًا. صورته: {"السؤال": القيمة}',
            'The answers file is not valid JSON. Its shape: {"question": value}',
        ) from None
    if not isinstance(raw, dict):
        raise _unreadable(
            "answers.format",
            'ملف الإجابات يجب أن يكون كائنًا واحدًا: {"السؤال": القيمة}',
            'The answers file must be one object: {"question": value}',
        )
    return raw


def _unreadable(code: str, ar: str, en: str) -> RuleBroken:
    return RuleBroken(code, ar=ar, en=en, field="answers")
