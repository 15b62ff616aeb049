"""What every way to sign an attestation on a page of its own shares: whose it is, one key that keeps it, the answer."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from desktop.ui.kit.basic import Button, Page, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import apart, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.way_back import add_way_back
from desktop.usecases.attest import AttestationPage
from domain.arabic import isolate
from domain.errors import Expected


class SigningPage(Page):
    """Of one attestation; `kept` once the signature is on record. `save`, as Ctrl+S does, asks the page to `keep`."""

    closed = Signal()
    kept = Signal(object)  # AttestationPage

    def __init__(self, store: Asks, attestation: AttestationPage, *, title: str, save: str, glyph: str) -> None:
        super().__init__(title)
        self._store, self.attestation = store, attestation
        self.is_busy = False
        self.header.set_detail(theme().number(f"{apart(attestation.person_name)} · {isolate(attestation.number)}"))
        self.save = Button(save, "primary", glyph=glyph, name=f"{save} (Ctrl+S)")
        self.save.clicked.connect(self._press)
        self.header.buttons.addWidget(self.save)
        shortcut(self, "Ctrl+S", self._press)
        add_way_back(self, self.closed.emit)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._hide_notice)
        self.body.addWidget(self._notice)

    def keep(self) -> None:
        """Gives `keep_once` what is to be kept, when there is something."""
        raise NotImplementedError

    def _press(self) -> None:
        if not self.is_busy:
            self.keep()

    def keep_once(self, work: Callable[[], AttestationPage]) -> None:
        """On the store's lane; until it has answered nothing more is kept."""
        self.is_busy = True
        self._hide_notice()
        self._store.ask(work, then=while_alive(self._end), failed=while_alive(self._fail))

    def _end(self, page: AttestationPage) -> None:
        self.kept.emit(page)

    def _fail(self, problem: Expected) -> None:
        self.is_busy = False
        self.show_problem(problem)

    def show_problem(self, problem: Expected) -> None:
        self._notice.show_notice(said_of(problem), "bad")

    def _hide_notice(self) -> None:
        self._notice.show_notice("", "bad")
