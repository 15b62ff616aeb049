"""A question to the social-research officer while the person waits: asked, answered, and told to him."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Segments, TextField, chip, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import Said, means_words, referral_detail, referral_title
from desktop.usecases.refer_question import ReferralLine
from domain.policy import Profile
from domain.referral import ANSWERED, ASKED, means_of


class AnswerForm(QWidget):
    """`answered` carries the answer and who gave it."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.answer, self.officer = TextField(), TextField()
        self.fields = {
            "answer": Field(said("الجواب", "Answer"), self.answer, required=True),
            "officer": Field(said("من أجاب؟", "Who answered?"), self.officer, required=True),
        }
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.fields["answer"], 2)
        row.addWidget(self.fields["officer"], 1)
        column.addLayout(row)
        self.save = Button(said("حفظ الجواب", "Save the answer"), glyph="check")
        self.save.clicked.connect(self._save)
        self.answer.returnPressed.connect(self.officer.setFocus)
        self.officer.returnPressed.connect(self._save)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def typed(self) -> tuple[str, str]:
        return self.answer.text(), self.officer.text()

    def take(self, typed: tuple[str, str]) -> None:
        self.answer.setText(typed[0])
        self.officer.setText(typed[1])

    def _save(self) -> None:
        self.answered.emit(*self.typed)


class ReferralRow(QWidget):
    """One question: how it stands, and what comes next for it. `typed` is an answer that somebody had begun here."""

    answered = Signal(str, str, str)  # referral, answer, officer
    told = Signal(str)
    withdrawn = Signal(str)
    slip_requested = Signal(str)

    def __init__(self, line: ReferralLine, typed: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self.line = line
        self.form: AnswerForm | None = None
        self.done: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(theme().number(line.referral.question), "body", wrap=True), 1)
        title, tone = referral_title(line)
        head.addWidget(chip(title, tone), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(theme().number(referral_detail(line)), "small", wrap=True))
        if line.referral.progress == ASKED or any(typed):
            self.form = AnswerForm()
            self.form.take(typed)
            self.form.answered.connect(partial(self.answered.emit, line.referral.id))
            column.addWidget(self.form)
        column.addLayout(self._buttons(line))

    def _buttons(self, line: ReferralLine) -> QHBoxLayout:
        id, question = line.referral.id, line.referral.question
        row = QHBoxLayout()
        if line.referral.progress == ANSWERED:
            title = said("أُبلغ بالجواب", "Told of the answer")
            self.done = Button(title, glyph="check", name=f"{title}: {question}")
            self.done.clicked.connect(partial(self.told.emit, id))
            row.addWidget(self.done)
        title = said("ورقة الإحالة", "Referral slip")
        slip = Button(title, "text", glyph="printer", name=f"{title}: {question}")
        slip.clicked.connect(partial(self.slip_requested.emit, id))
        row.addWidget(slip)
        if line.referral.progress == ASKED:
            title = said("سحب السؤال", "Withdraw the question")
            back = Button(title, "text", name=f"{title}: {question}")
            back.clicked.connect(partial(self.withdrawn.emit, id))
            row.addWidget(back)
        row.addStretch(1)
        return row

    @property
    def place(self) -> QWidget:
        """Where what it waits for is settled."""
        return self.form.answer if self.form is not None else self.done or self

    def typed_beside(self, line: ReferralLine) -> tuple[str, str]:
        """What was typed here and is not what came in its place."""
        typed = self.form.typed if self.form is not None else ("", "")
        is_kept = tuple(text.strip() for text in typed) == (line.referral.answer or "", line.referral.officer or "")
        return ("", "") if is_kept or not line.referral.is_waiting else typed


class ReferralCard(Card):
    """Hidden where the policy refers to nobody."""

    asked = Signal(str, str)  # question, means
    answered = Signal(str, str, str)  # referral, answer, officer
    told = Signal(str)
    withdrawn = Signal(str)
    slip_requested = Signal(str)  # referral

    def __init__(self, profile: Profile) -> None:
        officer = said_of(profile.referral.to) if profile.referral.to else ""
        super().__init__(said(f"إحالة سؤال إلى {officer}", f"Refer a question to {officer}") if officer else "")
        self._means = means_of(profile)
        self.rows: dict[str, ReferralRow] = {}
        box = QWidget()
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(box)
        hint = said("ما لا يتضح له من الإجراءات", "What is unclear of the procedure")
        self.question = TextField(hint)
        self.field = Field(said("السؤال", "Question"), self.question)
        self.question.returnPressed.connect(self._ask)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        names = [(one, means_words(one)) for one in self._means]
        self.means = Segments(names, self._chosen, name=said("كيف يُسأل", "How he is asked"))
        self.means.choose(self._means[0] if self._means else "")
        row.addWidget(self.means)
        self.ask = Button(said("إحالة السؤال", "Refer the question"), glyph="phone")
        self.ask.clicked.connect(self._ask)
        row.addWidget(self.ask)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def forms(self) -> dict[str, AnswerForm]:
        """Of the questions that wait for an answer."""
        return {id: row.form for id, row in self.rows.items() if row.form is not None}

    def show_state(self, state: DepartureState) -> None:
        self.setVisible(bool(self._means))
        lines = state.page.referrals
        if lines != tuple(row.line for row in self.rows.values()):
            self._show_lines(lines)
        self._show_said(state.said)

    def _show_lines(self, lines: tuple[ReferralLine, ...]) -> None:
        """A question that is as it was stays the same widget, with the answer that is being typed into it."""
        before, self.rows = self.rows, {}
        asked = " ".join(self.question.text().split())
        if any(line.referral.id not in before and line.referral.question == asked for line in lines):
            self.question.clear()
        for row in before.values():
            self._list.removeWidget(row)
        for line in lines:
            known = before.get(line.referral.id)
            if known is not None and known.line == line:
                self.rows[line.referral.id] = before.pop(line.referral.id)
            else:
                self.rows[line.referral.id] = self._row(line, known.typed_beside(line) if known else ("", ""))
            self._list.addWidget(self.rows[line.referral.id])
        for row in self.rows.values():
            row.raise_()  # the order of the children is that of the keys
            row.show()  # only what is shown can take the focus
        for row in before.values():
            row.hide()
            row.deleteLater()

    def _row(self, line: ReferralLine, typed: tuple[str, str]) -> ReferralRow:
        row = ReferralRow(line, typed)
        row.answered.connect(self.answered)
        row.told.connect(self.told)
        row.withdrawn.connect(self.withdrawn)
        row.slip_requested.connect(self.slip_requested)
        return row

    def place_of(self, referral: str) -> QWidget:
        row = self.rows.get(referral)
        return row.place if row is not None else self.question

    def _show_said(self, refused: Said) -> None:
        _show_beside(self.field, refused, ("question", "means"))
        for form in self.forms.values():
            for name, field in form.fields.items():
                _show_beside(field, refused, (name,))

    def _chosen(self, means: str) -> None:
        """Nothing follows before the question is asked."""

    def _ask(self) -> None:
        self.asked.emit(self.question.text(), self.means.current)


def _show_beside(field: Field, refused: Said, names: tuple[str, ...]) -> None:
    if refused.field in names:
        field.show_error(theme().number(refused.sentence))
    else:
        field.clear()
