"""The search over everything, over whatever page is shown: typed, walked through with arrows, chosen with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import clear_layout, label, rule, scroll, set_text
from desktop.ui.kit.numbered import align_start
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.palette.presenter import PalettePresenter
from desktop.ui.pages.palette.rows import ResultRow
from desktop.ui.pages.palette.state import Command, Item, PaletteState
from domain.text import Text

WIDTH, MOST_HEIGHT, TOP = 680, 620, 72
KEYS = Text("↑ ↓ للتنقّل · Enter للفتح · Esc للإغلاق", "↑ ↓ to move · Enter to open · Esc to close")
ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Palette(QWidget):
    """Covers its parent while it is open. `chosen` carries the Item."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, actions: Actions, lanes: Lanes, *, commands: Sequence[Command], people: str
    ) -> None:
        super().__init__(parent)
        self.hide()
        self.setAccessibleName(said("البحث في كل شيء", "Search everything"))
        self._before: QWidget | None = None
        self._rows: list[ResultRow] = []
        self._shown: tuple[object, ...] = ()
        self.presenter = PalettePresenter(
            actions, lanes.store, commands=commands, people=people, show=while_alive(self.show_state)
        )
        self._card = QFrame(self)
        self._card.setProperty("kind", "popup")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(6)
        column.addLayout(self._search_line())
        column.addWidget(rule())
        self._problem = label("", "small", tone="bad", wrap=True)
        self._hint = label("", "small", wrap=True)
        for words in (self._problem, self._hint):
            words.setContentsMargins(14, 4, 14, 4)
            words.hide()
            column.addWidget(words)
        inside = QWidget()
        self._results = QVBoxLayout(inside)
        self._results.setContentsMargins(4, 0, 4, 0)
        self._results.setSpacing(2)
        self._area = scroll(inside)
        column.addWidget(self._area, 1)
        keys = label(said_of(KEYS), "micro")
        keys.setContentsMargins(14, 0, 14, 0)
        column.addWidget(keys)
        parent.installEventFilter(self)
        theme().changed.connect(self._paint)
        self._paint()

    def _search_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        self._sign = QLabel()
        self._sign.setAccessibleName(said("بحث", "Search"))
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setAccessibleName(
            said("ابحث عن شخص أو مقابلة أو زيارة أو أمر", "Search for a person, an interview, a visit or a command")
        )
        self.field.setPlaceholderText(
            said("شخص، مقابلة، مهمة، استمارة، صفحة أو أمر", "Person, interview, task, form, page or command")
        )
        align_start(self.field)
        self.field.textEdited.connect(self.presenter.search)
        self.field.installEventFilter(self)
        row.addWidget(self._sign)
        row.addWidget(self.field, 1)
        return row

    # --- opening and closing -------------------------------------------------------------------------------------

    def open(self, text: str = "") -> None:
        """Over the page; asked for again while it is open, it closes."""
        if self.isVisible():
            self.close_again()
            return
        self._before = QApplication.focusWidget()
        self.field.setText(text)
        self.presenter.begin(text)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """The page has the keys again, where they were."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _choose(self, item: Item | None) -> None:
        if item is not None:
            self.close_again()
            self.chosen.emit(item)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: PaletteState) -> None:
        set_text(self._hint, theme().number(state.hint))
        self._hint.setVisible(bool(state.hint))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        if state.groups != self._shown:
            self._shown = state.groups
            self._build(state)
        for index, row in enumerate(self._rows):
            row.show_marked(index == state.marked)
        chosen = state.chosen
        self.field.setAccessibleDescription(listed((chosen.title, chosen.detail)) if chosen else state.hint)
        if 0 <= state.marked < len(self._rows):
            self._area.ensureWidgetVisible(self._rows[state.marked], 0, 40)

    def _build(self, state: PaletteState) -> None:
        clear_layout(self._results)
        self._rows = []
        for group in state.groups:
            title = (
                said(f"{group.title} (و{group.more} غيرها)", f"{group.title} (and {group.more} more)")
                if group.more
                else group.title
            )
            heading = label(theme().number(title), "micro")
            heading.setContentsMargins(12, 8, 12, 2)
            self._results.addWidget(heading)
            for item in group.items:
                row = ResultRow(item, len(self._rows))
                row.entered.connect(self.presenter.mark)
                row.chosen.connect(self._choose)
                self._rows.append(row)
                self._results.addWidget(row)
        self._results.addStretch(1)

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        return tuple(self._rows)

    # --- keys and clicks -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        is_own = event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, *ARROWS)
        if not is_own or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and event.type() == QEvent.Type.KeyPress
        if event.type() == QEvent.Type.ShortcutOverride:
            # Pages have Esc and arrows for themselves; while the search is open, they are its own.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
        elif event.key() in ARROWS:
            self.presenter.move(ARROWS[Qt.Key(event.key())])
        elif not event.isAutoRepeat():
            self._choose(self.presenter.state.chosen)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_again()

    # --- picture -------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(WIDTH, self.width() - 48)
        height = min(MOST_HEIGHT, self.height() - 2 * 36)
        top = min(TOP, (self.height() - height) // 2)
        self._card.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(theme().palette.nav)
        shade.setAlphaF(0.55)
        painter.fillRect(self.rect(), shade)
        painter.end()

    def _paint(self) -> None:
        p = theme().palette
        self._sign.setPixmap(picture("search", p.ink2, 22, self))
        self.field.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; font-size: 17px; }")
        self._shown = ()
        self.show_state(self.presenter.state)
