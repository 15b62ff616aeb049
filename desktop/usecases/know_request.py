"""What is known of a request on its way: where it stands, what brought it there, when it is to be answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.requests import RequestRow
from db.unit_of_work import Seen
from desktop.usecases.attested import kinds_of, state_of_paper
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import title_of
from desktop.usecases.load_holidays import holidays_of
from domain.attestation import rule_of
from domain.errors import RuleBroken
from domain.request import COMPLETE, DRAFT, Path, RequestStep, path_of
from domain.request_term import Due, due_of_request
from domain.text import Text


@dataclass(frozen=True)
class KnownRequest:
    """`stage` as `domain.request` names it, draft and complete included; `seen` goes back with the next step."""

    row: RequestRow
    stage: str
    path: Path
    kind: Text
    due: Due
    seen: Seen

    @property
    def interview(self) -> str:
        return self.row.interview

    @property
    def completed_on(self) -> str:
        return self.row.completed_at[:10]


@dataclass(frozen=True)
class SignedPaper:
    """The attestation that stands and is signed; `signing` is the row that says so, `clerk` who witnessed it."""

    id: str
    number: str
    signing: str
    clerk: str


def know_request(desk: Desk, interview: str) -> KnownRequest:
    """By id or number of its interview. Raises RuleBroken for one that takes no request."""
    found, seen = desk.store.interviews.get(interview)
    row = desk.store.requests.find(found.id)
    if row is None or not desk.profile.kinds_of_form(found.form_id) or found.void_reason is not None:
        raise RuleBroken(
            "request.none",
            ar="هذه المقابلة لا تأخذ طلبًا. راجع قائمة الطلبات.",
            en="This interview takes no request. See the list of requests.",
            field="request",
        )
    steps = desk.store.requests.steps_of([found.id])
    return known_of(desk, row, steps.get(found.id, ()), seen)


def known_of(desk: Desk, row: RequestRow, steps: Iterable[RequestStep], seen: Seen) -> KnownRequest:
    path = path_of(steps, row.step)
    stage = row.stage or (COMPLETE if row.completed_at else DRAFT)
    today = date.fromisoformat(desk.today())
    due = due_of_request(desk.profile.reply_term, path, row.completed_at[:10], today=today, holidays=holidays_of(desk))
    return KnownRequest(row, stage, path, kind_text(desk, row), due, seen)


def known_all(desk: Desk, rows: Iterable[RequestRow]) -> tuple[KnownRequest, ...]:
    """Their steps are read at once; nothing is shown for editing, so `seen` is empty."""
    rows = tuple(rows)
    steps: Mapping[str, tuple[RequestStep, ...]] = desk.store.requests.steps_of([row.interview for row in rows])
    return tuple(
        known_of(desk, row, steps.get(row.interview, ()), Seen("interviews", row.interview, None)) for row in rows
    )


def kind_text(desk: Desk, row: RequestRow) -> Text:
    """The chosen kind, or the only one of the form, else what the form is called."""
    kinds = desk.profile.kinds_of_form(row.form_id)
    chosen = [kind for kind in kinds if kind.id == row.kind]
    only = kinds if len(kinds) == 1 else ()
    found = next(iter((*chosen, *only)), None)
    return found.text if found is not None else title_of(desk, row.form_id)


def find_signed(desk: Desk, interview: str) -> SignedPaper | None:
    """The newest attestation, if it stands and is signed."""
    rows = desk.store.attestations.of_interview(interview)
    if not rows or state_of_paper(desk, rows[0]) != "signed":
        return None
    paper = rows[0]
    rule = rule_of(paper.frozen)
    sworn = [(one.id, one.kind) for one in desk.store.attestations.signatures(paper.id)]
    proofs = [(one.id, one.kind) for one in desk.store.proofs.of(paper.id)]
    known = kinds_of(desk, paper.id)
    meets = [id for id, kind in (*sworn, *proofs) if rule.is_met_by(frozenset({kind}) & known)]
    rest = [id for id, _ in (*sworn, *proofs)]
    signing = next(iter((*meets, *rest)), "")
    return SignedPaper(paper.id, paper.number, signing, paper.clerk) if signing else None


def get_signed(desk: Desk, interview: str) -> SignedPaper:
    """Raises RuleBroken: nothing goes to the committee without a signed attestation (clause 18)."""
    found = find_signed(desk, interview)
    if found is None:
        raise RuleBroken(
            "request.not_attested",
            ar="لا يُعرض الطلب على اللجنة بلا إقرار موقّع يطابق بياناته. افتح «قبل المغادرة» وأعدّ الإقرار ووقّعه.",
            en="A request does not go to the committee without a signed attestation of its data. Make and sign it "
            "before the person leaves.",
            field="attestation",
        )
    return found
