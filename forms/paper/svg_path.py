"""The `d` of an SVG path (SVG 1.1, 8.3) as straight lines and cubic curves with absolute points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Point = tuple[float, float]


class Segment(NamedTuple):
    """`move` and `line` have one point, `curve` two of control and its end, `close` none."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[Point, ...] = ()


_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\s,]+)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAG = re.compile(r"[\s,]*([01])")


def read_path(drawn: str) -> list[Segment]:
    """Raises ValueError for what is no path."""
    reader = _Reader()
    for command, numbers in _commands(drawn):
        reader.follow(command, numbers)
    return reader.segments


def _commands(drawn: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that goes on without its letter is said again."""
    place, command = 0, ""
    while place < len(drawn):
        found = _TOKEN.match(drawn, place)
        if found is None:
            raise ValueError(f"no path: {drawn[place : place + 20]!r}")
        if found.group(3):
            place = found.end()
            continue
        if found.group(1):
            command, place = found.group(1), found.end()
        elif not command or command in "Zz":
            raise ValueError("a path's numbers follow a command")
        numbers, place = _numbers(drawn, place, command.upper())
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _numbers(drawn: str, place: int, command: str) -> tuple[list[float], int]:
    numbers: list[float] = []
    while len(numbers) < _COUNTS[command]:
        flag = _FLAG.match(drawn, place) if command == "A" and len(numbers) in (3, 4) else None
        found = flag or _TOKEN.match(drawn, place)
        if found is None or (flag is None and found.group(1)):
            raise ValueError("a path's command lacks numbers")
        place = found.end()
        if flag is not None:
            numbers.append(float(flag.group(1)))
        elif found.group(2):
            numbers.append(float(found.group(2)))
    return numbers, place


class _Reader:
    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._control: Point | None = None
        self._before = ""

    def follow(self, command: str, numbers: list[float]) -> None:
        big = command.upper()
        if not self.segments and big != "M":
            raise ValueError("a path begins with M")
        base = self._at if command.islower() else (0.0, 0.0)
        match big:
            case "Z":
                self.segments.append(Segment("close"))
                self._at = self._start
            case "H":
                self._line((base[0] + numbers[0], self._at[1]))
            case "V":
                self._line((self._at[0], base[1] + numbers[0]))
            case "A":
                self._arc(numbers[:5], (base[0] + numbers[5], base[1] + numbers[6]))
            case _:
                self._through(
                    big, [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
                )
        self._before = big

    def _through(self, command: str, points: list[Point]) -> None:
        match command:
            case "M":
                self.segments.append(Segment("move", (points[0],)))
                self._at = self._start = points[0]
            case "L":
                self._line(points[0])
            case "C":
                self._curve(*points)
            case "S":
                self._curve(self._mirrored("CS"), *points)
            case "Q":
                self._quadratic(*points)
            case "T":
                self._quadratic(self._mirrored("QT"), points[0])

    def _line(self, end: Point) -> None:
        self.segments.append(Segment("line", (end,)))
        self._at = end

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.segments.append(Segment("curve", (first, second, end)))
        self._at, self._control = end, second

    def _quadratic(self, control: Point, end: Point) -> None:
        self._curve(_between(self._at, control, 2 / 3), _between(end, control, 2 / 3), end)
        self._control = control

    def _mirrored(self, after: str) -> Point:
        if self._control is None or self._before not in after:
            return self._at
        return (2 * self._at[0] - self._control[0], 2 * self._at[1] - self._control[1])

    def _arc(self, shape: list[float], end: Point) -> None:
        """SVG 1.1, appendix F.6: from the end points to the centre, then a curve for each quarter."""
        rx, ry, turn = abs(shape[0]), abs(shape[1]), math.radians(shape[2])
        if self._at == end:
            return
        if not rx or not ry:
            self._line(end)
            return
        for first, second, to in _quarters(self._at, end, (rx, ry), turn, large=shape[3] != 0, sweep=shape[4] != 0):
            self._curve(first, second, to)
        self._at = end


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _quarters(
    start: Point, end: Point, radii: Point, turn: float, *, large: bool, sweep: bool
) -> Iterator[tuple[Point, Point, Point]]:
    cos, sin = math.cos(turn), math.sin(turn)
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x, y = cos * half[0] + sin * half[1], -sin * half[0] + cos * half[1]
    grow = max(1.0, math.sqrt((x / radii[0]) ** 2 + (y / radii[1]) ** 2))
    rx, ry = radii[0] * grow, radii[1] * grow
    spare = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
    root = math.sqrt(max(0.0, spare / ((rx * y) ** 2 + (ry * x) ** 2))) * (1 if large != sweep else -1)
    centre = (root * rx * y / ry, -root * ry * x / rx)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    first = math.atan2((y - centre[1]) / ry, (x - centre[0]) / rx)
    last = math.atan2((-y - centre[1]) / ry, (-x - centre[0]) / rx)
    span = (last - first) % (2 * math.pi) if sweep else -((first - last) % (2 * math.pi))
    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / count
    pull = 4 / 3 * math.tan(step / 4)

    def placed(px: float, py: float) -> Point:
        px, py = centre[0] + rx * px, centre[1] + ry * py
        return (middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py)

    for place in range(count):
        a, b = first + place * step, first + (place + 1) * step
        yield (
            placed(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a)),
            placed(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b)),
            placed(math.cos(b), math.sin(b)),
        )
