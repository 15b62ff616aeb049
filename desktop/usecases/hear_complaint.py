"""What somebody complains of at the desk stands in the register by itself: in the entry that finishes the interview."""

from dataclasses import replace

from db.store import Work
from desktop.usecases.desk import Desk
from domain.complaint import LONGEST, LONGEST_LINE, MENDED, NO, YES, Complaint, ComplaintStep
from domain.complaint_rights import sees
from domain.complaint_rules import COMMITTEE, channels_of
from forms.interview.session import Session

ABOUT, ABOUT_OTHER, TOLD, DEPARTMENT = ("about", "about_other", "told", "department")
REMEDIES, REMEDY_DETAILS, GOES_ON = "remedies", "remedy_details", "harm_goes_on"
"""The questions of a form of complaints whose answers the register takes."""
IN_PERSON = "in_person"


def hear_complaint(
    desk: Desk, work: Work, session: Session, *, interview: str, number: str, person: str, started_at: str
) -> None:
    """Called once the interview of a complaint is finished. It has the interview's number, which stands on the receipt.
    Answered otherwise later, its words follow, as long as it is not closed."""
    lines = session.attestation_lines()
    said = {line["path"].rpartition("/")[2]: line["display"] for line in lines}
    goes_on = any(line["path"].endswith(f"/{GOES_ON}") and line["value"] == YES for line in lines)
    known = desk.store.complaints.of_interview(interview)
    subject = (said.get(ABOUT_OTHER) or said.get(ABOUT) or session.form.called.ar)[:LONGEST_LINE]
    # A form of the association's own may ask otherwise: then all that was answered is the complaint.
    told = said.get(TOLD) or "\n".join(f"{line['question']}: {line['display']}" for line in lines)[:LONGEST]
    wanted = "\n".join(filter(None, (said.get(REMEDIES, ""), said.get(REMEDY_DETAILS, ""))))
    emergency = YES if goes_on else NO
    if known is None:
        work.complaints.add(
            Complaint(
                desk.new_id(),
                number,
                started_at[:10],
                channel_at_desk(desk, person, started_at[:10]),
                desk.minute(),
                desk.user.id,
                subject,
                told,
                wanted,
                person=person,
                interview=interview,
                emergency=emergency,
                owner_unit=_unit(desk, said.get(DEPARTMENT, "")),
            )
        )
    elif not known.is_closed and sees(desk.user, known):
        _follow(desk, work, known, (subject, told, wanted, emergency))


def _follow(desk: Desk, work: Work, known: Complaint, words: tuple[str, str, str, str]) -> None:
    if words == (known.subject, known.told, known.wanted, known.emergency):
        return
    one, seen = desk.store.complaints.get(known.id)
    subject, told, wanted, emergency = words
    work.complaints.mend(seen, replace(one, subject=subject, told=told, wanted=wanted, emergency=emergency))
    work.complaints.add_step(
        ComplaintStep(desk.new_id(), one.id, one.subject_id, MENDED, "", desk.minute(), desk.user.id)
    )


def _unit(desk: Desk, department: str) -> str:
    """The policy's committee follows complaints up; else the department that was named."""
    return COMMITTEE if desk.profile.complaints.committee is not None else department


def channel_at_desk(desk: Desk, person: str, day: str) -> str:
    """Of the visit with which he came that day; else in person, as the profile calls it."""
    visits = (visit for visit in desk.store.visits.of_day(day) if visit.void_reason is None)
    came_by = next((one.channel for one in visits if one.person == person and one.channel), "")
    known = {one.id: one.text.ar for one in channels_of(desk.profile)}
    if came_by in known:
        return came_by
    words = next((one.text.ar for one in desk.profile.channels if one.id == came_by), None)
    same = next((id for id, text in known.items() if text == words), "")
    return same or (IN_PERSON if IN_PERSON in known else desk.profile.channels[0].id)
