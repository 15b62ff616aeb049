"""What is held about a person, for himself (Personal Data Protection Law, royal decree M/19 of 1443 AH, article 4: he
may learn what is kept and obtain it): every row of every table about him as it is shown, the void ones too, his answers
in words, who did what with it, and which papers were printed."""

from collections.abc import Iterator

from desktop.usecases.attest import lines_under_sections
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form, title_of
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.join_persons import find_group
from desktop.usecases.keep_consent import privacy_notice
from desktop.usecases.name_record import name_author, name_last_author, name_record
from desktop.usecases.open_session import finished_session, open_session
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.see_complaint_rows import refuse_unseen_complaints
from desktop.usecases.trace_person import trace_person
from domain.case_step import COMPLETE, CONTACT, EXPLAINED, KEPT, REQUEST
from domain.compensation import PROGRESS as DOSSIER_PROGRESS
from domain.complaint import PROGRESS as COMPLAINT_PROGRESS
from domain.deed import deed_of
from domain.errors import RuleBroken
from domain.person import Person
from domain.print_order import KINDS, STATEMENT
from domain.record_names import RECORDS
from domain.record_words import column_name, moment, named, place, value
from domain.sync.row_state import RowState
from domain.sync.schema import BY_NUMBER, Cell, Table
from domain.sync.winners import winner
from forms.paper.issued import Issue
from forms.paper.statement import FORM, Held, Statement, Told, render_statement

_TITLES = {
    "persons": "بيانات الملف",
    "contacts": "وسائل التواصل",
    "consents": "الموافقة على إشعار الخصوصية",
    "visits": "الزيارات",
    "interviews": "المقابلات",
    "interview_files": "صور وملفات في المقابلات",
    "document_checks": "المستندات التي طوبقت",
    "case_steps": "خطوات الحالة",
    "referrals": "الأسئلة المحالة",
    "enquiries": "الاستفسارات وأجوبتها",
    "suggestions": "المقترحات وما آلت إليه",
    "request_steps": "خطوات الطلبات بعد المكتب",
    "session_items": "الجلسات التي عُرضت فيها الطلبات",
    "attestations": "الإقرارات",
    "signatures": "التوقيعات",
    "signature_proofs": "ما حُفظ من التوقيع: ورقته ممسوحة، أو رسمه، أو بصمته وشاهداها",
    "papers": "الأوراق المحفوظة",
    "complaints": "الشكاوى",
    "complaint_steps": "ما جرى في الشكاوى",
    "settlements": "التسويات الودية",
    "compensations": "ملفات التعويض",
    "same_persons": "ملفات رُبطت لأنها لشخص واحد",
}
"""In the order in which they are read; a table that is not here comes after them, under what a row of it is called."""
_LEFT_OUT = (
    "لا تُطبع هنا نسخ الأوراق المختومة ولا الصور والملفات نفسها ولا بصماتها؛ هي محفوظة في النظام، ولك أن تطلب نسخة منها."
)
_USERS = ("_by", "user", "clerk", "owner")
_ROWS = {
    **{"visit": "visits", "official": "officials", "interview": "interviews", "attestation": "attestations"},
    **{"record": "attestations", "same_as": "persons", "session": "sessions", "complaint": "complaints"},
}
_COLUMNS = {"clerk": "الموظف", "record": "الإقرار", "revision": "إصدار النموذج", "title": "اسم الملف", "size": "حجمه"}
_STEPS = {
    REQUEST: "تحديد نوع الطلب",
    EXPLAINED: "شرح الإجراءات",
    CONTACT: "الاتفاق على وسيلة التواصل",
    KEPT: "بقاء الحالة ناقصة",
    COMPLETE: "اكتمال الحالة",
}
_LIMITS = {"not_before": "لا يُنتظر الجواب قبل", "not_after": "الجواب في موعد أقصاه"}
_HIDDEN = (
    *("_typed", "sha256", "answers", "frozen", "code", "public_key", "signature", "witness_id"),
    *("follows", "signing_row", "request_step"),
)
_WHY_VOID = "أُلغي، والسبب"
_Row = dict[str, str]


