"""Where the printed page is found again in a picture of it that is nearly straight: a field of small shifts.

The page is compared tile by tile: what was written on it by hand makes a tile fit worse, and such a tile is left out.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from PIL import Image, ImageChops

_LEAST_INK = 6.0
"""Levels of 255 by which a tile must vary: an empty one fits everywhere."""
_MOST_REST = 0.72
"""Of a tile's ink, what may be left over at the best place: more, and it was not found."""


@dataclass(frozen=True)
class Shift:
    """The tile around (x, y) of the printed page lies `right` and `down` of there, in dots. `worth` is 1 for a tile
    that fits as printed, less for one that was written on."""

    x: float
    y: float
    right: float
    down: float
    worth: float


def find_shifts(seen: Image.Image, printed: Image.Image, *, tile: int, reach: int) -> list[Shift | None]:
    """Of two grey pictures of one size, of each tile with print on it; None for one that is not seen up to `reach`
    dots away on each side."""
    blank = _values(ImageChops.difference(printed, Image.new("L", printed.size, 255)), tile)
    edges = range(-reach, reach + 1)
    maps = {(right, down): _values(_difference(seen, printed, right, down), tile) for right in edges for down in edges}
    columns = -(-printed.width // tile)
    found: list[Shift | None] = []
    for place, ink in enumerate(blank):
        if ink < _LEAST_INK:
            continue
        rest = {shift: values[place] for shift, values in maps.items()}
        shift = _best(rest, ink, reach)
        x, y = (place % columns + 0.5) * tile, (place // columns + 0.5) * tile
        found.append(Shift(x, y, *shift) if shift is not None else None)
    return found


def _difference(seen: Image.Image, printed: Image.Image, right: int, down: int) -> Image.Image:
    box = (right, down, right + printed.width, down + printed.height)
    return ImageChops.difference(seen.crop(box), printed)


def _values(picture: Image.Image, tile: int) -> list[float]:
    """The mean of each tile, line after line."""
    return array("f", picture.convert("F").reduce(tile).tobytes()).tolist()


def _best(rest: dict[tuple[int, int], float], ink: float, reach: int) -> tuple[float, float, float] | None:
    """Not at the edge of what was looked at: there it may be further away."""
    (right, down), least = min(rest.items(), key=lambda item: item[1])
    if least > _MOST_REST * ink or reach in (abs(right), abs(down)):
        return None
    across = [rest[right + step, down] for step in (-1, 0, 1)]
    along = [rest[right, down + step] for step in (-1, 0, 1)]
    return right + _between(across), down + _between(along), 1 - least / ink


def _between(values: list[float]) -> float:
    """Where the lowest point of the curve through three neighbours lies, from the middle one."""
    before, here, after = values
    bend = before - 2 * here + after
    return max(-0.5, min(0.5, (before - after) / (2 * bend))) if bend > 0 else 0.0
