"""What a clerk writes in his own words: not empty where it must not be, and not longer than is read."""

from domain.errors import RuleBroken
from domain.text import Text


def one_line(text: str) -> str:
    return " ".join(text.split())


def check_worded(noun: str, text: str, field: str, longest: int, wanted: Text) -> str:
    """The text without the space around it. Raises RuleBroken ``noun.field`` when it is empty or too long; `wanted`
    says what belongs there, as «اكتب الجواب»."""
    said = text.strip()
    if not said or len(said) > longest:
        raise RuleBroken(
            f"{noun}.{field}",
            ar=f"{wanted.ar}، في {longest} حرف على الأكثر.",
            en=f"{wanted.en}, in {longest} characters at most.",
            field=field,
        )
    return said


def check_worded_or_empty(noun: str, text: str, field: str, longest: int) -> str:
    """Likewise of what may be left out."""
    said = text.strip()
    if len(said) > longest:
        raise RuleBroken(
            f"{noun}.{field}",
            ar=f"اختصر ما كتبته إلى {longest} حرف على الأكثر.",
            en=f"Shorten it to {longest} characters at most.",
            field=field,
        )
    return said
