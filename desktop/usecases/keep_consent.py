"""The privacy notice: told at intake, agreed to, withdrawn."""

from db.store import Work
from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import find_group
from domain.errors import RuleBroken
from domain.privacy import Consent, PrivacyNotice, agreed_to, notice_of
from domain.sync.changes import NO_CHANGES, Changes


def privacy_notice(desk: Desk) -> PrivacyNotice:
    """The text that is told today."""
    return notice_of(desk.profile)


def consents_of(desk: Desk, person: str) -> tuple[Consent, ...]:
    """Of all his files, the newest first."""
    found, _ = desk.store.persons.get(person)
    return desk.store.consents.of_persons([file.id for file in find_group(desk, found).files])


def agree_to_notice(desk: Desk, person: str) -> Changes:
    """He was told today's notice and agreed; written once."""
    found, _ = desk.store.persons.get(person)
    if agreed_to(privacy_notice(desk), consents_of(desk, found.id)):
        return NO_CHANGES
    with desk.store.work("person.consent", desk.user.id) as work:
        write_consent(desk, work, found.id)
    return work.changes


def write_consent(desk: Desk, work: Work, person: str) -> None:
    """Within an action of the desk."""
    notice = privacy_notice(desk)
    work.consents.add(Consent(desk.new_id(), person, notice.version, notice.sha256, desk.minute(), desk.user.id))


def withdraw_consent(desk: Desk, person: str, reason: str) -> Changes:
    """Every agreement of his that stands. What was done while it stood stays as it is. Raises RuleBroken."""
    standing = [one for one in consents_of(desk, person) if one.stands]
    if not standing:
        raise RuleBroken(
            "consent.none",
            ar="لا موافقة قائمة لهذا الشخص لتُسحب.",
            en="This person has no agreement that stands.",
        )
    if not reason.strip():
        raise RuleBroken(
            "consent.reason",
            ar="اكتب سبب السحب، كطلب صاحب البيانات.",
            en="Write why, like the person's own request.",
            field="reason",
        )
    with desk.store.work("person.withdraw", desk.user.id) as work:
        for one in standing:
            work.consents.withdraw(one, reason.strip())
    return work.changes
