"""A file of answers: all of it or none of it, and every refusal names its question."""

import json

import pytest

from domain.errors import RuleBroken
from forms.interview.session import Session
from forms.interview.shipped import shipped_form
from resources import shelf
from tests.forms.interview.desk import open_form, open_session

CLINIC = """
| survey |
| | type | name | label | relevant | choice_filter | repeat_count | required | readonly | calculation |
| | text | early | Early | ${late} = 'yes' | | | | | |
| | select_one yn | late | Late | | | | yes | | |
| | begin_group | father | Father | | | | | | |
| | integer | age | Age | | | | | | |
| | end_group | | | | | | | | |
| | begin_group | mother | Mother | | | | | | |
| | integer | age | Age | | | | | | |
| | end_group | | | | | | | | |
| | integer | count | Count | | | | | | |
| | begin_repeat | child | Child | ${count} > 0 | | ${count} | | | |
| | text | child_name | Name | | | | yes | | |
| | begin_repeat | visit | Visit | | | | | | |
| | date | visit_day | Day | | | | | | |
| | end_repeat | | | | | | | | |
| | end_repeat | | | | | | | | |
| | integer | sum_ages | Sum | | | | | yes | ${father_age} + 1 |
| | hidden | father_age | | | | | | | |
| | acknowledge | agreed | Agreed | | | | | | |
| | note | thanks | Thanks | | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""

WHOLE = {
    "early": "before its condition",
    "late": "yes",
    "father/age": "٤٠",
    "mother/age": 38,
    "count": 2,
    "child": [
        {"child_name": "a", "visit": [{"visit_day": "2025-01-02"}, {}]},
        {"child_name": "b", "visit": []},
    ],
    "agreed": True,
}


def clinic() -> Session:
    return open_form(CLINIC)


def test_a_whole_file_goes_in_whatever_waits_for_whatever_and_comes_out_again() -> None:
    session = clinic()
    assert session.fill(WHOLE) == ()
    out = session.to_answers()
    assert out == {**WHOLE, "father/age": 40}
    json.dumps(out)


def test_one_undo_takes_a_whole_file_back() -> None:
    session = clinic()
    before = session.save()
    session.fill(WHOLE)
    session.undo()
    assert session.save() == before
    assert not session.can_undo


def test_a_second_file_changes_what_it_names_and_nothing_else() -> None:
    session = clinic()
    session.fill(WHOLE)
    session.fill({"mother/age": None, "child": [{"visit": [{}, {}, {}]}, {}]})
    assert session.to_answers()["father/age"] == 40
    assert "mother/age" not in session.to_answers()
    children = session.to_answers()["child"]
    assert isinstance(children, list)
    assert [child["child_name"] for child in children] == ["a", "b"]
    assert [len(child["visit"]) for child in children] == [3, 0]


def test_what_is_missing_or_wrong_afterwards_is_returned() -> None:
    problems = clinic().fill({"count": 1})
    assert [(problem.ref, problem.kind) for problem in problems] == [
        ("/data/late", "required"),
        ("/data/child[1]/child_name", "required"),
    ]
    assert all(problem.label and problem.message and problem.page for problem in problems)


@pytest.mark.parametrize(
    ("answers", "code", "named"),
    [
        ({"lat": "yes"}, "answer.unknown_question", "late"),
        ({"age": 5}, "answer.unknown_question", "father/age"),
        ({"thanks": "x"}, "answer.unknown_question", "thanks"),
        ({"father_age": 5}, "answer.unknown_question", "father_age"),
        ({"late": "maybe"}, "answer.not_in_list", "no (No)"),
        ({"late": 5}, "answer.not_in_list", "late"),
        ({"count": "many"}, "answer.not_integer", "count"),
        ({"count": {"a": 1}}, "answer.shape", "count"),
        ({"count": [1]}, "answer.shape", "count"),
        ({"early": "x", "late": "no"}, "answer.hidden", "Late"),
        ({"sum_ages": 4}, "answer.readonly", "sum_ages"),
        ({"count": 2, "child": [{}]}, "answers.row_count", "child"),
        ({"child": [{}]}, "answers.row_count", "child"),
        ({"count": 1, "child": {"child_name": "a"}}, "answers.not_rows", "child"),
        ({"count": 1, "child": "a"}, "answers.not_rows", "child"),
        ({"count": 1, "child": ["a"]}, "answers.shape", ""),
        ({"count": 1, "child": [{"nme": "a"}]}, "answer.unknown_question", "nme"),
        ({"count": 1, "child": [{"visit": [{"visit_day": "soon"}]}]}, "answer.not_date", "visit_day"),
        ({"count": 1, "child": [{"visit": [{}] * 201}]}, "answers.row_count", "visit"),
    ],
)
def test_one_wrong_answer_refuses_the_file_by_name_and_changes_nothing(
    answers: dict[str, object], code: str, named: str
) -> None:
    session = clinic()
    session.fill({"father/age": 30})
    before = session.save()
    with pytest.raises(RuleBroken) as refusal:
        session.fill({"mother/age": 29, **answers})
    assert refusal.value.code == code
    assert named in refusal.value.ar
    assert session.save() == before
    session.undo()
    assert session.to_answers().get("father/age") is None


@pytest.mark.parametrize("answers", [[], "text", None, {1: 2}])
def test_what_is_no_object_of_names_is_refused(answers: object) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clinic().fill(answers)  # type: ignore[arg-type]
    assert refusal.value.code == "answers.shape"


def test_refusals_hold_no_answers_because_they_may_be_logged() -> None:
    with pytest.raises(RuleBroken) as refusal:
        clinic().fill({"late": "secret-canary"})
    assert "secret-canary" not in str(refusal.value)


FORMS = {
    "herfa": "herfa/support-request",
    "mustaqbaluna": "mustaqbaluna/support-request",
    "alqarinah": "alqarinah/support-request",
    "twaim": "twaim/service-request",
    "dumat-al-jandal-beekeepers": "dumat-al-jandal-beekeepers/member-service-request",
}


@pytest.mark.parametrize("association", FORMS)
def test_each_associations_example_is_complete(association: str) -> None:
    session = open_session(shipped_form(FORMS[association]), given={"person_name": "سالم"})
    answers = json.loads(shelf.read_text(f"demonstration/answers/{association}.json"))
    assert session.fill(answers) == ()
    assert session.finalize().startswith("<?xml")
    assert session.to_answers() == answers
