"""How the window looks and when it locks: this computer's settings, never synced."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.text import Text

THEMES = (
    ("system", Text("كالنظام", "As the system")),
    ("light", Text("فاتح", "Light")),
    ("dark", Text("داكن", "Dark")),
)
DIGITS = (("arabic", Text("١٢٣", "١٢٣")), ("western", Text("123", "123")))
DENSITIES = (
    ("screen", Text("كالشاشة", "As the screen")),
    ("comfortable", Text("مريحة", "Roomy")),
    ("compact", Text("متراصّة", "Compact")),
)
LOCK_MINUTES = (2, 5, 10, 15, 30, 0)
DEFAULT_LOCK_MINUTES = 10

THEME_KEY, DIGITS_KEY, DENSITY_KEY, LOCK_KEY = "ui.theme", "ui.digits", "ui.density", "ui.lock_minutes"


@dataclass(frozen=True)
class Appearance:
    """`lock_minutes` without a touch until the window locks; 0 is never. The theme is the system's and the density the
    screen's until the clerk has chosen."""

    theme: str = "system"
    digits: str = "arabic"
    density: str = "screen"
    lock_minutes: int = DEFAULT_LOCK_MINUTES


def read_appearance(find_setting: Callable[[str], str | None]) -> Appearance:
    """What is not set, or set to something unknown, is the default."""
    return Appearance(
        _one_of(find_setting(THEME_KEY), THEMES),
        _one_of(find_setting(DIGITS_KEY), DIGITS),
        _one_of(find_setting(DENSITY_KEY), DENSITIES),
        _minutes(find_setting(LOCK_KEY)),
    )


def _one_of(value: str | None, known: tuple[tuple[str, Text], ...]) -> str:
    return next((key for key, _ in known if key == value), known[0][0])


def _minutes(value: str | None) -> int:
    return next((minutes for minutes in LOCK_MINUTES if str(minutes) == value), DEFAULT_LOCK_MINUTES)
