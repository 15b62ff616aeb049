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
    assert (done.exit_code, done.data["errors"]) == (1, 1)
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
    assert in_a_process(("form", "check", str(file), "--json"), {}, "").data["errors"] == 1
