"""What ISO 19005-3, level B, demands of a file, item by item, as far as this product could get it wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def faults(pdf: bytes) -> list[str]:
    """In words; none in a file that an archive takes."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [*_of_file(file), *_of_metadata(file), *_of_attachment(file), *_of_fonts(file), *_of_objects(file)]


def _of_file(file: pikepdf.Pdf) -> Iterator[str]:
    if file.pdf_version < "1.7":
        yield f"version {file.pdf_version}"
    if file.is_encrypted:
        yield "encrypted"
    if "/OpenAction" in file.Root or "/AA" in file.Root or "/JavaScript" in file.Root.Names:
        yield "it acts by itself"
    if "/ID" not in file.trailer:
        yield "no identifier"
    if [str(intent.S) for intent in file.Root.OutputIntents] != ["/GTS_PDFA1"]:
        yield "not one intent of output"
    elif file.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] != b"acsp":
        yield "the colours' profile is none"


def _of_metadata(file: pikepdf.Pdf) -> Iterator[str]:
    metadata = file.open_metadata()
    if (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) != ("3", "B"):
        yield "it does not say that it is PDF/A-3b"
    if metadata["dc:title"] != str(file.docinfo["/Title"]):
        yield "two titles"
    if "/Filter" in file.Root.Metadata:
        yield "packed metadata"


def _of_attachment(file: pikepdf.Pdf) -> Iterator[str]:
    attached = list(file.Root.AF)
    if [str(one.AFRelationship) for one in attached] != ["/Data"]:
        yield "not one attachment, which is the data"
    elif attached[0].EF.F.Subtype != "/application/json" or attached[0].UF != attached[0].F:
        yield "the attachment is not described"


def _of_fonts(file: pikepdf.Pdf) -> Iterator[str]:
    fonts = [one for one in _dictionaries(file) if one.get("/Type") == "/Font"]
    if not fonts:
        yield "no fonts"
    for font in fonts:
        if font.get("/FontDescriptor", pikepdf.Dictionary()).get("/FontFile2") is None:
            yield f"{font.get('/BaseFont')} is not in the file"
        if "/ToUnicode" not in font:
            yield f"{font.get('/BaseFont')} does not say what its glyphs mean"
        if "Helvetica" in str(font.get("/BaseFont")):
            yield "Helvetica"


def _of_objects(file: pikepdf.Pdf) -> Iterator[str]:
    for one in _dictionaries(file):
        if "/SMask" in one and one.get("/SMask") != "/None" and one.get("/Type") == "/ExtGState":
            yield "a soft mask"
        if "/LZWDecode" in str(one.get("/Filter", "")):
            yield "LZW"
        if one.get("/Subtype") == "/Widget" and not int(one.get("/F", 0)) & 4:
            yield "a field that is not printed"
        if one.get("/Interpolate") is not None and bool(one.get("/Interpolate")):
            yield "an interpolated picture"


def _dictionaries(file: pikepdf.Pdf) -> Iterator[Any]:
    """Of the whole file, those of its streams too."""
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
