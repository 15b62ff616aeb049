"""Forms from outside: spreadsheets in a process with limits, refusals that say where and how to mend."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.errors import RuleBroken, Unavailable
from domain.form_check import CheckProgress
from forms.interview import conversion
from forms.interview.importer import _answer_of, import_form, own_converter
from forms.interview.reader import read_form
from tests.forms.interview.desk import open_session, xform

VISIT = """
| settings |
| | form_title | form_id | version |
| | زيارة | visit | 2025-11-23 |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) |
| | integer | rooms | عدد الغرف | Rooms |
"""


def markdown(text: str) -> bytes:
    return "\n".join(line.strip() for line in text.strip().splitlines()).encode()


def workbook(text: str) -> bytes:
    """The same form as an Excel workbook."""
    book = Workbook()
    book.remove(book.active)
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 1:
            sheet = book.create_sheet(cells[0])
        else:
            sheet.append(cells[1:])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(text: str) -> bytes:
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    return "\n".join(",".join(cell.strip() for cell in line.split("|")) for line in lines).encode()


@pytest.mark.parametrize(
    ("kind", "source"), [("md", markdown(VISIT)), ("xlsx", workbook(VISIT)), ("csv", csv_text(VISIT))]
)
def test_the_same_form_comes_in_from_every_kind_of_sheet(kind: str, source: bytes) -> None:
    brought = import_form(source, kind, form_id="office/visit")
    assert (brought.id, brought.version) == ("office/visit", "2025-11-23")
    form = read_form(brought.xform_xml, form_id=brought.id)
    assert form.sha256 == brought.sha256
    session = open_session(form)
    session.answer("rooms", "٣")
    assert "<rooms>3</rooms>" in session.to_xml()
    assert session.label("rooms") == "عدد الغرف"


def test_a_deployed_xform_comes_in_as_it_is() -> None:
    xml = xform(VISIT)
    brought = import_form(b"\xef\xbb\xbf" + xml.encode(), "xml", form_id="office/visit")
    assert brought.xform_xml == xml
    assert brought.warnings == ()


def test_the_converters_warnings_are_handed_on() -> None:
    source = markdown(VISIT.replace(" | Rooms |", " | |").replace("| label::English (en) |", "| hint::English (en) |"))
    assert import_form(source, "md", form_id="office/visit").warnings


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("integer", "intger", "form.convert.type", "intger"),
        ("| integer | rooms |", "| begin_group | rooms |", "form.convert.nesting", "الصف 2"),
        ("| integer | rooms |", "| select_one houses | rooms |", "form.convert.choices", "choices"),
        ("عدد الغرف", "عدد ${nothing}", "form.convert.reference", "الصف 2"),
        ("| rooms |", "| ro oms |", "form.convert.name", "الصف 2"),
        ("| rooms |", "| |", "form.convert.name", "الصف 2"),
        ("| integer | rooms |", "| calculate | rooms |", "form.convert.calculation", "الصف 2"),
        ("عدد الغرف | Rooms |", " | |", "form.convert.label", "rooms"),
        ("| survey |", "| surveys |", "form.convert.survey", "surveys"),
    ],
)
def test_a_mistake_in_the_sheet_is_named_with_its_place(old: str, new: str, code: str, where: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        import_form(markdown(VISIT.replace(old, new)), "md", form_id="office/visit")
    assert refusal.value.code == code
    assert where in refusal.value.ar
    assert refusal.value.en


def test_what_pyxform_lets_through_our_reader_refuses() -> None:
    wrong = """
    | survey |
    | | type | name | label | relevant |
    | | integer | rooms | Rooms | |
    | | text | why | Why | ${rooms} > ١٨ |
    """
    with pytest.raises(RuleBroken) as refusal:
        import_form(markdown(wrong), "md", form_id="office/visit")
    assert refusal.value.code == "form.xpath.digits"
    assert "why" in refusal.value.ar
    assert "relevant" in refusal.value.ar


@pytest.mark.parametrize(
    ("source", "kind", "code"),
    [
        (b"x", "docx", "form.source.kind"),
        (b" " * (5 * 1024 * 1024 + 1), "md", "form.source.large"),
        (b"\xff\xfe\x00", "md", "form.source.encoding"),
        (b"\xff\xfe\x00", "xml", "form.source.encoding"),
        (b"not a workbook", "xlsx", "form.source.not_workbook"),
        (b"<x/>", "xml", "form.xml.other"),
    ],
)
def test_a_file_of_another_kind_is_refused(source: bytes, kind: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        import_form(source, kind, form_id="office/visit")
    assert refusal.value.code == code


def test_a_workbook_that_unpacks_to_more_than_allowed_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(RuleBroken) as refusal:
        import_form(out.getvalue(), "xlsx", form_id="office/visit")
    assert refusal.value.code == "form.source.unpacked"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("hello.txt", "hello")
    with pytest.raises(RuleBroken) as refusal:
        import_form(out.getvalue(), "xlsx", form_id="office/visit")
    assert refusal.value.code.startswith(("form.source.", "form.convert."))


def test_a_form_larger_than_a_pipe_reaches_a_converter_that_begins_late() -> None:
    """Systems hand 64 KB over at once; the rest waits until somebody reads."""
    large = markdown(VISIT) + b"\n" + b"\n".join(b"| | note | n%d | %s | Note |" % (n, b"x" * 200) for n in range(600))
    late = "import sys, time; time.sleep(0.4); print(len(sys.stdin.buffer.read()))"
    said = _answer_of((sys.executable, "-c", late), large, 20, CheckProgress())
    assert int(said) == len(large) > 120_000


def test_a_conversion_that_takes_too_long_is_stopped() -> None:
    asleep = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(RuleBroken) as refusal:
        import_form(markdown(VISIT), "md", form_id="office/visit", converter=asleep, seconds=0.3)
    assert refusal.value.code == "form.source.slow"


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
def test_a_conversion_that_eats_memory_is_stopped_by_its_own_limit() -> None:
    folder = str(Path(conversion.__file__).parent)
    hungry = (
        f"import sys; sys.path.insert(0, {folder!r}); import conversion; conversion.limit_this_process(); b'x' * 2**30"
    )
    with pytest.raises(RuleBroken) as refusal:
        import_form(markdown(VISIT), "md", form_id="office/visit", converter=(sys.executable, "-c", hungry))
    assert refusal.value.code == "form.source.converter_failed"


def test_a_converter_that_is_not_there_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        import_form(markdown(VISIT), "md", form_id="office/visit", converter=(str(tmp_path / "gone"),))
    assert refusal.value.code == "form.converter"


def test_the_converter_is_this_pythons_own_and_imports_nothing_of_the_product() -> None:
    command = own_converter()
    assert command[0] == sys.executable
    source = Path(command[-1]).read_text(encoding="utf-8")
    assert "from forms" not in source
    assert "from domain" not in source
