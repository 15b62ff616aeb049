"""Who answers, in the list of enquiries."""

from desktop.ui.pages.enquiries.reading import official_row
from domain.official import Official
from domain.sync.authors import HEAD_OFFICE
from tests.support.fake_front import desk_info


def test_a_liaison_officer_of_the_association_is_shown_as_such_and_offered_no_change() -> None:
    profile = desk_info().profile
    own = official_row(Official("a", "ريم الفهد", "", "", "", (), noted_by="u"), profile, may_change=True)
    theirs = official_row(Official("b", "سعد الحربي", "", "", "", (), noted_by=HEAD_OFFICE), profile, may_change=True)
    assert own.deeds
    assert not theirs.deeds
    assert "المركز الرئيس" in theirs.detail
    assert "المركز الرئيس" not in own.detail
