"""A drawing in SVG, read as filled and stroked paths: what a logo needs, drawn on paper as sharp as letters.

What cannot be drawn so (letters, pictures, gradients, filters, masks) is refused by name: a logo that prints as half a
logo is worse than none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.lib import colors

from domain.errors import RuleBroken
from forms.interview.markup import Element, read_markup
from forms.paper.svg_path import Point, Segment
from forms.paper.svg_shapes import BETWEEN_NUMBERS, NoDrawing, length, segments_of

MOST_SEGMENTS = 50_000
_NAMESPACE = "http://www.w3.org/2000/svg"
_SILENT = ("defs", "title", "desc", "metadata", "style", "namedview")
_GROUPS = ("g", "a")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NUMBERS = re.compile(r"rgb\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)\s*\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[\w-]+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>")

Colour = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PAINT = {
    **{"fill": "black", "stroke": "none", "stroke-width": "1", "fill-rule": "nonzero", "opacity": "1"},
    **{"stroke-linecap": "butt", "stroke-linejoin": "miter"},
}
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")
_KNOWN = (*_PAINT, "fill-opacity", "stroke-opacity", "display", "visibility")
_REFUSED_PROPERTIES = ("clip-path", "mask", "filter", "stroke-dasharray")


@dataclass(frozen=True)
class Shape:
    """One path, filled, stroked, or both; its points in the drawing's own units, downwards. `cap` and `join` as PDF
    counts them: butt, round, square; mitre, round, bevel."""

    segments: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None
    stroke_width: float
    is_even_odd: bool
    cap: int = 0
    join: int = 0


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class _Style:
    said: Mapping[str, str]
    rules: Mapping[str, Mapping[str, str]]
    opacity: float = 1.0
    matrix: Matrix = _SAME

    def under(self, element: Element) -> _Style:
        """As it is inside of `element`; a class weighs less than the element's own word."""
        found = {name: element.get(name) or "" for name in (*_KNOWN, *_REFUSED_PROPERTIES) if element.get(name)}
        for name in (element.get("class") or "").split():
            found |= self.rules.get(name, {})
        found |= _declared(element.get("style") or "")
        for refused in _REFUSED_PROPERTIES:
            if found.get(refused, "none") != "none":
                raise NoDrawing(refused)
        opacity = self.opacity * _share(found.pop("opacity", "1"))
        inherited = {name: value for name, value in found.items() if value != "inherit"}
        return replace(
            self,
            said={**self.said, **inherited},
            opacity=opacity,
            matrix=_joined(self.matrix, _transform(element.get("transform") or "")),
        )

    @property
    def is_shown(self) -> bool:
        return self.said.get("display") != "none" and self.said.get("visibility") not in ("hidden", "collapse")

    def colour(self, of: str) -> Colour | None:
        """On white, since paper has no glass."""
        name = self.said[of].strip()
        share = self.opacity * _share(self.said.get(f"{of}-opacity", "1"))
        if name in ("none", "transparent") or share == 0:
            return None
        red, green, blue = _colour(name)
        return (1 - share * (1 - red), 1 - share * (1 - green), 1 - share * (1 - blue))


def read_drawing(text: str) -> Drawing:
    """Raises NoDrawing with the name of what cannot be drawn, or of what is wrong."""
    try:
        root = read_markup(_DOCTYPE.sub("", text, count=1))
    except RuleBroken as broken:
        raise NoDrawing("XML") from broken
    if root.name != "svg":
        raise NoDrawing(root.name)
    left, top, width, height = _box(root)
    style = _Style(_PAINT, _rules(root), matrix=(1.0, 0.0, 0.0, 1.0, -left, -top))
    try:
        shapes = tuple(shape for shape in _shapes(root, style, is_root=True) if shape.fill or shape.stroke)
    except NoDrawing:
        raise
    except (ValueError, ArithmeticError) as wrong:
        raise NoDrawing(str(wrong)[:40]) from wrong
    if not shapes:
        raise NoDrawing("svg")
    if sum(len(shape.segments) for shape in shapes) > MOST_SEGMENTS:
        raise NoDrawing("path")
    return Drawing(width, height, shapes)


def _box(root: Element) -> tuple[float, float, float, float]:
    try:
        said = root.get("viewBox")
        numbers = [float(one) for one in BETWEEN_NUMBERS.split(said.strip())] if said else []
        box = numbers or [0.0, 0.0, length(root.get("width") or ""), length(root.get("height") or "")]
        left, top, width, height = box
    except ValueError as wrong:
        raise NoDrawing("viewBox") from wrong
    if not all(map(math.isfinite, box)) or width <= 0 or height <= 0:
        raise NoDrawing("viewBox")
    return left, top, width, height


def _rules(root: Element) -> dict[str, dict[str, str]]:
    """What `<style>` says of classes; other selectors are refused, since they might be what colours the logo."""
    rules: dict[str, dict[str, str]] = {}
    for element in _all(root):
        if element.name != "style" or element.namespace not in ("", _NAMESPACE):
            continue
        sheet = _COMMENT.sub("", element.text)
        _refuse_beside_rules(sheet)
        for selectors, body in _RULE.findall(sheet):
            for selector in selectors.split(","):
                if not re.fullmatch(r"\s*\.[\w-]+\s*", selector):
                    raise NoDrawing("style")
                rules.setdefault(selector.strip()[1:], {}).update(_declared(body))
    return rules