def make_statement(desk: Desk, person: str) -> MadeSheet:
    """By id or file number; of all his files. Raises RuleBroken, as with a letter that no font has, or where he
    complained and the user may not see it."""
    found, _ = desk.store.persons.get(person)
    refuse_unseen_complaints(desk, (file.id for file in find_group(desk, found).files))
    pdf = render_statement(statement_of(desk, found), made_at=desk.minute())
    return MadeSheet(STATEMENT, pdf, found.id, found.id, found.number, FORM.revision)


def statement_of(desk: Desk, person: Person) -> Statement:
    group = find_group(desk, person)
    return Statement(
        issue=Issue(
            association=desk.profile.name.ar,
            office=f"{desk.office_name} ({desk.office_code})",
            at=desk.minute(),
            number=person.number,
            person_word=desk.profile.person.called(person.sex).ar,
            person=(group.shown or person).name,
            file_number=person.number,
            own=stationery_of(desk),
        ),
        parts=tuple(_parts(desk, [file.id for file in group.files])),
        notice=privacy_notice(desk).text.ar,
        left_out=_LEFT_OUT,
        clerk=desk.user.name,
    )


def _parts(desk: Desk, files: list[str]) -> Iterator[Held | Told]:
    rows: dict[str, list[_Row]] = {}
    interviews: list[str] = []
    for table, row in sorted(desk.store.about.persons(files), key=lambda found: found[1]):
        if table == "interviews":
            interviews.append(row)
        state = desk.store.seen(table, row).state
        if state is not None:
            rows.setdefault(table, []).append(_shown(desk, _table(table), state))
    known = {table: place for place, table in enumerate(_TITLES)}
    for table in sorted(rows, key=lambda one: (known.get(one, len(known)), one)):
        yield _held(_TITLES.get(table) or RECORDS[table].ar, rows[table])
    yield from _told(desk, interviews)
    yield from _begun(desk, files)
    yield from _traced(desk, files[0])
    yield from _printed(desk, files)


def _table(name: str) -> Table:
    return next(table for table in BY_NUMBER.values() if table.name == name)


def _shown(desk: Desk, table: Table, state: RowState) -> _Row:
    """Every value that is shown, under what it is called; and why the row is void, if it is."""
    stored: _Row = {}
    for cell in table.cells:
        version = winner(cell, state.cells.get(cell.number, ()))
        if version is not None:
            stored.update(_texts(cell, version.value))
    found = {_called(column): _in_words(desk, column, stored) for column in stored}
    restored = {id for mark in state.restores for id in mark.voids}
    reasons = [mark.reason for mark in state.voids if mark.meta.id not in restored]
    return {**found, _WHY_VOID: "؛ ".join(reasons)} if reasons else found


def _texts(cell: Cell, stored: object) -> Iterator[tuple[str, str]]:
    """What is neither empty, nor a digest or a stored file, nor the person himself."""
    items = stored if isinstance(stored, list) else [stored]
    for column, item in zip(cell.columns, items, strict=False):
        is_text = item not in (None, "") and not isinstance(item, bytes)
        if is_text and column.name != "person" and not column.name.endswith(_HIDDEN):
            yield column.name, str(item)


def _called(column: str) -> str:
    return _COLUMNS.get(column) or column_name(column).ar


def _in_words(desk: Desk, column: str, row: _Row) -> str:
    text = row[column]
    if column.endswith(_USERS):
        return name_author(desk, text)
    if column.endswith("_at"):
        return _when(text)
    if column in _ROWS:
        return name_record(desk, _ROWS[column], text).partition(" · ")[0]
    match column:
        case "document":
            titles = {one.id: one.text.ar for kind in desk.profile.request_kinds for one in kind.documents}
            return titles.get(text, text)
        case "form_id" | "form":
            return title_of(desk, text).ar
        case "progress":
            return _progress(row)
        case "step":
            return _STEPS.get(text) or value(column, text).ar
        case "said":
            return _step_said(desk, row)
        case "kind" if "record" in row:
            return _paper(text)
    return value(column, text, desk.profile).ar


def _progress(row: _Row) -> str:
    """How a complaint, a dossier of compensation or a referral stands."""
    known = COMPLAINT_PROGRESS if "registered_by" in row else DOSSIER_PROGRESS if "damage" in row else {}
    text = row["progress"]
    return (known.get(text) or value("progress", text)).ar


