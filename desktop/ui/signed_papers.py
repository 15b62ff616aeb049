"""How an attestation is signed, as guests of the window: its paper scanned back, a drawing on the screen, a thumb
before two witnesses; and what is kept of that, looked at and taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, Pages
from desktop.ui.guest_page import GuestPage
from desktop.ui.lane import Lane
from desktop.ui.language import said, said_of
from desktop.ui.pages.paper.signing_bar import SigningBar
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.scan.view import ScanPage
from desktop.ui.pages.sign.pad_page import DrawnPage, PadPage
from desktop.ui.pages.sign.thumb_page import ThumbPage
from desktop.usecases.attest import AttestationPage
from domain.errors import Expected
from domain.signing import SCAN, SCREEN, THUMB
from domain.sync.changes import NO_CHANGES

if TYPE_CHECKING:
    from desktop.usecases.withdraw_proof import ProofFile

Show = Callable[[AttestationPage], None]


class SigningLanes(Protocol):
    store: Lane
    paper: Lane


class SignedPapers(QObject):
    """`show` brings the attestation's paper back, `show_pdf` any other."""

    changed = Signal(object)  # Changes
    said = Signal(str)
    undo_offered = Signal(str, object)  # what was done, how it is taken back

    def __init__(
        self,
        actions: Actions,
        pages: Pages,
        lanes: SigningLanes,
        guest: GuestPage,
        *,
        show: Show,
        show_pdf: Callable[[str, bytes], PaperPage],
    ) -> None:
        super().__init__(guest)
        self._actions, self._pages, self._lanes, self._guest = actions, pages, lanes, guest
        self._show_paper, self._show_pdf = show, show_pdf

    def offer(self, page: PaperPage, show: Show) -> None:
        """At the foot of an attestation's paper; `show` brings that paper back to where it leads."""
        bar = SigningBar(self._actions, self._lanes.store, page)
        bar.scan_requested.connect(partial(self._bring_in, show))
        bar.pad_requested.connect(partial(self._open_pad, show))
        bar.thumb_requested.connect(partial(self._open_thumb, show))
        bar.proof_requested.connect(partial(self._open_proof, show))
        bar.changed.connect(self.changed)
        bar.undo_offered.connect(self.undo_offered)
        page.attestation_shown.connect(bar.show_attestation)
        page.body.addWidget(bar)

    def open_scan(self, files: Sequence[str]) -> None:
        """Of whichever attestation the paper says it is."""
        page = ScanPage(self._actions, self._pages, self._lanes, files=files)
        page.closed.connect(self._guest.close)
        page.kept.connect(partial(self._kept, self._show_paper, SCAN))
        self._guest.show(page)

    # --- ways to sign ------------------------------------------------------------------------------------------------

    def _bring_in(self, show: Show, attestation: AttestationPage, files: Sequence[str]) -> None:
        page = ScanPage(self._actions, self._pages, self._lanes, files=files, expected=attestation.id)
        page.closed.connect(partial(self._show_again, show, attestation.id))
        page.kept.connect(partial(self._kept, show, SCAN))
        self._guest.show(page)

    def _open_pad(self, show: Show, attestation: AttestationPage) -> None:
        page = PadPage(self._actions, self._lanes.store, attestation)
        page.closed.connect(partial(self._show_again, show, attestation.id))
        page.kept.connect(partial(self._kept, show, SCREEN))
        self._guest.show(page)

    def _open_thumb(self, show: Show, attestation: AttestationPage) -> None:
        page = ThumbPage(self._actions, self._lanes.store, attestation)
        page.closed.connect(partial(self._show_again, show, attestation.id))
        page.kept.connect(partial(self._kept, show, THUMB))
        self._guest.show(page)

    def _kept(self, show: Show, kind: str, attestation: AttestationPage) -> None:
        self.changed.emit(attestation.changes)
        show(replace(attestation, changes=NO_CHANGES))
        (*_, proof) = (one for one in attestation.proofs if one.kind == kind)
        older = said("حُفظت النسخة الأقدم دليلًا", "The older paper is kept as evidence")
        told = {
            SCAN: older if attestation.state == "void" else said("حُفظت الورقة الموقّعة", "The signed paper is kept"),
            SCREEN: said("حُفظ التوقيع على الشاشة", "The signature on the screen is kept"),
        }
        sentence = told.get(kind, said("سُجّلت البصمة وشاهداها", "The thumbprint and its witnesses are recorded"))
        self.undo_offered.emit(sentence, partial(self._take_back, proof.id))

    def _take_back(self, proof: str) -> None:
        why = said("تراجُع بعد الحفظ مباشرة", "Taken back at once")
        self._lanes.store.ask(
            partial(self._actions.withdraw_proof, proof, why), then=self._taken_back, failed=self._could_not
        )

    def _taken_back(self, attestation: AttestationPage) -> None:
        self.changed.emit(attestation.changes)
        self.said.emit(said("لم يعد محفوظًا", "It is no longer kept"))

    # --- what is kept ------------------------------------------------------------------------------------------------

    def _open_proof(self, show: Show, proof: str, _: str) -> None:
        self._lanes.store.ask(
            partial(self._actions.open_proof, proof), then=partial(self._show_proof, show), failed=self._could_not
        )

    def _show_proof(self, show: Show, proof: "ProofFile") -> None:
        if proof.content is None:
            self.said.emit(said("لم يصل ملفه بعد؛ زامن ثم أعد.", "Its file has not come yet: sync, and try again."))
            return
        again = partial(self._show_again, show, proof.attestation)
        if proof.kind == SCREEN:
            drawn = DrawnPage(proof.content)
            drawn.closed.connect(again)
            self._guest.show(drawn)
            return
        page = self._show_pdf(said("نسخة الورقة الموقّعة", "The signed paper, as it was scanned"), proof.content)
        page.closed.disconnect(self._guest.close)
        page.closed.connect(again)

    def _show_again(self, show: Show, attestation: str) -> None:
        self._lanes.store.ask(partial(self._actions.show_attestation, attestation), then=show, failed=self._could_not)

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))
