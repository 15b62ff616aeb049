"""The deeds of sealed papers, connected: what they need is loaded when the first of them is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.usecases.attest import AttestationPage
    from desktop.usecases.check_paper import PaperAnswer
    from desktop.usecases.desk import Desk
    from desktop.usecases.scan_paper import MatchedScan, ScanDraft, ScannedFiles
    from desktop.usecases.seal_paper import KeptPaper


def prepare_sealing(desk: Desk) -> None:
    """Loads it, touching no store: for the paper's lane."""
    # pyHanko takes 0.7 s to load, more than all else behind the door together.
    from desktop.usecases import seal_paper  # noqa: F401, PLC0415


def keep_paper(desk: Desk, attestation: str) -> KeptPaper:
    # pyHanko takes 0.7 s to load, more than all else behind the door together.
    from desktop.usecases import seal_paper  # noqa: PLC0415

    return seal_paper.keep_paper(desk, attestation)


def check_paper_file(desk: Desk, file: str) -> PaperAnswer:
    # pyHanko takes 0.7 s to load, more than all else behind the door together.
    from desktop.usecases import check_paper  # noqa: PLC0415

    return check_paper.check_paper_file(desk, file)


def check_paper_code(desk: Desk, text: str) -> PaperAnswer:
    # pyHanko takes 0.7 s to load, more than all else behind the door together.
    from desktop.usecases import check_paper  # noqa: PLC0415

    return check_paper.check_paper_code(desk, text)


def read_scan(files: Sequence[str]) -> ScannedFiles:
    """Touches no store: for the paper's lane."""
    # zxing-cpp and Pillow's readers take 0.2 s to load, and few desks scan on most days.
    from desktop.usecases import scan_paper  # noqa: PLC0415

    return scan_paper.read_files(files)


def match_scan(desk: Desk, scanned: ScannedFiles, expected: str) -> MatchedScan:
    # As for `read_scan`: 0.2 s that few desks need on most days.
    from desktop.usecases import scan_paper  # noqa: PLC0415

    return scan_paper.match_scan(desk, scanned, expected)


def lay_flat(matched: MatchedScan) -> ScanDraft:
    """Touches no store: for the paper's lane."""
    # As for `read_scan`: 0.2 s that few desks need on most days.
    from desktop.usecases import scan_paper  # noqa: PLC0415

    return scan_paper.lay_flat(matched)


def keep_scan(desk: Desk, draft: ScanDraft, knows_bare: bool) -> AttestationPage:
    # As for `read_scan`: 0.2 s that few desks need on most days.
    from desktop.usecases import scan_paper  # noqa: PLC0415

    return scan_paper.keep_scan(desk, draft, knows_bare=knows_bare)
