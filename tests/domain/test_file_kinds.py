"""Which kind a file is of is told by what is in it: its name may say anything."""

import io
import zipfile

import pytest

from domain.file_kinds import kind_of, not_understood, read_accepted
from tests.support.small_pictures import flat_png, telephone_photo


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, b"<x/>" * 90)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODF = "application/vnd.oasis.opendocument."
SAMPLES = {
    "pdf": b"%PDF-1.7\n1 0 obj",
    "jpg": telephone_photo(40, 20),
    "png": flat_png(),
    "gif": b"GIF89a" + bytes(20),
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "tif": b"II*\x00" + bytes(20),
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "docx": zipped("[Content_Types].xml", "word/document.xml"),
    "docm": zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": zipped("content.xml", mimetype=f"{ODF}text"),
    "ods": zipped("content.xml", mimetype=f"{ODF}spreadsheet"),
    "zip": zipped("anything.dat"),
    "doc": OLE + "WordDocument".encode("utf-16-le"),
    "xls": OLE + "Workbook".encode("utf-16-le"),
    "rtf": b"{\\rtf1\\ansi text}",
    "mp3": b"ID3\x04" + bytes(20),
    "wav": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "m4a": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00",
    "mov": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00",
    "csv": "الاسم،العدد\r\nنورة،3".encode(),
    "txt": "نص".encode("utf-16"),
}
BINARY = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64)


@pytest.mark.parametrize("extension", SAMPLES)
def test_each_kind_is_told_by_what_is_in_it(extension: str) -> None:
    kind = kind_of(SAMPLES[extension])
    assert kind is not None
    assert extension in kind.extensions


def test_a_program_is_of_no_known_kind() -> None:
    assert kind_of(BINARY) is None


@pytest.mark.parametrize(
    ("asked", "taken", "refused"),
    [
        (".pdf", ("pdf",), ("jpg", "docx", "zip", "txt")),
        ("application/pdf, image/*", ("pdf", "jpg", "png", "heic"), ("docx", "mp4")),
        (".doc، .docx", ("doc", "docx"), ("docm", "pdf", "xlsx", "zip")),
        (".XLSX .csv", ("xlsx", "csv"), ("docx", "zip", "pdf")),
        ("audio/*", ("mp3", "wav", "m4a"), ("mp4", "mov", "txt")),
        ("video/mp4", ("mp4",), ("mov", "m4a")),
        ("text/plain", ("csv", "txt"), ("pdf", "png")),
        ("jpeg", ("jpg",), ("png",)),
    ],
)
def test_a_form_takes_what_it_asks_for_and_nothing_else(
    asked: str, taken: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    accepted = read_accepted(asked)
    assert accepted is not None
    for extension in taken:
        assert accepted.takes(SAMPLES[extension], "exe"), extension
    for extension in refused:
        assert not accepted.takes(SAMPLES[extension], "pdf"), extension
    assert not accepted.takes(BINARY, "pdf")
    assert accepted.told.ar
    assert accepted.told.en
    assert not_understood(asked) == ()


def test_a_kind_that_nobody_can_tell_is_taken_by_its_name_unless_it_is_of_another_kind() -> None:
    accepted = read_accepted(".dwg")
    assert accepted is not None
    assert accepted.takes(b"AC1032" + bytes(90), "DWG")
    assert not accepted.takes(b"AC1032" + bytes(90), "pdf")
    assert not accepted.takes(SAMPLES["pdf"], "dwg")
    assert not_understood(".dwg, application/x-strange, .pdf") == (".dwg", "application/x-strange")


@pytest.mark.parametrize("asked", ["", "*/*", "application/*", "application/x-strange", ".pdf, *"])
def test_what_asks_for_anything_refuses_nothing(asked: str) -> None:
    assert read_accepted(asked) is None


def test_a_chooser_offers_the_extensions_and_people_hear_the_names() -> None:
    accepted = read_accepted(".pdf, image/*, .dwg")
    assert accepted is not None
    assert accepted.extensions[:3] == ("pdf", "jpg", "jpeg")
    assert accepted.extensions[-1] == "dwg"
    assert (accepted.told.ar, accepted.told.en) == ("PDF أو صورة أو dwg", "PDF or a picture or dwg")
