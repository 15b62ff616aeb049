"""An attestation against WeasyPrint's page of the same, and its sealed archive against its page (`dev.py bench`).

WeasyPrint comes from an index of packages into a folder of the test's own (it needs Debian's libpango-1.0-0 and
libpangoft2-1.0-0): nothing of it ships.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from forms.paper.archive import archived
from forms.paper.attestation import render_attestation
from forms.paper.preview import page_count
from forms.paper.seal import sealed
from forms.paper.text import prose
from tests.benchmarks.page_in_html import write_page
from tests.benchmarks.ratios import in_turns, report
from tests.forms.paper.samples import document, frozen
from tests.forms.paper.words import NUMBER, SQUARE
from tests.support.paper_keys import authority

WEASYPRINT = "weasyprint==70.0"
HERE = Path(__file__).parent
AT = datetime(2025, 11, 21, 7, 38, tzinfo=UTC)
LEAST_FASTER = 2.5
MOST_WITH_SEAL = 4.0
ROUNDS = 15


@pytest.fixture(scope="module")
def weasyprint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter that has it."""
    folder = tmp_path_factory.mktemp("weasyprint")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", WEASYPRINT], check=True)
    return python


@pytest.fixture
def theirs(weasyprint: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """It draws the page once for each line it is sent."""
    page, style = write_page(document(), tmp_path)
    command = [weasyprint, HERE / "weasyprint" / "draw.py", page, style, tmp_path / "page.pdf"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        draw(running)
        yield running
        assert running.stdin is not None
        running.stdin.close()
        assert running.wait(timeout=60) == 0
    assert page_count((tmp_path / "page.pdf").read_bytes()) == page_count(ours())


def draw(running: subprocess.Popen[str]) -> None:
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write("\n")
    running.stdin.flush()
    assert running.stdout.readline()


def ours() -> bytes:
    return render_attestation(frozen(), state="unsigned")


def test_the_page_is_drawn_two_and_a_half_times_as_fast_as_weasyprint_draws_it(
    theirs: subprocess.Popen[str],
) -> None:
    """Both warm: their fonts and style sheet are read before."""
    ours()
    mine, other = in_turns(ours, partial(draw, theirs), rounds=ROUNDS)
    assert report("attestation page / the same page by WeasyPrint", mine, other, 1 / LEAST_FASTER) <= 1 / LEAST_FASTER


def test_sealed_and_archived_it_takes_at_most_four_times_the_page() -> None:
    key, words, data = authority().office(), prose("ختم إلكتروني: مكتب RY01", "arab"), frozen()

    def page() -> bytes:
        return render_attestation(data, state="unsigned", square=SQUARE)

    def whole() -> bytes:
        kept = archived(page(), data, reference=NUMBER, made_at=AT)
        return sealed(kept, key, words=words, at=AT)

    whole()
    sealing, drawing = in_turns(whole, page, rounds=ROUNDS)
    ratio = report("attestation drawn, archived and sealed / drawn alone", sealing, drawing, MOST_WITH_SEAL)
    assert ratio <= MOST_WITH_SEAL
