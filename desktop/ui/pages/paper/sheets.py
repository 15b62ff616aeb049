"""The sheets of a paper under each other, as they will come out of the printer."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import said
from desktop.ui.paper_pictures import Picture

A4_AT_96_DPI = QSize(794, 1123)
EDGE = 16
SCROLL_BAR = 14


class Sheets(QScrollArea):
    """`page_seen` says which page is in the middle after the clerk scrolled."""

    page_seen = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said("معاينة الورقة", "Preview of the paper"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._column.setSpacing(EDGE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        self._sheets: list[QLabel] = []
        self._zoom = 100
        self.verticalScrollBar().valueChanged.connect(self._tell_page)
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def count(self) -> int:
        return len(self._sheets)

    def painted(self) -> int:
        """How many sheets show their page."""
        return sum(1 for sheet in self._sheets if not sheet.pixmap().isNull())

    def room(self) -> int:
        """The width a sheet may have without being scrolled sideways, beside the other scroll bar."""
        return self.width() - 2 * EDGE - SCROLL_BAR

    def show_pages(self, count: int, zoom: int) -> None:
        """White sheets of the right size, until `paint` brings what stands on them."""
        while len(self._sheets) > count:
            self._sheets.pop().deleteLater()
        while len(self._sheets) < count:
            sheet = QLabel()
            sheet.setAccessibleName(
                theme().number(said(f"الصفحة {len(self._sheets) + 1}", f"Page {len(self._sheets) + 1}"))
            )
            sheet.setFixedSize(A4_AT_96_DPI * zoom / 100)
            self._column.addWidget(sheet)
            sheet.show()
            self._sheets.append(sheet)
            self._style(sheet)
        if zoom != self._zoom:
            self._zoom = zoom
            for sheet in self._sheets:
                sheet.setFixedSize(A4_AT_96_DPI * zoom / 100)
        self._make_place()

    def paint(self, index: int, picture: Picture) -> None:
        if index >= len(self._sheets):
            return
        image = QImage(picture.bgra, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        sheet = self._sheets[index]
        sheet.setPixmap(pixmap)
        sheet.setFixedSize(pixmap.deviceIndependentSize().toSize())
        self._make_place()

    def _make_place(self) -> None:
        """Now: by itself the column would grow two turns later, a sheet would be cut meanwhile, and what is turned to
        would lie beyond the end of the scroll bar."""
        self._column.activate()
        QCoreApplication.sendPostedEvents(self.viewport(), QEvent.Type.LayoutRequest.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def turn_to(self, index: int, *, part: float = 0.0) -> None:
        """`part` of its height further down."""
        if index < len(self._sheets):
            sheet = self._sheets[index]
            self.verticalScrollBar().setValue(sheet.y() + round(part * sheet.height()) - EDGE)

    def _tell_page(self, _: int) -> None:
        inside = self.widget()
        middle = -inside.pos().y() + self.viewport().height() // 2 if inside is not None else 0
        for index, sheet in enumerate(self._sheets):
            if sheet.geometry().translated(QPoint(0, EDGE)).bottom() >= middle:
                self.page_seen.emit(index)
                return

    def _style(self, sheet: QLabel) -> None:
        sheet.setStyleSheet(f"background: white; border: 1px solid {theme().palette.line_strong};")

    def _restyle(self) -> None:
        colours = theme().palette
        self.setStyleSheet(
            f"Sheets {{ background: {colours.sunken}; border: 1px solid {colours.line}; border-radius: {RADIUS}px; }}"
        )
        for sheet in self._sheets:
            self._style(sheet)
