"""The people found, as rows from right to left: name above, marks below, the file's number at the left."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.kit.basic import rtl
from desktop.ui.kit.theme import font, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.pages.people.state import PersonRow

HEIGHT = 66
PAD = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
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
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "، ".join((row.name, f"ملف {row.number}", *row.marks))
        return None


class PersonDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

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
        painter.setFont(font("micro"))
        number = row.number
        width = QFontMetricsF(painter.font()).horizontalAdvance(number) + 6
        painter.setPen(QColor(p.ink3))
        painter.drawText(QRectF(box.left(), box.top(), width, 26), _LEFT, number)
        painter.setFont(font("body", weight=500))
        painter.setPen(QColor(p.ink))
        name_box = QRectF(box.left() + width + 8, box.top(), box.width() - width - 8, 26)
        painter.drawText(name_box, _RIGHT, rtl(_fit(painter, row.name, name_box.width())))
        painter.setFont(font("small"))
        painter.setPen(QColor(p.ink3))
        marks = QRectF(box.left(), box.top() + 26, box.width(), 24)
        painter.drawText(marks, _RIGHT, rtl(_fit(painter, theme().number(" · ".join(row.marks)), marks.width())))


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
        self.setAccessibleName("نتائج البحث")

    def show_rows(self, rows: tuple[PersonRow, ...], marked: int) -> None:
        self.people.show_rows(rows)
        if marked >= 0 and self.currentIndex().row() != marked:
            self.setCurrentIndex(self.people.index(marked))

    def row_at(self, index: Index) -> PersonRow | None:
        return self.people.find_row(index)
