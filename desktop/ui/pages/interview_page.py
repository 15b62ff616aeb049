"""An interview in progress: sections at the right, questions in the middle, the person at the left; every answer is
saved at once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import (
    Button,
    Card,
    PageHeader,
    chip,
    clear_layout,
    label,
    scroll,
    set_chip,
    set_text,
    shortcut,
)
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP, PAGE_MARGIN
from desktop.ui.lane import Lane
from desktop.ui.pages.answers import AnswerWidget, make_answer
from desktop.ui.pages.person_card import person_card
from desktop.ui.pages.question_flow import Adding, Heading, flow
from desktop.usecases.hold_interview import Held
from desktop.usecases.interview_views import Page, Question
from domain.calendar import SAUDI_TIME
from domain.errors import Expected, RuleBroken

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

SIDE_WIDTH = 248
ROOM_FOR_PERSON = 1_150


class InterviewPage(QWidget):
    """`left` and `finished` carry what was written; `changed` the kinds of record."""

    left = Signal(object)  # Held
    finished = Signal(object)  # Held
    changed = Signal(object)  # Changes
    said = Signal(str)

    def __init__(self, actions: Actions, store: Lane, opened: "OpenInterview", *, person_word: str) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions, self._store, self.opened = actions, store, opened
        self._current = 0
        self._widgets: dict[str, AnswerWidget] = {}
        self._steps: list[QPushButton] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_MARGIN, 24, PAGE_MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._header())
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._sections_card())
        row.addWidget(self._questions_card(), 1)
        self._why = label("", "small", wrap=True)
        self._person = person_card(self.opened.person, person_word, below=self._why)
        row.addWidget(self._person)
        column.addLayout(row, 1)
        outer.addWidget(inside, 1)
        outer.addWidget(self._footer())
        self._keys()
        self._show()

    # --- the frame -----------------------------------------------------------------------------------------------

    def _header(self) -> PageHeader:
        self.header = PageHeader(
            self.opened.person.name, f"{self.opened.form_title} · \u2066{self.opened.number}\u2069"
        )
        self._state = chip("مسودة", "warn")
        self.header.chips.addWidget(self._state)
        self._saved = label("", "small")
        self.header.chips.addWidget(self._saved)
        self.header.chips.addStretch(1)
        box = QWidget()
        box.setFixedWidth(200)
        words = QVBoxLayout(box)
        words.setSpacing(6)
        self._percent = label("", "small")
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName("الإنجاز")
        words.addWidget(self._percent)
        words.addWidget(self._bar)
        self.header.buttons.addWidget(box)
        undo = Button(kind="icon", glyph="arrow-back-up", name="تراجع عن آخر إجابة (Ctrl+Z)")
        undo.clicked.connect(self._undo)
        self.header.buttons.addWidget(undo)
        return self.header

    def _sections_card(self) -> Card:
        card = Card("أقسام المقابلة", padding=14)
        card.setFixedWidth(SIDE_WIDTH)
        self._step_list = QVBoxLayout()
        self._step_list.setSpacing(4)
        card.body.addLayout(self._step_list)
        card.body.addStretch(1)
        card.body.addWidget(label("يُحفظ كل تغيير فورًا", "micro"))
        card.body.addWidget(label("التنقل بين الأقسام: Alt مع رقم القسم", "micro", wrap=True))
        return card

    def _questions_card(self) -> QScrollArea:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._card = Card()
        self._title = label("", "h2")
        self._note = label("الحقول ذات العلامة * إلزامية", "small")
        self._card.heading.addWidget(self._title)
        self._card.heading.addStretch(1)
        self._card.heading.addWidget(self._note)
        self._card.body.addLayout(self._card.heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addLayout(self._grid)
        column.addWidget(self._card)
        column.addStretch(1)
        self._scroll = scroll(holder)
        return self._scroll

    def _footer(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "bar")
        row = QHBoxLayout(frame)
        row.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        row.setSpacing(12)
        self._previous = Button("السابق", glyph="chevron-right")
        self._previous.clicked.connect(self._go_back)
        row.addWidget(self._previous)
        row.addStretch(1)
        self._stop = Button("", "text", glyph="alert-triangle")
        self._stop.clicked.connect(self._jump_to_problem)
        row.addWidget(self._stop)
        leave = Button("حفظ والخروج", glyph="device-floppy")
        leave.clicked.connect(self.leave)
        row.addWidget(leave)
        self._next = Button("", "primary")
        self._next.clicked.connect(self._go_on)
        row.addWidget(self._next)
        return frame

    def _keys(self) -> None:
        shortcut(self, "Ctrl+Z", self._undo)
        shortcut(self, "Ctrl+S", self.leave)
        shortcut(self, "Ctrl+Return", self._go_on)
        for number in range(1, 10):
            shortcut(self, f"Alt+{number}", partial(self.show_section, number - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the questions need the room."""
        super().resizeEvent(event)
        self._person.setVisible(self.width() >= ROOM_FOR_PERSON)

    # --- painting ------------------------------------------------------------------------------------------------

    def show_section(self, index: int) -> None:
        pages = self.opened.session.pages()
        if 0 <= index < len(pages):
            self._current = index
            self._show()
            self._scroll.verticalScrollBar().setValue(0)
            first = next((widget for widget in self._in_order() if widget.focusPolicy is not None), None)
            if first is not None:
                first.focus_editor()

    def answer_widgets(self) -> tuple[AnswerWidget, ...]:
        """Of the section that is shown, in its order."""
        return tuple(self._in_order())

    def _in_order(self) -> Iterator[AnswerWidget]:
        for position in range(self._grid.count()):
            item = self._grid.itemAt(position)
            widget = item.widget() if item is not None else None
            if isinstance(widget, AnswerWidget):
                yield widget

    def _show(self) -> None:
        session = self.opened.session
        pages = session.pages()
        self._current = max(0, min(self._current, len(pages) - 1))
        page = pages[self._current]
        self._show_steps(pages)
        set_text(self._title, page.label)
        self._show_questions(page)
        progress = session.progress
        self._bar.setValue(progress.percent)
        set_text(self._percent, f"الإنجاز {theme().number(progress.percent)}٪")
        is_last = self._current == len(pages) - 1
        self._previous.setEnabled(self._current > 0)
        self._next.setText("إنهاء المقابلة" if is_last else f"التالي: {pages[self._current + 1].label}")
        self._show_problems()

    def _show_problems(self) -> None:
        problems = self.opened.session.problems()
        broken = [item for item in problems if item.kind != "required"] or list(problems)
        is_last = self._current == len(self.opened.session.pages()) - 1
        is_shown = bool(broken) and (is_last or broken[0].kind != "required")
        self._stop.setVisible(is_shown)
        if is_shown:
            self._stop.setText(theme().number(f"بقي {len(problems)}: {broken[0].label}"))
            self._stop.setAccessibleName(f"بقي {len(problems)}، أولها {broken[0].label}")

    def _show_steps(self, pages: tuple[Page, ...]) -> None:
        if len(self._steps) != len(pages):
            clear_layout(self._step_list)
            self._steps = []
            for number, _ in enumerate(pages):
                button = QPushButton()
                button.setProperty("kind", "choice")
                button.setCheckable(True)
                button.clicked.connect(partial(self.show_section, number))
                self._step_list.addWidget(button)
                self._steps.append(button)
        for number, (button, page) in enumerate(zip(self._steps, pages, strict=True)):
            mark = "✓" if page.total and page.answered == page.total and not page.problems else str(number + 1)
            text = theme().number(f"{mark}  {page.label}\n     {page.answered} من {page.total}")
            button.setText(text)
            button.setMinimumHeight(58)
            button.setStyleSheet("font-size: 14px; padding: 0 10px;")
            button.setChecked(number == self._current)
            button.setAccessibleName(f"القسم {number + 1}: {page.label}، {page.answered} من {page.total}")

    def _show_questions(self, page: Page) -> None:
        """Widgets that stay keep their focus and their cursor; only what is new is made, what is gone is let go."""
        items = list(flow(page.items))
        while (taken := self._grid.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None and not isinstance(widget, AnswerWidget):
                widget.hide()
                widget.deleteLater()
        wanted = {item.ref for item in items if isinstance(item, Question)}
        for ref in [ref for ref in self._widgets if ref not in wanted]:
            gone = self._widgets.pop(ref)
            gone.hide()
            gone.deleteLater()
        line, slot = 0, 0
        for item in items:
            widget = self._widget_of(item)
            is_wide = not isinstance(widget, AnswerWidget) or widget.is_wide()
            if is_wide and slot:
                line, slot = line + 1, 0
            self._grid.addWidget(widget, line, slot, 1, 2 if is_wide else 1, Qt.AlignmentFlag.AlignTop)
            widget.show()
            line, slot = (line + 1, 0) if is_wide or slot else (line, 1)

    def _widget_of(self, item: Question | Heading | Adding) -> QWidget:
        if isinstance(item, Heading):
            return self._heading(item)
        if isinstance(item, Adding):
            add = Button(f"إضافة: {item.label}", glyph="plus")
            add.clicked.connect(partial(self._do, partial(self.opened.session.add_row, item.ref)))
            return add
        options = self.opened.session.options(item.ref) if item.options else ()
        widget = self._widgets.get(item.ref)
        if widget is None:
            widget = make_answer(item, options)
            widget.answered.connect(self._answer)
            widget.why_asked.connect(self._explain)
            self._widgets[item.ref] = widget
        widget.show_question(item, options)
        return widget

    def _heading(self, heading: Heading) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(label(theme().number(heading.label), "h3"))
        row.addStretch(1)
        if heading.removes:
            remove = Button("حذف", "text", glyph="trash", name=f"حذف {heading.label}")
            remove.clicked.connect(partial(self._do, partial(self.opened.session.remove_row, heading.removes)))
            row.addWidget(remove)
        return box

    # --- answering -----------------------------------------------------------------------------------------------

    def _answer(self, ref: str, value: object) -> None:
        try:
            self.opened.session.answer(ref, value)  # type: ignore[arg-type]
        except RuleBroken as problem:
            # What stands in the field is no answer: the one before it must not stand in its place.
            self.opened.session.answer(ref, None)
            self._show()
            self._keep()
            widget = self._widgets.get(ref)
            if widget is not None:
                widget.refuse(problem)
            return
        self._show()
        self._keep()

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except RuleBroken as problem:
            self.said.emit(problem.ar)
            return
        self._show()
        self._keep()

    def _undo(self) -> None:
        if self.opened.session.can_undo:
            for widget in self._widgets.values():
                widget.release()
            self._do(self.opened.session.undo)

    def _explain(self, ref: str) -> None:
        set_text(self._why, theme().number(self.opened.session.why(ref).sentence))

    def _keep(self) -> None:
        """The draft is taken here and written by the store's lane."""
        draft = self.opened.draft(datetime.now(SAUDI_TIME))
        self._store.ask(partial(self._actions.keep_draft, draft), then=self._kept, failed=self._could_not)

    def _kept(self, _: None) -> None:
        set_text(self._saved, theme().number(f"حُفظت هنا {datetime.now(SAUDI_TIME):%H:%M:%S}"))

    # --- going -----------------------------------------------------------------------------------------------

    def _go_back(self) -> None:
        self.show_section(self._current - 1)

    def _go_on(self) -> None:
        if self._current < len(self.opened.session.pages()) - 1:
            self.show_section(self._current + 1)
        elif self.opened.session.problems():
            self._jump_to_problem()
        else:
            self._next.setEnabled(False)
            self._store.ask(
                partial(self._actions.finish_interview, self.opened), then=self._was_finished, failed=self._could_not
            )

    def _jump_to_problem(self) -> None:
        problems = self.opened.session.problems()
        if not problems:
            return
        broken = [item for item in problems if item.kind != "required"] or list(problems)
        pages = self.opened.session.pages()
        refs = [page.ref for page in pages]
        if broken[0].page in refs:
            self.show_section(refs.index(broken[0].page))
        widget = self._widgets.get(broken[0].ref)
        if widget is not None:
            self._scroll.ensureWidgetVisible(widget)
            widget.focus_editor()
            widget.refuse(RuleBroken("interview.open", ar=broken[0].message, en=broken[0].message))

    def leave(self) -> None:
        """What was answered so far becomes one entry; another clerk or laptop can go on."""
        self._store.ask(
            partial(self._actions.leave_interview, self.opened), then=self._was_left, failed=self._could_not
        )

    def _was_left(self, held: Held) -> None:
        self.changed.emit(held.changes)
        self.left.emit(held)

    def _was_finished(self, held: Held) -> None:
        set_chip(self._state, "مكتملة", "ok")
        self.changed.emit(held.changes)
        self.finished.emit(held)

    def _could_not(self, problem: Expected) -> None:
        self._next.setEnabled(True)
        self.said.emit(problem.ar)
