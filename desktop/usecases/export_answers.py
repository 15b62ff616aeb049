"""Answers out of the office as files: one interview as OpenRosa XML, all of a form as tables. Each time is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.exports import ExportRow, Exports
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of
from desktop.usecases.name_record import name_author
from desktop.usecases.open_session import finished_session
from domain.errors import RuleBroken
from domain.interview import FINISHED, Interview
from forms.interview.answer_files import csv_bytes, xlsx_bytes
from forms.interview.answer_tables import Submitted, Table, tables_of

ROLES_THAT_MAY = ("supervisor", "manager", "administrator")


@dataclass(frozen=True)
class AnswerFile:
    """`name` is empty for the interviews themselves, else the repeat's whose rows these are."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Exported:
    """`left_out` counts finished interviews whose version of the form is not on this laptop."""

    form: str
    files: tuple[AnswerFile, ...]
    interviews: int
    left_out: int = 0


@dataclass(frozen=True)
class ExportLine:
    """`user` is a name."""

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
    return Exported(found.form_id, (AnswerFile("", _submitted(desk, found).xml.encode("utf-8")),), 1)


def export_answers(desk: Desk, form: str, kind: str) -> Exported:
    """Of every finished interview of the form, with whichever version it was held; `kind` is csv or xlsx. Raises
    RuleBroken for a user who may not, and for a form that was never asked here."""
    refuse_other_roles(desk)
    held = desk.store.interviews.of_form(form)
    if not held and form not in form_ids_of(desk):
        raise RuleBroken(
            "form.not_shipped",
            ar=f"لا توجد استمارة بهذا الرمز. المتاح: {'، '.join(form_ids_of(desk))}.",
            en=f"There is no form of that id. There are: {', '.join(form_ids_of(desk))}.",
            field="form",
        )
    submitted: list[Submitted] = []
    left_out = 0
    for interview in held:
        if interview.state != FINISHED:
            continue
        try:
            submitted.append(_submitted(desk, interview))
        except RuleBroken as refusal:
            if refusal.code not in ("form.other_version", "form.not_shipped"):
                raise
            left_out += 1
    tables = tables_of(submitted)
    return Exported(form, _files(tables, kind, form), len(submitted), left_out)


def _files(tables: Sequence[Table], kind: str, form: str) -> tuple[AnswerFile, ...]:
    if kind == "xlsx":
        return (AnswerFile("", xlsx_bytes(tables, title=form)),)
    return tuple(AnswerFile(table.name, csv_bytes(table)) for table in tables)


def record_export(desk: Desk, exported: Exported, *, kind: str, place: str) -> None:
    """After the file was written, with its name."""
    at = desk.now().isoformat(timespec="seconds")
    row = ExportRow(exported.form, kind, place, exported.interviews, at, desk.user.id)
    Exports(desk.store.settings).add(row)


def list_exports(desk: Desk) -> tuple[ExportLine, ...]:
    """The newest first. Only for those who may export."""
    refuse_other_roles(desk)
    rows = reversed(Exports(desk.store.settings).all())
    return tuple(
        ExportLine(row.form, row.kind, row.place, row.interviews, row.at, name_author(desk, row.user)) for row in rows
    )


def refuse_other_roles(desk: Desk) -> None:
    if not any(desk.user.has_role(role) for role in ROLES_THAT_MAY):
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
    return Submitted(interview.number, session.form, session.to_xml(), about)
