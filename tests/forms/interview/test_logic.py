"""Relevance, required, read-only, constraints, calculations: what a form does while it is being answered."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.interview.session import Session
from tests.forms.interview.desk import TODAY, form_of, open_form, open_session, reopened

HOME = """
| survey |
| | type | name | label | relevant | constraint | constraint_message | required | readonly | calculation |
| | select_one tenure | tenure | Home | | | | yes | | |
| | integer | rent | Rent | ${tenure} = 'rent' | . > 0 and . <= 5000 | At most 5000 | ${tenure} = 'rent' | | |
| | integer | income | Income | | | | | | |
| | decimal | share | Share | ${rent} > 0 | | | | true() | round(${rent} div ${income}, 2) |
| | text | reason | Why so much? | ${share} > 0.5 | | | yes | | |
| | integer | closed | Closed | | | | | ${income} > 10 | |
| | calculate | kept | | | | | | | once(${income}) |
| choices |
| | list_name | name | label |
| | tenure | own | Own |
| | tenure | rent | Rent |
"""


def shown(session: Session) -> set[str]:
    return {question.name for question in session.visible()}


def test_a_question_comes_and_goes_with_its_condition_and_keeps_its_answer() -> None:
    session = open_form(HOME)
    assert "rent" not in shown(session)
    session.answer("tenure", "rent")
    session.answer("rent", 900)
    session.answer("tenure", "own")
    assert "rent" not in shown(session)
    assert "<rent" not in session.to_xml()
    session.answer("tenure", "rent")
    assert session.question("rent").value == 900


def test_a_hidden_answer_reads_as_blank() -> None:
    session = open_form(HOME)
    session.fill({"tenure": "rent", "rent": 900, "income": 1000})
    assert session.question("share").value == 0.9
    assert "reason" in shown(session)
    session.answer("tenure", "own")
    assert shown(session) == {"tenure", "income", "closed"}


def test_one_answer_tells_everything_it_caused() -> None:
    session = open_form(HOME)
    session.fill({"tenure": "rent", "rent": 900})
    events = session.answer("income", "١٠٠٠")
    told = {(event.kind, event.ref, event.new) for event in events}
    assert ("value", "/data/income", 1000.0) in told
    assert ("value", "/data/share", 0.9) in told
    assert ("relevant", "/data/reason", True) in told
    assert ("readonly", "/data/closed", True) in told
    assert {event.cause for event in events} == {"income"}


def test_an_answer_that_changes_nothing_tells_nothing_and_cannot_be_undone() -> None:
    session = open_form(HOME)
    session.answer("income", 5)
    session.answer("income", "5")
    session.undo()
    assert session.question("income").value is None
    assert not session.can_undo


def test_a_broken_constraint_is_kept_and_shown_with_the_forms_own_sentence() -> None:
    session = open_form(HOME)
    session.answer("tenure", "rent")
    session.answer("rent", 9000)
    assert session.question("rent").value == 9000
    assert session.question("rent").problem == "At most 5000"
    assert [(problem.kind, problem.ref) for problem in session.problems()] == [("constraint", "/data/rent")]
    session.answer("tenure", "own")
    assert session.problems() == ()


def test_a_blank_never_breaks_a_constraint() -> None:
    session = open_form(HOME)
    session.answer("tenure", "rent")
    session.answer("rent", 9000)
    session.answer("rent", None)
    assert session.question("rent").problem is None


def test_what_is_required_and_missing_keeps_the_interview_open() -> None:
    session = open_form(HOME)
    assert [problem.kind for problem in session.problems()] == ["required"]
    with pytest.raises(RuleBroken) as refusal:
        session.finalize()
    assert refusal.value.code == "interview.unfinished"
    assert refusal.value.field == "/data/tenure"
    session.answer("tenure", "own")
    assert "<tenure>own</tenure>" in session.finalize()


def test_a_hidden_or_read_only_question_takes_no_answer() -> None:
    session = open_form(HOME)
    for ref, code in (
        ("rent", "answer.hidden"),
        ("nowhere", "answer.unknown_question"),
        ("kept", "answer.unknown_question"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            session.answer(ref, 5)
        assert refusal.value.code == code
    session.answer("income", 11)
    with pytest.raises(RuleBroken) as refusal:
        session.answer("closed", 1)
    assert refusal.value.code == "answer.readonly"


def test_once_keeps_its_first_value() -> None:
    session = open_form(HOME)
    session.answer("income", 5)
    session.answer("income", 7)
    assert "<kept>5</kept>" in session.to_xml()


def test_why_names_the_condition_and_the_answers_it_read() -> None:
    session = open_form(HOME)
    why = session.why("rent")
    assert not why.shown
    assert why.condition == "/data/tenure  = 'rent'"
    assert why.reads == (("/data/tenure", "Home", ""),)
    assert "Home" in why.sentence
    session.answer("tenure", "rent")
    assert session.why("rent").shown
    assert session.why("rent").reads[0][2] == "Rent"
    assert session.why("tenure").because == ""


DAYS = """
| survey |
| | type | name | label | calculation | default | relevant | trigger |
| | start | started | | | | | |
| | end | ended | | | | | |
| | today | filled_on | | | | | |
| | username | clerk | | | | | |
| | deviceid | device | | | | | |
| | hidden | person_name | | | | | |
| | date | born | Born | | | | |
| | integer | age | Age | int((today() - ${born}) div 365.25) | | | |
| | date | visit | Visit | | today() | | |
| | integer | size | Size | | 4 | | |
| | calculate | token | | once(uuid()) | | | |
| | calculate | when | | now() | | | |
| | note | hello | Hello ${person_name}, size ${size} | | | | |
| | calculate | copied | | ${size} * 2 | | | ${visit} |
"""


def test_the_form_fills_in_what_the_desk_hands_it() -> None:
    session = open_form(DAYS, username="sara", deviceid="pc-1", given={"person_name": "نورة", "size": "9"})
    xml = session.to_xml()
    assert "<started>2025-11-23T10:30:00.000+03:00</started>" in xml
    assert "<filled_on>2025-11-23</filled_on>" in xml
    assert "<clerk>sara</clerk><device>pc-1</device><person_name>نورة</person_name>" in xml
    assert "<instanceID>uuid:id-" in xml
    assert session.label("hello") == "Hello نورة, size 4"
    assert session.question("visit").value == TODAY


def test_the_end_is_stamped_when_the_interview_is_finished() -> None:
    session = open_form(DAYS)
    assert "<ended/>" in session.to_xml()
    assert "<ended>2025-11-23T10:30:00.000+03:00</ended>" in session.finalize()


def test_a_label_follows_the_answer_it_shows() -> None:
    session = open_form(DAYS)
    assert ("label", "/data/hello") in {(event.kind, event.ref) for event in session.answer("size", 6)}
    assert session.label("hello") == "Hello , size 6"


def test_a_triggered_value_is_set_when_its_question_changes_and_not_before() -> None:
    session = open_form(DAYS)
    session.answer("size", 6)
    assert "<copied/>" in session.to_xml()
    session.answer("visit", "2025-12-01")
    assert "<copied>12</copied>" in session.to_xml()


def test_a_draft_opened_another_day_knows_the_new_day_and_keeps_its_ids() -> None:
    session = open_form(DAYS)
    session.answer("born", "2000-11-24")
    assert session.question("age").value == 24
    later = reopened(session, today=TODAY + timedelta(days=2), now=lambda: pytest.fail("the clock was asked"))
    assert later.question("age").value == 25
    assert later.question("visit").value == TODAY
    before, after = session.to_xml(), later.to_xml()
    assert before.split("<token>")[1] == after.split("<token>")[1]


def test_a_ring_of_calculations_is_refused_by_name() -> None:
    ring = """
    | survey |
    | | type | name | label | calculation | relevant |
    | | calculate | first | | ${second} + 1 | |
    | | calculate | second | | ${third} + 1 | |
    | | calculate | third | | ${first} + 1 | |
    | | integer | apart | Apart | | |
    """
    with pytest.raises(RuleBroken) as refusal:
        form_of(ring)
    assert refusal.value.code == "form.cycle"
    assert all(name in refusal.value.ar for name in ("first", "second", "third"))
    assert "apart" not in refusal.value.ar


@pytest.mark.parametrize(
    "rows",
    [
        "| | integer | a | A | | ${a} > 1 |",
        "| | calculate | a | | . + 1 | |",
        "| | integer | a | A | | ${b} > 1 |\n| | integer | b | B | | ${a} > 1 |",
        "| | begin_group | g | G | | ${b} > 1 |\n| | integer | b | B | | |\n| | end_group | | | | |",
    ],
)
def test_a_condition_that_waits_for_itself_is_refused(rows: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        form_of("| survey |\n| | type | name | label | calculation | relevant |\n" + rows)
    assert refusal.value.code == "form.cycle"


SIEVE = """
| survey |
| | type | name | label | relevant | calculation |
| | integer | a | A | | |
| | integer | b | B | ${a} > 3 | |
| | begin_group | g | G | ${b} > 3 or ${a} = 1 | |
| | integer | c | C | ${a} != 7 | |
| | begin_group | gg | GG | ${c} > 3 | |
| | integer | d | D | ${b} < 8 | |
| | end_group | | | | |
| | end_group | | | | |
| | integer | e | E | ${d} > 3 | |
| | calculate | sum_all | | | coalesce(${a}, 0) + coalesce(${b}, 0) + coalesce(${c}, 0) + coalesce(${d}, 0) |
"""
ANSWERS = st.lists(st.tuples(st.sampled_from("abcde"), st.none() | st.integers(0, 9)), max_size=25)


def model_of_sieve(values: dict[str, int | None]) -> tuple[set[str], int]:
    """The same form by hand: which questions show, and the sum."""

    def read(name: str, seen: bool) -> float:
        value = values.get(name)
        return float("nan") if value is None or not seen else value

    a = read("a", True)
    show_b = a > 3
    b = read("b", show_b)
    show_g = b > 3 or a == 1
    show_c = show_g and a != 7
    c = read("c", show_c)
    show_d = show_g and c > 3 and b < 8
    d = read("d", show_d)
    names = {name for name, on in zip("abcde", (True, show_b, show_c, show_d, d > 3), strict=True) if on}
    return names, int(sum(each for each in (a, b, c, d) if each == each))


@given(ANSWERS)
def test_whatever_is_answered_the_form_shows_what_its_conditions_say(answers: list[tuple[str, int | None]]) -> None:
    session = open_session(form_of(SIEVE))
    values: dict[str, int | None] = {}
    for name, value in answers:
        expected, total = model_of_sieve(values)
        assert shown(session) == expected
        assert f"<sum_all>{total}</sum_all>" in session.to_xml()
        if name in expected:
            session.answer(name, value)
            values[name] = value
        else:
            with pytest.raises(RuleBroken):
                session.answer(name, value)
