"""The tables that come in files beside a form, put into the form itself: one text then holds all that it needs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from domain.errors import RuleBroken
from forms.interview.markup import read_markup
from forms.interview.read_data import LAST_SAVED_SOURCE

_NAME = re.compile(r"[^\W\d][\w.\-]*")
_CLOSING = re.compile(rb"</(?:[\w.\-]+:)?instance\s*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Place:
    """An ``<instance>`` that names a file: bytes `start` to `end` of the form."""

    id: str
    source: str
    start: int
    end: int


def with_files(xform: str, files: Mapping[str, bytes]) -> str:
    """The form with each table of `files` (by file name) written where the form asks for it.

    A table that is not among them is left as it is; reading the form then names it. Raises RuleBroken
    ``form.table.…`` for one that cannot be read.
    """
    data = xform.encode("utf-8")
    pieces: list[bytes] = []
    done = 0
    for place in _places(data) if files else ():
        name = place.source.rpartition("/")[2]
        if name not in files:
            continue
        inside = _table(name, files[name])
        pieces += [data[done : place.start], f"<instance id={quoteattr(place.id)}>{inside}</instance>".encode()]
        done = place.end
    return b"".join([*pieces, data[done:]]).decode("utf-8")


def _places(data: bytes) -> list[_Place]:
    found: list[_Place] = []
    waiting: list[tuple[str, str, int, int]] = []
    depth = 0
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        source = attributes.get("src", "")
        if name.rpartition(":")[2] == "instance" and source and source != LAST_SAVED_SOURCE:
            waiting.append((attributes.get("id", ""), source, parser.CurrentByteIndex, depth))

    def end(_name: str) -> None:
        nonlocal depth
        if waiting and waiting[-1][3] == depth:
            id, source, begun, _ = waiting.pop()
            closing = _CLOSING.match(data, parser.CurrentByteIndex)
            found.append(_Place(id, source, begun, closing.end() if closing else parser.CurrentByteIndex))
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        # The form's reader says what is wrong with it, and where.
        return []
    return found


def _table(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
        if name.lower().endswith(".xml"):
            read_markup(text)
            return _DECLARATION.sub("", text)
        if name.lower().endswith(".geojson"):
            return _written(_places_on_earth(json.loads(text)))
        return _written(_rows(text))
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise RuleBroken(
            "form.table.broken",
            ar=f"تعذّرت قراءة الملف المرفق «{name}». احفظه بصيغة CSV بترميز UTF-8 ثم أعد الاستيراد.",
            en=f"The attached file “{name}” cannot be read. Save it as CSV in UTF-8 and import again.",
        ) from error


def _rows(text: str) -> Iterable[Iterable[tuple[str, str]]]:
    lines = io.StringIO(text, newline="")
    mark = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(lines, delimiter=mark)
    names = [name.strip() for name in next(reader, [])]
    for row in reader:
        if row:
            values = [*row, *[""] * (len(names) - len(row))]
            yield zip(names, values, strict=False)


def _places_on_earth(collection: Mapping[str, object]) -> Iterable[Iterable[tuple[str, str]]]:
    features = collection["features"]
    if not isinstance(features, list):
        raise TypeError("features is not a list")
    for feature in features:
        properties = feature.get("properties") or {}
        plain = [(key, "" if value is None else str(value)) for key, value in properties.items()]
        known = [("id", str(feature["id"]))] if "id" in feature and "id" not in properties else []
        yield [("geometry", _coordinates(feature["geometry"])), *plain, *known]


def _coordinates(geometry: Mapping[str, object]) -> str:
    """Points as ODK writes them: latitude, longitude, height, accuracy."""
    given = geometry["coordinates"]
    points = [given] if geometry["type"] == "Point" else given if geometry["type"] == "LineString" else None
    if points is None and isinstance(given, list):
        points = given[0]
    if not isinstance(points, list):
        raise TypeError("coordinates are not a list")
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points)


def _written(rows: Iterable[Iterable[tuple[str, str]]]) -> str:
    items = (
        "".join(f"<{name}>{escape(value)}</{name}>" for name, value in row if _NAME.fullmatch(name)) for row in rows
    )
    return "<root>" + "".join(f"<item>{item}</item>" for item in items) + "</root>"
