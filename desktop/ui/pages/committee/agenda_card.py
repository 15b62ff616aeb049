"""The agenda: each request, and the one that is being decided with its form."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Segments, TextField, chip, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.committee.presenter import CommitteeState
from desktop.ui.pages.departure.reading import Said
from desktop.usecases.show_committee import AgendaLine
from domain.arabic import isolate
from domain.committee import DEFERRED, OPENED
from domain.request import ACCEPTED, DECIDED, REJECTED, WAITS_FOR_COMMITTEE
from domain.text import Text

OUTCOMES = {
    ACCEPTED: Text("قبول", "Accept"),
    REJECTED: Text("عدم قبول", "Refuse"),
    DEFERRED: Text("تأجيل", "Defer"),
}
DECIDED_WORDS = {
    ACCEPTED: (Text("قُبل", "accepted"), "ok"),
    REJECTED: (Text("لم يُقبل", "refused"), "bad"),
    DEFERRED: (Text("أُجّل", "deferred"), "warn"),
}
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class DecisionForm(QFrame):
    """`decided` carries outcome, reason, votes and why there is an exception; `taken_off` that it leaves the agenda."""

    decided = Signal(str, str, str, str)
    taken_off = Signal()

    def __init__(self, line: AgendaLine) -> None:
        super().__init__()
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        choices = [(key, said_of(text)) for key, text in OUTCOMES.items()]
        self.outcome = Segments(choices, self._chosen, name=said("القرار", "Decision"))
        self.outcome.choose(line.outcome or ACCEPTED)
        column.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignLeft)
        self.reason = TextField()
        self.votes = TextField(said("مثل: بالإجماع", "Such as: unanimous"))
        self.override = TextField()
        self.fields = {
            "reason": Field(said("السبب", "Reason"), self.reason),
            "votes": Field(said("الأصوات", "Votes"), self.votes),
            "override": Field(
                said(
                    "أنت من استقبل هذا الطلب: لماذا تقرر فيه أنت؟ (للمدير العام)",
                    "You took this request: why do you decide it? (general manager)",
                ),
                self.override,
            ),
        }
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.fields["reason"], 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields["votes"], 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.fields["override"])
        self.fields["override"].setVisible(line.needs_override)
        column.addLayout(self._buttons())
        for editor in (self.reason, self.votes, self.override):
            editor.returnPressed.connect(self._decide)
        if line.outcome:
            self.reason.setText(line.reason)
            self.votes.setText(line.votes)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = said("تسجيل القرار", "Enter the decision")
        self.save = Button(title, "primary", glyph="check", name=f"{title} (Ctrl+Enter)")
        self.save.clicked.connect(self._decide)
        row.addWidget(self.save)
        if not self.line.outcome:
            off = Button(said("إخراجه من الجدول", "Take it off"), "text", glyph="x")
            off.clicked.connect(self.taken_off)
            row.addWidget(off)
        row.addStretch(1)
        return row

    def show_said(self, refused: Said) -> bool:
        for name, field in self.fields.items():
            if name == refused.field and refused.sentence:
                field.show_error(theme().number(refused.sentence))
                field.editor.setFocus()
            else:
                field.clear()
        return refused.field in self.fields

    def choose(self, outcome: str) -> None:
        self.outcome.choose(outcome)
        if outcome != ACCEPTED:
            self.reason.setFocus()

    def _chosen(self, outcome: str) -> None:
        if outcome != ACCEPTED:
            self.reason.setFocus()

    def _decide(self) -> None:
        self.decided.emit(self.outcome.current, self.reason.text(), self.votes.text(), self.override.text())


class AgendaRow(QFrame):
    """`chosen` carries the request; `moved` a step up or down."""

    chosen = Signal(str)
    moved = Signal(int)
    request_opened = Signal(str)

    def __init__(self, line: AgendaLine, number: int) -> None:
        super().__init__()
        self.line = line
        self.setProperty("kind", "row")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 10, 12, 10)
        self.column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(f"{number}. {apart(line.person_name)}"), "h3", wrap=True))
        code = isolate(line.number)
        detail = said(f"{said_of(line.kind)} · رقم {code}", f"{said_of(line.kind)} · No. {code}")
        reason = f" · {line.reason}" if line.reason else ""
        words.addWidget(label(theme().number(f"{detail}{reason}"), "small", wrap=True))
        head.addLayout(words, 1)
        if line.outcome:
            text, tone = DECIDED_WORDS[line.outcome]
            head.addWidget(chip(said_of(text), tone))
        name = apart(line.person_name)
        self.button = Button(
            said("تعديل القرار", "Change") if line.outcome else said("النظر فيه", "Decide"),
            name=said(f"قرار طلب {name}", f"Decision on the request of {name}"),
        )
        self.button.clicked.connect(partial(self.chosen.emit, line.item.interview))
        self.button.installEventFilter(self)
        look = Button(kind="icon", glyph="file-search", name=said(f"فتح طلب {name}", f"Open the request of {name}"))
        look.clicked.connect(partial(self.request_opened.emit, line.item.interview))
        head.addWidget(look)
        head.addWidget(self.button)
        self.column.addLayout(head)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return bool(super().eventFilter(watched, event))


class AgendaCard(Card):
    chosen = Signal(str)  # request
    decided = Signal(str, str, str, str)
    taken_off = Signal(str)  # request
    moved = Signal(int)
    request_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(said("جدول الأعمال", "Agenda"), spacing=8)
        self._left = label("", "small", wrap=True)
        self.body.addWidget(self._left)
        self._keys = label(_keys(), "micro", wrap=True)
        self.body.addWidget(self._keys)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.rows: list[AgendaRow] = []
        self.form: DecisionForm | None = None
        self._drawn: tuple[tuple[AgendaLine, ...], str, str] | None = None

    def show_state(self, state: CommitteeState) -> None:
        page = state.page
        if page is None:
            return
        set_text(self._left, theme().number(_left(state)))
        self._keys.setVisible(self._is_deciding(state))
        drawn = (page.lines, state.current, page.session.state)
        if drawn != self._drawn:
            is_moved = self._drawn is None or self._drawn[1:] != drawn[1:] or self._drawn[0] != drawn[0]
            self._drawn = drawn
            self._draw(state, takes_focus=is_moved)
        if self.form is not None:
            self.form.show_said(state.said)

    @staticmethod
    def _is_deciding(state: CommitteeState) -> bool:
        page = state.page
        return page is not None and page.session.state == OPENED and bool(page.lines) and state.overview.may

    def _draw(self, state: CommitteeState, *, takes_focus: bool) -> None:
        page = state.page
        clear_layout(self._list)
        self.rows, self.form = [], None
        if page is None:
            return
        is_open = page.session.state == OPENED and state.overview.may
        for number, line in enumerate(page.lines, 1):
            row = AgendaRow(line, number)
            row.chosen.connect(self.chosen)
            row.moved.connect(self._move)
            row.request_opened.connect(self.request_opened)
            may = is_open and line.stage in (*WAITS_FOR_COMMITTEE, *DECIDED)
            row.button.setVisible(may)
            self._list.addWidget(row)
            self.rows.append(row)
            row.show()
            if may and line.item.interview == state.current:
                self._put_form(row, line, takes_focus=takes_focus)
        if not page.lines:
            empty = said(
                "لا طلب في الجدول. أضف من الطلبات الجاهزة.", "The agenda is empty. Add a request that is ready."
            )
            self._list.addWidget(label(empty, "body", wrap=True))

    def _put_form(self, row: AgendaRow, line: AgendaLine, *, takes_focus: bool) -> None:
        row.button.hide()
        advice = " ".join(said_of(one) for one in line.advice)
        if advice:
            row.column.addWidget(label(theme().number(advice), "small", tone="warn", wrap=True))
        if not line.is_attested:
            why = said("إقراره لم يعد يطابق بياناته: لا يُقرَّر فيه.", "Its attestation no longer holds: no decision.")
            row.column.addWidget(label(why, "small", tone="bad", wrap=True))
        self.form = DecisionForm(line)
        self.form.decided.connect(self.decided)
        self.form.taken_off.connect(partial(self.taken_off.emit, line.item.interview))
        row.column.addWidget(self.form)
        self.form.show()
        if takes_focus:
            self.form.outcome.focus()

    def _move(self, step: int) -> None:
        sender = self.sender()
        here = next((index for index, row in enumerate(self.rows) if row is sender), 0)
        there = here + step
        if 0 <= there < len(self.rows):
            row = self.rows[there]
            target: QWidget = row.button
            if row.button.isHidden() and self.form is not None:
                self.form.outcome.focus()
                return
            target.setFocus()


def _left(state: CommitteeState) -> str:
    page = state.page
    if page is None or not page.lines:
        return ""
    if not page.undecided:
        return said("نُظر في كل ما في الجدول.", "Everything on the agenda was looked at.")
    return said(f"بقي {page.undecided} بلا قرار.", f"{page.undecided} without a decision.")


def _keys() -> str:
    one, two, three, enter, move = map(isolate, ("Alt+1", "Alt+2", "Alt+3", "Enter", "Alt+↑↓"))
    return said(
        f"{one} قبول، {two} عدم قبول، {three} تأجيل، ثم {enter}؛ و{move} بين الطلبات",
        f"{one} accepts, {two} refuses, {three} defers, then {enter}; {move} goes between requests",
    )
