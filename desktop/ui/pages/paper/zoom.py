"""How large paper is shown. Knows no Qt."""

from collections.abc import Callable

from desktop.ui.pages.paper.sending import POINTS

STEPS = (30, 40, 50, 75, 100, 125, 150, 200)
TRUE_SIZE = 100
SCREEN_DOTS = 96
A4_WIDTH = 794  # of the screen's pixels at 100 %


class Zoom:
    """`percent` is in hundredths of the paper's own size, from `least` on; `changed` when it is another one. Until the
    clerk chooses one the whole width is seen, at most at its own size."""

    def __init__(self, changed: Callable[[], None], *, percent: int = TRUE_SIZE, least: int = STEPS[0]) -> None:
        self._changed = changed
        self._steps = tuple(step for step in STEPS if step >= least)
        self._is_chosen = False
        self._sharpness = 1.0
        self.percent = percent

    @property
    def can_enlarge(self) -> bool:
        return self.percent < self._steps[-1]

    @property
    def can_reduce(self) -> bool:
        return self.percent > self._steps[0]

    @property
    def scale(self) -> float:
        """Pixels of the screen a point of the paper."""
        return self.percent / TRUE_SIZE * SCREEN_DOTS / POINTS * self._sharpness

    def make_room(self, width: int) -> None:
        """There are `width` pixels of the window."""
        if not self._is_chosen:
            self._put(min(TRUE_SIZE, _width_in(width)))

    def enlarge(self) -> None:
        self._choose(min((step for step in self._steps if step > self.percent), default=self._steps[-1]))

    def reduce(self) -> None:
        self._choose(max((step for step in self._steps if step < self.percent), default=self._steps[0]))

    def true_size(self) -> None:
        self._choose(TRUE_SIZE)

    def fit(self, width: int) -> None:
        """As large as the page's width fits into `width` pixels of the window."""
        self._choose(_width_in(width))

    def sharpen(self, sharpness: float) -> None:
        """The window stands on a screen with so many pixels a point."""
        if sharpness != self._sharpness:
            self._sharpness = sharpness
            self._changed()

    def _choose(self, percent: int) -> None:
        self._is_chosen = True
        self._put(percent)

    def _put(self, percent: int) -> None:
        percent = max(self._steps[0], min(self._steps[-1], percent))
        if percent != self.percent:
            self.percent = percent
            self._changed()


def _width_in(width: int) -> int:
    return width * TRUE_SIZE // A4_WIDTH
