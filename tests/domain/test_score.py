"""Scores: whatever is shown of people's marks, nothing about fewer than five of them can be worked out of it."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.score import Filled, Grade, MonthScore, QuestionScore, Scale, Score, score
from domain.survey import LEAST_SHOWN
from domain.text import Text

MONTHS = ("2026-07", "2026-08", "2026-09")


def scale(name: str, *percents: float | None) -> Scale:
    grades = tuple(Grade(str(n), Text(f"درجة {n}", f"grade {n}"), one) for n, one in enumerate(percents, start=1))
    return Scale(name, Text(f"سؤال {name}", f"question {name}"), grades)


COURTESY, SPEED = scale("courtesy", 0, 25, 50, 75, 100), scale("speed", 0, 25, 50, 75, 100)


def filled(month: str, **answers: str) -> Filled:
    return Filled(month, answers)


def shown(found: Score) -> tuple[int, float | None]:
    return found.count, found.percent


def test_the_average_is_of_the_questions_and_a_share_of_each_answer_is_told() -> None:
    sheets = [filled("2026-07", courtesy="5", speed="1")] * 4 + [filled("2026-07", courtesy="1", speed="1")]
    found = score(sheets, (COURTESY, SPEED), MONTHS[:1], least=LEAST_SHOWN)
    assert shown(found) == (5, 40)
    (july,) = found.months
    assert [(one.name, one.count, one.percent) for one in july.questions] == [("courtesy", 5, 80), ("speed", 5, 0)]
    assert [share.count for share in july.questions[0].shares] == [1, 0, 0, 0, 4]


def test_a_month_of_four_is_hidden_and_enters_no_sum_while_one_of_none_says_so() -> None:
    sheets = [filled("2026-07", courtesy="5")] * 6 + [filled("2026-08", courtesy="1")] * 4
    found = score(sheets, (COURTESY,), MONTHS, least=LEAST_SHOWN)
    assert found.months[1:] == (MonthScore("2026-08", None, None), MonthScore("2026-09", 0, None))
    assert shown(found) == (6, 100)
    assert found.hidden == 1


def test_a_question_that_fewer_than_five_answered_is_no_part_of_its_months_score() -> None:
    sheets = [filled("2026-07", courtesy="5")] * 5 + [filled("2026-07", courtesy="5", speed="1")] * 4
    found = score(sheets, (COURTESY, SPEED), MONTHS[:1], least=LEAST_SHOWN)
    assert shown(found) == (9, 100)
    assert [one.name for one in found.questions] == ["courtesy"]


def test_what_counts_nothing_is_neither_bad_nor_good() -> None:
    seen = scale("ready", 100, 50, 0, None)
    found = score([filled("2026-07", ready=value) for value in "144"], (seen,), MONTHS[:1], least=1)
    assert shown(found) == (3, 100)
    assert found.questions[0].count == 1


# --- nothing is worked out by subtraction ----------------------------------------------------------------------------

_ANSWERS = st.dictionaries(st.sampled_from(["courtesy", "speed"]), st.sampled_from("12345"))
_SHEETS = st.lists(st.builds(Filled, st.sampled_from(MONTHS), _ANSWERS), max_size=40)


def _cells(found: Score) -> dict[tuple[str, str], Counter[str]]:
    return {
        (month.month, one.name): Counter({share.value: share.count for share in one.shares})
        for month in found.months
        for one in month.questions
    }


@given(_SHEETS)
def test_no_look_at_any_months_differs_from_another_by_fewer_than_five(sheets: list[Filled]) -> None:
    """Every stretch of months that can be asked for is made of the same cells, each of five answers at least: what two
    looks differ by is such cells again."""
    whole = score(sheets, (COURTESY, SPEED), MONTHS, least=LEAST_SHOWN)
    cells = _cells(whole)
    for count in range(1, len(MONTHS) + 1):
        for months in combinations(MONTHS, count):
            found = score(sheets, (COURTESY, SPEED), months, least=LEAST_SHOWN)
            assert _cells(found) == {key: cell for key, cell in cells.items() if key[0] in months}
            for question in found.questions:
                of_cells = sum((cell for (_, name), cell in _cells(found).items() if name == question.name), Counter())
                assert Counter({share.value: share.count for share in question.shares}) == of_cells
            assert found.count == sum(month.count or 0 for month in found.months)
    for cell in cells.values():
        assert cell.total() >= LEAST_SHOWN
    for month in whole.months:
        assert month.count is None or month.count == 0 or month.count >= LEAST_SHOWN


@given(_SHEETS, st.sampled_from("12345"))
def test_what_a_hidden_month_holds_changes_nothing_that_is_shown(sheets: list[Filled], value: str) -> None:
    """Other answers in the months that are hidden give the very same page."""
    found = score(sheets, (COURTESY, SPEED), MONTHS, least=LEAST_SHOWN)
    hidden = {month.month for month in found.months if month.count is None}
    others = [Filled(one.month, dict.fromkeys(one.answers, value)) if one.month in hidden else one for one in sheets]
    assert score(others, (COURTESY, SPEED), MONTHS, least=LEAST_SHOWN) == found


@given(_SHEETS)
def test_an_average_lies_between_its_least_and_its_greatest(sheets: list[Filled]) -> None:
    found = score(sheets, (COURTESY, SPEED), MONTHS, least=1)
    for question in found.questions:
        assert isinstance(question, QuestionScore)
        assert 0 <= question.percent <= 100
    assert found.percent is None or 0 <= found.percent <= 100
