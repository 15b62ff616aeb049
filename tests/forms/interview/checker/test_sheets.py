"""The form checker on spreadsheets: everything that is wrong, at once, each at its sheet, row and column."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from openpyxl import Workbook

from domain.errors import RuleBroken
from forms.interview.checker.check import Report, check_form, report_of
from forms.interview.checker.findings import Finding
from forms.interview.conversion import convert_form
from forms.interview.shipped import form_ids, form_markdown

HEAD = """
| settings |
| | form_title | form_id | version |
| | زيارة | office/visit | 2026-11-01 |
| choices |
| | list_name | name | label::Arabic (ar) | label::English (en) |
| | yes_no | yes | نعم | Yes |
| | yes_no | no | لا | No |
| survey |
"""
COLUMNS = (
    "| | type | name | label::Arabic (ar) | label::English (en) | relevant | constraint | calculation | default "
    "| repeat_count | appearance |"
)


def checked(text: str) -> Report:
    """In this process: each process of its own takes half a second."""
    source = "\n".join(line.strip() for line in text.strip().splitlines()).encode()
    return report_of(convert_form(source, "md", "data", with_sheets=True))


def survey(*rows: str, header: str = COLUMNS, more: str = "") -> Report:
    """Rows as ``type name relevant=… …``; each has both labels unless it says otherwise."""
    names = [cell.strip() for cell in header.strip("|").split("|")][1:]
    lines = [header]
    for row in rows:
        kind, _, rest = row.partition(";")
        cells = dict(part.split("=", 1) for part in rest.split(";") if part)
        cells["type"] = kind.strip()
        for name in names:
            if name.startswith("label"):
                cells.setdefault(name, "" if kind.startswith(("end_", "calculate")) else "نص")
        lines.append("| | " + " | ".join(cells.get(name, "") for name in names) + " |")
    return checked(HEAD + "\n".join(lines) + more)


def only(report: Report) -> Finding:
    assert len(report.findings) == 1, report.findings
    found = report.findings[0]
    assert found.ar
    assert found.en
    assert found.ar != found.en
    return found


def test_the_shipped_interviews_are_clean_without_a_warning() -> None:
    for form_id in form_ids():
        report = check_form(form_markdown(form_id).encode(), "md")
        assert report.findings == (), form_id
        assert report.form is not None


def test_a_clean_form_has_nothing_to_say_and_can_be_stored() -> None:
    report = survey("text;name=town", "select_one yes_no;name=rents", "integer;name=rooms;relevant=${rents} = 'yes'")
    assert report.findings == ()
    stored = report.source("office/visit")
    assert (stored.id, stored.version) == ("office/visit", "2026-11-01")


@pytest.mark.parametrize(
    ("row", "code", "column", "severity"),
    [
        ("integer;name=b;relevant=${a} >", "form.xpath.unfinished", "relevant", "error"),
        ("integer;name=b;relevant=${a} > > 1", "form.xpath.syntax", "relevant", "error"),
        ("integer;name=b;relevant=slected(${a}, 'yes')", "form.xpath.function.unknown", "relevant", "error"),
        ("integer;name=b;relevant=if(${a} = 1، 2, 3) = 2", "form.xpath.arabic_comma", "relevant", "error"),
        ("integer;name=b;relevant=${a} > ١٨", "form.xpath.digits", "relevant", "error"),
        ("integer;name=b;relevant=${a} = ‘x’", "form.xpath.curly_quote", "relevant", "error"),
        ("integer;name=b;relevant=${a} = 'x", "form.xpath.quote", "relevant", "error"),
        ("integer;name=b;relevant=count-selected() = 1", "form.xpath.arguments", "relevant", "error"),
        ("text;name=b;relevant=regex(${a}, '[a-z')", "form.xpath.pattern", "relevant", "error"),
        ("integer;name=b;relevant=${aa} = 1", "form.reference.unknown", "relevant", "error"),
        ("integer;name=b;relevant=${a = 1", "form.reference.broken", "relevant", "error"),
        ("integer;name=b;relevant=geofence(${a}, ${a}) = 1", "form.xpath.function.later", "relevant", "error"),
        ("calculate;name=b;calculation=${b} + 1", "form.cycle", "calculation", "error"),
        ("calculate;name=b", "form.calculation.missing", "calculation", "error"),
        ("integr;name=b", "form.type.unknown", "type", "error"),
        ("integer;name=a", "form.name.twice", "name", "error"),
        ("integer;name=1b", "form.name.wrong", "name", "error"),
        ("integer;name=b b", "form.name.wrong", "name", "error"),
        ("integer;name=", "form.name.missing", "name", "error"),
        ("integer;name=A", "form.name.alike", "name", "warning"),
        ("select_one yes_on;name=b", "form.list.missing", "type", "error"),
        ("integer;name=b;default=many", "form.default", "default", "error"),
        ("integer;name=b;default=٣", "form.default", "default", "error"),
        ("date;name=b;default=1/2/2026", "form.default", "default", "error"),
        ("select_one yes_no;name=b;default=maybe", "form.default.choice", "default", "error"),
        ("integer;name=b;constraint=. < 5", "form.constraint.message", "constraint_message", "warning"),
        ("integer;name=b;appearance=multiline", "form.appearance.wrong", "appearance", "warning"),
        ("integer;name=b;appearance=numbrs", "form.appearance.unknown", "appearance", "warning"),
        ("date;name=b;appearance=ethiopian", "form.calendar", "name", "warning"),
        ("date;name=b;appearance=persian", "form.calendar", "name", "warning"),
        ("image;name=b;appearance=new-front", "form.appearance", "name", "warning"),
        ("audio;name=b", "form.typed", "name", "warning"),
        ("video;name=b", "form.typed", "name", "warning"),
        ("geotrace;name=b", "form.typed", "name", "warning"),
        ("geoshape;name=b", "form.typed", "name", "warning"),
        ("end_group", "form.nesting", "type", "error"),
        ("begin_group;name=b", "form.nesting", "type", "error"),
        ("integer;name=b;label::English (en)=-", "form.language.untranslated", "label::English (en)", "warning"),
        ("integer;name=b;label::Arabic (ar)=عن ${nobody}", "form.reference.unknown", "label::Arabic (ar)", "error"),
    ],
)
def test_each_mistake_is_named_at_its_row_and_column(row: str, code: str, column: str, severity: str) -> None:
    found = only(survey("text;name=a", "select_one yes_no;name=used", row))
    assert (found.place.sheet, found.place.row, found.place.column) == ("survey", 4, column)
    assert (found.code, found.severity) == (code, severity)


def test_a_picture_a_signature_and_a_file_are_run_and_nothing_is_said_of_them() -> None:
    rows = (
        "select_one yes_no;name=used",
        "image;name=a",
        "image;name=b;appearance=signature",
        "image;name=c;appearance=annotate",
        "file;name=d",
    )
    assert survey(*rows).findings == ()


def test_a_question_that_needs_an_answer_and_has_no_text_is_an_error() -> None:
    header = "| | type | name | label::Arabic (ar) | label::English (en) | required |"
    row = "integer;name=b;required=yes;label::Arabic (ar)=;label::English (en)="
    found = only(survey("select_one yes_no;name=used", row, header=header))
    assert (found.code, found.place.row, found.place.column) == ("form.label.missing", 3, "label::Arabic (ar)")


def test_a_misspelt_column_is_never_dropped_in_silence() -> None:
    header = COLUMNS.replace("relevant", "relevent")
    found = only(survey("select_one yes_no;name=a", "text;name=b;relevent=${a} = 'yes'", header=header))
    assert (found.code, found.severity) == ("form.column.misspelt", "error")
    assert (found.place.sheet, found.place.row, found.place.column) == ("survey", 1, "relevent")
    assert "relevant" in found.ar


def test_what_stands_under_a_misspelt_header_is_checked_as_it_was_meant() -> None:
    header = COLUMNS.replace("relevant", "relevent")
    report = survey("select_one yes_no;name=a", "text;name=b;relevent=${a} = ١", header=header)
    found = [(each.code, each.place.row, each.place.column) for each in report.findings]
    assert found == [("form.column.misspelt", 1, "relevent"), ("form.xpath.digits", 3, "relevent")]


def test_a_column_of_no_effect_is_named_and_the_authors_notes_are_left_alone() -> None:
    header = COLUMNS.replace("appearance", "appearance | colour | notes")
    found = only(survey("select_one yes_no;name=a;colour=red;notes=ask kindly", header=header))
    assert (found.code, found.severity) == ("form.column.unknown", "warning")


def test_a_misspelt_sheet_is_named() -> None:
    text = HEAD.replace("| settings |", "| setings |") + COLUMNS + "\n| | select_one yes_no | a | نص | text |"
    report = checked(text)
    assert "form.sheet.misspelt" in {each.code for each in report.findings}
    assert report.form is None


@pytest.mark.parametrize("condition", ["${a} = 'yas'", "selected(${a}, 'yas')", "'yas' != ${a}"])
def test_a_literal_that_is_in_no_list_is_named_with_what_was_meant(condition: str) -> None:
    found = only(survey("select_one yes_no;name=a", f"text;name=b;relevant={condition}"))
    assert found.code == "form.literal"
    assert "yes" in found.en


def test_several_answers_compared_with_one_are_named() -> None:
    found = only(survey("select_multiple yes_no;name=a", "text;name=b;relevant=${a} = 'yes'"))
    assert found.code == "form.literal.multiple"


def test_every_ring_of_calculations_is_named_once() -> None:
    report = survey(
        "select_one yes_no;name=used",
        "calculate;name=a;calculation=${b}",
        "calculate;name=b;calculation=${c}",
        "calculate;name=c;calculation=${a}",
        "begin_group;name=g;relevant=${inside} = 1",
        "integer;name=inside",
        "end_group",
    )
    rings = [each for each in report.findings if each.code == "form.cycle"]
    assert [each.place.row for each in rings] == [3, 6]
    assert "a، b، c" in rings[0].ar


def test_a_group_that_is_closed_as_a_repeat_is_named_with_both_rows() -> None:
    report = survey("select_one yes_no;name=used", "begin_group;name=g", "text;name=a", "end_repeat")
    assert [(each.code, each.place.row) for each in report.findings] == [("form.nesting", 5)]
    assert "3" in report.findings[0].ar


@pytest.mark.parametrize(
    ("count", "question", "code", "severity"),
    [
        ("5000", "integer;name=n", "form.repeat.many", "error"),
        ("${n}", "integer;name=n", "form.repeat.unbounded", "warning"),
        ("${n}", "text;name=n", "form.repeat.text", "warning"),
    ],
)
def test_a_repeat_that_may_ask_for_any_number_of_rows_is_named(
    count: str, question: str, code: str, severity: str
) -> None:
    rows = (
        "select_one yes_no;name=used",
        question,
        f"begin_repeat;name=r;repeat_count={count}",
        "text;name=t",
        "end_repeat",
    )
    found = only(survey(*rows))
    assert (found.code, found.severity, found.place.row, found.place.column) == (code, severity, 4, "repeat_count")


def test_choices_that_stand_twice_are_unused_or_unwritten_are_named() -> None:
    more = """
