"""Answers out of the office: whole, in Arabic, never a formula, and never by somebody who may not."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_form import check_form
from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import export_answers, export_interview, list_exports, record_export
from desktop.usecases.hold_interview import begin_interview, finish_interview, leave_interview, run_interview
from desktop.usecases.import_form import import_form
from desktop.usecases.keep_person import register_person
from desktop.usecases.open_desk import sign_in
from desktop.usecases.write_answers import write_answers
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.support.laptop import Laptop

FORM = """| settings |
| | form_title | form_id | version |
| | أسرة | field/family | VERSION |
| choices |
| | list_name | name | label |
| | aid | food | غذاء |
| | aid | rent | إيجار |
| survey |
| | type | name | label | calculation |
| | note | hello | أهلًا | |
| | text | remark | ملاحظة | |
| | integer | balance | الرصيد | |
| | select_multiple aid | aid | الدعم | |
| | begin_repeat | member | فرد | |
| | text | name | الاسم | |
| | begin_repeat | illness | مرض | |
| | text | illness_name | الاسم | |
| | end_repeat | | | |
| | end_repeat | | | |
| | calculate | members | | count(${member}) |
MORE
"""
ANSWERS = {
    "remark": '=HYPERLINK("http://x","نص")',
    "balance": -5,
    "aid": ["rent", "food"],
    "member": [
        {"name": "+966 5", "illness": [{"illness_name": "السكري"}, {"illness_name": "@الضغط"}]},
        {"name": "سالم"},
    ],
}
CLERK_PASSWORD = "عبارة موظف الاستقبال"


def keep_form(desk: Desk, folder: Path, version: str = "1", more: str = "") -> None:
    file = folder / "family.md"
    file.write_text(FORM.replace("VERSION", version).replace("MORE", more), encoding="utf-8")
    import_form(desk, check_form(file))


def person(desk: Desk) -> str:
    return register_person(desk, PersonDraft(name="نورة الواحي")).person.id


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_question_is_a_column_and_each_repeat_a_table_with_its_parents_key(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    held = run_interview(desk, "field/family", person(desk), ANSWERS)
    exported = export_answers(desk, "field/family", "csv")
    tables = {file.name: rows(file.data) for file in exported.files}
    assert list(tables) == ["", "member", "illness"]
    (one,) = tables[""]
    assert (one["_key"], one["balance"], one["aid"], one["members"]) == (held.number, "-5", "food rent", "2")
    assert "hello" not in one
    assert [(row["_key"], row["_parent_key"], row["name"]) for row in tables["member"]] == [
        (f"{held.number}/member[1]", held.number, "'+966 5"),
        (f"{held.number}/member[2]", held.number, "سالم"),
    ]
    assert [row["_parent_key"] for row in tables["illness"]] == [f"{held.number}/member[1]"] * 2
    assert [row["illness_name"] for row in tables["illness"]] == ["السكري", "'@الضغط"]


def test_no_cell_is_ever_a_formula_neither_in_csv_nor_in_a_workbook(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    run_interview(desk, "field/family", person(desk), ANSWERS)
    (one,) = rows(export_answers(desk, "field/family", "csv").files[0].data)
    assert one["remark"].startswith("'=")
    (file,) = export_answers(desk, "field/family", "xlsx").files
    book = load_workbook(io.BytesIO(file.data))
    assert book.sheetnames == ["field-family", "member", "illness"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert ANSWERS["remark"] in [cell.value for cell in cells]
    assert "سالم" in [cell.value for cell in cells]
    book.close()


def test_all_versions_of_a_form_come_in_one_table_and_what_is_unfinished_stays_out(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    run_interview(desk, "field/family", person(desk), ANSWERS)
    leave_interview(desk, begin_interview(desk, "field/family", person(desk)))
    keep_form(desk, tmp_path, "2", "| | text | town | البلدة | |")
    run_interview(desk, "field/family", person(desk), {"remark": "نص", "town": "سكاكا"})
    exported = export_answers(desk, "field/family", "csv")
    found = rows(exported.files[0].data)
    assert (exported.interviews, exported.left_out) == (2, 0)
    assert [(row["_form_version"], row["town"]) for row in found] == [("1", ""), ("2", "سكاكا")]


def test_an_interview_goes_out_as_openrosa_xml_with_its_arabic(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    held = run_interview(desk, "field/family", person(desk), ANSWERS)
    exported = export_interview(desk, held.number)
    root = ElementTree.fromstring(exported.files[0].data.decode())
    assert root.get("id") == "field/family"
    assert [each.text for each in root.iter() if each.tag.rpartition("}")[2] == "name"] == ["+966 5", "سالم"]


def test_each_time_is_recorded_and_told_to_those_who_may(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    run_interview(desk, "field/family", person(desk), ANSWERS)
    record_export(desk, export_answers(desk, "field/family", "csv"), kind="csv", place="family.csv")
    (line,) = list_exports(desk)
    assert (line.form, line.kind, line.place, line.interviews) == ("field/family", "csv", "family.csv", 1)
    assert line.user == desk.user.name


def test_a_clerk_may_take_nothing_out(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        keep_form(desk, tmp_path)
        held = run_interview(desk, "field/family", person(desk), ANSWERS)
        add_user(desk, NewUser("omar", "عمر", ("clerk",), CLERK_PASSWORD))
    desk = sign_in(laptop.folder, "omar", CLERK_PASSWORD, world=laptop.world)
    try:
        for deed in (
            lambda: export_answers(desk, "field/family", "csv"),
            lambda: export_interview(desk, held.id),
            lambda: list_exports(desk),
        ):
            with pytest.raises(RuleBroken) as refusal:
                deed()
            assert refusal.value.code == "answers.not_allowed"
    finally:
        desk.store.close()


def test_a_form_that_nobody_knows_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refusal:
        export_answers(desk, "no/such", "csv")
    assert refusal.value.field == "form"


def test_what_a_clerk_noted_about_answers_is_a_table_of_its_own_beside_them(desk: Desk, tmp_path: Path) -> None:
    keep_form(desk, tmp_path)
    opened = begin_interview(desk, "field/family", person(desk))
    opened.session.fill(ANSWERS)
    opened.session.remark("/data/balance", "=راجع الكشف")
    opened.session.remark("/data/member[2]/name", "الاسم كما في السجل")
    held = finish_interview(desk, opened)
    tables = {file.name: rows(file.data) for file in export_answers(desk, "field/family", "csv").files}
    assert tables["_remarks"] == [
        {"_parent_key": held.number, "_question": "balance", "_remark": "'=راجع الكشف"},
        {"_parent_key": f"{held.number}/member[2]", "_question": "name", "_remark": "الاسم كما في السجل"},
    ]
    assert "راجع الكشف" not in export_answers(desk, "field/family", "xml").files[0].data.decode()
    (_, beside) = export_interview(desk, held.id).files
    assert (beside.name, beside.suffix, len(rows(beside.data))) == ("_remarks", ".csv", 2)
    (tmp_path / "out").mkdir()
    written = write_answers(desk, "field/family", "xml", str(tmp_path / "out"))
    assert [Path(file).name for file in written.files] == [f"{held.number}.xml", "_remarks.csv"]
