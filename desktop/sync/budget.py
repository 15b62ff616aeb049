"""How much of one request the line can carry, and from where on a stream is loaded as a whole."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

LEAST_BYTES = 16 << 10
MOST_BYTES = 1 << 20
LOAD_FROM = 2_000
LONGEST_S = 10.0  # of a request: what is cut off after so long is sent again


@dataclass
class Budget:
    """How much one request carries: halved when the line was cut, up to doubled when it held, and no more than goes in
    `LONGEST_S` by `seconds`, a clock that nobody sets. A stream that is `load_from` positions ahead is asked for as a
    snapshot."""

    bytes: int = 128 << 10
    load_from: int = LOAD_FROM
    seconds: Callable[[], float] = time.monotonic
    _began: float | None = field(default=None, init=False)

    @property
    def bytes_if_held(self) -> int:
        """Of the request after one that held."""
        return min(MOST_BYTES, self.bytes * 2)

    def note_cut(self) -> None:
        self.bytes = max(LEAST_BYTES, self.bytes // 2)

    def begin(self) -> None:
        """A request sets out."""
        self._began = self.seconds()

    def note_held(self) -> None:
        took = 0.0 if self._began is None else self.seconds() - self._began
        fitting = int(self.bytes * LONGEST_S / took) if took > 0 else MOST_BYTES
        self.bytes = min(self.bytes_if_held, max(LEAST_BYTES, fitting))
