"""The life of a request after the leave-gate: its stages, the steps between them, who may take which (DOMAIN.md, "Life
of a request").

A step is kept once and never changed; the request stands where the last step that counts has brought it. Two laptops
that take different steps from one place have both kept theirs: the one that head office got first counts, the other is
shown beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import RuleBroken
from domain.text import Text
from domain.user import User

DRAFT, COMPLETE = "draft", "complete"
SUBMITTED, UNDER_STUDY, ACCEPTED, REJECTED = "submitted", "under_study", "accepted", "rejected"
ANSWERED, SERVED, CLOSED, WITHDRAWN, VOIDED = "answered", "served", "closed", "withdrawn", "voided"
STAGES: Mapping[str, Text] = MappingProxyType(
    {
        DRAFT: Text("لم يكتمل", "not complete"),
        COMPLETE: Text("اكتمل ولم يُقدَّم", "complete, not handed in"),
        SUBMITTED: Text("قُدّم", "handed in"),
        UNDER_STUDY: Text("قيد الدراسة", "under study"),
        ACCEPTED: Text("قُبل", "accepted"),
        REJECTED: Text("لم يُقبل", "refused"),
        ANSWERED: Text("أُبلغ بالجواب", "answered"),
        SERVED: Text("قُدّمت الخدمة", "served"),
        CLOSED: Text("أُغلق", "closed"),
        WITHDRAWN: Text("سحبه صاحبه", "withdrawn"),
        VOIDED: Text("أُلغي", "voided"),
    }
)
FIRST = (SUBMITTED, WITHDRAWN, VOIDED)
"""The first step that is kept of a request; before it, what the desk has done says where it stands."""
# Each may stay: so a step that was skipped is settled, also when the matter has come to its end.
NEXT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        SUBMITTED: frozenset({SUBMITTED, UNDER_STUDY, WITHDRAWN, VOIDED}),
        UNDER_STUDY: frozenset({UNDER_STUDY, ACCEPTED, REJECTED, WITHDRAWN, VOIDED}),
        ACCEPTED: frozenset({ACCEPTED, REJECTED, UNDER_STUDY, ANSWERED}),
        REJECTED: frozenset({REJECTED, ACCEPTED, UNDER_STUDY, ANSWERED}),
        ANSWERED: frozenset({ANSWERED, SERVED, CLOSED}),
        SERVED: frozenset({SERVED, CLOSED}),
        CLOSED: frozenset({CLOSED}),
        WITHDRAWN: frozenset({WITHDRAWN}),
        VOIDED: frozenset({VOIDED}),
    }
)
DECIDED = (ACCEPTED, REJECTED)
WAITS_FOR_COMMITTEE = (SUBMITTED, UNDER_STUDY)
OPEN = (SUBMITTED, UNDER_STUDY, ACCEPTED, REJECTED, ANSWERED, SERVED)
ENDED = (CLOSED, WITHDRAWN, VOIDED)
FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "open": (COMPLETE, SUBMITTED, UNDER_STUDY, ACCEPTED, REJECTED, ANSWERED, SERVED),
        "committee": (COMPLETE, SUBMITTED, UNDER_STUDY),
        "reply": DECIDED,
        "service": (ANSWERED, SERVED),
        "ended": ENDED,
    }
)
"""What may be listed: everything that is open, what waits for the committee, for its answer, for service and closing,
and what has come to its end."""
COMMITTEE_ROLES = ("secretary", "manager")
"""Who takes requests to the committee and writes down what it decided."""
VOIDING_ROLES = ("secretary", "supervisor", "manager")
OVERRIDE_ROLES = ("manager",)
"""Who may, with a reason that is kept, do what the separation of duties reserves to somebody else."""
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStep:
    """`follows` is the step it was taken from (empty for the first), `on_day` the day it happened, `said` its reason or
    note, `session` the committee's. `attestation` and `signing` are the paper it rests on and what made that signed;
    `means`, `proof`, `reached` and `proof_at` how the answer reached the person; `override` why one user did two
    duties. `public_key` and `signature` are the word of who wrote a decision down."""

    id: str
    interview: str
    person: str
    stage: str
    follows: str
    on_day: str
    done_at: str
    done_by: str
    said: str = ""
    session: str = ""
    votes: str = ""
    attestation: str = ""
    signing: str = ""
    means: str = ""
    proof: str = ""
    reached: str = ""
    proof_at: str = ""
    override: str = ""
    public_key: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Path:
    """`steps` are those that count, the oldest first; `beside` those that were taken elsewhere and do not."""

    steps: tuple[RequestStep, ...]
    beside: tuple[RequestStep, ...] = ()

    @property
    def last(self) -> RequestStep | None:
        return self.steps[-1] if self.steps else None

    def last_of(self, *stages: str) -> RequestStep | None:
        return next((step for step in reversed(self.steps) if step.stage in stages), None)

    def first_of(self, stage: str) -> RequestStep | None:
        return next((step for step in self.steps if step.stage == stage), None)

    @property
    def decision(self) -> RequestStep | None:
        """What the committee decided, unless the request went back to it."""
        last = self.last_of(UNDER_STUDY, *DECIDED)
        return last if last is not None and last.stage in DECIDED else None


def path_of(steps: Iterable[RequestStep], current: str) -> Path:
    """From all that was kept of a request to what counts: back from the step `current` (its id, empty for none)."""
    known = {step.id: step for step in steps}
    found: list[RequestStep] = []
    at = known.get(current)
    while at is not None and at not in found:
        found.append(at)
        at = known.get(at.follows)
    counted = {step.id for step in found}
    beside = sorted((s for s in known.values() if s.id not in counted), key=lambda s: (s.done_at, s.id))
    return Path(tuple(reversed(found)), tuple(beside))


def check_step(stage: str, wanted: str) -> None:
    """Whether one may lead to the other. Raises RuleBroken."""
    may = FIRST if stage == COMPLETE else (WITHDRAWN, VOIDED) if stage == DRAFT else NEXT.get(stage, ())
    if wanted not in may or (wanted == stage and wanted != UNDER_STUDY):
        raise RuleBroken(
            "request.step",
            ar=f"حال الطلب: {STAGES[stage].ar}، ولا ينتقل منها إلى «{STAGES[wanted].ar}». راجع خطوته التالية.",
            en=f"The request is: {STAGES[stage].en}; it cannot become: {STAGES[wanted].en}. See its next step.",
            field="request",
        )


def check_served(path: Path) -> None:
    """A service follows an acceptance. Raises RuleBroken."""
    if path.decision is None or path.decision.stage != ACCEPTED:
        raise RuleBroken(
            "request.not_accepted",
            ar="لم يُقبل هذا الطلب، فلا خدمة تُسلَّم. أغلقه بعد إبلاغ صاحبه.",
            en="This request was not accepted: there is no service to hand over. Close it once the person was told.",
            field="request",
        )


def check_closed(path: Path) -> None:
    """An accepted request is served before it is closed. Raises RuleBroken."""
    is_accepted = path.decision is not None and path.decision.stage == ACCEPTED
    if is_accepted and path.last_of(SERVED) is None:
        raise RuleBroken(
            "request.not_served",
            ar="قُبل الطلب ولم تُسجَّل خدمته بعد. سجّل تسليم الخدمة ثم أغلقه.",
            en="The request was accepted and its service is not recorded. Record the delivery, then close it.",
            field="request",
        )


def check_reason(reason: str, *, is_needed: bool, field: str = "reason") -> str:
    """As it is kept. Raises RuleBroken when it is missing where it is needed, or too long."""
    said = " ".join(reason.split())
    if (is_needed and not said) or len(said) > LONGEST:
        raise RuleBroken(
            f"request.{field}",
            ar=f"اكتب السبب في {LONGEST} حرف على الأكثر.",
            en=f"Write the reason, in {LONGEST} characters at most.",
            field=field,
        )
    return said


# --- who may ---------------------------------------------------------------------------------------------------------


def roles_for(stage: str) -> tuple[str, ...]:
    """Whose step it is; empty where everybody at the desk may."""
    if stage in (UNDER_STUDY, *DECIDED):
        return COMMITTEE_ROLES
    return VOIDING_ROLES if stage == VOIDED else ()


def check_role(user: User, stage: str) -> None:
    """Raises RuleBroken."""
    roles = roles_for(stage)
    if roles and not set(roles).intersection(user.roles):
        raise not_allowed()


def not_allowed() -> RuleBroken:
    return RuleBroken(
        "request.role",
        ar="هذه الخطوة لأمين اللجنة أو المدير العام. اطلب من أحدهما أن يدخل بحسابه ويتمها.",
        en="This step is the committee secretary's or the general manager's. Ask one of them to sign in and take it.",
        field="request",
    )


def clashes(path: Path, stage: str, user: str, *, clerks: Sequence[str] = ()) -> bool:
    """Whether this user would do two duties that are kept apart: who took the request (or one of `clerks`, who
    witnessed its attestation) does not decide it, and who decided does not close it (herfa's clause on
    confidentiality; REQUIREMENTS.md 5)."""
    if stage in DECIDED:
        return user in clerks or any(step.done_by == user for step in path.steps if step.stage == SUBMITTED)
    if stage == CLOSED:
        return path.decision is not None and path.decision.done_by == user
    return False


def check_duties(user: User, *, is_clash: bool, override: str) -> str:
    """The reason as it is kept; nothing where nothing clashes. Raises RuleBroken."""
    if not is_clash:
        return ""
    may = bool(set(OVERRIDE_ROLES).intersection(user.roles))
    said = " ".join(override.split())
    if may and said and len(said) <= LONGEST:
        return said
    raise RuleBroken(
        "request.duties",
        ar="من استقبل الطلب لا يقرر فيه، ومن قرر لا يغلقه. يتم هذه الخطوة مستخدم آخر، "
        "أو يتمها المدير العام بعد كتابة سبب الاستثناء.",
        en="Who took a request does not decide it, and who decided does not close it. Another user takes this step, or "
        "the general manager writes why there is an exception.",
        field="override",
    )
