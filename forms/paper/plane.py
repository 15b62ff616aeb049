"""Perspective: which point of a photograph is which point of the flat page. Plain arithmetic on eight numbers."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
Pair = tuple[Point, Point]
"""A point, and where it lies in the other picture."""
Plane = tuple[float, float, float, float, float, float, float, float]
"""x' = (a·x + b·y + c) / (g·x + h·y + 1), y' = (d·x + e·y + f) / (g·x + h·y + 1); the order that Pillow takes."""

_UNKNOWN = 8


def lies_at(plane: Plane, point: Point) -> Point:
    a, b, c, d, e, f, g, h = plane
    x, y = point
    below = g * x + h * y + 1
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below


def fit_plane(pairs: Sequence[Pair], weights: Sequence[float] | None = None) -> Plane:
    """The one that errs least over all pairs, at least four of them, three of which on no line. Raises ValueError where
    they leave it open."""
    scale = max(abs(value) for pair in pairs for point in pair for value in point) or 1.0
    rows, right = [[0.0] * _UNKNOWN for _ in range(_UNKNOWN)], [0.0] * _UNKNOWN
    for place, ((x, y), (u, v)) in enumerate(_shrunk(pairs, scale)):
        weight = weights[place] if weights else 1.0
        _add(rows, right, (x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y), u, weight)
        _add(rows, right, (0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y), v, weight)
    a, b, c, d, e, f, g, h = _solved(rows, right)
    return a, b, c * scale, d, e, f * scale, g / scale, h / scale


def _shrunk(pairs: Sequence[Pair], scale: float) -> list[Pair]:
    """Between -1 and 1, where products lose nothing."""
    return [((x / scale, y / scale), (u / scale, v / scale)) for (x, y), (u, v) in pairs]


def _add(rows: list[list[float]], right: list[float], known: Sequence[float], value: float, weight: float) -> None:
    for line, one in enumerate(known):
        if one:
            right[line] += weight * one * value
            for column, other in enumerate(known):
                rows[line][column] += weight * one * other


def _solved(rows: list[list[float]], right: list[float]) -> list[float]:
    """By elimination with the largest pivot. Raises ValueError when there is none."""
    for step in range(_UNKNOWN):
        best = max(range(step, _UNKNOWN), key=lambda line: abs(rows[line][step]))
        if abs(rows[best][step]) < 1e-14:
            raise ValueError("the points leave the plane open")
        rows[step], rows[best], right[step], right[best] = rows[best], rows[step], right[best], right[step]
        for line in range(step + 1, _UNKNOWN):
            share = rows[line][step] / rows[step][step]
            for column in range(step, _UNKNOWN):
                rows[line][column] -= share * rows[step][column]
            right[line] -= share * right[step]
    found = [0.0] * _UNKNOWN
    for step in reversed(range(_UNKNOWN)):
        rest = sum(rows[step][column] * found[column] for column in range(step + 1, _UNKNOWN))
        found[step] = (right[step] - rest) / rows[step][step]
    return found
