"""What this engine does not run is named when a form is loaded, never ignored in silence."""

import pytest

from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.reader import read_form
from tests.forms.interview.desk import form_of, open_session, xform

HEAD = "| survey |\n| | type | name | label | calculation | appearance | parameters |\n"
LISTS = "\n| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |"


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("| | calculate | q | | enclosed-area('1 1 0 0;2 2 0 0') | | |", "enclosed-area"),
        ("| | calculate | q | | pulldata('x', 'a', 'b', 'c') | | |", "x"),
        ("| | select_one_from_file x.csv | q | Q | | | |", "x"),
    ],
)
def test_a_feature_that_would_change_answers_is_refused_by_name(row: str, named: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        form_of(HEAD + row + LISTS)
    assert named in refusal.value.ar
    assert named in refusal.value.en


def test_what_has_no_effect_is_told_to_the_author() -> None:
    form = form_of(HEAD + "| | text | q | Q | | wild-look | |" + LISTS)
    assert [note.code for note in form.notes] == ["form.appearance"]
    assert "wild-look" in form.notes[0].ar


PLAIN = """
| survey |
| | type | name | label |
| | select_one yn | q | Q |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<select1 ref="/data/q"', '<select1 ref="/data/nowhere"', "form.unsupported"),
        ('<select1 ref="/data/q"', '<secret ref="/data/q"', "form.xml.broken"),
        ('type="string"', 'type="intent"', "form.unsupported"),
        ("instance('yn')/root/item", "instance('gone')/root/item", "form.list.unknown"),
        ("instance('yn')/root/item", "randomize(/data/q)", "form.unsupported"),
        ("instance('yn')/root/item", "/data/q", "form.unsupported"),
        ('<instance id="yn">', '<instance id="yn" src="jr://file/x.xml">', "form.list.file"),
        ("<label>Q</label>", "<label>Q<b>old</b></label>", "form.text.markup"),
        ("<q/>", "", "form.unsupported"),
    ],
)
def test_an_xform_that_is_not_whole_is_refused(old: str, new: str, code: str) -> None:
    xml = xform(PLAIN)
    assert old in xml
    with pytest.raises(RuleBroken) as refusal:
        read_form(xml.replace(old, new, 1), form_id="test/form")
    assert refusal.value.code == code
    assert refusal.value.ar


def told(old: str, new: str) -> Form:
    xml = xform(PLAIN)
    assert old in xml
    return read_form(xml.replace(old, new, 1), form_id="test/form")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<bind nodeset="/data/q"', '<bind nodeset="/data/nowhere"', "form.bind.unknown"),
        ('<bind nodeset="/data/q"', '<bind nodeset="/data/q" required="T"', "form.path.unknown"),
        ('<bind nodeset="/data/q"', '<bind nodeset="/data/q" relevant="../../gone = 1"', "form.path.above"),
        ("<label>Q</label>", '<label>Q <output value="/data/gone"/></label>', "form.path.unknown"),
    ],
)
def test_what_collect_passes_over_is_run_so_and_told_to_the_author(old: str, new: str, code: str) -> None:
    """A question that is not there is blank to whoever looks for it."""
    form = told(old, new)
    assert [note.code for note in form.notes] == [code]
    assert form.notes[0].ar
    session = open_session(form)
    assert [question.required for question in session.visible()] in ([False], [])


def test_a_bind_that_does_not_begin_at_the_root_begins_below_it() -> None:
    form = told('<bind nodeset="/data/q"', '<bind nodeset="q" required="true()"')
    assert form.notes == ()
    assert open_session(form).question("q").required


def test_a_text_that_comes_long_and_short_is_shown_long() -> None:
    long = '<value form="short">S</value><value form="long">As long as it is</value>'
    itext = f'<itext><translation lang="en"><text id="q">{long}</text></translation></itext>'
    xml = xform(PLAIN).replace("<instance>", f"{itext}<instance>", 1)
    form = read_form(xml.replace("<label>Q</label>", "<label ref=\"jr:itext('q')\"/>", 1), form_id="test/form")
    assert open_session(form).label("q") == "As long as it is"


IN_ROWS = """
| settings |
| | default_language |
| | en |
| survey |
| | type | name | label::en | label::ar | constraint | constraint_message::en | constraint_message::ar | calculation |
| | begin_repeat | member | Member | فرد | | | | |
| | calculate | place | | | | | | position(..) |
| | integer | age | Age of ${place} | عمر ${place} | . > 0 | More | أكثر | |
| | end_repeat | | | | | | | |
"""


def test_a_label_in_rows_beside_a_message_in_two_languages_is_read() -> None:
    session = open_session(form_of(IN_ROWS))
    assert session.label("/data/member[1]/age") in ("Age of 1", "عمر 1")


def test_choices_written_inside_the_question_are_read_too() -> None:
    xml = xform(PLAIN)
    start, end = xml.index("<itemset"), xml.index("</itemset>") + len("</itemset>")
    written = "<item><label>One</label><value>1</value></item><item><label>Two</label><value>2</value></item>"
    session = open_session(read_form(xml[:start] + written + xml[end:], form_id="test/form"))
    assert [(option.value, option.label) for option in session.options("q")] == [("1", "One"), ("2", "Two")]
    session.answer("q", "2")


def test_an_older_form_with_prefixed_meta_and_its_own_namespace_is_read() -> None:
    xml = xform(PLAIN).replace('<data id="data"', '<data xmlns="urn:office:visit" id="data"')
    xml = xml.replace("<meta>", '<orx:meta xmlns:orx="http://openrosa.org/xforms">').replace("</meta>", "</orx:meta>")
    xml = xml.replace("<instanceID/>", "<orx:instanceID/>").replace(
        "/data/meta/instanceID", "/data/orx:meta/orx:instanceID"
    )
    session = open_session(read_form(xml, form_id="test/form"))
    sent = session.to_xml()
    assert '<data xmlns="urn:office:visit" xmlns:orx="http://openrosa.org/xforms" id="data">' in sent
    assert "<orx:meta><orx:instanceID>uuid:id-1</orx:instanceID></orx:meta>" in sent
