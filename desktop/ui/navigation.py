"""Where to go, where the lines of the window begin: names beside icons, on a small window the icons alone."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, restyle, scroll
from desktop.ui.kit.painted import mirrored
from desktop.ui.kit.star import Star
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import COMPACT_CONTROL, LEAST_CONTROL, NARROW_NAVIGATION, NAVIGATION
from desktop.ui.language import said
from desktop.ui.status_card import StatusCard

# Below this the sign and the user's initial leave their room to the pages' icons.
LOW = 560
MOST_ON_BADGE = 99
COMFORTABLE = 4  # between two pages
_LINES = QBoxLayout.Direction


class PageButton(Button):
    """Leads to a page. `key_sequence` is said where the name does not stand beside the icon."""

    def __init__(self, key: str, title: str, glyph: str, key_sequence: str) -> None:
        super().__init__(f"  {title}", "nav", glyph=glyph)
        self.key, self._title, self._key_sequence = key, title, key_sequence
        self._count = 0
        self._is_narrow = False
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self._badge = QLabel(self)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.hide()
        theme().changed.connect(self._paint_badge)

    def show_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.setText("" if is_narrow else f"  {self._title}")
        keys = f" (\u2066{self._key_sequence}\u2069)" if self._key_sequence else ""
        self.setToolTip(f"{self._title}{keys}" if is_narrow else "")
        restyle(self, "narrow", "true" if is_narrow else "")
        self._paint_badge()

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._title} ({count})" if count else self._title)
        self._paint_badge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _paint_badge(self) -> None:
        self._badge.setVisible(self._count > 0)
        text = f"+{MOST_ON_BADGE}" if self._count > MOST_ON_BADGE else str(self._count)
        self._badge.setText(theme().number(text))
        self._badge.setStyleSheet(
            f"background: {theme().palette.nav_accent}; color: #06201E; font-size: 12px; font-weight: 600;"
            f" border-radius: {9 if self._is_narrow else 11}px; padding: 0;"
        )
        self._place_badge()

    def _place_badge(self) -> None:
        """Where the line of its name ends."""
        width = self._badge.sizeHint().width() + 8
        place = QRectF(12, (self.height() - 22) // 2, max(26, width), 22)
        if self._is_narrow:
            place = QRectF(0, 0, max(20, width), 18)
        self._badge.setGeometry(mirrored(place, QRectF(self.rect())).toRect())


class Navigation(QFrame):
    page_chosen = Signal(str)
    leave_requested = Signal()

    def __init__(self, *, office_name: str, user_name: str, role: str) -> None:
        super().__init__()
        self.setProperty("kind", "navigation")
        self.setFixedWidth(NAVIGATION)
        self._buttons: dict[str, PageButton] = {}
        self._words: list[QWidget] = []
        self._is_narrow = self._is_low = False
        self._tightness = ""
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._star = Star(42)
        self._column.addLayout(self._head(office_name))
        self._below_head = QWidget()
        self._column.addWidget(self._below_head)
        self._pages_area = self._pages()
        self._pages_area.installEventFilter(self)
        self._column.addWidget(self._pages_area, 1)
        self.status = StatusCard()
        self._column.addWidget(self.status)
        self._column.addSpacing(6)
        self._column.addLayout(self._user(user_name, role))
        self._arrange()
        theme().changed.connect(self._fit_pages)

    def _head(self, office_name: str) -> QBoxLayout:
        head = QBoxLayout(_LINES.LeftToRight)
        head.setSpacing(12)
        head.addWidget(self._star, 0, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self._said(label(said("استقبال", "Istiqbal"), "h2"), label(office_name, "small", wrap=True)), 1)
        return head

    def _pages(self) -> QWidget:
        """They are scrolled to by the Tab key where the window is too low for all of them."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._first, self._last = QVBoxLayout(), QVBoxLayout()
        self._first.setSpacing(4)
        column.addLayout(self._first)
        column.addStretch(1)
        column.addLayout(self._last)
        return scroll(inside)

    def _user(self, user_name: str, role: str) -> QBoxLayout:
        self._user_row = QBoxLayout(_LINES.LeftToRight)
        self._user_row.setSpacing(10)
        self._initial = QLabel(user_name[:1])
        self._initial.setFixedSize(38, 38)
        self._initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._initial.setStyleSheet("background: #F0B455; color: #13232C; border-radius: 19px; font-weight: 700;")
        self._initial.setToolTip(said(f"{user_name}، {role}", f"{user_name}, {role}") if role else user_name)
        self._user_row.addWidget(self._initial, 0, Qt.AlignmentFlag.AlignCenter)
        self._user_row.addWidget(self._said(label(user_name, "label"), label(role, "micro")), 1)
        leave = Button(
            kind="navicon", glyph="logout", name=said("قفل أو تبديل المستخدم (Ctrl+L)", "Lock or switch user (Ctrl+L)")
        )
        leave.clicked.connect(self.leave_requested)
        self._user_row.addWidget(leave, 0, Qt.AlignmentFlag.AlignCenter)
        return self._user_row

    def _said(self, *lines: QLabel) -> QWidget:
        """What stands beside a sign while there is room."""
        box = QWidget()
        words = QVBoxLayout(box)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        for line in lines:
            words.addWidget(line)
        self._words.append(box)
        return box

    # --- pages ---------------------------------------------------------------------------------------------------

    def add_page(self, key: str, title: str, glyph: str, *, key_sequence: str, last: bool) -> PageButton:
        button = self._buttons[key] = PageButton(key, title, glyph, key_sequence)
        button.show_narrow(self._is_narrow)
        button.clicked.connect(self._clicked)
        (self._last if last else self._first).addWidget(button)
        self._fit_pages()
        return button

    def mark_page(self, key: str) -> None:
        """The one that is shown."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    @property
    def marked(self) -> str:
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def show_badge(self, key: str, count: int) -> None:
        self._buttons[key].show_count(count)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PageButton):
            self.page_chosen.emit(sender.key)

    # --- room ----------------------------------------------------------------------------------------------------

    @property
    def is_narrow(self) -> bool:
        return self._is_narrow

    def show_narrow(self, is_narrow: bool) -> None:
        """The icons alone: names as tool tips and for the screen reader, the status as a sign with its count."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.height() < LOW) != self._is_low:
            self._is_low = self.height() < LOW
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the rest of the column leaves to the pages is known when it is laid out."""
        if watched is self._pages_area and event.type() is QEvent.Type.Resize:
            self._fit_pages()
        return bool(super().eventFilter(watched, event))

    def _fit_pages(self) -> None:
        """As high as all of them find room, down to what a finger still meets; below that they are scrolled."""
        room, count = self._pages_area.height(), len(self._buttons)
        control = theme().control + 2
        heights = {"": control + COMFORTABLE, "low": COMPACT_CONTROL + 1, "least": LEAST_CONTROL + 1}
        fitting = [name for name, height in heights.items() if count * height <= room]
        self._tightness = next(iter(fitting), "least")
        if self._is_low and not self._tightness:
            self._tightness = "low"
        self._first.setSpacing(1 if self._tightness else COMFORTABLE)
        for button in self._buttons.values():
            restyle(button, "tight", self._tightness)

    def _arrange(self) -> None:
        narrow, low = self._is_narrow, self._is_low
        self.setFixedWidth(NARROW_NAVIGATION if narrow else NAVIGATION)
        self._column.setContentsMargins(*((8, 8 if low else 16, 8, 8) if narrow else (14, 14 if low else 24, 14, 14)))
        self._below_head.setFixedHeight(6 if low else 14)
        for words in self._words:
            words.setVisible(not narrow)
        is_cramped = narrow and low
        self._star.setVisible(not is_cramped)
        self._below_head.setVisible(not is_cramped)
        self._initial.setVisible(not is_cramped)
        self._user_row.setDirection(_LINES.TopToBottom if narrow else _LINES.LeftToRight)
        for button in self._buttons.values():
            button.show_narrow(narrow)
        self.status.show_narrow(narrow)
        self._fit_pages()
