"""The ways to reach a person: noted, put right, preferred, taken away."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import find_group
from desktop.usecases.name_record import name_author
from domain.contact import MOBILE, Contact, ContactDraft, Reach, preferred_of, refuse_twice
from domain.errors import RuleBroken
from domain.person import Person
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text


@dataclass(frozen=True)
class HeldContact:
    """`seen` goes back with an edit: it is what the clerk was shown."""

    contact: Contact
    seen: Seen
    is_preferred: bool
    noted_by: str


@dataclass(frozen=True)
class OfferedMeans:
    """A way by which an answer could be agreed to reach him, in words."""

    said: Text
    is_preferred: bool
    is_for_notices: bool


def contacts_held(desk: Desk, files: Collection[str]) -> tuple[HeldContact, ...]:
    """Of all his files, the preferred first, then as they were noted."""
    found = desk.store.contacts.of_persons(files)
    preferred = preferred_of(found)
    held = (
        HeldContact(
            one, desk.store.contacts.seen("contacts", one.id), one == preferred, name_author(desk, one.noted_by)
        )
        for one in found
    )
    return tuple(sorted(held, key=lambda one: not one.is_preferred))


def offered_means(desk: Desk, person: Person) -> tuple[OfferedMeans, ...]:
    """What is on record for him, the preferred first; the mobile of his file too, unless it is among them."""
    files = [file.id for file in find_group(desk, person).files]
    held = contacts_held(desk, files)
    offered = [OfferedMeans(one.contact.reach.said, one.is_preferred, one.contact.is_for_notices) for one in held]
    addresses = {one.contact.reach.address for one in held}
    if person.mobile and person.mobile not in addresses:
        offered.append(OfferedMeans(Reach(MOBILE, person.mobile).said, is_preferred=False, is_for_notices=False))
    return tuple(offered)


def add_contact(desk: Desk, person: str, draft: ContactDraft, is_preferred: bool = False) -> Changes:
    """Raises RuleBroken with the field."""
    reach = draft.check()
    found, _ = desk.store.persons.get(person)
    others = _of_group(desk, found)
    refuse_twice(reach, others)
    made = Contact(
        desk.new_id(),
        found.id,
        reach,
        draft.is_for_notices,
        _preferred_now(desk, others) if is_preferred else "",
        desk.minute(),
        desk.user.id,
    )
    with desk.store.work("contact.add", desk.user.id) as work:
        work.contacts.add(made)
    return work.changes


def edit_contact(desk: Desk, held: HeldContact, draft: ContactDraft, is_preferred: bool = False) -> Changes:
    """Writes what differs from what was shown; one that is preferred stays so until another is. Raises RuleBroken."""
    reach, before = draft.check(), held.contact
    others = tuple(one for one in _of_group(desk, desk.store.persons.get(before.person)[0]) if one.id != before.id)
    refuse_twice(reach, others)
    after = replace(before, reach=reach, is_for_notices=draft.is_for_notices)
    if is_preferred and not held.is_preferred:
        after = replace(after, preferred_at=_preferred_now(desk, others))
    if after == before:
        return NO_CHANGES
    with desk.store.work("contact.edit", desk.user.id) as work:
        work.contacts.edit(held.seen, before, after)
    return work.changes


def remove_contact(desk: Desk, held: HeldContact, reason: str) -> Changes:
    """It stays in the history, and can be brought back. Raises RuleBroken without a reason."""
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(
            "contact.reason",
            ar="اكتب سبب حذف الوسيلة، مثل: لم يعد الرقم له.",
            en="Write why it is taken away, like: the number is no longer his.",
            field="reason",
        )
    with desk.store.work("contact.remove", desk.user.id) as work:
        work.contacts.remove(held.contact, said)
    return work.changes


def find_contact(desk: Desk, contact: str) -> HeldContact:
    """One that stands, as it is now. Raises RuleBroken."""
    found, _ = desk.store.contacts.get(contact)
    files = [file.id for file in find_group(desk, desk.store.persons.get(found.person)[0]).files]
    held = next((one for one in contacts_held(desk, files) if one.contact.id == contact), None)
    if held is None:
        raise RuleBroken(
            "contact.removed",
            ar="حُذفت هذه الوسيلة من قبل؛ راجع سجل ملفه.",
            en="This contact was taken away before; see the history of the file.",
            field="contact",
        )
    return held


def bring_back_contact(desk: Desk, contact: str) -> Changes:
    """Raises RuleBroken when the same address was noted anew meanwhile."""
    found, seen = desk.store.contacts.get(contact)
    others = (one for one in _of_group(desk, desk.store.persons.get(found.person)[0]) if one.id != contact)
    refuse_twice(found.reach, others)
    with desk.store.work("contact.return", desk.user.id) as work:
        work.contacts.bring_back(seen, found)
    return work.changes


def _of_group(desk: Desk, person: Person) -> tuple[Contact, ...]:
    return desk.store.contacts.of_persons([file.id for file in find_group(desk, person).files])


def _preferred_now(desk: Desk, others: Collection[Contact]) -> str:
    """Later than whatever was preferred before, also where another laptop's clock ran ahead."""
    latest, now = preferred_of(others), desk.now()
    if latest is not None:
        now = max(now, datetime.fromisoformat(latest.preferred_at) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")
