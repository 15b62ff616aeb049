"""An association's logo: what is kept of its file, what is refused, and that it is drawn as it was meant."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from domain.errors import RuleBroken
from forms.paper.logo import KINDS, MOST_BYTES, kept_logo
from forms.paper.preview import render_page
from forms.paper.recovery_sheet import render_recovery_sheet
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.svg import read_drawing
from forms.paper.svg_path import read_path
from tests.forms.paper.logos import SVG, png, svg
from tests.forms.paper.reading import Watch, texts

CLAUSE = "مرخّصة برقم 1234 — هاتف 0112345678 — www.rawabi.example"


def sheet(own: Stationery) -> bytes:
    return render_recovery_sheet("جمعية", "مكتب", "sara", "AAAA-BBBB", "2025-11-21T10:38+03:00", own=own)


def test_a_drawing_is_printed_as_lines_and_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    own = Stationery(kept_logo(SVG.encode(), "logo.svg"), CLAUSE)
    pdf = sheet(own)
    assert watch.overlaps() == []
    assert pdf == sheet(own)
    assert b"/Subtype /Image" not in pdf
    assert len(pdf) < len(sheet(PLAIN)) + 6000
    assert "رقم ١٢٣٤" in texts(pdf)[0]


def test_no_logo_costs_nothing() -> None:
    assert sheet(Stationery()) == sheet(PLAIN)
    assert b"/Subtype /Image" not in sheet(PLAIN)


def test_a_picture_is_flattened_on_white_and_no_larger_than_paper_shows() -> None:
    kept = kept_logo(png(2000, 1000, colour=(255, 0, 0, 0)), "logo.png")
    with Image.open(io.BytesIO(kept)) as found:
        assert (found.mode, found.size) == ("RGB", (360, 180))
        assert found.getextrema() == ((255, 255),) * 3
    pdf = sheet(Stationery(kept_logo(png(), "logo.png")))
    assert b"/Subtype /Image" in pdf
    assert b"/SMask" not in pdf


def test_what_was_drawn_is_seen_on_the_page() -> None:
    kept = kept_logo(svg('<rect width="10" height="10" fill="#ff0000"/>'), "logo.svg")
    page = render_page(sheet(Stationery(kept)), 0, scale=0.5)
    assert b"\x00\x00\xff\xff" * 20 in page.bgra


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "kind"),
        (b"GIF89a", "kind"),
        (b"\xff\xd8\xff\xe0", "kind"),
        (b" " * (MOST_BYTES + 1), "large"),
        (png(40, 40), "pixels"),
        (png()[:60], "broken"),
        (png()[:10], "pixels"),
        (png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:], "pixels"),
        (png()[:16] + struct.pack(">II", 6_000, 6_000) + png()[24:], "broken"),
    ],
)
def test_a_file_that_is_no_sound_logo_is_refused_before_it_is_decoded(data: bytes, why: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        kept_logo(data, "logo.png")
    assert refused.value.code == f"logo.{why}"
    assert "logo.png" in refused.value.ar


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (svg("<text>abc</text>"), "text"),
        (svg('<image href="a.png"/>'), "image"),
        (svg('<use href="#a"/>'), "use"),
        (svg('<svg><path d="M0 0h1"/></svg>'), "svg"),
        (svg('<path d="M0 0h1" fill="url(#g)"/>'), "gradient"),
        (svg('<g filter="url(#f)"><path d="M0 0h1"/></g>'), "filter"),
        (svg('<path style="clip-path:url(#c)" d="M0 0h1"/>'), "clip-path"),
        (svg('<path stroke="red" stroke-dasharray="1 2" d="M0 0h1"/>'), "stroke-dasharray"),
        (svg('<path stroke="red" stroke-linejoin="arcs" d="M0 0h1"/>'), "stroke-linejoin: arcs"),
        (svg('<style>g path{fill:red}</style><path d="M0 0h1"/>'), "style"),
        (svg('<style>@import url(a.css);</style><path d="M0 0h1"/>'), "@import"),
        (svg('<style>.a{fill:red} @import "a.css";</style><path d="M0 0h1"/>'), "@import"),
        (svg('<style>@media screen{.a{fill:red}}</style><path d="M0 0h1"/>'), "@media"),
        (svg('<style>.a{fill:red} fill:blue</style><path d="M0 0h1"/>'), "style"),
        (svg('<rect width="-5" height="9"/>'), "rect width"),
        (svg('<rect width="5" height="-9"/>'), "rect height"),
        (svg('<rect width="9" height="9" rx="-1"/>'), "rect rx"),
        (svg('<circle r="-1"/>'), "circle r"),
        (svg('<ellipse rx="1" ry="-1"/>'), "ellipse ry"),
        (svg('<path d="M0 0h1" fill="blurple"/>'), "blurple"),
        (svg('<path d="M0 0 L1"/>'), "lacks"),
        (svg('<path d="L1 1"/>'), "begins"),
        (svg('<path d="M0 0 1e999 1"/>'), "path"),
        (svg('<path d="M0 0h1"/>', 'viewBox="0 0 0 9"'), "viewBox"),
        (svg('<path d="M0 0h1"/>', ""), "viewBox"),
        (svg(""), "svg"),
        (svg('<path d="M0 0h1"/>').replace(b"</svg>", b""), "XML"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg('<path d="M0 0h1"/>'), "XML"),
        (svg('<path d="M0 0' + "h1" * 60_000 + '"/>'), "path"),
        (svg("<g>" * 200 + "</g>" * 200), "XML"),
        (svg('<path transform="scale()" d="M0 0h1"/>'), "transform"),
        (svg('<path transform="scale(2) lean(3)" d="M0 0h1"/>'), "transform"),
        (svg('<path d="M0 0A1e-200 1e-200 0 0 1 1e-200 1e-200"/>'), "division"),
        *((svg(f'<path stroke="red" stroke-width="{width}" d="M0 0h1"/>'), "stroke-width") for width in ("nan", "-5")),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_its_name(drawn: bytes, named: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        kept_logo(drawn, "logo.svg")
    assert refused.value.code == "logo.drawing"
    assert named in refused.value.en


def test_colours_lie_on_white_and_a_class_is_overruled_by_the_element() -> None:
    body = (
        '<style>.a{fill:#000;opacity:.5}</style><g fill="#00f" opacity=".5"><path class="a" d="M0 0h1"/>'
        '<path style="fill:#f00" class="b" d="M0 0h1"/><path d="M0 0h1" visibility="hidden"/></g>'
    )
    first, second = read_drawing(svg(body).decode()).shapes
    assert first.fill == pytest.approx((0.75, 0.75, 0.75))
    assert second.fill == pytest.approx((1, 0.5, 0.5))


def test_an_arc_keeps_to_its_circle_and_reaches_its_end() -> None:
    segments = read_path("M10 0A10 10 0 1 1 0 -10")
    ends = [segment.points[-1] for segment in segments]
    assert all(x * x + y * y == pytest.approx(100) for x, y in ends)
    assert ends[-1] == pytest.approx((0, -10))
    assert len(segments) == 4


def test_a_transform_moves_turns_and_scales_in_its_order() -> None:
    [shape] = read_drawing(
        svg('<path transform="translate(1 2) rotate(90) scale(2)" d="M1 0h1" stroke="red"/>').decode()
    ).shapes
    assert shape.segments[0].points[0] == pytest.approx((1, 4))
    assert shape.stroke_width == pytest.approx(2)


def test_strokes_end_and_turn_as_they_were_drawn() -> None:
    body = '<g stroke="red" stroke-linecap="round"><path d="M0 0h1"/><path stroke-linejoin="bevel" d="M0 0h1"/></g>'
    first, second = read_drawing(svg(body).decode()).shapes
    assert [(one.cap, one.join) for one in (first, second)] == [(1, 0), (1, 2)]


def test_both_kinds_of_file_are_known() -> None:
    assert KINDS == (".png", ".svg")
