"""Every colour, size and distance of the window, in one place (72 contrast pairs were checked)."""

from typing import NamedTuple


class Category(NamedTuple):
    """A colour of the counter and its tint."""

    ink: str
    tint: str


class Palette(NamedTuple):
    is_dark: bool
    canvas: str
    surface: str
    surface2: str
    sunken: str
    line: str
    line_strong: str
    field: str
    ink: str
    ink2: str
    ink3: str
    disabled: str
    primary: str
    primary_hover: str
    primary_press: str
    primary_tint: str
    on_primary: str
    ok: str
    ok_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str
    nav: str
    nav_active: str
    nav_ink: str
    nav_ink2: str
    nav_accent: str
    categories: tuple[Category, ...]

    def tone(self, name: str) -> tuple[str, str]:
        """(ink, tint) of ok, warn, bad, info, primary or neutral."""
        return {
            "ok": (self.ok, self.ok_tint),
            "warn": (self.warn, self.warn_tint),
            "bad": (self.bad, self.bad_tint),
            "info": (self.info, self.info_tint),
            "primary": (self.primary, self.primary_tint),
            "neutral": (self.ink2, self.sunken),
        }[name]

    def category(self, index: int) -> Category:
        return self.categories[index % len(self.categories)]


LIGHT = Palette(
    is_dark=False,
    canvas="#F3F6F7",
    surface="#FFFFFF",
    surface2="#F8FAFB",
    sunken="#EDF1F3",
    line="#DFE6EA",
    line_strong="#C9D3D9",
    field="#7B8B96",
    ink="#13232C",
    ink2="#44555F",
    ink3="#5C6C77",
    disabled="#8F9BA4",
    primary="#0B6B64",
    primary_hover="#095A55",
    primary_press="#074843",
    primary_tint="#E3F2F0",
    on_primary="#FFFFFF",
    ok="#17743F",
    ok_tint="#E4F4EA",
    warn="#8A5200",
    warn_tint="#FDF1DC",
    bad="#B3261E",
    bad_tint="#FCEBEA",
    info="#1B5FB8",
    info_tint="#E7F0FB",
    nav="#0C2A30",
    nav_active="#17444C",
    nav_ink="#D7E5E6",
    nav_ink2="#9DB6BA",
    nav_accent="#49CDB6",
    categories=(
        Category("#0B6B64", "#E3F2F0"),
        Category("#1B5FB8", "#E7F0FB"),
        Category("#6B3FA0", "#F1EAFA"),
        Category("#8A5200", "#FDF1DC"),
        Category("#A8275B", "#FBE9F1"),
        Category("#40525C", "#EAEFF2"),
    ),
)

DARK = Palette(
    is_dark=True,
    canvas="#0F171B",
    surface="#172227",
    surface2="#1C282E",
    sunken="#121B20",
    line="#2A3941",
    line_strong="#3A4C55",
    field="#7C8F9A",
    ink="#E9F0F2",
    ink2="#B7C5CB",
    ink3="#98A9B1",
    disabled="#64757E",
    primary="#4CC4B4",
    primary_hover="#63D2C3",
    primary_press="#38AB9C",
    primary_tint="#16363A",
    on_primary="#06201E",
    ok="#5BD08B",
    ok_tint="#15332A",
    warn="#F0B455",
    warn_tint="#38301D",
    bad="#FF8A80",
    bad_tint="#3B2325",
    info="#7DB5F5",
    info_tint="#1B2F47",
    nav="#0A1114",
    nav_active="#16292F",
    nav_ink="#D7E5E6",
    nav_ink2="#93A8AE",
    nav_accent="#4CC4B4",
    categories=(
        Category("#5FD3C4", "#16363A"),
        Category("#7DB5F5", "#1B2F47"),
        Category("#C3A2F2", "#2B2440"),
        Category("#F0B455", "#38301D"),
        Category("#F792BA", "#3C2331"),
        Category("#B7C5CB", "#24323A"),
    ),
)

FAMILY = "IBM Plex Sans Arabic"

# px / weight
TYPE: dict[str, tuple[int, int]] = {
    "counter": (72, 700),
    "kpi": (34, 700),
    "h1": (26, 700),
    "h2": (19, 600),
    "h3": (16, 600),
    "body": (15, 400),
    "label": (14, 500),
    "small": (13, 400),
    "micro": (12, 400),
}

PAGE_MARGIN = 28
CARD_PADDING = 20
GAP = 16
RADIUS_SMALL, RADIUS, RADIUS_LARGE = 6, 10, 14
CONTROL, COMPACT_CONTROL = 44, 36
LEAST_CONTROL = 24  # a page of the navigation where there is room for no more
NAVIGATION, NARROW_NAVIGATION = 248, 64
# A screen of 1366 × 768 at 150 % has 910 × 512, of which the system's bars take some.
LEAST_WINDOW = (880, 460)
AS_DESIGNED = (1440, 900)
TALLY = 176
