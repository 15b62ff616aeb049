"""The one honest status, at the foot of the navigation: what reached head office, and how far a transfer is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.status_lines import SyncLine, TransferLine


class StatusCard(QFrame):
    """A click, or Enter on it, opens what waits."""

    opened = Signal()
    sync_requested = Signal()
    pause_toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._line = SyncLine("محفوظ هنا", "", "info")
        self._transfer: TransferLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._words())
        column.addWidget(self._bar())
        theme().changed.connect(self._paint)
        self._paint()

    def _words(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = QLabel()
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._text = label("", "small")
        self._detail = label("", "micro", wrap=True)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        row.addLayout(words, 1)
        again = Button(kind="navicon", glyph="refresh", name="مزامنة الآن")
        again.clicked.connect(self.sync_requested)
        row.addWidget(again)
        return row

    def _bar(self) -> QWidget:
        self._transfer_box = QWidget()
        column = QVBoxLayout(self._transfer_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._bar_text = label("", "micro", wrap=True)
        row.addWidget(self._bar_text, 1)
        self.pause = Button(kind="navicon", glyph="player-pause", name="إيقاف مؤقت")
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
        set_text(self._text, theme().number(self._line.text))
        set_text(self._detail, theme().number(self._line.detail))
        self._detail.setVisible(bool(self._line.detail))
        said = ". ".join(filter(None, (self._line.text, self._line.detail)))
        self._text.setAccessibleName(said)
        self.setAccessibleName(f"{said}. اضغط لعرض ما ينتظر (Ctrl+0)")
        self.setToolTip("عرض ما ينتظر (Ctrl+0)")
        self._paint_transfer()

    def _paint_transfer(self) -> None:
        transfer = self._transfer
        self._transfer_box.setVisible(transfer is not None)
        if transfer is None:
            return
        self.bar.setRange(0, max(transfer.total, 1))
        self.bar.setValue(transfer.done)
        self.bar.setAccessibleName(transfer.text)
        set_text(self._bar_text, theme().number(transfer.text))
        self.pause.set_glyph("player-play" if transfer.is_paused else "player-pause")
        self.pause.setAccessibleName("متابعة النقل" if transfer.is_paused else "إيقاف مؤقت للنقل")
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


class Banner(QFrame):
    """A sentence over every page, until what it says is over; never a box that stops work."""

    def __init__(self, text: str, tone: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._tone = tone
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(12)
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.text = text
        self._label = label(theme().number(text), "body", wrap=True)
        row.addWidget(self._label, 1)
        self.button: Button | None = None
        if act is not None:
            self.button = Button(action, "text", name=action)
            self.button.clicked.connect(act)
            row.addWidget(self.button)
        self.setAccessibleName(text)
        theme().changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        ink, tint = theme().palette.tone(self._tone)
        self._icon.setPixmap(picture("alert-triangle" if self._tone != "info" else "info-circle", ink, 22, self))
        set_text(self._label, theme().number(self.text))
        self.setStyleSheet(f"Banner {{ background: {tint}; border: none; border-bottom: 1px solid {ink}; }}")
