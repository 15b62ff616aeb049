"""The ways to reach a person: his mobile, another telephone, his e-mail, a relative's number.

Which of them he prefers, and whether he agreed to be told of his request by it (the policies have the answer go by the
agreed contact means).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.arabic import isolate, to_ascii_digits
from domain.errors import RuleBroken
from domain.identity import parse_mobile, parse_phone
from domain.shown import shown_mobile
from domain.text import Text

MOBILE, PHONE, EMAIL, RELATIVE = "mobile", "phone", "email", "relative"
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        MOBILE: Text("جوال", "mobile"),
        PHONE: Text("هاتف آخر", "other phone"),
        EMAIL: Text("بريد إلكتروني", "e-mail"),
        RELATIVE: Text("رقم قريب", "relative's phone"),
    }
)
MOST_EMAIL, MOST_WHOSE = 254, 100
# What mail systems take in practice (RFC 5321 without quoted local parts).
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_UNSEEN = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Reach:
    """`address` is E.164 or an e-mail address; `whose` says who answers a relative's number, else empty."""

    kind: str
    address: str
    whose: str = ""

    @property
    def shown(self) -> str:
        """As people dial or write it."""
        return self.address if self.kind == EMAIL else shown_mobile(self.address)

    @property
    def said(self) -> Text:
        """«جوال 050 123 4567», «رقم قريب (أخوه سعد) 050 …»."""
        kind = KINDS.get(self.kind, Text(self.kind, self.kind))
        whose = f" ({self.whose})" if self.whose else ""
        return Text(f"{kind.ar}{whose} {isolate(self.shown)}", f"{kind.en}{whose} {self.shown}")


@dataclass(frozen=True, slots=True)
class Contact:
    """`preferred_at` is the moment it was preferred (ISO), empty for one that never was. `noted_at` is local time."""

    id: str
    person: str
    reach: Reach
    is_for_notices: bool
    preferred_at: str
    noted_at: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """As it is typed."""

    kind: str = MOBILE
    address: str = ""
    whose: str = ""
    is_for_notices: bool = False

    def check(self) -> Reach:
        """Raises RuleBroken with the field (`kind`, `address`, `whose`)."""
        if self.kind not in KINDS:
            raise RuleBroken(
                "contact.kind",
                ar=f"اختر نوع الوسيلة: {'، '.join(text.ar for text in KINDS.values())}.",
                en=f"Choose the kind of contact: {', '.join(KINDS)}.",
                field="kind",
            )
        address = _read(_PARSERS[self.kind], self.address)
        return Reach(self.kind, address, self._whose() if self.kind == RELATIVE else "")

    def _whose(self) -> str:
        whose = " ".join(self.whose.split())
        if not whose or len(whose) > MOST_WHOSE:
            raise RuleBroken(
                "contact.whose",
                ar=f"اكتب من يجيب على هذا الرقم وصلته به، مثل: أخوه سعد، في {MOST_WHOSE} حرف على الأكثر.",
                en=f"Write who answers this number and how they are related, in {MOST_WHOSE} characters at most.",
                field="whose",
            )
        return whose


def parse_email(text: str) -> str:
    """The address, its domain in lower case. Raises RuleBroken (field ``address``)."""
    typed = _UNSEEN.sub("", to_ascii_digits(text))
    if len(typed) > MOST_EMAIL or not _EMAIL.fullmatch(typed) or ".." in typed:
        raise RuleBroken(
            "contact.email",
            ar="البريد الإلكتروني اسم ثم @ ثم نطاق، مثل name@example.com؛ اسأل صاحبه وأعد كتابته.",
            en="An e-mail address is a name, @ and a domain, like name@example.com; ask again and retype it.",
            field="address",
        )
    name, _, domain = typed.rpartition("@")
    return f"{name}@{domain.lower()}"


_PARSERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {MOBILE: parse_mobile, PHONE: parse_phone, EMAIL: parse_email, RELATIVE: parse_phone}
)


def _read(parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field="address") from broken


def preferred_of(contacts: Iterable[Contact]) -> Contact | None:
    """The one preferred last."""
    wanted = [one for one in contacts if one.preferred_at]
    return max(wanted, key=lambda one: (one.preferred_at, one.id), default=None)


def refuse_twice(reach: Reach, others: Iterable[Contact]) -> None:
    """Raises RuleBroken when one of them is this very address."""
    if any(one.reach.address.lower() == reach.address.lower() for one in others):
        raise RuleBroken(
            "contact.known",
            ar="هذه الوسيلة مسجّلة له من قبل؛ عدّلها في مكانها.",
            en="This contact is on record for him already; edit it where it stands.",
            field="address",
        )
