"""The page on which a field survey, a checklist or a visit is written down."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, label, scroll, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP, PAGE_MARGIN
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.interview.blocks import Block, Wishes
from desktop.ui.pages.interview.sight import IntoSight
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.sheet.inspection_presenter import InspectionPresenter, InspectionState
from desktop.ui.pages.wording import Counted

if TYPE_CHECKING:
    from desktop.usecases.fill_form import FilledForm
    from desktop.usecases.keep_inspection import Inspected

ONE_COLUMN = 760
WIDEST = 1060
LEFT = Counted(
    "لا سؤال", "سؤال واحد", "سؤالان", "أسئلة", "سؤالًا", "سؤال", "no questions", "1 question", "questions"
)  # fmt: skip


class InspectionPage(QWidget):
    """`recorded` carries what was written; `left` is asked for with what was typed kept, `given_up` without."""

    recorded = Signal(object)  # Inspected
    left = Signal()
    given_up = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, filled: "FilledForm") -> None:
        super().__init__()
        self._come_into_sight = IntoSight(self)
        self.setProperty("kind", "page")
        self.setAccessibleName(said_of(filled.title))
        self._cards: dict[str, tuple[Card, Block]] = {}
        self._first_focus = ""
        self._shown_columns = 1
        self._wishes = self._make_wishes()
        self.presenter = InspectionPresenter(
            actions, lanes.store, filled, show=while_alive(self._show), recorded=while_alive(self._was_recorded)
        )
        self._connect()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN // 2 + 10, PAGE_MARGIN, 14)
        outer.setSpacing(12)
        outer.addWidget(label(said_of(filled.title), "h1"))
        hint = said(
            "رقم الخيار يختاره، وTab إلى السؤال التالي، وCtrl+Enter يحفظ",
            "A choice's number chooses it, Tab goes on, Ctrl+Enter saves",
        )
        outer.addWidget(label(hint, "small", wrap=True))
        self._problem = label("", "body", tone="bad", wrap=True)
        outer.addWidget(self._problem)
        holder = QWidget()
        holder.setMaximumWidth(WIDEST)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self._scroll = scroll(holder)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._footer())
        shortcut(self, "Ctrl+Return", self.presenter.record)
        shortcut(self, "Ctrl+Enter", self.presenter.record)
        shortcut(self, "Ctrl+Z", self.presenter.undo)
        shortcut(self, "Escape", self.left.emit)
        theme().changed.connect(self._repaint)
        self.presenter.open()

    def _make_wishes(self) -> Wishes:
        wishes = Wishes()
        wishes.setParent(self)
        wishes.hide()
        return wishes

    def _connect(self) -> None:
        self._wishes.typed.connect(self.presenter.type_text)
        self._wishes.chosen.connect(self.presenter.choose)
        self._wishes.rested.connect(self.presenter.rest)
        self._wishes.row_added.connect(self.presenter.rows.add)
        self._wishes.row_removed.connect(self.presenter.rows.remove)

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.save = Button(
            said("حفظ", "Save"), "primary", glyph="check", name=said("حفظ (Ctrl+Enter)", "Save (Ctrl+Enter)")
        )
        self.save.clicked.connect(self.presenter.record)
        self._left = label("", "small")
        later = Button(said("أكملها لاحقًا", "Later"), name=said("أكملها لاحقًا (Esc)", "Later (Esc)"))
        later.clicked.connect(self.left)
        drop = Button(said("اتركها", "Give up"), "text", glyph="trash")
        drop.clicked.connect(self._give_up)
        row.addWidget(self.save)
        row.addWidget(self._left)
        row.addStretch(1)
        row.addWidget(drop)
        row.addWidget(later)
        self._stops: list[QWidget] = [self.save, drop, later]
        return row

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: InspectionState) -> None:
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        left = LEFT.of(state.left)
        words = said(f"بقي {left}", f"{left} left") if state.left else said("كل شيء أُجيب عنه", "Everything is answered")
        set_text(self._left, theme().number(words))
        known = {section.ref for section in state.sections}
        for ref in [ref for ref in self._cards if ref not in known]:
            card, _ = self._cards.pop(ref)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, section in enumerate(state.sections):
            if section.ref not in self._cards:
                self._cards[section.ref] = self._make_card(section.title, place)
            self._cards[section.ref][1].show_items(section.items, state.cells)
            self._cards[section.ref][1].setEnabled(not state.is_busy)
        self._order_stops()
        if state.focus:
            self._first_focus = "" if self.isVisible() else state.focus
            self._focus(state.focus)

    def _make_card(self, title: str, place: int) -> tuple[Card, Block]:
        card = Card(title)
        block = Block(self._wishes, columns=self._shown_columns)
        card.body.addWidget(block)
        self._column.insertWidget(place, card)
        return card, block

    def _order_stops(self) -> None:
        stops = [stop for _, block in self._cards.values() for stop in block.stops()] + self._stops
        for one, other in pairwise(stops):
            if one.nextInFocusChain() is not other:
                QWidget.setTabOrder(one, other)

    def _focus(self, ref: str) -> None:
        for _, block in self._cards.values():
            field = block.find_field(ref)
            if field is not None:
                field.editor.focus()
                self._come_into_sight.show(self._scroll, field, 60)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._first_focus:
            # The page under it gives its focus away only now.
            QTimer.singleShot(0, self, self._focus_first)

    def _focus_first(self) -> None:
        self._focus(self._first_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns() != self._shown_columns:
            self._shown_columns = self._columns()
            for _, block in self._cards.values():
                block.set_columns(self._shown_columns)
            self.presenter.show()

    def _columns(self) -> int:
        return 1 if self.width() < ONE_COLUMN else 2

    def _repaint(self) -> None:
        self.presenter.show()

    # --- told ----------------------------------------------------------------------------------------------------

    def _give_up(self) -> None:
        self.presenter.give_up()
        self.given_up.emit()

    def _was_recorded(self, made: "Inspected") -> None:
        self.recorded.emit(made)
