"""A signature drawn on a screen, as it is kept: the strokes as the hand made them, and what they were made for.

It supports the ink on paper and is not it. The file names the hash of the data that was signed, so that a drawing
cannot be put under another paper.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.attestation import canonical_json
from domain.errors import RuleBroken
from domain.ink import InkPoint, Stroke

FORMAT = 1
MOST_POINTS = 20_000
LEAST_POINTS = 8
"""A signature is more than a touch."""
_FINE = 10
_PRESSED = 1000
_LARGEST = 10_000
_FARTHEST = 1_000_000_000
"""Of any number of a stroke: as milliseconds, eleven days."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Drawing:
    """`strokes` in lengths of a sheet of that size."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class BoundDrawing:
    """`sha256` (hex) is the data that was signed, `number` its paper, `at` the moment in ISO, `device` as in
    `domain.signing.DEVICES`."""

    drawing: Drawing
    number: str
    sha256: str
    at: str
    device: str


def check_drawing(drawing: Drawing) -> None:
    """Raises RuleBroken for an empty sheet, and for one that was scribbled full."""
    points = sum(len(stroke.points) for stroke in drawing.strokes)
    if points < LEAST_POINTS:
        raise RuleBroken(
            "signature.drawing.empty",
            ar="لم يُرسم توقيع. ليوقّع صاحب الإقرار في المربع، ثم احفظه.",
            en="Nothing was drawn. Let the person sign in the box, then keep it.",
            field="drawing",
        )
    if points > MOST_POINTS:
        raise RuleBroken(
            "signature.drawing.full",
            ar="الرسم أطول من أي توقيع. امسحه وليوقّع من جديد.",
            en="This is longer than any signature. Clear it, and sign again.",
            field="drawing",
        )


def write_drawing(bound: BoundDrawing) -> bytes:
    """The same drawing gives the same bytes."""
    drawing = bound.drawing
    return canonical_json(
        {
            "kind": "drawn-signature",
            "format": FORMAT,
            "number": bound.number,
            "sha256": bound.sha256,
            "at": bound.at,
            "device": bound.device,
            "sheet": [drawing.width, drawing.height],
            "strokes": [_listed(stroke) for stroke in drawing.strokes],
        }
    )


def _listed(stroke: Stroke) -> dict[str, object]:
    numbers = [
        number
        for point in stroke.points
        for number in (
            round(point.x * _FINE),
            round(point.y * _FINE),
            round(point.pressure * _PRESSED),
            point.at_ms,
        )
    ]
    return {
        "points": numbers,
        "width": round(stroke.width * _FINE),
        "colour": stroke.colour,
        "felt": stroke.is_felt,
    }


def read_drawing(raw: bytes) -> BoundDrawing:
    """Raises ValueError for what `write_drawing` did not write."""
    try:
        said = json.loads(raw)
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not a drawn signature") from error
    match said:
        case {
            "kind": "drawn-signature",
            "format": 1,
            "number": str(number),
            "sha256": str(sha256),
            "at": str(at),
            "device": str(device),
            "sheet": [int(width), int(height)],
            "strokes": [*strokes],
        } if 0 < width <= _LARGEST and 0 < height <= _LARGEST:
            drawing = Drawing(width, height, tuple(map(_stroke, strokes)))
            if _is_on_its_sheet(drawing) and datetime.fromisoformat(at).tzinfo is not None:
                return BoundDrawing(drawing, number, sha256, at, device)
    raise ValueError("not a drawn signature")


def _is_on_its_sheet(drawing: Drawing) -> bool:
    """As a hand leaves it: what comes from another laptop is drawn over nothing else, and not without end."""
    points = [point for stroke in drawing.strokes for point in stroke.points]
    return len(points) <= MOST_POINTS and all(
        0 <= point.x <= drawing.width and 0 <= point.y <= drawing.height for point in points
    )


def find_drawing(raw: bytes, *, sha256: str) -> BoundDrawing | None:
    """The drawing that was made for the data of that hash; None for any other file, whoever put it there."""
    try:
        found = read_drawing(raw)
    except ValueError:
        return None
    return found if found.sha256 == sha256 else None


def _stroke(said: Mapping[str, object]) -> Stroke:
    match said:
        case {"points": [*numbers], "width": int(width), "colour": str(colour), "felt": bool(is_felt)} if (
            numbers and len(numbers) % 4 == 0 and 0 < width <= _LARGEST and _COLOUR.fullmatch(colour)
        ):
            return Stroke(_points([_number(item) for item in numbers]), width / _FINE, colour, is_felt)
    raise ValueError("not a stroke")


def _number(said: object) -> int:
    if not isinstance(said, int) or abs(said) > _FARTHEST:
        raise ValueError("not a number of a stroke")
    return said


def _points(numbers: Sequence[int]) -> tuple[InkPoint, ...]:
    return tuple(
        InkPoint(x / _FINE, y / _FINE, pressure / _PRESSED, at_ms)
        for x, y, pressure, at_ms in zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True)
    )
