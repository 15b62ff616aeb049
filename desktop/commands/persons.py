"""`istiqbal person …`"""

from dataclasses import asdict, replace

from desktop.commands.contacts import contact_json
from desktop.commands.context import Context, Result
from desktop.commands.enquiries import enquiry_json
from desktop.commands.referrals import referral_json
from desktop.commands.suggestions import suggestion_json
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_person
from desktop.usecases.find_people import find_people
from desktop.usecases.join_persons import join_persons, part_persons
from desktop.usecases.keep_person import PersonPage, edit_person, register_person, show_person
from desktop.usecases.know_complaint import complaints_of_persons
from desktop.usecases.list_requests import requests_of_persons
from desktop.usecases.trace_person import trace_person
from domain.deed import deed_of
from domain.person import Person, PersonDraft, draft_of
from domain.record_words import moment, named, place
from domain.shown import shown_mobile

FIELDS = {
    "name": "name",
    "id_number": "id_number",
    "id_reason": "id_override",
    "phone": "mobile",
    "born": "born",
    "sex": "sex",
    "iban": "iban",
    "town": "town",
    "member_number": "member_number",
}


def run(context: Context) -> Result:
    with context.desk() as desk:
        match context.arguments.verb:
            case "add":
                person = register_person(desk, _filled(context, PersonDraft())).person
                return Result(person_data(person), f"{person.id}\n{person.number}")
            case "edit":
                return _edit(context, desk)
            case "find":
                people = find_people(desk, context.arguments.text)
                data = {"persons": [person_data(person) for person in people]}
                return Result(data, "\n".join(map(_line, people)) or "لا أحد بهذا الاسم أو الرقم.")
            case "show":
                return _show(desk, context.arguments.person)
            case "trace":
                return _trace(desk, context.arguments.person)
            case "merge":
                return _merge(context, desk)
            case "part":
                return _part(context, desk)
            case "erase":
                return _erase(context, desk)
    raise LookupError(context.arguments.verb)


def _filled(context: Context, draft: PersonDraft) -> PersonDraft:
    given = {field: context.text(option) for option, field in FIELDS.items()}
    return replace(draft, **{field: value for field, value in given.items() if value is not None})


def _edit(context: Context, desk: Desk) -> Result:
    page = show_person(desk, context.arguments.person)
    changes = edit_person(desk, page, _filled(context, draft_of(page.person)))
    after = show_person(desk, page.person.id).person
    return Result({**person_data(after), "changed": bool(changes)}, f"{after.id}\n{after.number}")


def _merge(context: Context, desk: Desk) -> Result:
    asked = context.arguments
    joined = join_persons(desk, asked.keep, asked.other, asked.from_other)
    page = show_person(desk, asked.keep)
    text = f"ملفان لشخص واحد. ما يُعتمد: {_line(page.whole)}"
    return Result({**_same_data(page), "links": list(joined.links), "changed": bool(joined.changes)}, text)


def _part(context: Context, desk: Desk) -> Result:
    asked = context.arguments
    parted = part_persons(desk, asked.keep, asked.other, asked.reason)
    page = show_person(desk, asked.keep)
    return Result({**_same_data(page), "links": list(parted.links)}, "فُصل الملفان، ولكل منهما ما كان له.")


def _trace(desk: Desk, person: str) -> Result:
    trace = trace_person(desk, person)
    lines = (
        f"{moment(deed.written_at).ar}  {deed_of(deed.action).ar}: {named(deed.table, deed.about).ar}"
        f"  ({'، '.join(filter(None, (deed.author, place(deed.office, is_here=deed.is_here).ar)))})"
        for deed in trace.deeds
    )
    return Result({"deeds": [asdict(deed) for deed in trace.deeds], "count": trace.count}, "\n".join(lines))


def _same_data(page: PersonPage) -> dict[str, object]:
    """The person as he is shown, and the numbers of his other files."""
    return {**person_data(page.whole), "same": [file.number for file in page.same]}


def _erase(context: Context, desk: Desk) -> Result:
    person = show_person(desk, context.arguments.person).person
    erase_person(desk, person.id, context.arguments.reason)
    text = "سيُمحى كل ما يخصه هنا وفي المركز الرئيس وفي كل جهاز بعد المزامنة القادمة."
    return Result({"id": person.id, "number": person.number, "waits": True}, text)


def _show(desk: Desk, person: str) -> Result:
    page = show_person(desk, person)
    files = [page.person.id, *(file.id for file in page.same)]
    data = {
        **person_data(page.person),
        "same": [{"id": file.id, "number": file.number, "name": file.name} for file in page.same],
        "visits": [visit.id for visit in page.visits],
        "household": [
            {"name": member.name, "relation": member.relation, "age": member.age} for member in page.household
        ],
        "contacts": [contact_json(held) for held in page.contacts],
        "documents": [
            {"id": held.id, "title": held.title.en, "number": held.number, "state": held.state}
            for held in page.documents
        ],
        "consents": [
            {"version": line.version, "agreed_at": line.agreed_at, "withdrawn": line.withdrawn or None}
            for line in page.consents
        ],
        "interviews": [{"id": line.id, "number": line.number, "state": line.state} for line in page.interviews],
        "referrals": [referral_json(line) for line in page.referrals],
        "requests": [
            {"interview": line.interview, "number": line.number, "stage": line.stage}
            for line in requests_of_persons(desk, files)
        ],
        "complaints": [
            {"id": line.complaint.id, "number": line.complaint.number, "progress": line.complaint.progress}
            for line in complaints_of_persons(desk, files)
        ],
        "enquiries": [enquiry_json(line) for line in page.enquiries],
        "suggestions": [suggestion_json(line) for line in page.suggestions],
        "attestations": [{"id": line.id, "number": line.number, "state": line.state} for line in page.attestations],
    }
    return Result(data, _line(page.person))


def person_data(person: Person) -> dict[str, object]:
    born = person.born
    return {
        "id": person.id,
        "number": person.number,
        "name": person.name,
        "id_type": person.id_type,
        "id_number": person.id_number,
        "phone": person.mobile,
        "born": {"hijri": born.hijri, "gregorian": born.gregorian, "typed": born.typed} if born else None,
        "sex": person.sex,
        "iban": person.iban,
        "town": person.town,
        "member_number": person.member_number,
    }


def _line(person: Person) -> str:
    mobile = shown_mobile(person.mobile) if person.mobile else None
    return "  ".join(filter(None, (person.number, person.name, person.id_number, mobile, person.town)))