| choices |
| | list_name | name | label::Arabic (ar) | label::English (en) |
| | colour | red | أحمر | Red |
| | colour | red | أحمر آخر | Red again |
| | shape | round | مستدير | Round |
| | colour | light blue | سماوي | Light blue |
| | colour | green | | |
"""
    text = HEAD.split("| choices |")[0] + more + "| survey |\n" + COLUMNS + "\n| | select_one colour | a | نص | text |"
    found = {(each.code, each.place.row) for each in checked(text).findings}
    assert found == {
        ("form.choice.twice", 3),
        ("form.list.unused", 4),
        ("form.choice.space", 5),
        ("form.choice.label", 6),
    }


def test_a_form_without_id_version_and_title_is_warned_of() -> None:
    report = checked("| survey |\n| | type | name | label |\n| | text | a | A |")
    assert {each.code for each in report.findings} == {
        "form.settings.form_id",
        "form.settings.version",
        "form.settings.form_title",
    }
    assert report.form is not None


def test_one_language_under_two_names_and_a_column_without_one_are_warned_of() -> None:
    text = """
| settings |
| | form_title | form_id | version |
| | زيارة | office/visit | 1 |
| survey |
| | type | name | label::Arabic (ar) | hint::Arabic | label |
| | text | a | نص | تلميح | text |
"""
    codes = {each.code for each in checked(text).findings}
    assert {"form.language.mixed", "form.language.without"} <= codes


def test_everything_wrong_is_said_at_once() -> None:
    report = survey(
        "integr;name=a", "text;name=b;relevant=${x} =", "text;name=b", "end_group", "select_one none;name=c"
    )
    rows = {each.place.row for each in report.findings if each.is_error}
    assert {2, 3, 4, 5, 6} <= rows


def test_the_row_is_the_workbooks_own_with_empty_rows_counted() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "a", "A"])
    sheet.append([])
    sheet.append(["text", "b", "B ${nobody}"])
    out = io.BytesIO()
    book.save(out)
    report = check_form(out.getvalue(), "xlsx")
    (found,) = (each for each in report.findings if each.is_error)
    assert (found.code, found.place.row, found.place.column) == ("form.reference.unknown", 4, "label")


def test_what_only_the_converter_sees_is_said_in_arabic_with_its_place() -> None:
    header = "| | type | name | label::Arabic (ar) | label::English (en) | parameters |"
    report = survey("select_one yes_no;name=a", "select_one yes_no;name=b;parameters=randomise=true", header=header)
    (found,) = (each for each in report.findings if each.code == "form.parameters")
    assert (found.place.row, found.place.column) == (3, "parameters")
    assert "parameters" in found.ar


# --- limits -----------------------------------------------------------------------------------------------


def test_a_survey_of_ten_thousand_rows_is_refused_within_limits() -> None:
    rows = "\n".join(f"| | integer | q{number} | س | q |" for number in range(10_000))
    with pytest.raises(RuleBroken) as refusal:
        check_form((HEAD + COLUMNS + "\n" + rows).encode(), "md")
    assert refusal.value.code == "form.source.rows"


def test_deep_nesting_is_refused_with_its_row() -> None:
    opened = [f"begin_group;name=g{number}" for number in range(70)]
    report = survey("select_one yes_no;name=u", *opened, "text;name=t", *["end_group"] * 70)
    assert "form.nesting.deep" in {each.code for each in report.findings}
    assert report.form is None


def test_a_pattern_made_to_hang_is_only_read_and_never_run() -> None:
    report = survey("select_one yes_no;name=u", f"text;name=t;relevant=regex('{'a' * 60}', '^(a+)+b$')")
    assert report.errors == 0


def test_a_large_file_and_a_zip_bomb_are_refused_unopened() -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_form(b" " * (50 * 1024 * 1024), "csv")
    assert refusal.value.code == "form.source.large"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(RuleBroken) as refusal:
        check_form(out.getvalue(), "xlsx")
    assert refusal.value.code == "form.source.unpacked"


SAVED = """
| settings |
| | form_title | {title}form_id | version |
| | زيارة | {titled}office/visit | 1 |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | save_to |
| | hidden | person_id | | | |
| | text | lives_in | أين يسكن؟ | Where? | {field} |
{more}{entities}"""
PERSONS = "| entities |\n| | list_name | entity_id |\n| | persons | {of} |\n"
TABLE = "| | csv-external | persons | | | |\n"


def saving(field: str = "town", more: str = TABLE, of: str = "${person_id}", entities: str | None = None) -> Report:
    sheet = PERSONS.format(of=of) if entities is None else entities
    return checked(SAVED.format(title="", titled="", field=field, more=more, entities=sheet))


def test_an_answer_that_becomes_a_field_of_the_record_is_as_it_should_be() -> None:
    assert saving().findings == ()


@pytest.mark.parametrize(
    ("report", "code", "sheet", "column", "severity", "names"),
    [
        (partial(saving, field="city"), "form.record.field", "survey", "save_to", "warning", "mobile, town"),
        (partial(saving, field="twon"), "form.record.field", "survey", "save_to", "warning", "Perhaps town"),
        (partial(saving, field="name"), "form.record.field", "survey", "save_to", "error", "full_name"),
        (partial(saving, entities=""), "form.record.undeclared", "survey", "save_to", "error", "entity_id"),
        (partial(saving, more=""), "form.record.table", "entities", "list_name", "warning", "csv-external"),
        (partial(saving, of="${lives_in}"), "form.record.whose", "entities", "entity_id", "warning", "${person_id}"),
    ],
)
def test_what_would_not_reach_the_record_is_named_at_its_place(
    report: Callable[[], Report], code: str, sheet: str, column: str, severity: str, names: str
) -> None:
    found = only(report())
    assert (found.code, found.place.sheet, found.place.column, found.severity) == (code, sheet, column, severity)
    assert names in found.en


def test_a_second_title_stands_in_a_column_that_every_converter_takes() -> None:
    def titled(column: str) -> Report:
        cells = SAVED.format(title=f"{column} | ", titled="Visit | ", field="", more="", entities="")
        return checked(cells)

    named = titled("attribute::title_en")
    assert named.findings == ()
    assert named.form is not None
    assert (named.form.called.ar, named.form.called.en) == ("زيارة", "Visit")
    refused = only(titled("form_title::English (en)"))
    assert (refused.code, refused.place.column) == ("form.column.title", "form_title::English (en)")
    assert "attribute::title_en" in refused.ar


def test_kinds_of_files_are_demanded_and_those_that_nobody_can_tell_are_named() -> None:
    header = COLUMNS.replace("appearance", "body::accept")
    demanded = survey("select_one yes_no;name=used", "file;name=b;body::accept=.pdf", header=header)
    assert demanded.findings == ()
    found = only(survey("select_one yes_no;name=used", "file;name=b;body::accept=.dwg", header=header))
    assert (found.code, found.severity, found.place.row) == ("form.accept", "warning", 3)
    found = only(survey("select_one yes_no;name=used", "image;name=b;body::accept=.png", header=header))
    assert (found.code, found.place.row) == ("form.accept", 3)
