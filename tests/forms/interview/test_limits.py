"""Hostile and broken forms are refused by name, quickly."""

import time

import pytest

from domain.errors import RuleBroken
from forms.interview.attached import with_files
from forms.interview.markup import read_markup
from forms.interview.reader import read_form
from tests.forms.interview.desk import open_form, open_session, xform

SIMPLE = """
| survey |
| | type | name | label |
| | integer | a | A |
"""


def refused(xml: str) -> str:
    started = time.process_time()
    with pytest.raises(RuleBroken) as refusal:
        read_form(xml, form_id="test/form")
    assert time.process_time() - started < 5
    assert refusal.value.ar
    assert refusal.value.en
    return refusal.value.code


BOMB = """<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""


def test_entities_and_document_types_are_refused() -> None:
    assert refused(BOMB + "<x>&c;</x>") == "form.xml.doctype"
    assert refused('<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>') == "form.xml.doctype"
    assert refused(xform(SIMPLE).replace('<?xml version="1.0"?>', BOMB)) == "form.xml.doctype"


def test_undeclared_entities_and_broken_xml_are_refused() -> None:
    assert refused("<x>&nope;</x>") == "form.xml.broken"
    assert refused("<x><y></x>") == "form.xml.broken"
    assert refused("") == "form.xml.broken"
    assert refused("not xml at all") == "form.xml.broken"


def test_deep_nesting_is_refused() -> None:
    assert refused("<x>" * 100_000) == "form.xml.deep"


def test_endless_elements_and_endless_files_are_refused() -> None:
    assert refused("<x>" + "<y/>" * 250_000 + "</x>") == "form.xml.many"
    assert refused("<x>" + " " * 11_000_000 + "</x>") == "form.xml.large"


def test_another_kind_of_xml_is_refused() -> None:
    assert refused("<x/>") == "form.xml.other"
    assert refused("<html xmlns='http://www.w3.org/1999/xhtml'><head/><body/></html>") == "form.xml.other"


def test_a_form_that_begins_with_ten_thousand_rows_is_refused() -> None:
    rows = xform(
        """
        | survey |
        | | type | name | label |
        | | begin_repeat | r | R |
        | | integer | a | A |
        | | end_repeat | | |
        """
    )
    one = rows[rows.index("<r>") : rows.rindex("</r>") + 4]
    assert refused(rows.replace(one, one * 10_000)) == "form.data.rows"
    assert refused(rows.replace(one, one + one.replace("<a/>", "<a>5</a>"))) == "form.data.uneven"


def test_a_form_with_ten_thousand_questions_is_refused() -> None:
    many = "".join(f"<q{number}/>" for number in range(10_000))
    assert refused(xform(SIMPLE).replace("<a/>", "<a/>" + many)) == "form.data.large"


def test_a_name_that_stands_twice_is_refused() -> None:
    assert refused(xform(SIMPLE).replace("<a/>", "<a/><a/>")) == "form.data.twice"


def test_a_hostile_pattern_is_cut_short() -> None:
    session = open_form(
        r"""
        | survey |
        | | type | name | label | constraint |
        | | text | t | T | regex(., '(x+x+)+y') and regex(., '(a\|aa)+$') |
        """
    )
    started = time.process_time()
    session.answer("t", "x" * 10_000)
    assert time.process_time() - started < 2
    assert session.question("t").problem is not None


def test_a_hostile_pattern_over_a_long_list_is_given_up() -> None:
    rows = "\n".join(f"| | many | c{number} | {'x' * 40} |" for number in range(300))
    session = open_form(
        f"""
        | survey |
        | | type | name | label | choice_filter |
        | | text | t | T | |
        | | select_one many | q | Q | regex(label, '(x+x+)+y') or ${{t}} = 'all' |
        | choices |
        | | list_name | name | label |
        {rows}
        """
    )
    started = time.process_time()
    assert session.options("q") == ()
    session.answer("t", "all")
    assert len(session.options("q")) == 300
    assert time.process_time() - started < 3


def test_texts_that_double_each_other_do_not_fill_the_memory() -> None:
    doubled = "\n".join(f"| | calculate | c{n} | | concat(${{c{n - 1}}}, ${{c{n - 1}}}) |" for n in range(1, 60))
    session = open_form(f"| survey |\n| | type | name | label | calculation |\n| | text | c0 | T | |\n{doubled}")
    session.answer("c0", "x")
    assert len(session.to_xml()) < 10_000_000


def test_a_long_sum_of_questions_is_no_depth_at_all() -> None:
    names = [f"q{number}" for number in range(400)]
    rows = "\n".join(f"| | integer | {name} | Q | |" for name in names)
    total = " + ".join(f"coalesce(${{{name}}}, 0)" for name in names)
    session = open_form(
        f"| survey |\n| | type | name | label | calculation |\n{rows}\n| | calculate | total | | {total} |"
    )
    session.fill({name: 2 for name in names})
    assert "<total>800</total>" in session.to_xml()


def test_an_answer_in_a_form_of_two_hundred_questions_costs_a_fraction_of_a_millisecond() -> None:
    rows = "\n".join(
        f"| | integer | q{number} | Q | {f'${{q{number - 1}}} > 2' if number % 3 == 1 else ''} | |"
        for number in range(200)
    )
    sums = "\n".join(
        f"| | calculate | c{first} | | | {' + '.join(f'${{q{each}}}' for each in range(first, first + 10))} |"
        for first in range(0, 200, 10)
    )
    form = open_form(f"| survey |\n| | type | name | label | relevant | calculation |\n{rows}\n{sums}").form
    session = open_session(form)
    times = [_seconds(session, number) for number in range(0, 200, 3)]
    assert sorted(times)[len(times) // 2] < 0.001


def _seconds(session, number: int) -> float:  # type: ignore[no-untyped-def]
    started = time.process_time()
    session.answer(f"/data/q{number}", number)
    return time.process_time() - started


def test_texts_and_attributes_come_through_whole() -> None:
    root = read_markup("<a b='&lt;1&gt;'>x<c/>&amp;y</a>")
    assert (root.name, root.get("b"), root.text) == ("a", "<1>", "x&y")
    assert [child.name for child in root.children] == ["c"]


def test_a_pattern_nested_deeper_than_anyone_writes_is_refused() -> None:
    pattern = "(" * 300 + "a" + ")*" * 300
    with pytest.raises(RuleBroken) as refusal:
        open_form(f"| survey |\n| | type | name | label | constraint |\n| | text | t | T | regex(., '{pattern}') |")
    assert refusal.value.code == "form.xpath.pattern"


def test_two_questions_that_set_each_other_come_to_an_end() -> None:
    session = open_form(
        "| survey |\n| | type | name | label | trigger | calculation |\n"
        "| | integer | a | A | ${b} | ${b} + 1 |\n| | integer | b | B | ${a} | ${a} + 1 |"
    )
    session.answer("a", 1)
    assert isinstance(session.question("b").value, int)
    session.undo()
    assert session.question("b").value is None


def test_a_table_beside_a_form_is_held_to_the_size_of_a_form() -> None:
    source = xform("| survey |\n| | type | name | label |\n| | select_one_from_file t.csv | q | Q |")
    whole = with_files(source, {"t.csv": b"name,label\n" + b"a,b\n" * 400_000})
    assert refused(whole) == "form.xml.large"
