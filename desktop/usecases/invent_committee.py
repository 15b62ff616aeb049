"""The demonstration's requests after the desk: a session that was held, its answers, and one that sits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.usecases.answer_request import answer_request, close_request, serve_request
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import hold_session, open_committee, sign_minutes
from desktop.usecases.know_request import find_signed, know_request
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.move_request import withdraw_request
from desktop.usecases.seat_members import MemberDraft
from domain.committee import DEFERRED, SessionDraft
from domain.holidays import working_days_after
from domain.reply import CALL, LETTER, MESSAGE, ReplyDraft
from domain.request import ACCEPTED, REJECTED, SUBMITTED
from domain.user import User

MEMBERS = (
    MemberDraft("سعود النخيلي", "رئيس اللجنة"),
    MemberDraft("هند الواحي", "عضو"),
    MemberDraft("راشد الروضي", "عضو"),
    MemberDraft("منيرة السهلي", "أمينة اللجنة"),
)
PLACE = "قاعة الاجتماعات"
FIRST_SESSION, SITTING_HOUR = 6, 10
ON_AGENDA = 4
# What becomes of those of the first session, in their order: decision, its words, and how far it went afterwards.
FATES: tuple[tuple[str, str, str], ...] = (
    (ACCEPTED, "", "closed"),
    (REJECTED, "الدخل فوق الحد المعتمد في اللائحة", "closed"),
    (ACCEPTED, "يُصرف على دفعتين", "served"),
    (ACCEPTED, "", "answered"),
    (ACCEPTED, "بعد زيارة الباحث", ""),
    (DEFERRED, "بانتظار كشف حساب حديث", ""),
)
REPLIES = (
    ReplyDraft(CALL, "اتصال على رقمه المسجّل، وأجاب بنفسه", at="11:15"),
    ReplyDraft(LETTER, "سُلّم الخطاب له في المكتب"),
    ReplyDraft(MESSAGE, "قررت اللجنة في طلبكم، ونرجو مراجعة المكتب"),
)
DELIVERED = ("سلة غذائية ومؤونة شهر", "أدوات عمل بحسب عرض السعر", "تحويل إلى الحساب المسجّل")


def invent_committee(desk: Desk, now: datetime, random: Random, pass_to: Callable[[datetime], None]) -> None:
    """`pass_to` moves the clock of the desk. Of too few requests there is no committee yet."""
    waiting = _waiting(desk)
    held, sitting = waiting[:FIRST_SESSION], waiting[FIRST_SESSION:]
    if len(held) < FIRST_SESSION:
        return
    secretary = _secretary(desk, random)
    pass_to(_sitting(desk, held, now))
    _hold_first(secretary, held)
    pass_to(now)
    for place, (interview, (outcome, _, end)) in enumerate(zip(held, FATES, strict=True)):
        _finish(desk, interview, outcome, end, place)
    if sitting:
        withdraw_request(desk, sitting[0], "وجد ما يغنيه عن الطلب")
    if len(sitting) > 1:
        session = open_committee(secretary, SessionDraft("", desk.today(), PLACE), (), sitting[1 : 1 + ON_AGENDA])
        first = session.lines[0].item.interview
        decide_request(secretary, session.session.id, first, ACCEPTED, votes="بالإجماع")


def _waiting(desk: Desk) -> Sequence[str]:
    rows = desk.store.requests.at([SUBMITTED], most=FIRST_SESSION + 2 * ON_AGENDA)
    return [row.interview for row in rows if find_signed(desk, row.interview) is not None]


def _sitting(desk: Desk, held: Sequence[str], now: datetime) -> datetime:
    """The day after the last of them was handed in, if that has come."""
    last = max(step.on_day for one in held if (step := know_request(desk, one).path.last) is not None)
    day = next(iter(working_days_after(date.fromisoformat(last), holidays_of(desk))))
    return min(datetime(day.year, day.month, day.day, SITTING_HOUR, tzinfo=now.tzinfo), now)


def _secretary(desk: Desk, random: Random) -> Desk:
    """Somebody who is known to the office, and has no password: nobody signs in with her name."""
    key = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    user = User(desk.new_id(), "committee", "منيرة السهلي", ("secretary",))
    with desk.store.work("user.add", desk.user.id) as work:
        work.users.add(user)
        public = key.public_key().public_bytes_raw()
        work.users.add_key(desk.new_id(), user=user.id, public_key=public, made_at=desk.minute())
    return replace(desk, user=user, user_key=key)


def _hold_first(secretary: Desk, held: Sequence[str]) -> None:
    draft = SessionDraft("", secretary.today(), PLACE, f"{SITTING_HOUR}:00")
    session = open_committee(secretary, draft, MEMBERS, held).session.id
    for interview, (outcome, reason, _) in zip(held, FATES, strict=True):
        decide_request(secretary, session, interview, outcome, reason)
    hold_session(secretary, session, ends_at=f"{SITTING_HOUR + 1}:30", recommendations="متابعة صرف ما قُبل خلال الشهر")
    sign_minutes(secretary, session, direction="يُعتمد، ويُبلَّغ أصحاب الطلبات")


def _finish(desk: Desk, interview: str, outcome: str, end: str, place: int) -> None:
    if not end:
        return
    answer_request(desk, interview, REPLIES[place % len(REPLIES)])
    if outcome == ACCEPTED and end in ("served", "closed"):
        serve_request(desk, interview, DELIVERED[place % len(DELIVERED)])
    if end == "closed":
        close_request(desk, interview)
