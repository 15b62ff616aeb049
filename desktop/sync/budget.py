"""How much of one request the line can carry, and from where on a stream is loaded as a whole."""

from dataclasses import dataclass

LEAST_BYTES = 16 << 10
MOST_BYTES = 1 << 20
LOAD_FROM = 2_000


@dataclass
class Budget:
    """How much one request carries: halved when the line was cut, doubled when it held. A stream that is `load_from`
    positions ahead is asked for as a snapshot."""

    bytes: int = 128 << 10
    load_from: int = LOAD_FROM

    @property
    def bytes_if_held(self) -> int:
        """Of the request after one that held."""
        return min(MOST_BYTES, self.bytes * 2)

    def note_cut(self) -> None:
        self.bytes = max(LEAST_BYTES, self.bytes // 2)

    def note_held(self) -> None:
        self.bytes = self.bytes_if_held
