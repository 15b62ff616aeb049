"""The window: navigation at the right, pages built on first visit, one honest status, the user, toasts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit.basic import Button, label, set_text, shortcut
from desktop.ui.kit.star import Star
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import NAVIGATION
from desktop.ui.status_card import Banner, StatusCard

TOAST_MS = 6_000
_INPUTS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)


@dataclass
class _Entry:
    button: QPushButton
    badge: QLabel
    factory: Callable[[], QWidget]
    page: QWidget | None = None


class Shell(QMainWindow):
    """Arranges pages, and no more."""

    page_shown = Signal(str)
    search_requested = Signal()
    sync_requested = Signal()
    status_opened = Signal()
    lock_requested = Signal()
    idle_too_long = Signal()
    closing = Signal()

    def __init__(self, *, office_name: str, user_name: str, role: str) -> None:
        super().__init__()
        self.setWindowTitle(f"استقبال — {office_name}")
        self.setMinimumSize(1024, 640)
        self.resize(1440, 900)
        self._entries: dict[str, _Entry] = {}
        self._stack = QStackedWidget()
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation(office_name, user_name, role))
        row.addLayout(self._content(), 1)
        self.setCentralWidget(centre)
        self._toast = Toast(centre)
        shortcut(self, "Ctrl+K", self.search_requested.emit, whole_window=True)
        shortcut(self, "Ctrl+L", self.lock_requested.emit, whole_window=True)
        shortcut(self, "Ctrl+0", self.status_opened.emit, whole_window=True)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle_too_long)

    def _content(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banners: dict[str, Banner] = {}
        self._banner_column = QVBoxLayout()
        self._banner_column.setSpacing(0)
        column.addLayout(self._banner_column)
        column.addWidget(self._stack, 1)
        return column

    # --- navigation ----------------------------------------------------------------------------------------------

    def _navigation(self, office_name: str, user_name: str, role: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "navigation")
        frame.setFixedWidth(NAVIGATION)
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 24, 14, 14)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Star(42))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("استقبال", "h2"))
        office = label(office_name, "small", wrap=True)
        words.addWidget(office)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addSpacing(18)
        self._items = QVBoxLayout()
        self._items.setSpacing(4)
        column.addLayout(self._items)
        column.addStretch(1)
        self._last_items = QVBoxLayout()
        column.addLayout(self._last_items)
        self.status = StatusCard()
        self.status.sync_requested.connect(self.sync_requested)
        self.status.opened.connect(self.status_opened)
        column.addWidget(self.status)
        column.addSpacing(6)
        column.addLayout(self._user_row(user_name, role))
        return frame

    def _user_row(self, user_name: str, role: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        initial = QLabel(user_name[:1])
        initial.setFixedSize(38, 38)
        initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
        initial.setStyleSheet("background: #F0B455; color: #13232C; border-radius: 19px; font-weight: 700;")
        row.addWidget(initial)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(user_name, "label"))
        words.addWidget(label(role, "micro"))
        row.addLayout(words, 1)
        leave = Button(kind="navicon", glyph="logout", name="قفل أو تبديل المستخدم (Ctrl+L)")
        leave.clicked.connect(self.lock_requested)
        row.addWidget(leave)
        return row

    def add_page(self, key: str, title: str, glyph: str, factory: Callable[[], QWidget], *, last: bool = False) -> None:
        """The page is made by `factory` when it is first shown. Ctrl+1 … Ctrl+9 in the order of adding."""
        button = Button(f"  {title}", "nav", glyph=glyph)
        button.setAccessibleName(title)
        button.setCheckable(True)
        button.setAutoExclusive(False)
        button.setProperty("page", key)
        button.clicked.connect(self._clicked)
        badge = QLabel(button)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.hide()
        (self._last_items if last else self._items).addWidget(button)
        self._entries[key] = _Entry(button, badge, factory)
        number = len(self._entries)
        if number <= 9:
            shortcut(self, f"Ctrl+{number}", button.click, whole_window=True)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.show_page(str(sender.property("page")))

    def show_page(self, key: str) -> QWidget:
        """Builds the page if need be, shows it, gives it the focus."""
        entry = self._entries[key]
        if entry.page is None:
            entry.page = entry.factory()
            self._stack.addWidget(entry.page)
        for name, other in self._entries.items():
            other.button.setChecked(name == key)
        self._stack.setCurrentWidget(entry.page)
        self.page_shown.emit(key)
        return entry.page

    def show_widget(self, widget: QWidget) -> None:
        """A page that is not in the navigation: an interview in progress, a person, a paper."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def remove_widget(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def find_page(self, key: str) -> QWidget | None:
        """The page, if it was visited."""
        return self._entries[key].page

    @property
    def current(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_badge(self, key: str, count: int) -> None:
        entry = self._entries[key]
        entry.badge.setVisible(count > 0)
        entry.badge.setText(theme().number(count))
        entry.badge.setGeometry(12, 12, 26, 22)
        entry.badge.setStyleSheet(
            f"background: {theme().palette.nav_accent}; color: #06201E; border-radius: 11px; font-size: 12px;"
            " font-weight: 600;"
        )
        title = entry.button.text().strip()
        entry.button.setAccessibleName(f"{title} ({count})" if count else title)

    # --- status, toasts, idle ------------------------------------------------------------------------------------

    def show_banner(
        self, key: str, text: str, tone: str = "warn", *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Over every page, until it is shown again with no text. One of each key."""
        standing = self._banners.get(key)
        if standing is not None and standing.text == text:
            return
        if standing is not None:
            self._banner_column.removeWidget(standing)
            standing.deleteLater()
            del self._banners[key]
        if text:
            self._banners[key] = Banner(text, tone, action, act)
            self._banner_column.addWidget(self._banners[key])

    def banner_text(self, key: str) -> str:
        standing = self._banners.get(key)
        return standing.text if standing is not None else ""

    def show_toast(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        self._toast.show_text(text, undo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toast.place()

    def watch_idle(self, minutes: int) -> None:
        """`idle_too_long` after so long without a key or a click; 0 never."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if minutes > 0:
                app.installEventFilter(self)
        self._idle.stop()
        if minutes > 0:
            self._idle.setInterval(minutes * 60_000)
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUTS and self._idle.interval() > 0:
            self._idle.start()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)


class Toast(QFrame):
    """Says what was done, with a way back; goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        self._text = label("", "body")
        self._undo = Button("تراجع", "text", glyph="arrow-back-up")
        self._undo.clicked.connect(self._undone)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._handler: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_text(self, text: str, undo: Callable[[], None] | None) -> None:
        self._handler = undo
        set_text(self._text, theme().number(text))
        self._undo.setVisible(undo is not None)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS)

    def place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.adjustSize()
            self.move((parent.width() - NAVIGATION - self.width()) // 2, parent.height() - self.height() - 24)

    def _undone(self) -> None:
        self.hide()
        if self._handler is not None:
            self._handler()
