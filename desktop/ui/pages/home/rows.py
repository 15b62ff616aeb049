"""Rows of the first page: what waits, the latest interviews. Each is a button with one name for the screen reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.kit.painted import Painted, at_start, direction, drawn, from_start, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import listed, reads_from_right, said_of
from desktop.ui.pages.home.state import InterviewRow, Waiting
from domain.arabic import isolate
from domain.text import Text

CHIP_HEIGHT = 24.0
CHIP_PADDING = 24.0
GUTTER = 14.0
# What number, time and state leave is shared by person and interview; too little of it goes to the person alone.
PERSON_SHARE, LEAST_SHARED = 0.6, 210.0
HEADINGS = (
    Text("الرقم", "Number"),
    Text("الاسم", "Name"),
    Text("المقابلة", "Interview"),
    Text("الوقت", "Time"),
    Text("الحالة", "State"),
)


class RowButton(QAbstractButton):
    """`jumped` carries where to and which."""

    jumped = Signal(str, str)

    def __init__(self, height: int) -> None:
        super().__init__()
        self._jump = ("", "")
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._go)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def _go(self) -> None:
        self.jumped.emit(*self._jump)

    def _repaint(self) -> None:
        self.update()

    def start_painting(self) -> QPainter:
        """A painter, with hover and focus already drawn."""
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction())
        painter.setPen(QPen(QColor(p.primary), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.surface2) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        return painter


class WaitingRow(RowButton):
    """The name has the whole width; what it is about shares the line below with the chip."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(54)
        self._waiting = waiting
        self._jump = (waiting.jump, waiting.target)
        self.setAccessibleName(listed((waiting.title, waiting.detail, waiting.chip)))
        self.setToolTip(theme().number(f"{waiting.title}\n{waiting.detail}"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, waiting = theme().palette, self._waiting
        painter = self.start_painting()
        box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        ink, tint = p.tone(waiting.tone)
        square = mirrored(QRectF(box.right() - 40, box.center().y() - 20, 40, 40), box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(square, 10, 10)
        painter.drawPixmap(square.adjusted(9, 9, 0, 0).topLeft(), picture(waiting.icon, ink, 22, self))
        words = self._title_room()
        draw_text(painter, words, waiting.title, "label", p.ink)
        chip = QRectF(box.left(), box.center().y() + 1, chip_width(waiting.chip), CHIP_HEIGHT)
        draw_chip(painter, mirrored(chip, box), waiting.chip, waiting.tone)
        below = mirrored(words, box).translated(0, 25)
        below.setLeft(chip.right() + 8)
        draw_text(painter, mirrored(below, box), waiting.detail, "small", p.ink3)
        painter.end()

    def _title_room(self) -> QRectF:
        return mirrored(QRectF(8, self.height() / 2 - 24, self.width() - 16 - 52, 23), QRectF(self.rect()))

    def is_cut(self) -> bool:
        """Whether the name does not fit where it is painted."""
        shown = QFontMetricsF(font("label")).horizontalAdvance(theme().number(self._waiting.title))
        return shown > self._title_room().width()


@dataclass(frozen=True)
class Room:
    """The widths that number, time and state need in every row, so that no row cuts them."""

    number: float
    when: float
    state: float

    @classmethod
    def of(cls, rows: Iterable[InterviewRow]) -> "Room":
        rows = tuple(rows)
        number, small, chip = (
            QFontMetricsF(made) for made in (font("label"), font("small"), font("small", weight=500))
        )
        wide = theme().number
        return cls(
            max(
                [small.horizontalAdvance(said_of(HEADINGS[0])), *(number.horizontalAdvance(row.number) for row in rows)]
            ),
            max(
                [
                    small.horizontalAdvance(said_of(HEADINGS[3])),
                    *(small.horizontalAdvance(wide(row.when)) for row in rows),
                ]
            ),
            max([chip.horizontalAdvance(wide(row.state)) for row in rows], default=0.0) + CHIP_PADDING,
        )


class LatestRow(RowButton):
    def __init__(self, row: InterviewRow) -> None:
        super().__init__(40)
        self._row, self._room = row, Room.of((row,))
        self._jump = (row.jump, row.target)
        self.setAccessibleName(listed((row.number, row.person, row.form, row.when, row.state)))
        self.setToolTip(theme().number(f"{row.person}\n{row.form}"))

    def show_room(self, room: Room) -> None:
        self._room = room
        self.update()

    def cut_words(self) -> tuple[str, ...]:
        """Which of number, time and state do not fit where they are painted."""
        cells = columns(self.width(), self.height(), self._room)
        words = ((self._row.number, "label", cells[0]), (theme().number(self._row.when), "small", cells[3]))
        cut = [text for text, role, room in words if QFontMetricsF(font(role)).horizontalAdvance(text) > room.width()]
        return (*cut, *([self._row.state] if cells[4].left() < 0 or cells[4].right() > self.width() else []))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, row = theme().palette, self._row
        painter = self.start_painting()
        painter.setPen(QPen(QColor(p.line), 1))
        painter.drawLine(8, 0, self.width() - 8, 0)
        cells = columns(self.width(), self.height(), self._room)
        draw_text(painter, cells[0], isolate(row.number), "label", p.ink)
        draw_text(painter, cells[1], row.person, "body", p.ink)
        draw_text(painter, cells[2], row.form, "small", p.ink3)
        draw_text(painter, cells[3], row.when, "small", p.ink3)
        chip = QRectF(0, 0, chip_width(row.state), CHIP_HEIGHT)
        chip.moveCenter(cells[4].center())
        chip.moveLeft(from_start(cells[4], chip.width() if reads_from_right() else 0))
        draw_chip(painter, chip, row.state, row.tone)
        painter.end()


class LatestHeader(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._room = Room.of(())
        self.setFixedHeight(26)
        self.setAccessibleName(listed(map(said_of, HEADINGS)))

    def show_room(self, room: Room) -> None:
        self._room = room
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for cell, heading in zip(columns(self.width(), self.height(), self._room), HEADINGS, strict=True):
            draw_text(painter, cell, said_of(heading), "small", theme().palette.ink3)
        painter.end()


def columns(width: int, height: int, room: Room) -> tuple[QRectF, ...]:
    """From where a line begins: number, person, interview, time, state. One of no width is left out."""
    shared = width - 16 - room.number - room.when - room.state - 4 * GUTTER
    is_tight = shared < LEAST_SHARED
    person = shared + GUTTER if is_tight else shared * PERSON_SHARE
    cells = []
    right = width - 8.0
    for wide in (room.number, max(person, 0.0), 0.0 if is_tight else shared - person, room.when, room.state):
        cells.append(mirrored(QRectF(right - wide, 0, wide, height), QRectF(0, 0, width, height)))
        right -= wide + (GUTTER if wide else 0.0)
    return tuple(cells)


def draw_text(painter: QPainter, room: QRectF, text: str, role: str, colour: str) -> None:
    """One line from its start, cut with an ellipsis when it must be; nothing where there is no room."""
    if room.width() <= 0:
        return
    made = font(role)
    painter.setFont(made)
    painter.setPen(QColor(colour))
    shown = theme().number(text)
    cut = QFontMetricsF(made).elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, at_start(), drawn(cut))


def chip_width(text: str) -> float:
    return QFontMetricsF(font("small", weight=500)).horizontalAdvance(theme().number(text)) + CHIP_PADDING


def draw_chip(painter: QPainter, box: QRectF, text: str, tone: str) -> None:
    """Fills its box, which is as wide as `chip_width` and CHIP_HEIGHT high."""
    ink, tint = theme().palette.tone(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(box, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setPen(QColor(ink))
    painter.setFont(font("small", weight=500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, theme().number(text))
