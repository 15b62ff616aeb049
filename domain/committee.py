"""The committee that studies requests: its sessions, who is there, what it looks at, and the minutes of it (all five
policies: it studies, and accepts or refuses)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.errors import RuleBroken
from domain.request import ACCEPTED, COMMITTEE_ROLES, REJECTED, not_allowed
from domain.text import Text
from domain.user import User

OPENED, HELD, SIGNED, CANCELLED = "opened", "held", "signed", "cancelled"
STATES: Mapping[str, Text] = MappingProxyType(
    {
        OPENED: Text("مفتوحة", "open"),
        HELD: Text("انتهت ولم يُوقَّع محضرها", "held, minutes not signed"),
        SIGNED: Text("وُقّع محضرها", "minutes signed"),
        CANCELLED: Text("أُلغيت", "cancelled"),
    }
)
NEXT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        OPENED: frozenset({OPENED, HELD, CANCELLED}),
        HELD: frozenset({HELD, OPENED, SIGNED}),
        SIGNED: frozenset({SIGNED}),
        CANCELLED: frozenset({CANCELLED}),
    }
)
DEFERRED = "deferred"
OUTCOMES = (ACCEPTED, REJECTED, DEFERRED)
"""What a session may come to about a request."""
LONGEST_WORD, LONGEST_NOTE = 120, 2000


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """As it is typed: `day` ISO; `place`, `starts_at` (HH:MM) and `ends_at` may be empty."""

    number: str
    day: str
    place: str = ""
    starts_at: str = ""
    ends_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`committee` is what the policy called it then. `signed_on` and `signers`: the paper minutes were signed, when and
    by whom; `direction` what the general manager directed."""

    id: str
    number: str
    day: str
    committee: str
    opened_by: str
    opened_at: str
    place: str = ""
    starts_at: str = ""
    ends_at: str = ""
    state: str = OPENED
    recommendations: str = ""
    direction: str = ""
    signed_on: str = ""
    signers: str = ""
    signing_noted_by: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """`office` is what he is in the committee, `excuse` why he was not there; `place` orders the list."""

    id: str
    session: str
    name: str
    office: str = ""
    is_present: bool = True
    excuse: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class AgendaItem:
    id: str
    session: str
    interview: str
    person: str
    place: int = 0


def check_committee_role(user: User) -> None:
    """Raises RuleBroken."""
    if not set(COMMITTEE_ROLES).intersection(user.roles):
        raise not_allowed()


def check_session(draft: SessionDraft, *, today: date, is_known: bool = False) -> SessionDraft:
    """As it is kept. Raises RuleBroken with the field. `is_known`: another session has this number."""
    number, place = " ".join(draft.number.split()), " ".join(draft.place.split())
    if not number or len(number) > LONGEST_WORD:
        raise _broken("number", "اكتب رقم الجلسة.", "Write the number of the session.")
    if is_known:
        raise _broken(
            "number", f"لجلسة أخرى الرقم {number}. اختر رقمًا بعده.", f"Another session has the number {number}."
        )
    try:
        date.fromisoformat(draft.day)
    except ValueError as error:
        raise _broken("day", "اكتب يوم الجلسة.", "Write the day of the session.") from error
    if date.fromisoformat(draft.day) > today.replace(year=today.year + 1, day=min(today.day, 28)):
        raise _broken("day", "يوم الجلسة بعيد. راجع السنة.", "The day is far ahead. Check the year.")
    starts, ends = _checked_time("starts_at", draft.starts_at), _checked_time("ends_at", draft.ends_at)
    return SessionDraft(number, draft.day, place[:LONGEST_WORD], starts, ends)


def check_member(name: str, office: str, excuse: str) -> tuple[str, str, str]:
    """As they are kept. Raises RuleBroken."""
    who, what, why = (" ".join(text.split()) for text in (name, office, excuse))
    if not who or max(map(len, (who, what, why))) > LONGEST_WORD:
        raise _broken("name", "اكتب اسم العضو.", "Write the member's name.")
    return who, what, why


def check_open(session: Session) -> None:
    """Raises RuleBroken unless the session still takes decisions."""
    if session.state != OPENED:
        raise _broken(
            "session",
            f"الجلسة {session.number}: {STATES[session.state].ar}، فلا يُضاف إليها ولا يُقرَّر فيها.",
            f"Session {session.number} is: {STATES[session.state].en}. Nothing is added or decided in it.",
        )


def check_held(session: Session, members: Sequence[Member], undecided: int) -> None:
    """Whether its minutes can be made: somebody was there, and every request on the agenda was looked at. Raises
    RuleBroken."""
    check_open(session)
    if not any(member.is_present for member in members):
        raise _broken("members", "سجّل عضوًا حاضرًا على الأقل.", "Enter at least one member who is present.")
    if undecided:
        raise _broken(
            "agenda",
            f"بقي في جدول الأعمال {undecided} بلا قرار. قرّر فيها أو أجّلها أو أخرجها من الجدول.",
            f"Without a decision on the agenda: {undecided}. Decide, defer, or take them off.",
        )


def check_signed(session: Session, signed_on: str, signers: str, *, today: date) -> tuple[str, str]:
    """The day and the names as they are kept. Raises RuleBroken."""
    if session.state != HELD:
        raise _broken(
            "session",
            f"حال الجلسة: {STATES[session.state].ar}. يُسجَّل توقيع المحضر بعد إنهائها، ومرة واحدة.",
            f"The session is: {STATES[session.state].en}. Signing is recorded once, after it was held.",
        )
    names = " ".join(signers.split())
    if not names or len(names) > LONGEST_NOTE:
        raise _broken("signers", "اكتب أسماء من وقّعوا المحضر.", "Write who signed the minutes.")
    try:
        day = date.fromisoformat(signed_on)
    except ValueError as error:
        raise _broken("signed_on", "اكتب يوم التوقيع.", "Write the day it was signed.") from error
    if not date.fromisoformat(session.day) <= day <= today:
        raise _broken(
            "signed_on", "يوم التوقيع بين يوم الجلسة واليوم.", "The minutes are signed between the session and today."
        )
    return signed_on, names


def _checked_time(field: str, text: str) -> str:
    at = text.strip()
    if not at:
        return ""
    hours, _, minutes = at.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60 and len(minutes) == 2):
        raise _broken(field, "اكتب الساعة هكذا: 10:30.", "Write the time like 10:30.")
    return f"{int(hours):02}:{minutes}"


def _broken(field: str, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"committee.{field}", ar=ar, en=en, field=field)
