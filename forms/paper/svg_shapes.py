"""The shapes of SVG (1.1, chapters 8 and 9) as segments of a path, each in its own units."""

from __future__ import annotations

import re

from forms.interview.markup import Element
from forms.paper.svg_path import Segment, read_path

BETWEEN_NUMBERS = re.compile(r"[\s,]+")
_UNIT = re.compile(r"(px|pt|mm|cm|in)?$")
_POINTS = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_ROUND = 0.5522847498
"""How far the controls of a quarter of a circle lie, as a share of its radius."""


class NoDrawing(ValueError):
    """What is in the file that cannot be drawn, as its element or attribute is called."""


def segments_of(element: Element) -> list[Segment]:
    """Raises NoDrawing for another element, ValueError for numbers that are none."""
    match element.name:
        case "path":
            return read_path(element.get("d") or "")
        case "rect":
            return _rectangle(element)
        case "circle":
            radius = _size(element, "r")
            return _ellipse(_number(element, "cx"), _number(element, "cy"), radius, radius)
        case "ellipse":
            rx, ry = _size(element, "rx"), _size(element, "ry")
            return _ellipse(_number(element, "cx"), _number(element, "cy"), rx, ry)
        case "line":
            ends = [(_number(element, f"x{end}"), _number(element, f"y{end}")) for end in "12"]
            return [Segment("move", (ends[0],)), Segment("line", (ends[1],))]
        case "polygon" | "polyline":
            return _corners(element.get("points") or "", is_closed=element.name == "polygon")
    raise NoDrawing(element.name)


def _rectangle(element: Element) -> list[Segment]:
    x, y = _number(element, "x"), _number(element, "y")
    width, height = _size(element, "width"), _size(element, "height")
    rx, ry = (_size(element, one if element.get(one) else other) for one, other in (("rx", "ry"), ("ry", "rx")))
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return _corners(f"{x},{y} {x + width},{y} {x + width},{y + height} {x},{y + height}", is_closed=True)
    arcs = f"a{rx},{ry} 0 0 1"
    return read_path(
        f"M{x + rx},{y} h{width - 2 * rx} {arcs} {rx},{ry} v{height - 2 * ry} {arcs} {-rx},{ry} "
        f"h{2 * rx - width} {arcs} {-rx},{-ry} v{2 * ry - height} {arcs} {rx},{-ry} z"
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> list[Segment]:
    far_x, far_y = rx * _ROUND, ry * _ROUND
    return [
        Segment("move", ((x + rx, y),)),
        Segment("curve", ((x + rx, y + far_y), (x + far_x, y + ry), (x, y + ry))),
        Segment("curve", ((x - far_x, y + ry), (x - rx, y + far_y), (x - rx, y))),
        Segment("curve", ((x - rx, y - far_y), (x - far_x, y - ry), (x, y - ry))),
        Segment("curve", ((x + far_x, y - ry), (x + rx, y - far_y), (x + rx, y))),
        Segment("close"),
    ]


def _corners(points: str, *, is_closed: bool) -> list[Segment]:
    numbers = [float(one) for one in BETWEEN_NUMBERS.split(points.strip()) if one]
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    if not corners:
        return []
    lines = [Segment("line", (corner,)) for corner in corners[1:]]
    return [Segment("move", (corners[0],)), *lines, *([Segment("close")] if is_closed else [])]


def _number(element: Element, name: str) -> float:
    return length(element.get(name) or "0")


def _size(element: Element, name: str) -> float:
    """What SVG calls an error below zero: no two readers draw it alike. Raises NoDrawing."""
    number = _number(element, name)
    if number < 0:
        raise NoDrawing(f"{element.name} {name}")
    return number


def length(said: str) -> float:
    """In px; raises ValueError for other units than those of a fixed size."""
    unit = _UNIT.search(said.strip())
    name = (unit.group(1) if unit else None) or ""
    return float(said.strip().removesuffix(name)) * _POINTS[name or "px"]
