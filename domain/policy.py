"""A policy profile: what one association's published policy says, as data. A sixth association is a new file.

Every sentence shown to people is a `Text` pair in the product's own wording; only `Term.clause` quotes the policy.
`source` names the clause of the policy, or is ``default`` where the policy is silent and the product proposes.
Profiles are read by `domain.profile_file`.
"""

from dataclasses import dataclass
from typing import Literal

from domain.counter_category import CounterCategory, find_category, find_category_of_sex, only_neutral_category
from domain.deadline import Term
from domain.policy_parts import (
    Approval,
    Channel,
    Choice,
    Clause,
    Compensation,
    Complaints,
    Duty,
    Enquiries,
    Instrument,
    KeySource,
    Liaison,
    OwnLetterhead,
    Reference,
    Referral,
    RequestKind,
    Rule,
    Step,
    Wording,
)
from domain.text import Text


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
