"""The page of an interview: sections at the right, questions in the middle, the person at the left."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Card, label, scroll, set_text, shortcut
from desktop.ui.kit.paper_letters import letters_without_a_shape
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import CARD_PADDING, GAP, PAGE_MARGIN
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.blocks import Block, Wishes
from desktop.ui.pages.interview.footer import Footer
from desktop.ui.pages.interview.header import InterviewHeader
from desktop.ui.pages.interview.missing import MissingCard
from desktop.ui.pages.interview.person_card import person_card
from desktop.ui.pages.interview.presenter import InterviewPresenter
from desktop.ui.pages.interview.record_card import RecordLines
from desktop.ui.pages.interview.sight import IntoSight
from desktop.ui.pages.interview.state import InterviewState
from desktop.ui.pages.interview.steps import SectionSteps
from desktop.ui.pages.interview.told import Told
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.notice import NoticeBar
from desktop.usecases.hold_interview import Held
from domain.arabic import isolate
from domain.sync.changes import Changes
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

STEPS_WIDTH, SIDE_WIDTH = 232, 276
NARROW, ONE_COLUMN = 1010, 700
# Below this the names of the sections need the room of the keys.
LOW = 640
TOP = 18
HINTS = (
    (Text("القسم التالي", "Next section"), "Ctrl+Enter"),
    (Text("قسم بعينه", "A section"), "Alt+1…9"),
    (Text("لماذا هذا السؤال", "Why this question"), "F1"),
    (Text("ملاحظة على الإجابة", "Note about an answer"), "F2"),
)


class InterviewLanes(Protocol):
    @property
    def store(self) -> Asks: ...

    @property
    def paper(self) -> Asks: ...


class InterviewView(QWidget):
    """`left` carries what was written, or None when nothing was worth keeping. A finished interview is to be
    attested."""

    left = Signal(object)  # Held | None
    attestation_requested = Signal(str)  # interview
    changed = Signal(object)  # Changes

    def __init__(self, actions: Actions, lanes: InterviewLanes, info: DeskInfo, opened: "OpenInterview") -> None:
        super().__init__()
        self._come_into_sight = IntoSight(self)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(said(f"مقابلة {opened.person.name}", f"Interview with {opened.person.name}"))
        self.opened = opened
        self._section = -1
        self._first_focus = ""
        told = Told(
            while_alive(self._show), while_alive(self._tell), while_alive(self._leave), while_alive(self._finish)
        )
        self.presenter = InterviewPresenter(
            actions, lanes.store, opened, told, unprinted=letters_without_a_shape, paper=lanes.paper
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top(info), 1)
        self.footer = Footer(self.presenter)
        outer.addWidget(self.footer)
        self._keys()
        theme().changed.connect(self._repaint)
        self.presenter.open()

    # --- the frame -----------------------------------------------------------------------------------------------

    def _top(self, info: DeskInfo) -> QWidget:
        inside = QWidget()
        column = self._frame = QVBoxLayout(inside)
        self._keep_distance()
        self.header = InterviewHeader(self.opened, self.presenter)
        column.addWidget(self.header)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        column.addWidget(self._notice)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._steps_card())
        row.addWidget(self._questions(), 1)
        self._side = QWidget()
        self._side.setFixedWidth(SIDE_WIDTH)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GAP)
        side.addWidget(person_card(opened=self.opened, person=info.profile.person.definite))
        self.missing = MissingCard()
        self.missing.chosen.connect(self.presenter.go_to)
        side.addWidget(self.missing, 1)
        side.addStretch(0)
        row.addWidget(self._side)
        column.addLayout(row, 1)
        return inside

    def _steps_card(self) -> Card:
        card = Card(said("أقسام المقابلة", "Sections"))
        card.body.setContentsMargins(12, TOP, 12, 14)
        card.setFixedWidth(STEPS_WIDTH)
        self.steps = SectionSteps()
        self.steps.chosen.connect(self.presenter.go_to_section)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.steps)
        column.addStretch(1)
        self._steps_scroll = scroll(holder)
        card.body.addWidget(self._steps_scroll, 1)
        self._hints = label("\n".join(f"{said_of(text)}: {isolate(keys)}" for text, keys in HINTS), "micro")
        card.body.addWidget(self._hints)
        return card

    def _questions(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.body.setContentsMargins(CARD_PADDING, TOP, CARD_PADDING, CARD_PADDING)
        self._title = label("", "h2", wrap=True)
        card.heading.addWidget(self._title, 1)
        self._stars = label(said("الحقول ذات العلامة * إلزامية", "Fields with * are required"), "small")
        card.heading.addWidget(self._stars)
        card.body.addLayout(card.heading)
        self._wishes = Wishes()
        self._wishes.setParent(self)
        self._wishes.hide()
        self._wishes.typed.connect(self.presenter.type_text)
        self._wishes.chosen.connect(self.presenter.choose)
        self._wishes.rested.connect(self.presenter.rest)
        self._wishes.why_asked.connect(self.presenter.remarks.explain)
        self._wishes.note_asked.connect(self.presenter.remarks.open_note)
        self._wishes.noted.connect(self.presenter.remarks.write_note)
        self._wishes.file_wished.connect(self.presenter.files.wish)
        self._wishes.row_added.connect(self.presenter.rows.add)
        self._wishes.row_removed.connect(self.presenter.rows.remove)
        self._place = QVBoxLayout()
        card.body.addLayout(self._place)
        self.block = Block(self._wishes)
        self._place.addWidget(self.block)
        self.record = RecordLines()
        self.record.put.connect(self.presenter.put_in_record)
        self._place.addWidget(self.record)
        column.addWidget(card)
        column.addStretch(1)
        self._scroll = scroll(holder)
        return self._scroll

    def _keys(self) -> None:
        shortcut(self, "Ctrl+Z", self.presenter.undo)
        shortcut(self, "Ctrl+S", self.presenter.leave)
        shortcut(self, "Ctrl+Return", self.presenter.go_on)
        shortcut(self, "Ctrl+Enter", self.presenter.go_on)
        shortcut(self, "F1", partial(self._of_focused, self.presenter.remarks.explain))
        shortcut(self, "F2", self._note)
        shortcut(self, "F8", self.presenter.remarks.speak_next)
        shortcut(self, "Escape", self.presenter.leave_record)
        for number in range(1, 10):
            shortcut(self, f"Alt+{number}", partial(self.presenter.go_to_section, number - 1))

    # --- painting ------------------------------------------------------------------------------------------------

    def _show(self, state: InterviewState) -> None:
        is_new_section = state.section != self._section
        self._section = state.section
        self.steps.show_steps(state.steps)
        set_text(self._title, theme().number(state.title))
        self.block.show_items(state.items, state.cells)
        self._show_record(state)
        self._order_stops()
        self._show_header(state)
        self.footer.show_state(state)
        self.block.setEnabled(not state.is_busy)
        self.missing.show_missing(state.missing)
        if is_new_section:
            self._scroll.verticalScrollBar().setValue(0)
            self._come_into_sight.show(self._steps_scroll, self.steps.buttons[state.section], 40)
        if state.focus:
            self._first_focus = "" if self.isVisible() else state.focus
            self._focus(state.focus)

    def _show_record(self, state: InterviewState) -> None:
        was_shown = not self.record.isHidden()
        self.record.show_lines(state.record)
        self.block.setVisible(not state.record)
        self._stars.setVisible(not state.record)
        self.record.setEnabled(not state.is_busy)
        if state.record and not was_shown:
            self._scroll.verticalScrollBar().setValue(0)
            self.record.focus()

    def _show_header(self, state: InterviewState) -> None:
        self.header.show_state(state)
        notice = state.problem or (state.saved.text if state.saved.tone == "bad" else "")
        self._notice.show_notice(notice, "bad")

    def _order_stops(self) -> None:
        """Tab follows the reading, and from the last question it goes on: the order of making is another."""
        stops = [
            *self.steps.buttons,
            *(self.record.stops() or self.block.stops()),
            *self.footer.stops(),
            *self.missing.rows,
        ]
        for one, other in pairwise(stops):
            if one.nextInFocusChain() is not other:
                QWidget.setTabOrder(one, other)

    def _focus(self, ref: str) -> None:
        field = self.block.find_field(ref)
        if field is not None:
            field.editor.focus()
            self._come_into_sight.show(self._scroll, field, 60)

    def _note(self) -> None:
        """F2: a note about the question that has the focus, and the cursor in it."""
        self._of_focused(self._open_note)

    def _open_note(self, ref: str) -> None:
        self.presenter.remarks.open_note(ref)
        field = self.block.find_field(ref)
        if field is not None:
            field.focus_note()

    def _of_focused(self, deed: Callable[[str], None]) -> None:
        """For the question that has the focus."""
        widget: QWidget | None = self.focusWidget()
        while widget is not None and widget is not self:
            ref = getattr(widget, "ref", None)
            if isinstance(ref, str):
                deed(ref)
                return
            widget = widget.parentWidget()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is shown nothing can have the focus."""
        super().showEvent(event)
        if self._first_focus:
            self._focus(self._first_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self._side.setVisible(not is_narrow)
        self.header.show_narrow(is_narrow)
        self._hints.setVisible(self.height() >= LOW)
        room = self.width() - STEPS_WIDTH - PAGE_MARGIN * 2 - (0 if is_narrow else SIDE_WIDTH + GAP)
        self.block.set_columns(1 if room < ONE_COLUMN - 200 else 2)

    # --- told ----------------------------------------------------------------------------------------------------

    def _repaint(self) -> None:
        self._keep_distance()
        self.presenter.show()

    def _keep_distance(self) -> None:
        gap = GAP - 6 if theme().is_compact else GAP
        self._frame.setContentsMargins(PAGE_MARGIN, gap + 6, PAGE_MARGIN, gap)
        self._frame.setSpacing(gap)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _leave(self, held: Held | None) -> None:
        self.left.emit(held)

    def _finish(self, held: Held) -> None:
        self.attestation_requested.emit(held.id)
