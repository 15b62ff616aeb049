import pytest

from domain.errors import RuleBroken
from forms.interview.session import Session
from tests.forms.interview.desk import form_of, open_form, open_session, refusal_of, reopened, row_refs

FAMILY = """
| survey |
| | type | name | label | repeat_count | calculation | relevant | default | required |
| | integer | many | How many | | | | | |
| | begin_repeat | member | Member ${many} | ${many} | | ${many} > 0 | | |
| | integer | age | Age | | | | | yes |
| | calculate | place | | | position(..) | | | |
| | calculate | older | | | count(../../member[age > current()/../age]) | | | |
| | date | seen | Seen | | | | today() | |
| | end_repeat | | | | | | | |
| | calculate | total | | | sum(${age}) | | | |
| | calculate | rows | | | count(${member}) | | | |
"""

FREE = """
| survey |
| | type | name | label | calculation | relevant |
| | text | herd | Herd | | |
| | begin_repeat | farm | Farm | | |
| | text | farm_name | Name | | |
| | begin_repeat | field | Field | | |
| | decimal | area | Area | | |
| | calculate | share | | round(${area} div sum(../../field/area), 2) | |
| | end_repeat | | | | |
| | calculate | area_here | | sum(${area}) | |
| | calculate | number | | position(..) | |
| | end_repeat | | | | |
| | calculate | area_total | | sum(${area}) | |
| | calculate | biggest | | max(${area_here}) | |
"""


def values(session: Session, name: str) -> list[object]:
    xml = session.to_xml()
    return [part.split("<")[0] for part in xml.split(f"<{name}>")[1:]]


def test_a_count_makes_its_rows_and_hides_what_is_too_many() -> None:
    session = open_form(FAMILY)
    session.answer("many", 3)
    for number, age in ((1, 40), (2, 9), (3, 6)):
        session.answer(f"/data/member[{number}]/age", age)
    assert values(session, "total") == ["55"]
    session.answer("many", 2)
    assert len(row_refs(session)) == 2
    session.answer("many", 3)
    assert values(session, "total") == ["55"]
    assert values(session, "age") == ["40", "9", "6"]


def test_a_row_beyond_a_lowered_count_is_counted_until_the_interview_is_finished() -> None:
    session = open_form(FAMILY)
    session.answer("many", 3)
    for number, age in ((1, 40), (2, 9), (3, 6)):
        session.answer(f"/data/member[{number}]/age", age)
    session.answer("many", 2)
    assert values(session, "total") == ["55"]
    assert refusal_of(lambda: session.answer("/data/member[3]/age", 7)) is not None
    assert session.drop_hidden_rows()
    assert values(session, "total") == ["49"]
    assert values(session, "rows") == ["2"]
    session.undo()
    assert values(session, "total") == ["55"]


def test_a_row_hidden_by_a_lowered_count_is_not_missing_anything() -> None:
    session = open_form(FAMILY)
    session.answer("many", 2)
    session.answer("/data/member[1]/age", 4)
    assert [problem.ref for problem in session.problems()] == ["/data/member[2]/age"]
    session.answer("many", 1)
    assert session.problems() == ()
    assert "beyond" in reopened(session, language="en").why("/data/member[2]/age").sentence


def test_zero_rows_and_a_blank_count_show_none() -> None:
    session = open_form(FAMILY)
    assert row_refs(session) == []
    session.answer("many", 0)
    assert row_refs(session) == []
    assert "<member>" not in session.to_xml()


def test_every_new_row_gets_its_own_defaults_and_its_place() -> None:
    session = open_form(FAMILY)
    session.answer("many", 3)
    assert values(session, "place") == ["1", "2", "3"]
    assert values(session, "seen") == ["2025-11-23"] * 3


def test_a_change_in_one_row_reaches_the_rows_that_look_at_it() -> None:
    session = open_form(FAMILY)
    session.answer("many", 3)
    for number, age in ((1, 40), (2, 9), (3, 6)):
        session.answer(f"/data/member[{number}]/age", age)
    assert values(session, "older") == ["0", "1", "2"]
    session.answer("/data/member[1]/age", 7)
    assert values(session, "older") == ["1", "0", "2"]


def test_the_rows_of_a_count_are_not_added_or_removed_by_hand() -> None:
    session = open_form(FAMILY)
    session.answer("many", 2)
    with pytest.raises(RuleBroken) as refusal:
        session.add_row("/data/member")
    assert refusal.value.code == "answer.no_row"
    with pytest.raises(RuleBroken) as refusal:
        session.remove_row("/data/member[1]")
    assert refusal.value.code == "answer.row_counted"


def test_a_telephone_number_typed_as_a_count_makes_two_hundred_rows_and_a_problem() -> None:
    session = open_form(FAMILY)
    session.answer("many", "٠٥٥١٢٣٤٥٦٧")
    assert len(row_refs(session)) == 200
    assert [problem.kind for problem in session.problems() if problem.kind != "required"] == ["rows"]
    session.answer("many", 1)
    assert len(row_refs(session)) == 1


