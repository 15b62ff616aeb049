"""A paper made to last: PDF/A-3b (ISO 19005-3) with the data it was made from attached, so that nobody ever has to
read the data out of the drawing."""

from __future__ import annotations

import io
import zlib
from datetime import datetime
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageCms

DATA_NAME = "data.json"
MOST_DATA_BYTES = 4 << 20
_CREATED = slice(24, 36)
"""Where an ICC profile says when it was made (ICC.1, 7.2.8): no two papers differ by that."""


def archived(pdf: bytes, data: bytes, *, reference: str, made_at: datetime) -> bytes:
    """The paper with `data` (canonical JSON) attached and everything that an archive demands. Same arguments, same
    bytes."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        _attach(paper, data, made_at)
        _state_colours(paper)
        _describe(paper, reference, made_at)
        paper.Root.MarkInfo = Dictionary(Marked=False)
        paper.save(
            target,
            deterministic_id=True,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
        )
    return target.getvalue()


def attached_data(pdf: bytes) -> bytes | None:
    """The canonical JSON of an archived paper; None where there is none."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        found = paper.attachments.get(DATA_NAME)
        return _read(found.obj.EF.F) if found is not None else None


def _read(stream: Any) -> bytes:
    """Raises ValueError for more than any paper holds: a stranger's file may swell."""
    raw = bytes(stream.read_raw_bytes())
    if stream.get("/Filter") == Name.FlateDecode:
        raw = zlib.decompressobj().decompress(raw, MOST_DATA_BYTES + 1)
    if len(raw) > MOST_DATA_BYTES:
        raise ValueError("the attached data is too large")
    return raw


def _attach(paper: pikepdf.Pdf, data: bytes, made_at: datetime) -> None:
    stamp = String(_pdf_date(made_at))
    parameters = Dictionary(Size=len(data), ModDate=stamp, CreationDate=stamp)
    content = Stream(paper, data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=parameters)
    file = paper.make_indirect(content)
    specification = paper.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(DATA_NAME),
            UF=String(DATA_NAME),
            EF=Dictionary(F=file, UF=file),
            AFRelationship=Name.Data,
            Desc=String("The data this paper was made from: canonical JSON, UTF-8"),
        )
    )
    paper.Root.AF = Array([specification])
    names = paper.Root.get(Name.Names) or Dictionary()
    names.EmbeddedFiles = Dictionary(Names=Array([String(DATA_NAME), specification]))
    paper.Root.Names = names


def _state_colours(paper: pikepdf.Pdf) -> None:
    profile = paper.make_indirect(Stream(paper, _srgb(), N=3, Alternate=Name.DeviceRGB))
    paper.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )


@cache
def _srgb() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_CREATED] = bytes((0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)


def _describe(paper: pikepdf.Pdf, reference: str, made_at: datetime) -> None:
    stamp = _pdf_date(made_at)
    paper.docinfo[Name.CreationDate] = String(stamp)
    paper.docinfo[Name.ModDate] = String(stamp)
    for without_meaning in (Name.Trapped, Name.Keywords):
        if without_meaning in paper.docinfo:
            del paper.docinfo[without_meaning]
    with paper.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(paper.docinfo)
        moment = made_at.isoformat(timespec="seconds")
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = metadata["xmp:MetadataDate"] = moment
        metadata["dc:identifier"] = reference
        metadata["pdfaid:part"] = "3"
        metadata["pdfaid:conformance"] = "B"


def _pdf_date(moment: datetime) -> str:
    offset = f"{moment:%z}" or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
