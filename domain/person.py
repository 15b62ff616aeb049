"""A person: whoever is served, called beneficiary or member as the association's profile says."""

from dataclasses import dataclass

from domain.carddate import CardDate


@dataclass(frozen=True)
class Person:
    """`name` is the full name as on the card; its parts may be missing. `mobile` is E.164. `born` is as printed on
    the card, never derived."""

    id: str
    number: str
    name: str
    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    id_override: str | None = None
    mobile: str | None = None
    born: CardDate | None = None
    sex: str | None = None
    iban: str | None = None
    town: str | None = None
    member_number: str | None = None
    party_kind: str | None = None
    note: str | None = None
    void_reason: str | None = None
