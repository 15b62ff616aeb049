"""Below the preview of a new recovery sheet: it lies in the safe, so the old one may end."""

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.check import Check
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.paper.renewal_presenter import RenewalPresenter, RenewalState


class RenewalBar(QFrame):
    """`ended` when the new sheet stands; `said` what became of it."""

    ended = Signal()
    said = Signal(str)

    def __init__(self, actions: Actions, store: Asks, sheet: str) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 12, 28, 12)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._sentence = label("", "body", wrap=True)
        self._problem = label("", "small", tone="bad", wrap=True)
        words.addWidget(self._sentence)
        words.addWidget(self._problem)
        row.addLayout(words, 1)
        self.kept = Check(said("وُضعت في مكان آمن", "It is in a safe place"))
        self.confirm = Button(
            said("اعتماد الورقة وإبطال القديمة", "Confirm the sheet and revoke the old one"),
            "primary",
            glyph="shield-check",
        )
        row.addWidget(self.kept)
        row.addWidget(self.confirm)
        self.presenter = RenewalPresenter(actions, store, sheet, show=self.show_state, ended=self._end, say=self._say)
        self.kept.toggled.connect(self.presenter.tick)
        self.confirm.clicked.connect(self.presenter.confirm)
        self.presenter.show()

    def note_kept(self) -> None:
        self.presenter.note_kept()

    def show_state(self, state: RenewalState) -> None:
        if not shiboken6.isValid(self):
            return
        set_text(self._sentence, said_of(state.sentence))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        self.kept.setEnabled(state.can_tick and not state.is_busy)
        self.confirm.setEnabled(state.can_confirm and not state.is_busy)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A minimised window hides its pages too, and that is not leaving.
        if not event.spontaneous():
            self.presenter.leave()

    def _end(self) -> None:
        if shiboken6.isValid(self):
            self.ended.emit()

    def _say(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.said.emit(sentence)
