"""The form checker on deployed XForms: the node of each mistake, and limits that a hostile file meets."""

import pytest

from domain.errors import RuleBroken
from forms.interview.checker.check import Report, check_form
from forms.interview.shipped import form_ids, shipped_xform
from tests.forms.interview.desk import xform

FORM = """
| settings |
| | form_title | form_id | version |
| | Visit | visit | 1 |
| survey |
| | type | name | label | relevant | constraint | constraint_message |
| | integer | age | Age | | . < 120 | Too old |
| | text | why | Why | ${age} > 18 | | |
"""


def checked(text: str) -> Report:
    return check_form(text.encode(), "xml")


def test_the_shipped_xforms_are_clean() -> None:
    assert [checked(shipped_xform(form_id)).findings for form_id in form_ids()] == [()] * len(form_ids())


def test_every_wrong_expression_is_named_with_its_node() -> None:
    wrong = xform(FORM).replace("&gt; 18", "&gt; ١٨").replace(". &lt; 120", "slected(., 3)")
    report = checked(wrong)
    found = {(each.place.path, each.place.column, each.code) for each in report.findings if each.is_error}
    assert found == {
        ("/data/why", "relevant", "form.xpath.digits"),
        ("/data/age", "constraint", "form.xpath.function.unknown"),
    }
    assert report.form is None


def test_what_the_data_lack_is_named_with_its_path() -> None:
    report = checked(xform(FORM).replace('ref="/data/why"', 'ref="/data/whom"'))
    assert ("/data/whom", "form.bind.unknown") in {(each.place.path, each.code) for each in report.findings}


def test_a_ring_is_said_by_its_names() -> None:
    rings = (
        FORM.replace("| constraint |", "| calculation |")
        .replace(". < 120", "${why} + 1")
        .replace("${age} > 18 | |", " | ${age} + 1 |")
    )
    report = checked(xform(rings))
    assert [each.code for each in report.findings if each.is_error] == ["form.cycle"]


def test_a_form_without_id_and_version_is_warned_of() -> None:
    report = checked(xform(FORM).replace(' version="1"', ""))
    assert [each.code for each in report.findings] == ["form.settings.version"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "form.xml.doctype"),
        ("<a>" * 100 + "</a>" * 100, "form.xml.deep"),
        ("<a>", "form.xml.broken"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(source: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        checked(source)
    assert refusal.value.code == code


def test_xml_that_is_no_form_is_an_error_of_the_file() -> None:
    assert [each.code for each in checked("<a/>").findings] == ["form.xml.other"]