def _refuse_beside_rules(sheet: str) -> None:
    """`@import` brings colours that are not here, `@media` some that are not for paper."""
    if found := _AT_RULE.search(sheet):
        raise NoDrawing(found.group())
    if _RULE.sub("", sheet).strip():
        raise NoDrawing("style")


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _all(child)


def _declared(body: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in body.split(";") if ":" in one)
    found = {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in found.items() if name in _KNOWN or name in _REFUSED_PROPERTIES}


def _shapes(element: Element, style: _Style, *, is_root: bool = False) -> Iterator[Shape]:
    if element.namespace not in ("", _NAMESPACE) or element.name in _SILENT:
        return
    inner = style.under(element)
    if not inner.is_shown:
        return
    if element.name in _GROUPS or is_root:
        for child in element.children:
            yield from _shapes(child, inner)
        return
    yield _shape(segments_of(element), inner)


def _shape(segments: list[Segment], style: _Style) -> Shape:
    a, b, c, d, _, _ = style.matrix
    placed = tuple(Segment(kind, tuple(_at(style.matrix, point) for point in points)) for kind, points in segments)
    if not all(math.isfinite(number) for segment in placed for point in segment.points for number in point):
        raise NoDrawing("path")
    width = length(style.said["stroke-width"]) * math.sqrt(abs(a * d - b * c))
    if not (math.isfinite(width) and width >= 0):
        raise NoDrawing("stroke-width")
    cap, join = _place("stroke-linecap", style, _CAPS), _place("stroke-linejoin", style, _JOINS)
    is_even_odd = style.said["fill-rule"] == "evenodd"
    return Shape(placed, style.colour("fill"), style.colour("stroke"), width, is_even_odd, cap, join)


def _place(name: str, style: _Style, known: Sequence[str]) -> int:
    said = style.said[name]
    if said not in known:
        raise NoDrawing(f"{name}: {said[:20]}")
    return known.index(said)


def _share(said: str) -> float:
    number = float(said.rstrip("%")) / (100 if said.endswith("%") else 1)
    return min(1.0, max(0.0, number))


def _colour(said: str) -> Colour:
    if said == "currentColor":
        return (0.0, 0.0, 0.0)
    if said.startswith("url"):
        raise NoDrawing("gradient")
    numbers = _colour_numbers(said)
    if numbers is None:
        raise NoDrawing(said[:40])
    return numbers


def _colour_numbers(said: str) -> Colour | None:
    if found := _HEX.fullmatch(said):
        digits = found.group(1) if len(found.group(1)) == 6 else "".join(2 * digit for digit in found.group(1))
        return _rgb(*(int(digits[place : place + 2], 16) for place in (0, 2, 4)))
    if found := _NUMBERS.fullmatch(said):
        return _rgb(*(_part(one) for one in found.groups()))
    named = colors.getAllNamedColors().get(said.lower())
    return (named.red, named.green, named.blue) if named is not None else None


def _part(said: str) -> float:
    return 255 * _share(said) if said.endswith("%") else float(said)


def _rgb(red: float, green: float, blue: float) -> Colour:
    return (min(red / 255, 1.0), min(green / 255, 1.0), min(blue / 255, 1.0))


def _transform(said: str) -> Matrix:
    if BETWEEN_NUMBERS.sub("", _TRANSFORM.sub("", said)):
        raise NoDrawing("transform")
    matrix = _SAME
    for name, inside in _TRANSFORM.findall(said):
        numbers = [float(one) for one in BETWEEN_NUMBERS.split(inside.strip()) if one]
        if not numbers:
            raise NoDrawing("transform")
        matrix = _joined(matrix, _one_transform(name, numbers))
    return matrix


def _one_transform(name: str, numbers: list[float]) -> Matrix:
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else None
    match name:
        case "matrix":
            a, b, c, d, e, f = numbers
            return (a, b, c, d, e, f)
        case "translate":
            return (1.0, 0.0, 0.0, 1.0, first, second or 0.0)
        case "scale":
            return (first, 0.0, 0.0, first if second is None else second, 0.0, 0.0)
        case "rotate":
            cos, sin = math.cos(math.radians(first)), math.sin(math.radians(first))
            x, y = (numbers[1], numbers[2]) if len(numbers) > 2 else (0.0, 0.0)
            return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        case "skewX":
            return (1.0, 0.0, math.tan(math.radians(first)), 1.0, 0.0, 0.0)
    return (1.0, math.tan(math.radians(first)), 0.0, 1.0, 0.0, 0.0)


def _joined(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    (x0, y0), (x1, y1), (x2, y2) = _at(outer, (0.0, 0.0)), _at(outer, (a, b)), _at(outer, (c, d))
    x, y = _at(outer, (e, f))
    return (x1 - x0, y1 - y0, x2 - x0, y2 - y0, x, y)


def _at(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)
