"""The window: navigation, pages built on first visit, one honest status, the user, toasts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.banner import Banners
from desktop.ui.idleness import Idleness
from desktop.ui.kit.basic import shortcut
from desktop.ui.kit.scrolling import FollowingWindow
from desktop.ui.kit.tokens import AS_DESIGNED, LEAST_WINDOW
from desktop.ui.language import said
from desktop.ui.navigation import Navigation
from desktop.ui.toast import Toast

# Below this the pages need the room of the names in the navigation.
NARROW_WINDOW = 1000


@dataclass
class _Entry:
    factory: Callable[[], QWidget]
    page: QWidget | None = None


class Shell(FollowingWindow):
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
        self.setWindowTitle(f"{said('استقبال', 'Istiqbal')} — {office_name}")
        self.setMinimumSize(*LEAST_WINDOW)
        self.resize(*AS_DESIGNED)
        self._entries: dict[str, _Entry] = {}
        self.navigation = Navigation(office_name=office_name, user_name=user_name, role=role)
        self.navigation.page_chosen.connect(self.show_page)
        self.navigation.leave_requested.connect(self.lock_requested)
        self.status = self.navigation.status
        self.status.sync_requested.connect(self.sync_requested)
        self.status.opened.connect(self.status_opened)
        self._banners = Banners()
        self._over_pages = QWidget()
        self._over_pages.setLayout(self._banners)
        self._banners.setContentsMargins(0, 0, 0, 0)
        self._is_alone = False
        self._stack = QStackedWidget()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._over_pages)
        column.addWidget(self._stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(content, 1)
        self.setCentralWidget(centre)
        self._toast = Toast(content)
        shortcut(self, "Ctrl+K", self.search_requested.emit, whole_window=True)
        shortcut(self, "Ctrl+L", self.lock_requested.emit, whole_window=True)
        shortcut(self, "Ctrl+0", self.status_opened.emit, whole_window=True)
        self._idleness = Idleness(self)
        self._idleness.too_long.connect(self.idle_too_long)

    # --- pages ---------------------------------------------------------------------------------------------------

    def add_page(self, key: str, title: str, glyph: str, factory: Callable[[], QWidget], *, last: bool = False) -> None:
        """The page is made by `factory` when it is first shown. Ctrl+1 … Ctrl+9 in the order of adding."""
        number = len(self._entries) + 1
        keys = f"Ctrl+{number}" if number <= 9 else ""
        button = self.navigation.add_page(key, title, glyph, key_sequence=keys, last=last)
        self._entries[key] = _Entry(factory)
        if keys:
            shortcut(self, keys, button.click, whole_window=True)

    def show_page(self, key: str) -> QWidget:
        """Builds the page if need be, shows it, gives it the focus."""
        entry = self._entries[key]
        if entry.page is None:
            entry.page = entry.factory()
            self._stack.addWidget(entry.page)
        if not self._is_alone:
            self.navigation.mark_page(key)
            self._stack.setCurrentWidget(entry.page)
            self.page_shown.emit(key)
        return entry.page

    def show_widget(self, widget: QWidget, *, under: str = "") -> None:
        """A page that is not in the navigation, an interview in progress or a paper; `under` is the one it belongs to,
        and without it the mark stays."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        if self._is_alone:
            return
        if under:
            self.navigation.mark_page(under)
        self._stack.setCurrentWidget(widget)

    def show_alone(self, widget: QWidget) -> None:
        """For somebody who is not of the office: no other page, no key that leads to one, no word about others' work,
        until somebody signs in anew."""
        self.show_widget(widget)
        self._is_alone = True
        self.navigation.hide()
        self._over_pages.hide()
        self._toast.hide()
        for keys in self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            keys.setEnabled(False)

    @property
    def is_alone(self) -> bool:
        return self._is_alone

    def remove_widget(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def find_page(self, key: str) -> QWidget | None:
        """The page, if it was visited."""
        return self._entries[key].page

    def has_page(self, key: str) -> bool:
        """Whether there is such a page in the navigation."""
        return key in self._entries

    def shows(self, key: str) -> bool:
        """Whether the page is there, and before the user."""
        entry = self._entries.get(key)
        return entry is not None and entry.page is not None and entry.page is self.current

    def visited_pages(self) -> tuple[QWidget, ...]:
        return tuple(entry.page for entry in self._entries.values() if entry.page is not None)

    @property
    def current(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_badge(self, key: str, count: int) -> None:
        self.navigation.show_badge(key, count)

    # --- status, toasts, idle ------------------------------------------------------------------------------------

    def show_banner(
        self, key: str, text: str, tone: str = "warn", *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Over every page, until it is shown again with no text. One of each key."""
        self._banners.show_banner(key, text, tone, action, act)

    def banner_text(self, key: str) -> str:
        return self._banners.text_of(key)

    def show_toast(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        if not self._is_alone:
            self._toast.show_text(text, undo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.show_narrow(self.width() < NARROW_WINDOW)
        if self._toast.isVisible():
            self._toast.place()

    def watch_idle(self, minutes: int) -> None:
        """`idle_too_long` after so long without a key or a click; 0 never."""
        self._idleness.watch(minutes)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(*AS_DESIGNED)
