"""How far the check of a form's file has come: moved by the one who works, read by the one who shows it."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.errors import RuleBroken
from domain.text import Text

READING, CONVERTING, CHECKING, DRAWING = "reading", "converting", "checking", "drawing"
STEPS: Mapping[str, Text] = MappingProxyType(
    {
        READING: Text("يُقرأ الملف", "Reading the file"),
        CONVERTING: Text("تُحوَّل الاستمارة", "Converting the form"),
        CHECKING: Text("تُفحص الأسئلة والعبارات", "Checking questions and expressions"),
        DRAWING: Text("تُعرض الأسئلة", "Drawing the questions"),
    }
)
"""In the order they are done."""


class CheckProgress:
    """`step` is one of STEPS, empty before the first. Each side writes fields of its own, so nothing is locked."""

    def __init__(self) -> None:
        self.step = ""
        self._is_stopped = False

    def begin(self, step: str) -> None:
        """Raises RuleBroken ``form.check_stopped`` when somebody stopped it."""
        if self._is_stopped:
            raise stopped()
        self.step = step

    @property
    def done(self) -> int:
        """How many steps were begun."""
        return list(STEPS).index(self.step) + 1 if self.step in STEPS else 0

    def stop(self) -> None:
        """As soon as may be: nothing was written."""
        self._is_stopped = True

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped


def stopped() -> RuleBroken:
    return RuleBroken(
        "form.check_stopped",
        ar="أُوقف الفحص، ولم يُحفظ شيء.",
        en="The check was stopped; nothing was kept.",
    )
