"""What is left before the end, one below the other; a click goes there."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Card, as_read, clear_layout, label, scroll, set_text
from desktop.ui.kit.painted import at_start, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS_SMALL
from desktop.ui.language import said
from desktop.ui.pages.interview.reading import QUESTIONS
from desktop.ui.pages.interview.state import Missing

MOST = 24
SIGN, EDGE = 18, 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _wrapped() -> int:
    return int(at_start() | Qt.TextFlag.TextWordWrap)


class MissingRow(QAbstractButton):
    """`chosen` carries the reference of the question."""

    chosen = Signal(str)

    def __init__(self, item: Missing) -> None:
        super().__init__()
        self._item = item
        self.setAccessibleName(
            said(f"{item.label}، في قسم {item.section}", f"{item.label}, in the section {item.section}")
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._item.ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(180, 52)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._words_height() + 30)

    def _words_width(self) -> int:
        return max(60, self.width() - 2 * EDGE - SIGN - 8)

    def _words_height(self) -> int:
        box = QRect(0, 0, self._words_width(), 400)
        return QFontMetrics(font("label")).boundingRect(box, _wrapped(), self._words()).height()

    def _words(self) -> str:
        return as_read(theme().number(self._item.label))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        face = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.bad_tint))
            painter.drawRoundedRect(face, RADIUS_SMALL, RADIUS_SMALL)
        if self.hasFocus():
            painter.setPen(QPen(QColor(p.bad), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(face, RADIUS_SMALL, RADIUS_SMALL)
        room = QRectF(self.rect())
        sign = mirrored(QRectF(self.width() - EDGE - SIGN, 8, SIGN, SIGN), room)
        painter.drawPixmap(sign.topLeft(), picture("alert-triangle", p.bad, SIGN, self))
        width, height = self._words_width(), self._words_height()
        painter.setPen(QColor(p.ink))
        painter.setFont(font("label"))
        painter.drawText(mirrored(QRectF(EDGE, 5, width, height), room), _wrapped(), self._words())
        painter.setPen(QColor(p.ink3))
        painter.setFont(font("micro"))
        where = mirrored(QRectF(EDGE, 5 + height, width, 20), room)
        painter.drawText(where, at_start(), as_read(theme().number(self._item.section)))
        painter.end()


class MissingCard(Card):
    """Shown once the end was asked for, until nothing is left."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.body.setContentsMargins(8, 16, 8, 8)
        self.setAccessibleName(said("ما بقي قبل الإنهاء", "What is left before the end"))
        self._items: tuple[Missing, ...] = ()
        self._title = label("", "h3", wrap=True)
        self._title.setContentsMargins(8, 0, 8, 0)
        self.body.addWidget(self._title)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(scroll(holder), 1)
        self.rows: list[MissingRow] = []
        self.hide()
        theme().changed.connect(self._repaint)

    def show_missing(self, items: tuple[Missing, ...]) -> None:
        self.setVisible(bool(items))
        if items == self._items:
            return
        self._items = items
        self._repaint()

    def _repaint(self) -> None:
        left = QUESTIONS.of(len(self._items))
        set_text(self._title, theme().number(said(f"بقي قبل الإنهاء {left}", f"Left before the end: {left}")))
        clear_layout(self._rows)
        self.rows = [MissingRow(item) for item in self._items[:MOST]]
        for row in self.rows:
            row.chosen.connect(self.chosen)
            self._rows.addWidget(row)
        more = len(self._items) - MOST
        if more > 0:
            self._rows.addWidget(label(theme().number(said(f"و{more} غيرها", f"and {more} more")), "small"))
