"""`istiqbal contact …`"""

from argparse import Namespace

from desktop.commands.context import Context, Result
from desktop.usecases.desk import Desk
from desktop.usecases.keep_contacts import HeldContact, add_contact, edit_contact, find_contact, remove_contact
from desktop.usecases.keep_person import show_person
from domain.contact import ContactDraft


def run(context: Context) -> Result:
    asked = context.arguments
    with context.desk() as desk:
        match asked.verb:
            case "list":
                person = asked.person
            case "add":
                person = asked.person
                add_contact(desk, person, _draft(asked), asked.preferred)
            case "prefer":
                person = _prefer(desk, asked.contact)
            case _:
                person = _remove(desk, asked.contact, asked.reason)
        held = show_person(desk, person).contacts
    return Result(
        {"contacts": list(map(contact_json, held))}, "\n".join(map(_line, held)) or "لا وسيلة تواصل مسجّلة له."
    )


def _draft(asked: Namespace) -> ContactDraft:
    return ContactDraft(asked.kind, asked.address, asked.whose, asked.notices)


def _prefer(desk: Desk, contact: str) -> str:
    held = find_contact(desk, contact)
    reach = held.contact.reach
    draft = ContactDraft(reach.kind, reach.address, reach.whose, held.contact.is_for_notices)
    edit_contact(desk, held, draft, is_preferred=True)
    return held.contact.person


def _remove(desk: Desk, contact: str, reason: str) -> str:
    held = find_contact(desk, contact)
    remove_contact(desk, held, reason)
    return held.contact.person


def contact_json(held: HeldContact) -> dict[str, object]:
    contact = held.contact
    return {
        "id": contact.id,
        "kind": contact.reach.kind,
        "address": contact.reach.address,
        "whose": contact.reach.whose or None,
        "preferred": held.is_preferred,
        "notices": contact.is_for_notices,
        "noted_at": contact.noted_at,
        "noted_by": held.noted_by,
    }


def _line(held: HeldContact) -> str:
    marks = (("المفضلة", held.is_preferred), ("للإشعارات", held.contact.is_for_notices))
    told = "، ".join(word for word, is_so in marks if is_so)
    return f"{held.contact.id}  {held.contact.reach.said.ar}" + (f"  ({told})" if told else "")
