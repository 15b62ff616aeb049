"""Interviews of every state, a minute apart, the newest first."""

from desktop.usecases.hold_interview import InterviewLine
from domain.text import Text


def line(number: int, state: str, attestation: str | None = None, *, name: str = "نورة العتيبي") -> InterviewLine:
    return InterviewLine(
        f"i-{number}",
        "" if state == "draft" else f"17-A7-{number:06}-3",
        f"p-{number}",
        name,
        "herfa/support-request",
        Text("طلب دعم حرفي", "Craft support request"),
        state,
        f"2026-11-{21 - number % 20:02}T09:{number % 60:02}+03:00",
        attestation,
    )


def every_state() -> list[InterviewLine]:
    return [
        line(0, "finished", "signed", name="هدى الحربي"),
        line(1, "finished", "unsigned", name="سعاد الشمري"),
        line(2, "draft", name="منيرة بنت عبدالعزيز السبيعي"),
        line(3, "left", name="سارة القحطاني"),
        line(4, "finished", name="عبد الله الزهراني"),
        line(5, "finished", "void", name="خالد الدوسري"),
    ]
