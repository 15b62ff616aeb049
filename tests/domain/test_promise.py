"""The day that one person is promised: by his association's term, counted from his own day."""

from datetime import date

import pytest

from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile, shipped_text
from domain.errors import RuleBroken
from domain.profile_file import parse_profile
from domain.promise import promise
from domain.to_the_person import conditions, next_steps

START = date(2025, 11, 23)


@pytest.mark.parametrize(
    ("profile", "kind", "day"),
    [
        ("herfa", "not_before", "2025-12-23"),
        ("mustaqbaluna", "not_before", "2025-12-07"),
        ("twaim", "not_after", "2025-12-14"),
        ("dumat-al-jandal-beekeepers", "not_before", "2025-12-07"),
        ("alqarinah", "not_before", "2025-12-07"),
    ],
)
def test_the_day_is_of_the_kind_and_on_the_day_of_the_policy(profile: str, kind: str, day: str) -> None:
    found = promise(load_profile(profile).reply_term, START, load_holidays())
    assert found.due is not None
    assert (found.due.kind, found.due.day.isoformat(), found.start) == (kind, day, START)


def test_without_a_day_to_count_from_there_is_no_day_and_nothing_to_explain() -> None:
    found = promise(load_profile("herfa").reply_term, None, load_holidays())
    assert (found.due, found.own, found.start, found.notes) == (None, None, None, ())


def test_only_twaim_asks_for_completeness_before_leaving_and_answers_by_the_agreed_means() -> None:
    for id in ("herfa", "mustaqbaluna", "twaim", "dumat-al-jandal-beekeepers", "alqarinah"):
        found = load_profile(id)
        said = [text for text, _ in (*next_steps(found), *conditions(found, found.request_kinds[0]))]
        assert any("قبل مغادرتك" in text for text in said) == (id == "twaim")
        assert any("المتفق عليها" in text for text in said) == (id == "twaim")
        assert any("أصول المستندات" in text for text in said) == (id != "twaim")


def with_conditions(*ids: str) -> str:
    """Twaim's file, its first kind of request asking something of its own."""
    one = '{{ id = "{}", source = "اللائحة، ٧", text = {{ ar = "أن يكون الحقل مزروعًا.", en = "A planted field." }} }}'
    text = shipped_text("twaim")
    return text.replace('id = "service"\n', f'id = "service"\nconditions = [{", ".join(map(one.format, ids))}]\n', 1)


def test_an_association_may_ask_something_of_its_own_for_a_kind_of_request() -> None:
    found = parse_profile(with_conditions("planted"), file="own.toml")
    asked, other = (conditions(found, kind) for kind in found.request_kinds)
    assert asked[0] == ("أن يكون الحقل مزروعًا.", "اللائحة، ٧")
    assert asked[1:] == other


def test_two_conditions_of_one_name_are_refused() -> None:
    with pytest.raises(RuleBroken, match="conditions"):
        parse_profile(with_conditions("planted", "planted"), file="own.toml")
