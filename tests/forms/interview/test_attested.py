"""The lines that a person signs: whose words they are, how a list is headed, how a day reads."""

import pytest

from forms.interview.session import Session
from tests.forms.interview.desk import form_of, open_form

VISIT = """
| settings |
| | form_title | default_language |
| | زيارة | A (ar) |
| survey |
||type|name|label::A (ar)|label::E (en)|appearance|
| | text | need | الحاجة | Need | |
| | begin_group | home | البيت | Home | |
| | integer | count | العدد | Count | |
| | begin_group | members | أفراد البيت | Members | |
| | begin_repeat | member | فرد | Member | |
| | text | member_name | الاسم | Name | |
| | end_repeat | | | | |
| | end_group | | | | |
| | begin_repeat | visit | زيارة سابقة | Visit | |
| | date | visited_on | متى؟ | When? | |
| | end_repeat | | | | |
| | end_group | | | | |
| | dateTime | moment | اللحظة | Moment | |
| | select_multiple paper | seen | ما اطّلع عليه الموظف | Seen | clerk-check |
| | text | remarks | ملاحظات الموظف | Remarks | multiline clerk-note |
| choices |
| | list_name | name | label::A (ar) | label::E (en) |
| | paper | identity | الهوية | Identity |
"""


def visit(**answers: object) -> Session:
    session = open_form(VISIT)
    session.fill(answers)
    return session


def test_the_words_about_whose_answer_it_is_are_known_to_the_reader() -> None:
    assert form_of(VISIT).notes == ()


def test_the_clerks_notes_are_answered_but_not_attested() -> None:
    session = visit(need="سلة", remarks="طويلة")
    assert [line["path"] for line in session.attestation_lines()] == ["/data/need"]
    assert [line["path"] for line in session.answered_lines()] == ["/data/need", "/data/remarks"]


def test_what_the_clerk_checked_is_attested_as_his_words() -> None:
    session = visit(need="سلة", seen=["identity"])
    assert [line.get("stated_by") for line in session.attestation_lines()] == [None, "clerk"]


def test_a_list_alone_in_its_group_is_headed_by_it_and_another_is_not() -> None:
    session = visit(member=[{"member_name": "سارة"}, {"member_name": "ريم"}], visit=[{"visited_on": "2024-04-07"}])
    lines = {line["path"]: line for line in session.attestation_lines()}
    assert [line.get("list") for line in lines.values()] == ["أفراد البيت", "أفراد البيت", None]
    assert lines["/data/home/members/member[2]/member_name"]["question"] == "فرد 2: الاسم"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2024-04-07", "28 رمضان 1445 هـ الموافق 7 أبريل 2024 م"),
        ("1999-12-31", "31 ديسمبر 1999 م"),
        ("2090-01-01", "1 يناير 2090 م"),
    ],
)
def test_a_day_reads_in_both_calendars_where_their_tables_agree(day: str, shown: str) -> None:
    [line] = visit(visit=[{"visited_on": day}]).attestation_lines()
    assert (line["value"], line["display"]) == (day, shown)


def test_a_moment_reads_as_a_day_and_its_hour() -> None:
    [line] = visit(moment="2024-04-07T09:05").attestation_lines()
    assert line["display"] == "28 رمضان 1445 هـ الموافق 7 أبريل 2024 م — 09:05"
