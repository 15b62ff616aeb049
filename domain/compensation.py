"""The dossier of a compensation: conditions, proof and what was negotiated, as the policy states them (herfa, «التعويض»
1-4; twaim, «تعويض المستفيدين» 1-4).

It is closed only when every condition holds and one proof that the policy accepts is there with what that kind of
proof must say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.complaint_rules import is_day, said_text
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.policy_parts import Compensation, ProofKind
from domain.text import Text

OPEN, CLOSED = "open", "closed"
PROGRESS: Mapping[str, Text] = MappingProxyType(
    {OPEN: Text("مفتوح", "open"), CLOSED: Text("أُغلق بإثباته", "closed with its proof")}
)
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Harm:
    """What damage was done, how large it is, and what caused it."""

    damage: str
    size: str
    causes: str


@dataclass(frozen=True, slots=True)
class Proof:
    """`kind` is an id of the policy's proofs. `paper` is what the paper is called, with its number; `members` who
    approved it."""

    kind: str
    day: str
    paper: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """`holds` says of each condition and duty of the policy that holds by what it does. `amount` in riyals, as it
    is written."""

    id: str
    complaint: str
    person: str
    number: str
    made_at: str
    made_by: str
    harm: Harm
    holds: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    proof: Proof | None = None
    agreed: str = ""
    amount: str = ""
    progress: str = OPEN
    closed_on: str = ""

    @property
    def is_closed(self) -> bool:
        return self.progress == CLOSED


def compensation_of(profile: Profile) -> Compensation:
    """Raises RuleBroken where the policy has none."""
    if profile.compensation is None:
        raise RuleBroken(
            "compensation.none",
            ar="سياسة الجمعية لا تنص على تعويض، فلا ملف له. عالج الشكوى بتسوية ودية أو بغيرها.",
            en="The association's policy states no compensation. Settle the complaint amicably or otherwise.",
            field="complaint",
        )
    return profile.compensation


def check_harm(harm: Harm) -> Harm:
    """Raises RuleBroken for one of which the damage is not said. Size and causes may follow."""
    damage = said_text(harm.damage, "damage", "اكتب الضرر", "Write the damage")
    return Harm(damage, harm.size.strip(), harm.causes.strip())


def check_holds(rules: Compensation, rule: str, how: str) -> str:
    """By what a condition or duty holds. Raises RuleBroken."""
    known = {one.id for one in (*rules.conditions, *rules.duties)}
    if rule not in known:
        raise RuleBroken(
            "compensation.rule",
            ar="ليس هذا من شروط التعويض في السياسة ولا مما على الجمعية.",
            en=f"This is none of the policy's conditions or duties: {', '.join(sorted(known))}.",
            field="rule",
        )
    return said_text(how, "how", "اكتب بماذا ثبت", "Write by what it holds")


def find_proof_kind(rules: Compensation, kind: str) -> ProofKind:
    """Raises RuleBroken for one that the policy does not accept."""
    found = next((one for one in rules.proofs if one.id == kind), None)
    if found is None:
        raise RuleBroken(
            "compensation.proof",
            ar=f"اختر إثباتًا تقبله السياسة: {'، أو '.join(one.text.ar for one in rules.proofs)}.",
            en=f"Choose a proof that the policy accepts: {', '.join(one.id for one in rules.proofs)}.",
            field="proof",
        )
    return found


def check_proof(rules: Compensation, proof: Proof, harm: Harm, today: str) -> Proof:
    """With what its kind must say. Raises RuleBroken with the field."""
    kind = find_proof_kind(rules, proof.kind)
    if not is_day(proof.day) or proof.day > today:
        raise RuleBroken(
            "compensation.proof_day",
            ar="اكتب تاريخ الإثبات: اليوم أو يومًا قبله.",
            en="Give the day of the proof: today or an earlier one.",
            field="proof_day",
        )
    paper = said_text(proof.paper, "proof_paper", "اكتب رقم ورقة الإثبات وجهتها", "Write the paper's number and issuer")
    members = tuple(dict.fromkeys(" ".join(one.split()) for one in proof.members if one.strip()))
    if "members" in kind.needs and not members:
        raise RuleBroken(
            "compensation.members",
            ar="اكتب أعضاء اللجنة الذين اعتمدوا المحضر.",
            en="Write the members of the committee who approved the minutes.",
            field="members",
        )
    if "harm" in kind.needs:
        _check_stated(harm)
    return Proof(kind.id, proof.day, paper, members)


def _check_stated(harm: Harm) -> None:
    for text, name, ar, en in (
        (harm.damage, "damage", "الضرر", "the damage"),
        (harm.size, "size", "حجم الضرر", "its size"),
        (harm.causes, "causes", "أسباب الضرر", "its causes"),
    ):
        if not text:
            raise RuleBroken(
                f"compensation.{name}",
                ar=f"يجب أن يبيّن المحضر {ar}. اكتبه في الملف أولًا.",
                en=f"The minutes must state {en}. Write it in the dossier first.",
                field=name,
            )


def missing_rules(rules: Compensation, dossier: Dossier) -> tuple[Text, ...]:
    """The policy's conditions that nobody has said to hold."""
    return tuple(one.text for one in rules.conditions if not dossier.holds.get(one.id))


def check_close(rules: Compensation, dossier: Dossier, agreed: str, amount: str) -> tuple[str, str]:
    """What was negotiated, as it is kept. Raises RuleBroken without a proof, or while a condition does not hold."""
    check_open(dossier)
    lacking = missing_rules(rules, dossier)
    if lacking:
        raise RuleBroken(
            "compensation.condition",
            ar=f"لم يُسجَّل توافر هذا الشرط: {lacking[0].ar}.",
            en=f"It is not recorded that this condition holds: {lacking[0].en}.",
            field="rule",
        )
    if dossier.proof is None:
        raise RuleBroken(
            "compensation.no_proof",
            ar=f"لا يُغلق الملف دون إثبات: {'، أو '.join(one.text.ar for one in rules.proofs)}.",
            en=f"A dossier is not closed without a proof: {', or '.join(one.text.en for one in rules.proofs)}.",
            field="proof",
        )
    said = said_text(agreed, "agreed", "اكتب ما انتهى إليه التفاوض", "Write what the negotiation came to")
    return said, check_amount(amount)


def check_amount(amount: str) -> str:
    """Riyals, or nothing where what was agreed is no money. Raises RuleBroken."""
    said = amount.strip()
    whole, dot, part = said.partition(".")
    is_money = (
        whole.isascii() and whole.isdigit() and (not dot or (part.isascii() and part.isdigit() and len(part) <= 2))
    )
    if said and not is_money:
        raise RuleBroken(
            "compensation.amount",
            ar="اكتب المبلغ بالريال أرقامًا، مثل 1500 أو 1500.50.",
            en="Write the amount in riyals as a number, such as 1500 or 1500.50.",
            field="amount",
        )
    return said


def check_open(dossier: Dossier) -> None:
    """Raises RuleBroken."""
    if dossier.is_closed:
        raise RuleBroken(
            "compensation.closed",
            ar="أُغلق ملف التعويض هذا.",
            en="This compensation dossier is closed.",
            field="complaint",
        )


def living(dossiers: Sequence[Dossier]) -> Dossier | None:
    """The one that is worked on: at most one is open at a time."""
    return next((one for one in dossiers if not one.is_closed), None)
