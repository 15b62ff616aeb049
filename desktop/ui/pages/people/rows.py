"""The people found, as rows from right to left: the name, below it what tells namesakes apart and the file's number."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.kit.basic import as_read
from desktop.ui.kit.painted import at_end, at_start, drawn, mirrored
from desktop.ui.kit.theme import font, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import listed, said
from desktop.ui.pages.people.state import PersonRow

LINE = 24
LINES, NARROW_LINES, NARROW = 2, 3, 340
PAD = 14
Index = QModelIndex | QPersistentModelIndex


class PeopleModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PersonRow, ...] = ()

    def show_rows(self, rows: tuple[PersonRow, ...]) -> None:
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def find_row(self, index: Index) -> PersonRow | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.find_row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed((row.name, said(f"ملف {row.number}", f"file {row.number}"), *row.marks))
        return None


class PersonDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 18 + LINE * self._lines())

    def _lines(self) -> int:
        """The number goes below the marks where both do not fit side by side."""
        view = self.parent()
        is_narrow = isinstance(view, QListView) and view.viewport().width() < NARROW
        return NARROW_LINES if is_narrow else LINES

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.find_row(index) if isinstance(model, PeopleModel) else None
        if row is None:
            return
        p = theme().palette
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect)
        face = area.adjusted(2, 2, -2, -2)
        is_on = bool(state & QStyle.StateFlag.State_Selected)
        if is_on or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.primary_tint if is_on else p.surface2))
            painter.drawRoundedRect(face, RADIUS, RADIUS)
        if is_on and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.drawRoundedRect(face.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if not is_on:
            painter.setPen(QPen(QColor(p.line), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._draw_words(painter, face.adjusted(PAD, 6, -PAD, -6), row)
        painter.restore()

    def _draw_words(self, painter: QPainter, box: QRectF, row: PersonRow) -> None:
        p = theme().palette
        line = QRectF(box.left(), box.top(), box.width(), LINE)
        painter.setFont(font("body", weight=500))
        painter.setPen(QColor(p.ink))
        painter.drawText(line, at_start(), drawn(as_read(_fit(painter, row.name, line.width()))))
        painter.setPen(QColor(p.ink3))
        painter.setFont(font("micro"))
        taken = QFontMetricsF(painter.font()).horizontalAdvance(row.number) + 8
        is_narrow = self._lines() == NARROW_LINES
        number_line = line.translated(0, LINE * (2 if is_narrow else 1))
        painter.drawText(number_line, at_start() if is_narrow else at_end(), row.number)
        painter.setFont(font("small"))
        marks = line.translated(0, LINE)
        if not is_narrow:
            marks.setLeft(marks.left() + taken)
        painter.drawText(
            mirrored(marks, line),
            at_start(),
            as_read(_fit(painter, theme().number(" · ".join(row.marks)), marks.width())),
        )


def _fit(painter: QPainter, text: str, width: float) -> str:
    return QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)


class PeopleList(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.people = PeopleModel()
        self.people.setParent(self)
        self.setModel(self.people)
        self.setItemDelegate(PersonDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(said("نتائج البحث", "Results"))

    def show_rows(self, rows: tuple[PersonRow, ...], marked: int) -> None:
        self.people.show_rows(rows)
        if marked >= 0 and self.currentIndex().row() != marked:
            self.setCurrentIndex(self.people.index(marked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
