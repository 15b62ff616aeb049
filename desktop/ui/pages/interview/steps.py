"""The sections of an interview, one below the other: where the clerk is, what is done, what needs a look."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit.basic import as_read
from desktop.ui.kit.painted import at_start, from_start, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.interview.state import Step
from domain.text import Text

CIRCLE = 32
EDGE = 12
LOWEST = 60
SPOKEN = {"done": Text("مكتمل", "complete"), "problem": Text("فيه ما يحتاج مراجعة", "has something to check")}


def _wrapped() -> int:
    return int(at_start() | Qt.TextFlag.TextWordWrap)


class StepButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self._is_first = self._is_last = False
        self._current = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def show_step(self, step: Step, *, current: int, is_last: bool) -> None:
        """`current` is the number of the section that is shown."""
        if (step, current, is_last) == (self._step, self._current, self._is_last):
            return
        self._step, self._current, self._is_first, self._is_last = step, current, step.number == 1, is_last
        known = said_of(SPOKEN[step.state]) if step.state in SPOKEN else ""
        spoken = listed((step.title, step.detail, known))
        self.setAccessibleName(said(f"القسم {step.number}: {spoken}", f"Section {step.number}: {spoken}"))
        self.setAccessibleDescription(said("القسم المعروض", "Shown now") if step.is_current else f"Alt+{step.number}")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._step is not None and self.width() > 80:
            self.setFixedHeight(max(LOWEST, self._title_height() + 40))

    def _title_height(self) -> int:
        box = QRect(0, 0, self._words_width(), 400)
        text = as_read(theme().number(self._step.title if self._step else ""))
        return QFontMetrics(font("body", weight=500)).boundingRect(box, _wrapped(), text).height()

    def _words_width(self) -> int:
        return max(40, self.width() - CIRCLE - EDGE * 2 - 12)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        step = self._step
        if step is None:
            return
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if step.is_current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.primary_tint if step.is_current else p.surface2))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        room = QRectF(self.rect())
        centre = QPointF(from_start(room, EDGE + CIRCLE / 2), self.height() / 2)
        self._draw_line(painter, centre, step.number)
        self._draw_circle(painter, centre, step)
        height = self._title_height()
        top = (self.height() - height - 20) / 2
        painter.setPen(QColor(p.ink))
        painter.setFont(font("body", weight=500))
        width = self._words_width()
        painter.drawText(
            mirrored(QRectF(EDGE, top, width, height), room), _wrapped(), as_read(theme().number(step.title))
        )
        painter.setPen(QColor(p.bad if step.state == "problem" else p.ink3))
        painter.setFont(font("small"))
        detail = mirrored(QRectF(EDGE, top + height, width, 20), room)
        painter.drawText(detail, at_start(), as_read(theme().number(step.detail)))
        painter.end()

    def _draw_line(self, painter: QPainter, centre: QPointF, number: int) -> None:
        p = theme().palette
        painter.setPen(QPen(QColor(p.primary if number <= self._current else p.line_strong), 2))
        if not self._is_first:
            painter.drawLine(QPointF(centre.x(), 0), QPointF(centre.x(), centre.y() - CIRCLE / 2 - 3))
        painter.setPen(QPen(QColor(p.primary if number < self._current else p.line_strong), 2))
        if not self._is_last:
            painter.drawLine(QPointF(centre.x(), centre.y() + CIRCLE / 2 + 3), QPointF(centre.x(), self.height()))

    def _draw_circle(self, painter: QPainter, centre: QPointF, step: Step) -> None:
        p = theme().palette
        box = QRectF(centre.x() - CIRCLE / 2, centre.y() - CIRCLE / 2, CIRCLE, CIRCLE).adjusted(1, 1, -1, -1)
        edge = p.bad if step.state == "problem" else p.primary if step.is_current or step.state == "done" else p.field
        painter.setPen(QPen(QColor(edge), 2 if step.is_current or step.state != "open" else 1.4))
        painter.setBrush(QColor(p.primary if step.state == "done" else p.surface))
        painter.drawEllipse(box)
        corner = QPointF(centre.x() - 9, centre.y() - 9)
        if step.state == "done":
            painter.drawPixmap(corner, picture("check", p.on_primary, 18, self))
        elif step.state == "problem":
            painter.drawPixmap(corner, picture("alert-triangle", p.bad, 18, self))
        else:
            painter.setPen(QColor(p.primary if step.is_current else p.ink3))
            painter.setFont(font("label", weight=600))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, theme().number(step.number))


class SectionSteps(QWidget):
    """`chosen` carries the index of the section."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(said("أقسام المقابلة", "Sections of the interview"))
        self._buttons: list[StepButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def buttons(self) -> tuple[StepButton, ...]:
        return tuple(self._buttons)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        while len(self._buttons) > len(steps):
            button = self._buttons.pop()
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for _ in range(len(self._buttons), len(steps)):
            button = StepButton()
            button.clicked.connect(self._clicked)
            self._buttons.append(button)
            self._column.addWidget(button)
        current = next((step.number for step in steps if step.is_current), 0)
        for button, step in zip(self._buttons, steps, strict=True):
            button.show_step(step, current=current, is_last=step is steps[-1])

    def _clicked(self) -> None:
        sender = self.sender()
        for index, button in enumerate(self._buttons):
            if button is sender:
                self.chosen.emit(index)
                return