def _step_said(desk: Desk, row: _Row) -> str:
    """What belongs to a step of a case: the kind of request, or the day that was told."""
    said, kind = row["said"], row.get("step", "")
    if kind == REQUEST:
        return next((one.text.ar for one in desk.profile.request_kinds if one.id == said), said)
    limit, _, day = said.partition(" ")
    return f"{_LIMITS[limit]} {day}" if kind == EXPLAINED and limit in _LIMITS else said


def _when(moment: str) -> str:
    """Short: it stands in columns."""
    return moment[:16].replace("T", " ")


def _held(title: str, rows: list[_Row]) -> Held:
    heads = tuple(dict.fromkeys(head for row in rows for head in row))
    return Held(title, heads, tuple(tuple(row.get(head, "") for head in heads) for row in rows))


def _told(desk: Desk, interviews: list[str]) -> Iterator[Held | Told]:
    """What he said, the oldest interview first; of one whose form has not come here, that there is one."""
    found = [one for id in interviews if (one := desk.store.interviews.find(id)) is not None]
    for interview in sorted(found, key=lambda one: (one.started_at, one.id)):
        person = desk.store.persons.find_by_key(interview.person)
        said = f"بدأت في {moment(interview.started_at).ar}."
        title = f"ما قيل في المقابلة {interview.number}"
        if person is None:
            continue
        try:
            session = finished_session(desk, interview, person)
        except RuleBroken as unread:
            yield Told(title, (), f"{said} {unread.ar}")
            continue
        yield Told(
            f"{title}: {session.form.called.ar}",
            tuple(lines_under_sections(session, has_clerk_notes=True)),
            said,
            _asker(desk, interview.id),
        )
        noted = [{"السؤال": session.label(ref), "الملاحظة": text} for ref, text in session.remarks().items()]
        if noted:
            yield _held(f"ما دُوّن على إجابات المقابلة {interview.number}", noted)


def _begun(desk: Desk, files: list[str]) -> Iterator[Told]:
    """What was typed on this laptop and is in no record yet."""
    for draft in desk.store.drafts.all():
        person = desk.store.persons.find_by_key(draft.person)
        if draft.person not in files or person is None:
            continue
        said = f"بدأت في {moment(draft.started_at).ar}، ولم تُحفظ في سجل بعد."
        try:
            form = get_form(desk, draft.form_id, draft.form_sha256)
            session = open_session(desk, form, person, draft.saved, (draft.started_at, draft.interview))
        except RuleBroken as unread:
            yield Told("مسودة مقابلة على هذا الجهاز", (), f"{said} {unread.ar}")
            continue
        lines = tuple(lines_under_sections(session, has_clerk_notes=True))
        title = f"مسودة مقابلة على هذا الجهاز: {session.form.called.ar}"
        yield Told(title, lines, said, name_author(desk, draft.user))


def _asker(desk: Desk, interview: str) -> str:
    return name_last_author(desk, "interviews", interview, "answers")


def _traced(desk: Desk, file: str) -> Iterator[Held]:
    trace = trace_person(desk, file, most=None)
    rows = tuple(
        (
            _when(deed.written_at),
            deed_of(deed.action).ar,
            named(deed.table, deed.about).ar.partition(" · ")[0],
            deed.author,
            deed.office or place("", is_here=deed.is_here).ar,
        )
        for deed in trace.deeds
    )
    if rows:
        yield Held("من تعامل مع هذه البيانات", ("متى", "ماذا", "في أي سجل", "من", "أين"), rows)


def _printed(desk: Desk, files: list[str]) -> Iterator[Held]:
    rows = tuple(
        (_when(one.at), _paper(one.paper), f"{one.copies}", name_author(desk, one.user))
        for file in files
        for one in desk.store.prints.of_person(file)
    )
    if rows:
        yield Held("ما طُبع أو حُفظ من أوراق على هذا الجهاز", ("متى", "الورقة", "عدد النسخ", "من"), rows)


def _paper(kind: str) -> str:
    return KINDS[kind].ar if kind in KINDS else kind
