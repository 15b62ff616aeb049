"""Plain widgets with the product's manners: named for the screen reader, styled by their `kind`."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit.fields import RIGHT_TO_LEFT_MARK as RIGHT_TO_LEFT_MARK
from desktop.ui.kit.fields import Button as Button
from desktop.ui.kit.fields import Field as Field
from desktop.ui.kit.fields import TextField as TextField
from desktop.ui.kit.fields import as_read as as_read
from desktop.ui.kit.fields import chip as chip
from desktop.ui.kit.fields import label as label
from desktop.ui.kit.fields import restyle as restyle
from desktop.ui.kit.fields import set_chip as set_chip
from desktop.ui.kit.fields import set_text as set_text
from desktop.ui.kit.scrolling import scroll as scroll
from desktop.ui.kit.segments import Segments as Segments
from desktop.ui.kit.theme import picture, theme
from desktop.ui.kit.tokens import CARD_PADDING, GAP, PAGE_MARGIN

# The letters on the keys of an Arabic layout, for the Ctrl shortcuts of the Latin ones.
ARABIC_TWINS = {
    "Z": "ئ",
    "K": "ن",
    "N": "ى",
    "S": "س",
    "P": "ح",
    "F": "ب",
    "Y": "غ",
    "Q": "ض",
    "W": "ص",
    "L": "م",
    "E": "ث",
    "H": "ا",
}


class Glyph(QLabel):
    """An icon on a tinted square, as in the cards."""

    def __init__(self, name: str, *, tone: str = "primary", category: int | None = None, size: int = 44) -> None:
        super().__init__()
        self._name, self._tone, self._category, self._size = name, tone, category, size
        self.setFixedSize(size, size)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paint()
        theme().changed.connect(self._paint)

    def show_sign(self, name: str, tone: str) -> None:
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self._paint()

    def _paint(self) -> None:
        colours = theme().palette
        if self._category is not None:
            ink, tint = colours.category(self._category).ink, colours.category(self._category).tint
        else:
            ink, tint = colours.tone(self._tone)
        self.setPixmap(picture(self._name, ink, self._size // 2 + 2, self))
        self.setStyleSheet(f"background: {tint}; border-radius: {self._size // 4}px;")


class Card(QFrame):
    """A white sheet; `body` is its layout, with a title row when there is a title."""

    def __init__(self, title: str = "", *, padding: int = CARD_PADDING, spacing: int = 12) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        self.heading = QHBoxLayout()
        self.heading.setSpacing(10)
        if title:
            self.title = label(title, "h2")
            self.heading.addWidget(self.title)
            self.heading.addStretch(1)
            self.body.addLayout(self.heading)


class PageHeader(QWidget):
    """Title and sentence where a line begins, actions where it ends."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = words = QVBoxLayout()
        words.setSpacing(2)
        self._giving: tuple[Button, ...] = ()
        self.title = label(title, "h1")
        self.detail = label(detail, "small")
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(8)
        words.addLayout(self.chips)
        row.addLayout(words)
        # Not before it has a parent: a widget shown without one is a window for a moment, and takes the focus away.
        self.detail.setVisible(bool(detail))
        row.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(10)
        row.addLayout(self.buttons)

    def set_detail(self, text: str) -> None:
        set_text(self.detail, text)
        self.detail.setVisible(bool(text))

    def let_give_way(self, *buttons: Button) -> None:
        """In this order they show their glyph alone, where all the words do not stand beside the title."""
        self._giving = buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return bool(super().event(event))

    def _fit(self) -> None:
        shown = [button for button in self._giving if button.isVisibleTo(self)]
        hidden = sum(button.width_of_words() for button in shown if button.is_short)
        wanted = self._words.sizeHint().width() + self.buttons.sizeHint().width() + GAP + hidden
        for button in shown:
            is_short = wanted > self.width()
            wanted -= button.width_of_words() if is_short else 0
            button.show_short(is_short)


class Page(QWidget):
    """A page of the window: margins, a header, a body that scrolls when the screen is small."""

    def __init__(self, title: str, detail: str = "", *, scrolls: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self._keep_distance()
        theme().changed.connect(self._keep_distance)
        self.header = PageHeader(title, detail)
        self.body.addWidget(self.header)
        if scrolls:
            outer.addWidget(scroll(inside), 1)
        else:
            outer.addWidget(inside, 1)
        self.footer = QVBoxLayout()
        outer.addLayout(self.footer)

    def _keep_distance(self) -> None:
        compact = theme().is_compact
        side = PAGE_MARGIN // 2 if compact else PAGE_MARGIN
        self.body.setContentsMargins(side, side // 2 + 10, side, side // 2 + 6)
        self.body.setSpacing(GAP - 6 if compact else GAP)


def rule() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


class EmptyState(QWidget):
    """What to do next, where there is nothing yet."""

    def __init__(self, glyph: str, title: str, detail: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Glyph(glyph, tone="neutral", size=56), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, kind in ((title, "h3"), (detail, "small")):
            if text:
                words = label(text, kind, wrap=True)
                words.setAlignment(Qt.AlignmentFlag.AlignCenter)
                column.addWidget(words)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        column.addStretch(1)

    def add_action(self, button: QPushButton) -> None:
        self.buttons.addWidget(button)
        self.buttons.addStretch(1)


def shortcut(widget: QWidget, keys: str, handler: Callable[[], None], *, whole_window: bool = False) -> None:
    """A shortcut that fast presses do not lose, with its twin on an Arabic layout («Ctrl+Z» and «Ctrl+ئ»)."""
    variants = [keys]
    prefix, _, letter = keys.rpartition("+")
    if prefix and letter.upper() in ARABIC_TWINS:
        variants.append(f"{prefix}+{ARABIC_TWINS[letter.upper()]}")
    for variant in variants:
        made = QShortcut(QKeySequence(variant), widget)
        made.setAutoRepeat(False)
        scope = Qt.ShortcutContext
        made.setContext(scope.WindowShortcut if whole_window else scope.WidgetWithChildrenShortcut)
        made.activated.connect(handler)


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """Beside each other, from the beginning of the line on."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def clear_layout(layout: QLayout) -> None:
    """Takes everything out and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        inner = item.layout()
        if inner is not None:
            clear_layout(inner)
