"""What the list before leaving says, and what its form gives to be checked."""

import pytest

from desktop.ui.pages.departure.reading import Said, TypedCheck, draft_of
from desktop.ui.pages.wording import what_is_missing
from domain.errors import RuleBroken


def test_a_form_gives_what_was_typed_in_either_calendar() -> None:
    draft = draft_of(TypedCheck("identity", True, "1000000008", "1/1/1445", "25/5/2028", "yes", "ما نُسي"))
    assert draft.issued is not None
    assert draft.expires is not None
    assert (draft.issued.hijri, draft.expires.gregorian) == ("1445-01-01", "2028-05-25")
    assert (draft.is_matching, draft.difference) == (True, "")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedCheck("identity", True), "matches"),
        (TypedCheck("identity", True, issued="1/13/1445", matches="yes"), "issued"),
        (TypedCheck("identity", expires="غدًا"), "expires"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(typed: TypedCheck, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        draft_of(typed)
    assert Said(str(refused.value.field), refused.value.ar).field == field


def test_a_case_that_lacks_its_paper_alone_says_no_more_than_before() -> None:
    assert what_is_missing(("signature",), "") == ""
    assert what_is_missing(("documents", "signature"), "") == "ينقصها: مستندات، التوقيع"
    assert what_is_missing((), "يعود غدًا") == "ينقصها: إغلاقها (يعود غدًا)"
