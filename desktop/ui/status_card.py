"""The one honest status, at the foot of the navigation: what reached head office, and how far a transfer is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.signed_words import SignedWords
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said
from desktop.ui.status_lines import SyncLine, TransferLine


class StatusCard(QFrame):
    """A click, or Enter on it, opens what waits. On a narrow window a sign with a count, and the words as a tool
    tip."""

    opened = Signal()
    sync_requested = Signal()
    pause_toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._line = SyncLine(said("محفوظ هنا", "Saved here"), "", "info")
        self._transfer: TransferLine | None = None
        self._is_narrow = False
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._words())
        self._count = label("", "micro")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._count)
        self._column.addWidget(self._bar())
        theme().changed.connect(self._paint)
        self._paint()

    def _words(self) -> SignedWords:
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = SignedWords(self._icon, text_kind="small", detail_kind="micro", spacing=10)
        self._again = Button(kind="navicon", glyph="refresh", name=said("مزامنة الآن", "Sync now"))
        self._again.clicked.connect(self.sync_requested)
        self._said.addWidget(self._again)
        return self._said

    def _bar(self) -> QWidget:
        self._transfer_box = QWidget()
        column = QVBoxLayout(self._transfer_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._bar_text = label("", "micro", wrap=True)
        row.addWidget(self._bar_text, 1)
        self.pause = Button(kind="navicon", glyph="player-pause", name=said("إيقاف مؤقت", "Pause"))
        self.pause.clicked.connect(self.pause_toggled)
        row.addWidget(self.pause)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        self._transfer_box.hide()
        return self._transfer_box

    def show_line(self, line: SyncLine) -> None:
        self._line = line
        self._paint()

    def show_transfer(self, transfer: TransferLine | None) -> None:
        """None when nothing is under way."""
        self._transfer = transfer
        self._paint()

    def _paint(self) -> None:
        colours = theme().palette
        glyph, colour = {
            "ok": ("cloud-check", colours.nav_accent),
            "info": ("device-floppy", colours.nav_ink2),
            "warn": ("cloud-off", "#F0B455"),
        }[self._line.tone]
        self._icon.setPixmap(picture(glyph, colour, 22, self))
        line = self._line
        self._said.show_words(line.text, line.detail)
        told = ". ".join(filter(None, (line.text, line.detail)))
        self._said.text.setAccessibleName(told)
        opens = said("اضغط لعرض ما ينتظر (Ctrl+0)", "Press to see what waits (Ctrl+0)")
        self.setAccessibleName(f"{told}. {opens}")
        above = theme().number(f"{told}.\n") if self._is_narrow else ""
        self.setToolTip(f"{above}{said('عرض ما ينتظر', 'See what waits')} (\u2066Ctrl+0\u2069)")
        set_text(self._count, theme().number(line.waiting))
        self._arrange()
        self._paint_transfer()

    def show_narrow(self, is_narrow: bool) -> None:
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._paint()

    def _arrange(self) -> None:
        narrow = self._is_narrow
        self._column.setContentsMargins(*((4, 8, 4, 8) if narrow else (12, 10, 12, 10)))
        self._column.setSpacing(2 if narrow else 8)
        self._said.show_sign_alone(narrow)
        self._again.setVisible(not narrow)
        self._count.setVisible(narrow and self._line.waiting > 0)
        self._bar_text.setVisible(not narrow)
        self.pause.setVisible(not narrow)

    def _paint_transfer(self) -> None:
        transfer = self._transfer
        self._transfer_box.setVisible(transfer is not None)
        if transfer is None:
            return
        self.bar.setRange(0, max(transfer.total, 1))
        self.bar.setValue(transfer.done)
        self.bar.setAccessibleName(transfer.text)
        self.bar.setToolTip(theme().number(transfer.text))
        set_text(self._bar_text, theme().number(transfer.text))
        self.pause.set_glyph("player-play" if transfer.is_paused else "player-pause")
        self.pause.setAccessibleName(
            said("متابعة النقل", "Go on with the transfer")
            if transfer.is_paused
            else said("إيقاف مؤقت للنقل", "Pause the transfer")
        )
        self.pause.setToolTip(self.pause.accessibleName())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
