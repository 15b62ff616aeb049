"""A policy profile: what one association's published policy says, as data. A sixth association is a new file.

Every sentence shown to people is a `Text` pair in the product's own wording; only `Term.clause` quotes the policy.
`source` names the clause of the policy, or is ``default`` where the policy is silent and the product proposes.
Profiles are read by `domain.profile_file`.
"""

from dataclasses import dataclass
from typing import Literal

from domain.counter_category import CounterCategory, find_category, find_category_of_sex, only_neutral_category
from domain.deadline import Term
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`defaults` names the keys whose value the policy does not state and the product proposes; `sources` the clauses
    of those that it states. `default_purpose` is that of a visitor counted without one; `commitments` is what the
    association undertakes, `duties` what its service centre does, `field_survey` what is looked at daily,
    `rounds` how the service is looked at besides measuring satisfaction.
    `document_checks`: whether each required document is checked by itself before the attestation, or what the clerk
    states in the interview is enough."""

    id: str
    version: str
    name: Text
    licence: str | None = None
    person: Wording
    party_kinds: tuple[Choice, ...]
    channels: tuple[Channel, ...]
    purposes: tuple[Choice, ...]
    counter: tuple[CounterCategory, ...]
    references: tuple[Reference, ...]
    steps: tuple[Step, ...]
    reply_term: Term
    committee: Text
    referral: Referral
    request_kinds: tuple[RequestKind, ...]
    documents_default_source: Text
    satisfaction: tuple[Instrument, ...]
    compensation: Compensation | None = None
    complaints: Complaints
    approval: Approval | None = None
    separation_of_duties: bool
    read_and_sign: bool
    completeness_before_departure: bool
    answer_by_agreed_means: bool = False
    liaison: Liaison | None = None
    enquiries: Enquiries | None = None
    attestation: Clause
    interviews: tuple[str, ...]
    letterhead: OwnLetterhead | None = None
    document_checks: Literal["stated", "each"] = "stated"
    default_purpose: str | None = None
    scope: Rule | None = None
    commitments: tuple[Rule, ...] = ()
    duties: tuple[Duty, ...] = ()
    field_survey: tuple[Rule, ...] = ()
    rounds: tuple[Instrument, ...] = ()
    sources: tuple[KeySource, ...] = ()
    defaults: tuple[str, ...] = ()

    @property
    def attestation_text(self) -> Text:
        """The clause as it is printed for somebody whose sex is not known."""
        return self.attestation_of(None)

    def attestation_of(self, sex: str | None) -> Text:
        """The clause as it is printed for somebody of that sex (as `Person.sex`)."""
        clause, word = self.attestation.text, self.person.called(sex)
        return Text(clause.ar.replace("{person}", word.ar), clause.en.replace("{person}", word.en))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every interview of the association: those of its requests, and the one in which people complain."""
        return tuple(dict.fromkeys((*self.interviews, self.complaints.form)))

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """Those that are filled in here."""
        return tuple(one for one in (*self.satisfaction, *self.rounds) if one.form is not None)

    def is_complaint(self, form: str) -> bool:
        """An interview that asks for nothing that has to be proven: it is written down as it is told, and signed by
        nobody."""
        return form == self.complaints.form and not self.kinds_of_form(form)

    def kinds_of_form(self, form: str) -> tuple[RequestKind, ...]:
        """The kinds of request that an interview may be about."""
        return tuple(kind for kind in self.request_kinds if kind.form == form)

    def find_category(self, purpose: str) -> CounterCategory | None:
        return find_category(self.counter, purpose)

    def find_category_for(self, purpose: str, sex: str | None) -> CounterCategory:
        """Where somebody of that sex (as `Person.sex`) is counted who comes for this: the category of his own sex, else
        a neutral one. A purpose that none counts goes with those of no purpose, else with the last."""
        rest = self.find_category_of_no_purpose() or self.counter[-1]
        return find_category_of_sex(self.counter, purpose, sex) or rest

    def find_category_of_no_purpose(self) -> CounterCategory | None:
        """Of a visitor of whom no purpose is told: the declared one, else the only category that is neither of men nor
        of women; None where it would be a guess."""
        if self.default_purpose is not None:
            return self.find_category(self.default_purpose)
        return only_neutral_category(self.counter)

    def find_clause(self, key: str) -> str | None:
        """Where the policy states a key that has no source of its own; None where it does not."""
        return next((one.clause for one in self.sources if one.key == key), None)
