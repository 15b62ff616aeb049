"""What is being drawn: the strokes so far, the one the hand is at, and what can be taken back."""

from collections.abc import Sequence
from math import hypot

from domain.ink import InkPoint, Stroke

INK_BLUE = "#123a8c"
PEN_WIDTH = 6.0
MOST_POINTS = 60_000  # of a whole sheet: a picture scribbled full
NEAREST = 1.2  # a hand that rests says nothing new
# Without a pen's own: a slow hand presses, a quick one does not. In lengths of the sheet a millisecond.
QUICK, PRESSED, LIFTED = 6.0, 0.8, 0.25
INERTIA = 0.7


class InkSheet:
    """`width` and `height` are the lengths that the points are in."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.colour, self.pen_width = INK_BLUE, PEN_WIDTH
        self.strokes: tuple[Stroke, ...] = ()
        self._before: list[tuple[Stroke, ...]] = []
        self._after: list[tuple[Stroke, ...]] = []
        self._points: list[InkPoint] = []
        self._is_felt = False
        self._first_ms: int | None = None

    # --- a hand -----------------------------------------------------------------------------------------------------

    @property
    def is_drawing(self) -> bool:
        return bool(self._points)

    @property
    def unfinished(self) -> Stroke:
        return Stroke(tuple(self._points), self.pen_width, self.colour, self._is_felt)

    def begin(self, x: float, y: float, *, pressure: float | None, ms: int) -> None:
        """`pressure` is none for a mouse or a finger: it is then reckoned from the speed."""
        if self._first_ms is None:
            self._first_ms = ms
        self._points, self._is_felt = [], pressure is not None
        self.add(x, y, pressure=pressure, ms=ms)

    def add(self, x: float, y: float, *, pressure: float | None, ms: int) -> None:
        """What leaves the sheet is held at its edge; a full sheet takes no more."""
        x, y = min(max(x, 0.0), float(self.width)), min(max(y, 0.0), float(self.height))
        since = max(0, ms - (self._first_ms or 0))
        felt = PRESSED if pressure is None else pressure
        if self._points:
            last = self._points[-1]
            if abs(x - last.x) + abs(y - last.y) < NEAREST:
                return
            if pressure is None:
                felt = _pressed(last, x, y, since)
        if not self._is_full():
            self._points.append(InkPoint(round(x, 1), round(y, 1), round(felt, 3), since))

    def end(self) -> None:
        """The pen leaves the sheet: the stroke is one of it."""
        if self._points:
            self._change((*self.strokes, self.unfinished))

    def _is_full(self) -> bool:
        return len(self._points) + sum(len(stroke.points) for stroke in self.strokes) >= MOST_POINTS

    # --- taking back ------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def undo(self) -> None:
        if self._before:
            self._after.append(self.strokes)
            self._hold(self._before.pop())

    def redo(self) -> None:
        if self._after:
            self._before.append(self.strokes)
            self._hold(self._after.pop())

    def clear(self) -> None:
        """Undo brings it back."""
        if self.strokes:
            self._change(())

    def put(self, strokes: Sequence[Stroke]) -> None:
        """In place of what was drawn; not to be undone."""
        self._before.clear()
        self._after.clear()
        self._hold(tuple(strokes))

    def _change(self, strokes: tuple[Stroke, ...]) -> None:
        self._before.append(self.strokes)
        self._after.clear()
        self._hold(strokes)

    def _hold(self, strokes: tuple[Stroke, ...]) -> None:
        self.strokes, self._points = strokes, []


def _pressed(last: InkPoint, x: float, y: float, at_ms: int) -> float:
    speed = hypot(x - last.x, y - last.y) / max(1, at_ms - last.at_ms)
    wanted = max(LIFTED, PRESSED - (PRESSED - LIFTED) * speed / QUICK)
    return last.pressure * INERTIA + wanted * (1 - INERTIA)
