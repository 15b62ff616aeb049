"""The attestation against bare reportlab calls, in the same run (`dev.py bench`)."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from forms.paper import pen
from forms.paper.arabic import Line, draw_line
from forms.paper.attestation import render_attestation
from tests.benchmarks.ratios import in_turns, report
from tests.forms.paper.samples import frozen

MOST = 1.5
"""Times the same page as bare calls of reportlab with text that is shaped, ordered and placed already."""
ROUNDS = 25


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Line, float, float, float]]:
    """Every line of the ordinary attestation where it is drawn: page, line, left, base line, size."""
    calls: list[tuple[int, Line, float, float, float]] = []

    def noting(canvas: Any, line: Line, *, left: float, base: float, size: float) -> None:
        calls.append((canvas.getPageNumber(), line, left, base, size))
        draw_line(canvas, line, left=left, base=base, size=size)

    with monkeypatch.context() as patch:
        patch.setattr(pen, "draw_line", noting)
        render_attestation(frozen(), state="unsigned")
    return calls


def bare(calls: list[tuple[int, Line, float, float, float]]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, initialFontName="IBMPlexSansArabic-Regular")
    current = 1
    for page, line, left, base, size in calls:
        if page != current:
            canvas.showPage()
            current = page
        for stretch in line.stretches:
            canvas.setFont(stretch.font.fontName, size)
            canvas.drawString(left + stretch.x * size / 1000, base + stretch.y * size / 1000, stretch.characters)
    canvas.save()
    return target.getvalue()


def test_an_attestation_costs_at_most_half_more_than_drawing_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = recorded(monkeypatch)
    data = frozen()
    ours, drawn = in_turns(lambda: render_attestation(data, state="unsigned"), lambda: bare(calls), rounds=ROUNDS)
    assert report("attestation page / the same page drawn by bare reportlab", ours, drawn, MOST) <= MOST
