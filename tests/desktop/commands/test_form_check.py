"""`istiqbal form check`: an author's file in, sheet, row and column out. It needs no office."""

from pathlib import Path

import pytest

from forms.interview.shipped import form_ids, form_markdown
from tests.support.command_line import CommandLine, in_a_process

WRONG = """| survey |
| | type | name | label | relevent |
| | integer | age | Age | |
| | text | why | Why | ${age} > ١٨ |
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "no-office", environment={})


def test_a_sound_form_is_told_so_with_exit_code_0(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    file.write_text(form_markdown(form_ids()[0]), encoding="utf-8")
    assert line.do("form", "check", file) == {"file": "form.md", "errors": 0, "warnings": 0, "findings": []}


def test_warnings_alone_leave_exit_code_0_and_errors_give_1(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    file.write_text(WRONG, encoding="utf-8")
    done = line.run("form", "check", file)
    assert (done.exit_code, done.data["errors"]) == (1, 2)
    first = next(each for each in done.data["findings"] if each["severity"] == "error")
    assert set(first) == {"sheet", "row", "column", "path", "code", "ar", "en", "severity"}
    assert (first["sheet"], first["row"], first["column"]) == ("survey", 1, "relevent")
    file.write_text(WRONG.replace("relevent", "relevant").replace("١٨", "18"), encoding="utf-8")
    done = line.run("form", "check", file)
    assert (done.exit_code, done.data["errors"]) == (0, 0)
    assert done.data["warnings"] > 0


def test_wrong_usage_is_2_and_an_unreadable_file_3(line: CommandLine, tmp_path: Path) -> None:
    assert line.run("form", "check").exit_code == 2
    assert line.run("form", "check", tmp_path / "form.docx").exit_code == 2
    assert line.run("form", "check", tmp_path / "missing.xlsx").exit_code == 3
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"not a workbook")
    done = line.run("form", "check", damaged)
    assert (done.exit_code, done.error["code"]) == (3, "form.unreadable")
    bomb = tmp_path / "bomb.xml"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', encoding="utf-8")
    assert line.run("form", "check", bomb).exit_code == 3


def test_a_person_reads_place_and_mend_in_both_languages_and_json_may_stand_last(tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    file.write_text(WRONG, encoding="utf-8")
    done = in_a_process(("form", "check", str(file)), {}, "")
    assert done.exit_code == 1
    assert "خطأ (ورقة survey، الصف 1، العمود relevent)" in done.out
    assert "Error (sheet survey, row 1, column relevent)" in done.out
    assert in_a_process(("form", "check", str(file), "--json"), {}, "").data["errors"] == 2


def test_a_form_is_imported_listed_and_asked_from_the_command_line(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "office")
    line.init()
    file = tmp_path / "field.md"
    file.write_text(WRONG, encoding="utf-8")
    refused = line.run("form", "import", file)
    assert (refused.exit_code, refused.data["errors"]) == (1, 2)
    file.write_text(WRONG.replace("relevent", "relevant").replace("١٨", "18"), encoding="utf-8")
    imported = line.do("form", "import", file, "--id", "field/visit")
    assert (imported["id"], imported["is_new"]) == ("field/visit", True)
    listed = {form["id"]: form for form in line.do("form", "list")["forms"]}
    assert (listed["field/visit"]["origin"], listed["field/visit"]["file"]) == ("imported", "field.md")
    person = line.do("person", "add", "--name", "نورة بنت سالم الواحي")["id"]
    answers = tmp_path / "answers.json"
    answers.write_text('{"age": 20, "why": "سبب"}', encoding="utf-8")
    held = line.do("interview", "run", "field/visit", "--person", person, "--answers", answers)
    assert held["state"] == "finished"


def test_answers_go_out_by_the_command_line_as_xml_csv_and_a_workbook(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "office")
    line.init()
    held = line.hold_interview(folder=tmp_path)
    form = line.do("interview", "list")["interviews"][0]["form"]
    line.do("interview", "export", held["id"], "--xml", tmp_path / "one.xml")
    assert (tmp_path / "one.xml").read_text(encoding="utf-8").startswith("<?xml")
    done = line.do("form", "answers", form, "--csv", tmp_path / "all.csv")
    assert done["interviews"] == 1
    assert {Path(file).name for file in done["files"]} == {"all.csv", "all-member.csv"}
    line.do("form", "answers", form, "--xlsx", tmp_path / "all.xlsx")
    assert (tmp_path / "all.xlsx").stat().st_size > 0
    assert [each["kind"] for each in line.do("form", "exports")["exports"]] == ["xlsx", "csv", "xml"]
    assert line.run("form", "answers", form).exit_code == 2
