"""One of a few, side by side. The chosen one has a check mark: never colour alone."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from desktop.ui.kit.theme import icon, theme

MARK = 16


class Marked(QPushButton):
    """Has a sign while it is chosen, and always the room for it; `unchosen` is the sign of the others."""

    def __init__(self, text: str, kind: str, *, chosen: str = "check", unchosen: str = "") -> None:
        super().__init__(text)
        self._chosen, self._unchosen = chosen, unchosen
        self.setProperty("kind", kind)
        self.setCheckable(True)
        self.setIconSize(QSize(MARK, MARK))
        self.toggled.connect(self._paint)
        theme().changed.connect(self._paint)
        self._paint()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint if self.isChecked() or self._unchosen else QSize(hint.width() + MARK + 4, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint(self) -> None:
        colours = theme().palette
        if self.isChecked():
            self.setIcon(icon(self._chosen, colours.primary, MARK))
        else:
            self.setIcon(icon(self._unchosen, colours.field, MARK) if self._unchosen else QIcon())


class Segments(QFrame):
    """Arrows move, and `chosen` hears of it."""

    def __init__(self, choices: Iterable[tuple[str, str]], chosen: Callable[[str], None], *, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        self._chosen = chosen
        self._buttons: dict[str, Marked] = {}
        self._words: dict[str, str] = {}
        for key, text in choices:
            self._words[key] = text
            button = Marked(text, "segment")
            button.setAutoExclusive(True)
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(self._clicked)
            row.addWidget(button)
            self._buttons[key] = button

    def choose(self, key: str) -> None:
        """Shows it without telling anybody."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def focus(self) -> None:
        """The cursor goes to the chosen one, else to the first."""
        chosen = [button for button in self._buttons.values() if button.isChecked()]
        next(iter((*chosen, *self._buttons.values()))).setFocus()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many there are of each, beside its words; a nought is left out: an Arabic one looks like a dot."""
        for key, button in self._buttons.items():
            count = counts.get(key, 0)
            words = self._words[key]
            button.setText(theme().number(f"{words} ({count})") if count else words)
            button.setAccessibleName(f"{self.accessibleName()}: {words}: {count}")

    @property
    def current(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def _clicked(self) -> None:
        self._chosen(self.current)
