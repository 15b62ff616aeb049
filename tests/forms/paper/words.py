"""What goes on a sample paper: texts that a test may replace by others, and the constants that all samples share.

How a paper joins is told in `tests.forms.paper.sample_papers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.paper_code import PaperCode, write_code

Kind = Literal["name", "phrase", "note"]
"""One line of a name; a few words; a text of any length, with lines."""
MADE = "2025-11-21T10:38+03:00"
ASSOCIATION = "الجمعية التعاونية متعددة الأغراض بالقرينة"
OFFICE = "المكتب الفرعي بحي الملز"
NUMBER = "RY01-7K2Q-000142-M"
SQUARE = write_code(
    PaperCode(NUMBER, "support-request", "3", 1_763_710_680, "RY01", bytes(32)),
    Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
)


class Words:
    """The usual texts, each as it is asked for; `given` is all that was handed out."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def name(self, usual: str) -> str:
        return self._hand_out("name", usual)

    def phrase(self, usual: str) -> str:
        return self._hand_out("phrase", usual)

    def note(self, usual: str) -> str:
        return self._hand_out("note", usual)

    def rows(self, usual: int) -> int:
        return usual

    def other(self, kind: Kind, usual: str) -> str:
        """What stands in the place of the usual text."""
        return usual

    def _hand_out(self, kind: Kind, usual: str) -> str:
        self.given.append(self.other(kind, usual))
        return self.given[-1]


@dataclass(frozen=True)
class SamplePaper:
    """`name` is that of its pictures; `draw` gives the PDF, the same bytes for the same words."""

    name: str
    draw: Callable[[Words], bytes]
