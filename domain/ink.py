"""What a hand draws: strokes as plain numbers, and the smooth line of varying width that a stroke is on every surface.

Lengths are those of the sheet that was drawn on; its size goes with the strokes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SPACING = 2.5  # between samples of a smooth line: closer is not seen
MOST_SAMPLES = 24  # between two points of a hand that was very quick
THINNEST, THICKEST = 0.35, 1.35  # of the stroke's width, for no pressure and for all of it


@dataclass(frozen=True, slots=True)
class InkPoint:
    """`pressure` is 0 to 1; `at_ms` counts from the first touch of the sheet."""

    x: float
    y: float
    pressure: float
    at_ms: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """From touching the sheet to leaving it. `is_felt` where a pen told its pressure, else it is reckoned from the
    hand's speed. `colour` is ``#rrggbb``."""

    points: tuple[InkPoint, ...]
    width: float
    colour: str
    is_felt: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece with round ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


def segments_of(stroke: Stroke) -> Iterator[Segment]:
    """The pieces that make the stroke, in order; a dot is one piece of no length."""
    samples = [(point.x, point.y, width_at(stroke, point.pressure)) for point in stroke.points]
    if len(samples) == 1:
        x, y, width = samples[0]
        yield Segment(x, y, x, y, width)
        return
    for (x1, y1, w1), (x2, y2, w2) in pairwise(_smooth(samples)):
        yield Segment(x1, y1, x2, y2, (w1 + w2) / 2)


def width_at(stroke: Stroke, pressure: float) -> float:
    return stroke.width * (THINNEST + (THICKEST - THINNEST) * min(1.0, max(0.0, pressure)))


_Sample = tuple[float, float, float]


def _smooth(samples: Sequence[_Sample]) -> Iterator[_Sample]:
    """Through the middles of the pieces, bent towards the points between: no corner is left."""
    yield samples[0]
    begun = samples[0]
    for bend, after in pairwise(samples[1:]):
        middle = _between(bend, after)
        yield from _bent(begun, bend, middle)
        begun = middle
    yield samples[-1]


def _bent(begun: _Sample, bend: _Sample, end: _Sample) -> Iterator[_Sample]:
    length = abs(end[0] - begun[0]) + abs(end[1] - begun[1])
    count = max(1, min(MOST_SAMPLES, round(length / SPACING)))
    for number in range(1, count + 1):
        at = number / count
        near, far, both = (1 - at) ** 2, at**2, 2 * at * (1 - at)
        yield (
            near * begun[0] + both * bend[0] + far * end[0],
            near * begun[1] + both * bend[1] + far * end[1],
            begun[2] + (end[2] - begun[2]) * at,
        )


def _between(one: _Sample, other: _Sample) -> _Sample:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2