def test_nested_rows_add_up_at_every_level() -> None:
    session = open_form(FREE)
    session.answer("/data/farm[1]/field[1]/area", 2)
    session.add_row("/data/farm[1]/field")
    session.answer("/data/farm[1]/field[2]/area", "٦")
    session.add_row("/data/farm")
    session.add_row("/data/farm[2]/field")
    session.answer("/data/farm[2]/field[1]/area", 1.5)
    assert values(session, "area_here") == ["8", "1.5"]
    assert values(session, "area_total") == ["9.5"]
    assert values(session, "biggest") == ["8"]
    assert values(session, "share") == ["0.25", "0.75", "1"]
    assert values(session, "number") == ["1", "2"]


def test_removing_a_row_renumbers_the_rest_and_undo_brings_it_back() -> None:
    session = open_form(FREE)
    for number, area in ((1, 2), (2, 3), (3, 5)):
        if number > 1:
            session.add_row("/data/farm")
            session.add_row(f"/data/farm[{number}]/field")
        session.answer(f"/data/farm[{number}]/field[1]/area", area)
    before = session.save()
    session.remove_row("/data/farm[2]")
    assert values(session, "area_here") == ["2", "5"]
    assert values(session, "number") == ["1", "2"]
    assert values(session, "area_total") == ["7"]
    told = {event.kind for event in session.undo()}
    assert {"rows", "value"} <= told
    assert session.save() == before
    assert values(session, "number") == ["1", "2", "3"]


def test_all_rows_may_be_removed_and_one_added_again() -> None:
    session = open_form(FREE)
    session.remove_row("/data/farm[1]")
    assert row_refs(session) == []
    assert reopened(session).pages() == session.pages()
    session.add_row("/data/farm")
    assert row_refs(session) == ["/data/farm[1]"]


def test_an_added_row_begins_without_rows_inside_as_in_the_reference() -> None:
    session = open_form(FREE)
    session.add_row("/data/farm")
    assert session.to_xml().count("<field>") == 1


def test_rows_end_at_the_limit() -> None:
    session = open_form(FREE)
    for _ in range(199):
        session.add_row("/data/farm[1]/field")
    with pytest.raises(RuleBroken) as refusal:
        session.add_row("/data/farm[1]/field")
    assert refusal.value.code == "answer.no_row"


def test_rows_inside_rows_end_at_a_limit_of_their_own() -> None:
    bomb = """
    | survey |
    | | type | name | label | repeat_count |
    | | integer | many | How many | |
    | | begin_repeat | outer | Outer | ${many} |
    | | begin_repeat | inner | Inner | ${many} |
    | | integer | leaf | Leaf | |
    | | end_repeat | | | |
    | | end_repeat | | | |
    """
    session = open_form(bomb)
    session.answer("many", 10_000)
    assert session.to_xml().count("<leaf/>") <= 1000
    assert any(problem.kind == "rows" for problem in session.problems())


def test_a_repeat_with_a_condition_is_offered_only_while_it_holds() -> None:
    session = open_form(
        """
        | survey |
        | | type | name | label | relevant |
        | | text | herd | Herd | |
        | | begin_repeat | cow | Cow | ${herd} != '' |
        | | text | cow_name | Name | |
        | | end_repeat | | | |
        """
    )
    assert [page.ref for page in session.pages()] == ["/data/herd"]
    with pytest.raises(RuleBroken):
        session.add_row("/data/cow")
    session.answer("herd", "x")
    session.remove_row("/data/cow[1]")
    assert [page.ref for page in session.pages()] == ["/data/herd", "/data/cow"]
    session.add_row("/data/cow")


def test_unknown_rows_are_refused() -> None:
    session = open_session(open_form(FREE).form)
    for ref in (
        "/data/farm[9]/farm_name",
        "/data/farm[0]",
        "/data/farm/farm_name",
        "/data/barn",
        "/other/farm",
        "//",
        "/",
    ):
        with pytest.raises(RuleBroken) as refusal:
            session.question(ref)
        assert refusal.value.code == "answer.unknown_question"
    for act in (session.add_row, session.remove_row):
        with pytest.raises(RuleBroken):
            act("/data/herd")


ANOTHER = """
| survey |
| | type | name | label | calculation | repeat_count | required |
| | calculate | have | | count(${child}) | | |
| | calculate | last | | indexed-repeat(${more}, ${child}, ${have}) | | |
| | calculate | wanted | | if(${have} = 0 or ${last} = 'yes', ${have} + 1, ${have}) | | |
| | begin_repeat | child | Child | | ${wanted} | |
| | text | child_name | Name | | | yes |
| | select_one yn | more | Another? | | | |
| | end_repeat | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def rows(session: Session) -> int:
    return len(row_refs(session))


def test_an_answer_in_the_last_row_decides_whether_there_is_another() -> None:
    """As ODK's guide writes it: the number of rows is made of what stands in them."""
    session = open_session(form_of(ANOTHER))
    assert session.question("/data/child[1]/child_name").value is None
    session.answer("/data/child[1]/more", "yes")
    assert rows(session) == 1, "the first is not whole yet"
    session.answer("/data/child[1]/child_name", "سعد")
    assert rows(session) == 2
    session.answer("/data/child[2]/child_name", "نوف")
    session.answer("/data/child[2]/more", "no")
    assert rows(session) == 2
    session.answer("/data/child[2]/more", "yes")
    session.undo()
    assert rows(session) == 2


def test_rows_that_never_end_are_offered_one_by_one() -> None:
    session = open_session(form_of(ANOTHER.replace("= 'yes', ", "!= 'no', ")))
    assert rows(session) == 1
    session.answer("/data/child[1]/child_name", "سعد")
    assert rows(session) == 2
