"""A page that comes back, laid over the page that was printed.

Its square code says roughly how the page lies: but a code is a ninth of the page's height, and what its corners err by
is eightfold at the far edge. So from the code outwards, ring by ring, the printed lines themselves are looked for, and
each ring says better where the next one is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image

from forms.paper.matching import Shift, find_shifts
from forms.paper.plane import Pair, Plane, Point, fit_plane, lies_at
from forms.paper.whitening import whitened

POINTS_AN_INCH = 72
KEPT_DOTS = 150
"""An inch, of the straightened page: what a hand wrote is read at it, and a page weighs 200 KB at most."""
_COARSE_DOTS, PRINTED_DOTS = 50, 100
_RINGS = ((110.0, 4), (190.0, 6), (300.0, 8), (450.0, 9), (2000.0, 9))
"""Points from the code's middle, and how far off, in coarse dots, a tile may lie there."""
_FEWEST_TILES = 10
_LEAST_SEEN = 0.4
"""Of the tiles with print on them; with fewer, most of the page is covered, cut off, or another's."""
_OUTLIER = 3.0


@dataclass(frozen=True)
class PrintedPage:
    """As it left the printer: `picture` in grey at `PRINTED_DOTS`, `corners` of its square in points from the page's
    upper left."""

    picture: Image.Image
    corners: tuple[Point, Point, Point, Point]

    @property
    def size(self) -> tuple[float, float]:
        """In points."""
        scale = POINTS_AN_INCH / PRINTED_DOTS
        return self.picture.width * scale, self.picture.height * scale


@dataclass(frozen=True)
class Straightened:
    """`error` is how far, in points, the printed lines that were found lie from where they were printed, in the
    middle of them; None when too few were found, and the page lies as well as what was found says."""

    picture: Image.Image
    error: float | None


def straightened(taken: Image.Image, corners: Sequence[Point], printed: PrintedPage) -> Straightened:
    """The whole page at `KEPT_DOTS`, upright and white. `corners` are those of the square in `taken`."""
    anchors = list(zip(printed.corners, corners, strict=True))
    plane, error = _grown(taken.convert("L"), fit_plane(anchors), anchors, printed)
    width, height = (round(side * KEPT_DOTS / POINTS_AN_INCH) for side in printed.size)
    flat = _flattened(taken, plane, KEPT_DOTS, (width, height), printed.size)
    return Straightened(whitened(flat), error)


def _grown(grey: Image.Image, plane: Plane, anchors: list[Pair], printed: PrintedPage) -> tuple[Plane, float | None]:
    middle = lies_at((1, 0, 0, 0, 1, 0, 0, 0), _middle(printed.corners))
    error = None
    for ring, reach in _RINGS:
        pairs = _found(grey, plane, printed, _COARSE_DOTS, reach=reach, around=(middle, ring))
        near = [found for found in pairs if found is not None and math.dist(found[0][0], middle) < ring]
        if len(near) >= _FEWEST_TILES:
            plane, error = _refit(plane, near, anchors)
    if error is None:
        return plane, None
    for _ in range(2):
        pairs = _found(grey, plane, printed, PRINTED_DOTS, reach=4)
        seen = [found for found in pairs if found is not None]
        if len(seen) < max(_FEWEST_TILES, _LEAST_SEEN * len(pairs)):
            return plane, None
        plane, error = _refit(plane, seen, [])
    return plane, error


def _middle(corners: Sequence[Point]) -> Point:
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _found(
    grey: Image.Image,
    plane: Plane,
    printed: PrintedPage,
    dots: int,
    *,
    reach: int,
    around: tuple[Point, float] = ((0.0, 0.0), math.inf),
) -> list[tuple[Pair, float] | None]:
    """Points of the page and where they lie in what was taken, with the worth of each, None for print that is not
    seen; `around` a point alone."""
    scale = dots / POINTS_AN_INCH
    picture = printed.picture if dots == PRINTED_DOTS else printed.picture.reduce(PRINTED_DOTS // dots)
    seen = whitened(_flattened(grey, plane, dots, picture.size, printed.size))
    tile = 24 if dots == _COARSE_DOTS else 40
    box = _box(around, scale, picture.size)
    shifts = find_shifts(seen.crop(box), picture.crop(box), tile=tile, reach=reach)
    return [_pair(plane, shift, scale, box) if shift is not None else None for shift in shifts]


def _box(around: tuple[Point, float], scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The square around a point, as far as it is on the page."""
    (x, y), reach = around
    if reach == math.inf:
        return (0, 0, *size)
    left, top = (max(0, round((place - reach) * scale)) for place in (x, y))
    right, bottom = (min(side, round((place + reach) * scale)) for place, side in zip((x, y), size, strict=True))
    return left, top, right, bottom


def _pair(plane: Plane, shift: Shift, scale: float, box: tuple[int, int, int, int]) -> tuple[Pair, float]:
    x, y = shift.x + box[0], shift.y + box[1]
    point = x / scale, y / scale
    there = (x + shift.right) / scale, (y + shift.down) / scale
    return (point, lies_at(plane, there)), shift.worth


def _refit(plane: Plane, found: list[tuple[Pair, float]], anchors: list[Pair]) -> tuple[Plane, float]:
    """Twice: what lies far off after the first time was written on, or is another line that looks the same."""
    pairs, weights = [*anchors, *(pair for pair, _ in found)], [*(1.0 for _ in anchors), *(w for _, w in found)]
    for _ in range(2):
        plane = fit_plane(pairs, weights)
        rests = [math.dist(lies_at(plane, here), there) for here, there in pairs]
        most = max(_OUTLIER * median(rests), 1e-6)
        kept = [n for n, rest in enumerate(rests) if rest <= most]
        if len(kept) < _FEWEST_TILES:
            break
        pairs, weights = [pairs[n] for n in kept], [weights[n] for n in kept]
    return plane, median(rests) / _dots_a_point(plane)


def _dots_a_point(plane: Plane) -> float:
    """Of what was taken, in the middle of the page."""
    here, beside = lies_at(plane, (300.0, 420.0)), lies_at(plane, (301.0, 420.0))
    return math.dist(here, beside) or 1.0


def _flattened(
    taken: Image.Image, plane: Plane, dots: int, size: tuple[int, int], page: tuple[float, float]
) -> Image.Image:
    """Pillow takes one dot for each: what is much finer is made coarser first, that nothing between is lost."""
    scale = POINTS_AN_INCH / dots
    edges = [lies_at(plane, corner) for corner in ((0, 0), (page[0], 0), page, (0, page[1]))]
    longest = max(math.dist(first, second) for first, second in pairwise([*edges, edges[0]]))
    factor = max(1, int(longest / max(size)))
    source = taken.reduce(factor) if factor > 1 else taken
    a, b, c, d, e, f, g, h = plane
    numbers = (a / factor, b / factor, c / factor, d / factor, e / factor, f / factor, g, h)
    x_scaled = tuple(n * scale if place in (0, 1, 3, 4, 6, 7) else n for place, n in enumerate(numbers))
    white: int | tuple[int, int, int] = 255 if taken.mode == "L" else (255, 255, 255)
    return source.transform(size, Image.Transform.PERSPECTIVE, x_scaled, Image.Resampling.BILINEAR, fillcolor=white)
