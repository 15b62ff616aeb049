from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.visit import Visit, tally

VISIT = Visit("v1", "2026-11-21", "09:05", "request_men")
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
VISITS = st.builds(
    Visit,
    id=st.uuids().map(str),
    day=st.sampled_from(["2026-11-21", "2026-11-22"]),
    time=TIMES,
    category=st.sampled_from(["request_men", "request_women", "other"]),
    void_reason=st.sampled_from([None, "خطأ في العد"]),
)


def test_a_visit_needs_no_name() -> None:
    assert (VISIT.person, VISIT.purpose, VISIT.channel) == (None, None, None)
    assert VISIT.hour == 9


def test_a_day_without_visits_counts_zero() -> None:
    empty = tally("2026-11-21", [])
    assert (empty.total, empty.by_category, empty.by_hour) == (0, (), (0,) * 24)


def test_a_void_visit_and_another_day_do_not_count() -> None:
    others = [replace(VISIT, id="v2", void_reason="خطأ"), replace(VISIT, id="v3", day="2026-11-22")]
    counted = tally("2026-11-21", [VISIT, *others])
    assert counted.total == 1
    assert counted.by_category == (("request_men", 1),)
    assert counted.by_hour[9] == 1


@given(st.lists(VISITS, max_size=30))
def test_categories_and_hours_each_add_up_to_the_total(visits: list[Visit]) -> None:
    counted = tally("2026-11-21", visits)
    assert sum(number for _, number in counted.by_category) == counted.total == sum(counted.by_hour)
