"""A person's file on the screen: who it is, what to begin, what happened."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Glyph, chip, clear_layout, label, rule, scroll, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.people.facts import FactRows
from desktop.ui.pages.people.state import FileLine, FileLines, FileState
from desktop.usecases.hold_interview import FormLine
from domain.arabic import isolate

TWO_COLUMNS = 560
NAME_WIDTH = 96


class PersonFile(QWidget):
    edit_requested = Signal()
    history_requested = Signal(str, str)  # table, row
    begin_requested = Signal(str)  # form
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    paper_requested = Signal(str)  # attestation
    statement_requested = Signal(str)  # person

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._head())
        self._lists = QVBoxLayout()
        self._lists.setSpacing(16)
        column.addLayout(self._lists)
        self._below = QVBoxLayout()
        self._below.setSpacing(16)
        column.addLayout(self._below)
        column.addStretch(1)
        self._told: list[QBoxLayout] = []
        self._forms: tuple[FormLine, ...] = ()
        self._person = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(inside))

    def _head(self) -> Card:
        card = Card()
        card.body.addLayout(self._title())
        card.body.addLayout(self._what_to_do())
        self._choices = QWidget()
        self._choices_column = QVBoxLayout(self._choices)
        self._choices_column.setContentsMargins(0, 0, 0, 0)
        self._choices_column.setSpacing(8)
        self._choices.hide()
        card.body.addWidget(self._choices)
        card.body.addWidget(rule())
        self._facts = FactRows(name_width=NAME_WIDTH)
        card.body.addWidget(self._facts)
        return card

    def _title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Glyph("user", size=48))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = label("", "h2", wrap=True)
        self._number = label("", "small")
        self._void = label("", "small", tone="bad", wrap=True)
        for line in (self._name, self._number, self._void):
            words.addWidget(line)
        row.addLayout(words, 1)
        self.history = Button(
            kind="icon", glyph="history", name=said("سجل التغييرات (Ctrl+H)", "History of changes (Ctrl+H)")
        )
        self.history.clicked.connect(self.ask_history)
        row.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _what_to_do(self) -> QHBoxLayout:
        deeds = QHBoxLayout()
        deeds.setSpacing(10)
        self.begin = Button(said("بدء مقابلة", "Begin an interview"), "primary", glyph="message-question")
        self.begin.clicked.connect(self.begin_interview)
        self.edit = Button(said("تعديل", "Edit"), glyph="pencil")
        self.edit.clicked.connect(self.edit_requested)
        self.begin.setToolTip("Ctrl+Enter")
        self.edit.setToolTip("Ctrl+E")
        self.statement = Button(said("بيان بما نحفظه عنه", "What we hold about them"), "text", glyph="printer")
        self.statement.clicked.connect(self._ask_statement)
        for button in (self.begin, self.edit, self.statement):
            deeds.addWidget(button)
        deeds.addStretch(1)
        return deeds

    def show_state(self, state: FileState) -> None:
        set_text(self._name, state.name)
        set_text(self._number, said(f"ملف {isolate(state.number)}", f"File {isolate(state.number)}"))
        self.edit.setAccessibleName(said(f"تعديل بيانات {state.name}", f"Edit {state.name}"))
        self._facts.show_facts(state.facts)
        self._show_forms(state.forms)
        if state.person != self._person:
            self._choices.hide()
        self._person = state.person
        only = said_of(state.forms[0].title) if len(state.forms) == 1 else ""
        self.begin.setText(
            said(f"بدء مقابلة: {only}", f"Begin an interview: {only}")
            if only
            else said("بدء مقابلة…", "Begin an interview…")
        )
        self.begin.setAccessibleName(self.begin.text().strip())
        self.begin.setVisible(bool(state.forms) and not state.is_void)
        set_text(self._void, said(f"ملف ملغى: {state.void_reason}", f"Void: {state.void_reason}"))
        self._void.setVisible(state.is_void)
        clear_layout(self._lists)
        self._told.clear()
        for title, some, empty in _lists(state):
            self._lists.addWidget(self._card(title, some, empty))
        if state.referrals.lines:
            self._lists.addWidget(self._card(said("الإحالات", "Referrals"), state.referrals, ""))
        if state.enquiries.lines:
            self._lists.addWidget(self._card(said("الاستفسارات", "Enquiries"), state.enquiries, ""))
        if state.suggestions.lines:
            self._lists.addWidget(self._card(said("المقترحات", "Suggestions"), state.suggestions, ""))
        self._fit()

    def _ask_statement(self) -> None:
        self.statement_requested.emit(self._person)

    def _card(self, title: str, some: FileLines, empty: str) -> Card:
        card = Card(title, spacing=8)
        shown = len(some.lines)
        if shown:
            count = (
                said(f"آخر {shown} من {some.count}", f"The last {shown} of {some.count}")
                if shown < some.count
                else str(some.count)
            )
            card.heading.addWidget(label(theme().number(count), "small"))
        else:
            card.body.addWidget(label(empty, "small", wrap=True))
        for number, line in enumerate(some.lines):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(self._line(line))
        return card

    def _line(self, line: FileLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(line.title), "body", wrap=True))
        words.addWidget(label(theme().number(line.detail), "small", wrap=True))
        told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        told.setSpacing(6)
        told.addLayout(words, 1)
        if line.chip:
            told.addWidget(chip(line.chip, line.tone))
        self._told.append(told)
        row.addLayout(told, 1)
        signals = {
            "resume": self.resume_requested,
            "attest": self.attestation_requested,
            "paper": self.paper_requested,
        }
        for place, (deed, word) in enumerate(line.deeds):
            button = Button(word, "text" if place else "secondary", name=f"{word}: {line.title}")
            button.clicked.connect(partial(signals[deed].emit, line.id))
            row.addWidget(button)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow window the facts stand in one column, and chips below their words."""
        is_wide = self.width() >= TWO_COLUMNS
        self._facts.show_columns(2 if is_wide else 1)
        kind = QBoxLayout.Direction
        for told in self._told:
            told.setDirection(kind.LeftToRight if is_wide else kind.TopToBottom)

    def add_below(self, card: QWidget) -> None:
        """After everything that the file says."""
        self._below.addWidget(card)

    def take_focus(self) -> None:
        """On what is done most."""
        first = self.edit if self.begin.isHidden() else self.begin
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_history(self) -> None:
        """What the file was, field by field."""
        if self._person:
            self.history_requested.emit("persons", self._person)

    def begin_interview(self) -> None:
        """With one form at once; of several the clerk picks below the button."""
        if not self.begin.isVisible():
            return
        if len(self._forms) == 1:
            self.begin_requested.emit(self._forms[0].id)
            return
        self._choices.setVisible(not self._choices.isVisible())
        first = self._choices.findChild(Button)
        if first is not None and self._choices.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_forms(self, forms: tuple[FormLine, ...]) -> None:
        if forms == self._forms:
            return
        self._forms = forms
        clear_layout(self._choices_column)
        for form in forms:
            button = Button(
                said_of(form.title),
                "choice",
                glyph="message-question",
                name=said(f"بدء مقابلة: {form.title.ar}", f"Begin an interview: {form.title.en}"),
            )
            button.clicked.connect(partial(self._choose, form.id))
            self._choices_column.addWidget(button)

    def _choose(self, form: str) -> None:
        self._choices.hide()
        self.begin_requested.emit(form)


def _lists(state: FileState) -> tuple[tuple[str, FileLines, str], ...]:
    """What happened with him: the list's title, its lines, and what to do where there are none."""
    return (
        (
            said("المقابلات", "Interviews"),
            state.interviews,
            said(
                "لم تُجرَ معه مقابلة بعد. ابدأها من أعلى الملف.",
                "No interview with him yet. Begin one at the top of the file.",
            ),
        ),
        (
            said("الأسرة", "Household"),
            state.household,
            said(
                "لم يُذكر له أحد في مقابلة مكتملة؛ يُسأل عن أسرته في المقابلة.",
                "Nobody was named in a finished interview; the interview asks for his household.",
            ),
        ),
        (
            said("الإقرارات", "Attestations"),
            state.attestations,
            said(
                "لا إقرارات بعد؛ يُطبع الإقرار عند إنهاء المقابلة.",
                "No attestation yet; it is printed when the interview is finished.",
            ),
        ),
        (
            said("الزيارات", "Visits"),
            state.visits,
            said(
                "لا زيارات منسوبة إليه بعد؛ تُنسب إليه حين يُستقبل.",
                "No visit under his name yet; one is put there when he is received.",
            ),
        ),
    )
