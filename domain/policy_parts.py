"""What the parts of a policy profile are (`domain.policy`): its channels, documents, steps, instruments, wording.

Every sentence shown to people is a `Text` pair in the product's own wording. `source` names the clause of the policy,
or is ``default`` where the policy is silent and the product proposes.
"""

from dataclasses import dataclass
from typing import Literal

from domain.signing import Record, SigningRule
from domain.text import Text

DEFAULT = "default"

ChannelKind = Literal[
    "interview",
    "telephone",
    "email",
    "social",
    "letters",
    "fax",
    "website",
    "help_request",
    "volunteering",
    "representatives",
]


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Wording:
    """What the served person is called; `definite` stands in sentences («المستفيد»), `feminine` there for a woman."""

    kind: Literal["beneficiary", "member"]
    singular: Text
    plural: Text
    definite: Text
    feminine: Text | None = None

    def called(self, sex: str | None) -> Text:
        """As it stands in a sentence about somebody of that sex; `definite` when that is not known."""
        return self.feminine if sex == "female" and self.feminine is not None else self.definite

    @property
    def to_whom_ar(self) -> str:
        """«للمستفيد»: the article melts into the preposition."""
        name = self.definite.ar
        return f"لل{name.removeprefix('ال')}" if name.startswith("ال") else f"ل{name}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as the policy lists it; one line of a policy may cover several kinds (letters and fax)."""

    id: str
    text: Text
    kinds: tuple[ChannelKind, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A document the clerk works with; `is_form` when people fill it in."""

    id: str
    text: Text
    is_form: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of serving a person, in the policy's order."""

    id: str
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Referral:
    """To whom an unclear procedure is referred, how, and about which sides; `to` is None when the policy has none."""

    means: tuple[str, ...]
    scope: tuple[Literal["organisational", "legal"], ...]
    to: Text | None = None


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """`shows` names what the document is compared with: fields of the person's record (`Person`), else questions of the
    interview; `number` the one of them that its number must be. `expires`: it has a last day, which must be written.
    `optional`: the request may do without it, but one that is brought must stand."""

    id: str
    text: Text
    source: str
    optional: bool = False
    expires: bool = False
    number: str | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class RequestKind:
    """`form` is the id of the interview that takes the request; `conditions` what this kind asks beside documents."""

    id: str
    text: Text
    form: str
    documents: tuple[RequiredDocument, ...]
    conditions: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way of measuring satisfaction, or of looking at the service. With a `form` it is filled in here: by a
    `visitor`, who is not named, by `staff`, or by a `supervisor` on a visit; `how_often` where the policy says it."""

    id: str
    text: Text
    source: str
    form: str | None = None
    filled_by: Literal["visitor", "staff", "supervisor"] = "visitor"
    how_often: Literal["daily", "periodically"] | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """What the service centre does; `how_often` where the policy says it."""

    id: str
    text: Text
    source: str
    kind: Literal["organisational", "supervisory"]
    how_often: Literal["daily", "periodically"] | None = None


@dataclass(frozen=True, slots=True)
class KeySource:
    """The clause of the policy that states `key`, a key of the profile that has no source of its own."""

    key: str
    clause: str


@dataclass(frozen=True, slots=True)
class ProofKind(Rule):
    """What the policy accepts as a proof. `needs` is what one of this kind must have beside its day: the members who
    approved it, and the harm with its size and causes."""

    needs: tuple[Literal["members", "harm"], ...] = ()


@dataclass(frozen=True, slots=True)
class Compensation:
    """Due only when every condition holds and one of the proofs is there; then a settlement is negotiated. `duties` are
    what the association does before that, to limit the damage."""

    conditions: tuple[Rule, ...]
    proofs: tuple[ProofKind, ...]
    settlement: Text
    settlement_source: str = DEFAULT
    duties: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaints:
    """`committee` follows complaints up; without one, the department concerned does: `units` are those that the
    association names. `rules`: how that is done. `form` is the interview in which somebody at the desk complains."""

    channels: tuple[Choice, ...]
    amicable_first: bool
    source: str
    committee: Text | None = None
    rules: tuple[Rule, ...] = ()
    form: str = "shared/complaint"
    units: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """The board's approval, one day in both calendars (ISO), and what the policy replaces."""

    hijri: str
    gregorian: str
    replaces: Text | None = None


@dataclass(frozen=True, slots=True)
class Liaison:
    """A named officer who answers enquiries, for each of these."""

    by: tuple[Literal["field_of_work", "beneficiary_category"], ...]
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Enquiries:
    """`kinds` of enquiry, the first of which is the usual one, and the `fields` of work they are about, by which an
    enquiry finds the department or the liaison officer who answers it."""

    kinds: tuple[Rule, ...]
    source: str
    fields: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """What the applicant affirms. ``{person}`` in `text` is replaced by the wording (`Profile.attestation_text`).
    `record` is what makes it signed, `thumbprint` whether a thumb before two witnesses does (`domain.signing`)."""

    id: str
    version: str
    title: Text
    text: Text
    record: Record = "ink"
    thumbprint: bool = True

    @property
    def rule(self) -> SigningRule:
        return SigningRule(self.record, self.thumbprint)


@dataclass(frozen=True, slots=True)
class OwnLetterhead:
    """What an association puts on each of its papers. `logo` is a file beside the profile's, PNG or SVG; `clause` a
    sentence of its own at the foot of every page, such as its licence, address and telephone."""

    logo: str | None = None
    clause: Text | None = None
