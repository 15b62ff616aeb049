"""Rows of the page: an instrument to begin, a finding that is followed, an inspection that was made."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, Glyph, TextField, button_row, chip, label
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.quality.charts import MarkBar
from desktop.ui.pages.quality.state import Followed, Made, Mark, Tool
from domain.arabic import isolate

LABEL_WIDTH, VALUE_WIDTH = 190, 40
PAIR = 2


class Line(QFrame):
    """A sign, two lines of words, a chip, and keys where the line ends; `below` for what is written under it."""

    def __init__(self, title: str, detail: str, chip_text: str, tone: str, *, icon: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "row")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon:
            head.addWidget(Glyph(icon, size=40))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(title), "h3", wrap=True))
        words.addWidget(label(theme().number(detail), "small", wrap=True))
        head.addLayout(words, 1)
        if chip_text:
            words.addSpacing(4)
            beside = QHBoxLayout()
            beside.addWidget(chip(theme().number(chip_text), tone))
            beside.addStretch(1)
            words.addLayout(beside)
        column.addLayout(head)
        self.keys = QHBoxLayout()
        self.keys.setSpacing(8)
        column.addLayout(self.keys)
        self.head, self.below = head, column


class Choices(QFrame):
    """One of a few, beside each other while there is room, else two and two; `chosen` carries its id."""

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(4)
        self._columns = 0
        self._buttons: dict[str, Marked] = {}
        for id, text in choices:
            button = self._buttons[id] = Marked(theme().number(text), "segment")
            button.setAutoExclusive(True)
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(partial(self.chosen.emit, id))
        self._arrange(PAIR)

    def choose(self, id: str) -> None:
        """Shows it without telling anybody."""
        if id in self._buttons:
            self._buttons[id].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() + 4 for button in self._buttons.values()) + 8
        self._arrange(len(self._buttons) if wanted <= self.width() else PAIR)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)


class ToolLine(Line):
    """`begun` carries the instrument, and screen, paper or form: how it is filled in."""

    begun = Signal(str, str)

    def __init__(self, tool: Tool) -> None:
        super().__init__(tool.title, tool.detail, tool.chip, tool.tone, icon=tool.icon)
        self._id = tool.id
        self.buttons: list[Button] = []
        title = tool.title
        if tool.filled_by == "visitor":
            on_screen = said(f"{title}: يملؤها الزائر على الشاشة", f"{title}: filled in on the screen")
            self._add(said("على الشاشة", "On screen"), "device-desktop", on_screen).clicked.connect(self._begin_screen)
            typed = said(f"{title}: إدخال أوراق مكتوبة", f"{title}: type in paper sheets")
            self._add(said("إدخال ورق", "Type in"), "keyboard", typed).clicked.connect(self._begin_paper)
            return
        kind = "primary" if tool.tone == "warn" else "secondary"
        begin = said(f"ابدأ {title}", f"Begin {title}")
        self._add(said("ابدأ", "Begin"), "player-play", begin, kind).clicked.connect(self._begin_form)

    def _add(self, text: str, glyph: str, name: str, kind: str = "secondary") -> Button:
        button = Button(text, kind, glyph=glyph, name=name)
        self.buttons.append(button)
        self.keys.addWidget(button, 1)
        return button

    def _begin_screen(self) -> None:
        self.begun.emit(self._id, "screen")

    def _begin_paper(self) -> None:
        self.begun.emit(self._id, "paper")

    def _begin_form(self) -> None:
        self.begun.emit(self._id, "form")


class Asking(QWidget):
    """One line to be written, with its field, and a key that says it."""

    said = Signal(str)
    dropped = Signal()

    def __init__(self, title: str, done: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.editor = TextField()
        self.field = Field(title, self.editor, required=True)
        column.addWidget(self.field)
        done_key, drop = Button(done, "primary"), Button(said("تراجع", "Cancel"), "text")
        done_key.clicked.connect(self._say)
        self.editor.returnPressed.connect(self._say)
        drop.clicked.connect(self.dropped)
        column.addLayout(button_row(done_key, drop))

    def _say(self) -> None:
        self.said.emit(self.editor.text())


class FollowedLine(Line):
    """`closed` carries the finding and its outcome, `reported` the finding."""

    closed = Signal(str, str)
    reported = Signal(str)
    opened = Signal(str)

    def __init__(self, followed: Followed, *, is_open: bool, error: str) -> None:
        icon = "alert-triangle" if followed.tone == "bad" else "flag"
        super().__init__(followed.title, followed.detail, followed.chip, followed.tone, icon=icon)
        self._id = followed.id
        title = followed.title
        if followed.wants_report:
            told = said(f"تقرير إلى المدير العام: {title}", f"Report to the general manager: {title}")
            self.report = Button(said("تقرير للمدير", "Report"), glyph="file-text", name=told)
            self.report.clicked.connect(self._report)
            self.keys.addWidget(self.report, 1)
            return
        self.close_key = Button(said("إغلاق", "Close"), glyph="check", name=said(f"إغلاق: {title}", f"Close: {title}"))
        self.close_key.clicked.connect(self._open)
        self.keys.addWidget(self.close_key, 1)
        self.asking = Asking(
            said("ما الذي آلت إليه؟", "What became of it?"), said("إغلاق الملاحظة", "Close the finding")
        )
        self.asking.said.connect(self._close)
        self.asking.dropped.connect(self._drop)
        self.below.addWidget(self.asking)
        self.asking.setVisible(is_open)
        self.close_key.setVisible(not is_open)
        if error:
            self.asking.field.show_error(error)

    def _open(self) -> None:
        self.opened.emit(self._id)

    def _drop(self) -> None:
        self.opened.emit("")

    def _close(self, outcome: str) -> None:
        self.closed.emit(self._id, outcome)

    def _report(self) -> None:
        self.reported.emit(self._id)


class MadeLine(Line):
    struck = Signal(str, str)
    opened = Signal(str)
    history_asked = Signal(str)

    def __init__(self, made: Made, *, is_open: bool, error: str) -> None:
        super().__init__(f"{made.title}  {isolate(made.number)}", made.detail, made.chip, made.tone)
        self._id = made.id
        history = Button(kind="icon", glyph="history", name=said(f"سجل {made.number}", f"History of {made.number}"))
        history.clicked.connect(self._ask_history)
        strike = Button(kind="icon", glyph="trash", name=said(f"شطب {made.number}", f"Strike out {made.number}"))
        strike.clicked.connect(self._open)
        self.head.addWidget(history)
        self.head.addWidget(strike)
        self.asking = Asking(said("سبب الشطب", "Why it is struck out"), said("شطب", "Strike out"))
        self.asking.said.connect(self._strike)
        self.asking.dropped.connect(self._drop)
        self.below.addWidget(self.asking)
        self.asking.setVisible(is_open)
        if error:
            self.asking.field.show_error(error)

    def _open(self) -> None:
        self.opened.emit(self._id)

    def _drop(self) -> None:
        self.opened.emit("")

    def _ask_history(self) -> None:
        self.history_asked.emit(self._id)

    def _strike(self, reason: str) -> None:
        self.struck.emit(self._id, reason)


class MarkLine(QWidget):
    """A question: its words, how the answers fall, its average."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = label(theme().number(mark.label), "body", wrap=True)
        words.setFixedWidth(LABEL_WIDTH)
        bar = MarkBar()
        bar.show_mark(mark)
        value = label(theme().number(f"{mark.value:.0f}"), "label")
        value.setFixedWidth(VALUE_WIDTH)
        row.addWidget(words)
        row.addWidget(bar, 1)
        row.addWidget(value)
