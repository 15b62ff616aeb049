"""Answers out of the office as files: one interview as OpenRosa XML, all of a form as tables. Each time is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.exports import ExportRow
from desktop.usecases.desk import Desk
from desktop.usecases.export_surveys import filled_in
from desktop.usecases.find_form import form_ids_of
from desktop.usecases.name_record import name_author
from desktop.usecases.open_session import finished_session
from desktop.usecases.roles_now import roles_now
from domain.answer_file import sha256_named
from domain.errors import RuleBroken
from domain.interview import FINISHED, Interview
from domain.user import MAY_EXPORT
from forms.interview.answer_files import csv_bytes, xlsx_bytes
from forms.interview.answer_tables import Submitted, remarks_of, tables_of
from forms.interview.shipped import shipped_xform


@dataclass(frozen=True)
class AnswerFile:
    """`name` is empty for the interviews themselves, else the repeat's whose rows these are, or that of the remarks;
    `suffix` where it is another than that of what was asked for."""

    name: str
    data: bytes
    suffix: str = ""


@dataclass(frozen=True)
class Exported:
    """`left_out` counts finished interviews whose version of the form is not on this laptop. `attached` are the
    pictures and files that the answers name, as they name them; where they are is asked one by one."""

    form: str
    files: tuple[AnswerFile, ...]
    interviews: int
    left_out: int = 0
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportLine:
    """`user` is a name; `place` the file's, empty for one that another laptop wrote."""

    form: str
    kind: str
    place: str
    interviews: int
    at: str
    user: str


def export_interview(desk: Desk, interview: str) -> Exported:
    """Raises RuleBroken for a user who may not, and for an unknown interview."""
    refuse_other_roles(desk)
    found, _ = desk.store.interviews.get(interview)
    submitted = _submitted(desk, found)
    attached = tuple(_attached(desk, found, submitted))
    files = (AnswerFile("", submitted.xml.encode("utf-8")), *_remarks([submitted]))
    return Exported(found.form_id, files, 1, attached=attached)


def export_answers(desk: Desk, form: str, kind: str) -> Exported:
    """Of every finished interview, sheet and inspection of the form, with whichever version it was held; `kind` is csv,
    xlsx, or xml: each an OpenRosa instance under its number. Raises RuleBroken for a user who may not, and for a form
    never asked here."""
    refuse_other_roles(desk)
    held = desk.store.interviews.of_form(form)
    surveys, unread = filled_in(desk, form)
    if not held and not surveys and form not in (*form_ids_of(desk), *(one.form for one in desk.profile.instruments)):
        raise RuleBroken(
            "form.not_shipped",
            ar=f"لا توجد استمارة بهذا الرمز. المتاح: {'، '.join(form_ids_of(desk))}.",
            en=f"There is no form of that id. There are: {', '.join(form_ids_of(desk))}.",
            field="form",
        )
    submitted: list[Submitted] = []
    attached: dict[str, None] = {}
    left_out = 0
    for interview in held:
        if interview.state != FINISHED:
            continue
        try:
            submitted.append(_submitted(desk, interview))
            attached.update(dict.fromkeys(_attached(desk, interview, submitted[-1])))
        except RuleBroken as refusal:
            if refusal.code not in ("form.other_version", "form.not_shipped"):
                raise
            left_out += 1
    submitted += surveys
    return Exported(form, _files(submitted, kind, form), len(submitted), left_out + unread, tuple(attached))


def export_form(desk: Desk, form: str) -> Exported:
    """The form itself as XForm, in the version that is in use, or was when it was withdrawn. Raises RuleBroken."""
    refuse_other_roles(desk)
    profiles = desk.store.profiles
    digest = profiles.find_form_in_use(form) or profiles.withdrawn().get(form)
    kept = profiles.find_xform(digest) if digest else None
    text = shipped_xform(form) if kept is None else kept
    return Exported(form, (AnswerFile("", text.encode("utf-8")),), 0)


def _attached(desk: Desk, interview: Interview, submitted: Submitted) -> Iterator[str]:
    """Of a question that is not asked any more there is none in the submission."""
    for row in desk.store.interview_files.of_interview(interview.id):
        if f">{row.answer}<" in submitted.xml:
            yield row.answer


def find_attached(desk: Desk, name: str) -> bytes | None:
    """None while it has not arrived here; it is then asked for with the next rounds. Raises Unavailable when it is
    damaged."""
    sha256 = sha256_named(name)
    if sha256 is None:
        return None
    content = desk.store.blobs.find(sha256)
    if content is None:
        for row in desk.store.interview_files.naming(sha256):
            desk.store.blobs.want(sha256, desk.store.place_of("interview_files", row))
    return content


def _files(submitted: Sequence[Submitted], kind: str, form: str) -> tuple[AnswerFile, ...]:
    if kind == "xml":
        instances = tuple(AnswerFile(one.key, one.xml.encode("utf-8")) for one in submitted)
        return (*instances, *_remarks(submitted))
    tables = tables_of(submitted)
    if kind == "xlsx":
        return (AnswerFile("", xlsx_bytes(tables, title=form)),)
    return tuple(AnswerFile(table.name, csv_bytes(table)) for table in tables)


def _remarks(submitted: Sequence[Submitted]) -> tuple[AnswerFile, ...]:
    """Beside what is sent, which has no place for them."""
    table = remarks_of(submitted)
    return (AnswerFile(table.name, csv_bytes(table), ".csv"),) if table.rows else ()


def record_export(desk: Desk, exported: Exported, *, kind: str, place: str) -> None:
    """After the file was written, with its name, which stays on this laptop; who took what out, and when, does not."""
    at = desk.now().isoformat(timespec="seconds")
    row = ExportRow(desk.new_id(), exported.form, kind, exported.interviews, at, desk.user.id)
    with desk.store.work("answers.export", desk.user.id) as work:
        work.exports.add(row)
    desk.store.exports.keep_place(row.id, place)


def list_exports(desk: Desk) -> tuple[ExportLine, ...]:
    """Of every laptop of the office, the newest first. Only for those who may export."""
    refuse_other_roles(desk)
    places = desk.store.exports.places()
    return tuple(
        ExportLine(row.form, row.kind, places.get(row.id, ""), row.interviews, row.at, name_author(desk, row.user))
        for row in desk.store.exports.all()
    )


def refuse_other_roles(desk: Desk) -> None:
    if not set(roles_now(desk)) & set(MAY_EXPORT):
        raise RuleBroken(
            "answers.not_allowed",
            ar="إخراج الإجابات في ملفات للمشرف والمدير العام ومدير النظام.",
            en="Answers are taken out in files by the supervisor, the manager and the administrator.",
        )


def _submitted(desk: Desk, interview: Interview) -> Submitted:
    person, _ = desk.store.persons.get(interview.person)
    session = finished_session(desk, interview, person)
    about = {
        "_person": person.number,
        "_form_version": interview.form_version,
        "_started_at": interview.started_at,
        "_state": interview.state,
    }
    return Submitted(interview.number, session.form, session.to_xml(), about, session.remarks())
