"""The signed paper comes back: read, matched, laid flat, looked at beside the printed one, and then kept. Knows no
Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from desktop.ui.actions import Pages
from desktop.ui.language import apart, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.paper.zoom import Zoom
from desktop.ui.paper_pictures import Picture
from desktop.usecases.attest import AttestationPage
from domain.arabic import isolate
from domain.errors import Expected

if TYPE_CHECKING:
    from desktop.usecases.scan_paper import MatchedScan, ScanDraft, ScannedFiles

Stage = Literal["reading", "looking", "keeping", "refused"]
Side = Literal["printed", "scanned"]
HALF = 50


@dataclass(frozen=True)
class ScanState:
    """`problem` says why it is not to be kept, and what to do; `notes` what to look at before it is. Of what was
    printed only the page with the square is shown, `scanned_page` (from 0) is that one; people sign `sign_at` of its
    height down. `is_bare` when no ink is seen there, `is_older` when
    another paper counts. `zoom` is in hundredths of the paper's own size."""

    stage: Stage = "reading"
    detail: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()
    scanned_pages: int = 0
    scanned_page: int = 0
    sign_at: float = 0.0
    zoom: int = HALF
    is_bare: bool = False
    is_older: bool = False


class ScanLanes(Protocol):
    @property
    def store(self) -> Asks: ...

    @property
    def paper(self) -> Asks: ...


class ScanDeeds(Protocol):
    @property
    def match_scan(self) -> "Callable[[ScannedFiles, str], MatchedScan]": ...
    @property
    def keep_scan(self) -> "Callable[[ScanDraft, bool], AttestationPage]": ...


class ScanView(Protocol):
    def show_state(self, state: ScanState) -> None: ...

    def paint(self, side: Side, index: int, picture: Picture) -> None: ...

    def end(self, page: AttestationPage) -> None:
        """It is kept."""


class ScanPresenter:
    """Of these files; `expected` is the attestation they must be of, empty for any."""

    def __init__(
        self,
        deeds: ScanDeeds,
        pages: Pages,
        lanes: ScanLanes,
        view: ScanView,
        *,
        files: Sequence[str],
        expected: str = "",
    ) -> None:
        self._deeds, self._pages, self._lanes, self._view = deeds, pages, lanes, view
        self._files, self._expected = tuple(files), expected
        self._draft: ScanDraft | None = None
        self.zoom = Zoom(self._zoomed, percent=HALF)
        self.state = ScanState()

    def begin(self) -> None:
        self._show()
        self._lanes.paper.ask(partial(self._pages.read_scan, self._files), then=self._read, failed=self._refused)

    def _read(self, scanned: "ScannedFiles") -> None:
        self._lanes.store.ask(
            partial(self._deeds.match_scan, scanned, self._expected), then=self._matched, failed=self._refused
        )

    def _matched(self, matched: "MatchedScan") -> None:
        self._show(detail=f"{apart(matched.person_name)} · {isolate(matched.number)}")
        self._lanes.paper.ask(partial(self._pages.lay_flat, matched), then=self._laid, failed=self._refused)

    def _laid(self, draft: "ScanDraft") -> None:
        self._draft = draft
        self._show(
            stage="looking",
            notes=tuple(map(said_of, draft.notes)),
            scanned_pages=draft.flat.pages,
            scanned_page=draft.flat.signed_page,
            sign_at=draft.flat.sign_at,
            is_bare=draft.flat.is_bare,
            is_older=draft.matched.superseded is not None,
        )
        self._draw()

    # --- looking -----------------------------------------------------------------------------------------------------

    def _zoomed(self) -> None:
        self._show(zoom=self.zoom.percent)
        self._draw()

    def _draw(self) -> None:
        if self._draft is None:
            return
        matched, flat = self._draft.matched, self._draft.flat
        self._ask_for("printed", matched.printed, flat.printed_page, at=0)
        for index in sorted(range(flat.pages), key=lambda index: index != flat.signed_page):
            self._ask_for("scanned", flat.pdf, index, at=index)

    def _ask_for(self, side: Side, pdf: bytes, index: int, *, at: int) -> None:
        self._lanes.paper.ask(
            partial(self._pages.render_page, pdf, index, self.zoom.scale),
            then=partial(self._view.paint, side, at),
            failed=self._refused,
            supersedes=f"scan.{side}.{at}",
        )

    # --- keeping -----------------------------------------------------------------------------------------------------

    def keep(self, *, knows_bare: bool = False) -> None:
        """The clerk says that it is the signed paper; and of one without ink, that he knows it."""
        if self._draft is None or self.state.stage != "looking" or self.state.is_bare > knows_bare:
            return
        self._show(stage="keeping")
        work = partial(self._deeds.keep_scan, self._draft, knows_bare)
        self._lanes.store.ask(work, then=self._view.end, failed=self._refused)

    def _refused(self, problem: Expected) -> None:
        self._show(stage="refused", problem=said_of(problem))

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]
        self._view.show_state(self.state)
