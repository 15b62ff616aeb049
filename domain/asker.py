"""Who asks or suggests something: a person of the register, a name with a number, or nobody named."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.contact import parse_email
from domain.errors import RuleBroken
from domain.identity import parse_phone
from domain.shown import shown_mobile

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Asker:
    """`person` is an id of the register; `name` and `address` (E.164, or e-mail) are of somebody who is not in it, and
    `caller` is then an id of his own, by which what he left can be erased."""

    person: str = ""
    name: str = ""
    address: str = ""
    caller: str = ""

    @property
    def subject(self) -> str | None:
        """Whom what he asks concerns, as the log keeps it."""
        return self.person or self.caller or None

    @property
    def is_named(self) -> bool:
        """Whether somebody is there who could be told anything."""
        return bool(self.person or self.name or self.address)

    @property
    def shown_address(self) -> str:
        """As people dial or write it."""
        return self.address if "@" in self.address else shown_mobile(self.address)


def check_asker(person: str, name: str, address: str, new_id: Callable[[], str]) -> Asker:
    """As it is kept. Of a person of the register nothing else is: his file says it. Raises RuleBroken with the field
    (`name`, `address`)."""
    if person:
        return Asker(person)
    said = " ".join(name.split())
    if len(said) > LONGEST_NAME:
        raise RuleBroken(
            "asker.name",
            ar=f"اختصر الاسم إلى {LONGEST_NAME} حرف على الأكثر.",
            en=f"Shorten the name to {LONGEST_NAME} characters at most.",
            field="name",
        )
    typed = address.strip()
    return Asker("", said, _address(typed) if typed else "", new_id()) if said or typed else Asker()


def _address(typed: str) -> str:
    try:
        return parse_email(typed) if "@" in typed else parse_phone(typed)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field="address") from broken
