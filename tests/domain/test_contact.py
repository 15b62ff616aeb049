"""The ways to reach a person are checked as they are typed, and stand as people dial and write them."""

import pytest

from domain.contact import EMAIL, MOBILE, PHONE, RELATIVE, ContactDraft, Reach
from domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (MOBILE, "٠٥٠ ١٢٣ ٤٥٦٧", "+966501234567"),
        (PHONE, "011 234 5678", "+966112345678"),
        (PHONE, "0501234567", "+966501234567"),
        (PHONE, "+44 20 7946 0958", "+442079460958"),
        (EMAIL, " Noura.S@Example.COM ", "Noura.S@example.com"),
    ],
)
def test_each_kind_is_read_as_it_is_typed(kind: str, typed: str, kept: str) -> None:
    assert ContactDraft(kind, typed).check() == Reach(kind, kept)


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (ContactDraft("pigeon", "x"), "contact.kind", "kind"),
        (ContactDraft(MOBILE, "0112345678"), "person.mobile.not_mobile", "address"),
        (ContactDraft(PHONE, "12"), "person.phone.unknown", "address"),
        (ContactDraft(PHONE, ""), "person.phone.unknown", "address"),
        (ContactDraft(EMAIL, "noura@"), "contact.email", "address"),
        (ContactDraft(EMAIL, "no..ura@example.com"), "contact.email", "address"),
        (ContactDraft(EMAIL, f"{'n' * 250}@example.com"), "contact.email", "address"),
        (ContactDraft(RELATIVE, "0501234567", " "), "contact.whose", "whose"),
    ],
)
def test_what_cannot_be_reached_is_refused_beside_its_field(draft: ContactDraft, code: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        draft.check()
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_numbers_groups_keep_their_order_inside_of_arabic() -> None:
    """Digits with spaces between them run from the right in an Arabic line, and a plus sign moves to the other end."""
    assert Reach(MOBILE, "+966501234567").said.ar == "جوال \u2066050 123 4567\u2069"
    assert Reach(PHONE, "+442079460958").said.ar == "هاتف آخر \u2066+442079460958\u2069"
    assert Reach(MOBILE, "+966501234567").said.en == "mobile 050 123 4567"


def test_who_answers_belongs_to_a_relatives_number_alone() -> None:
    assert ContactDraft(RELATIVE, "0501234567", "أخوه  سعد").check().said.ar == (
        "رقم قريب (أخوه سعد) \u2066050 123 4567\u2069"
    )
    assert ContactDraft(MOBILE, "0501234567", "أخوه سعد").check().whose == ""
