"""What is said with the person: the procedure explained, the agreed contact means, a question to the officer."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Segments, TextField, chip, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import Said, referral_detail, referral_title, tick_words
from desktop.usecases.refer_question import ReferralLine
from desktop.usecases.review_departure import DeparturePage
from domain.policy import Profile
from domain.referral import ANSWERED, ASKED, MEANS, means_of


class ExplanationCard(Card):
    explained = Signal()
    procedure_requested = Signal()

    def __init__(self, person: str, title: str) -> None:
        super().__init__("شرح الإجراءات")
        self._words = label("", "body", wrap=True)
        self.body.addWidget(self._words)
        row = QHBoxLayout()
        self.tick = Button(f"شُرح {person}", glyph="check")
        self.tick.clicked.connect(self.explained)
        self.show_procedure = Button(title, "text", glyph="speakerphone")
        self.show_procedure.clicked.connect(self.procedure_requested)
        row.addWidget(self.tick)
        row.addWidget(self.show_procedure)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_state(self, state: DepartureState) -> None:
        tick = state.page.explained
        said = f"شُرحت الخطوات وموعد الجواب. {tick_words(tick)}" if tick else "تُشرح الخطوات، ومتى يأتي الجواب ومن يقرر."
        set_text(self._words, theme().number(said))
        self.tick.setVisible(tick is None)
        self.tick.setEnabled(not state.is_busy)


class ContactCard(Card):
    agreed = Signal(str)

    def __init__(self) -> None:
        super().__init__("وسيلة التواصل المتفق عليها")
        self._words = label("", "body", wrap=True)
        self.body.addWidget(self._words)
        self.means = TextField("مثل: اتصال على 0500000012")
        self.field = Field("كيف يصله الجواب؟", self.means, required=True)
        self.save = Button("حفظ الوسيلة", glyph="check")
        self.save.clicked.connect(self._save)
        self.means.returnPressed.connect(self._save)
        self.body.addWidget(self.field)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: DepartureState) -> None:
        page = state.page
        set_text(self._words, theme().number(page.contact))
        self._words.setVisible(bool(page.contact))
        for part in (self.field, self.save):
            part.setVisible(page.asks_contact)
        if state.said.field == "contact":
            self.field.show_error(theme().number(state.said.sentence))
        else:
            self.field.clear()

    def _save(self) -> None:
        self.agreed.emit(self.means.text())


class AnswerForm(QWidget):
    """`answered` carries the answer and who gave it."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.answer, self.officer = TextField(), TextField()
        self.fields = {"answer": Field("الجواب", self.answer, required=True)}
        self.fields["officer"] = Field("من أجاب؟", self.officer, required=True)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.fields["answer"], 2)
        row.addWidget(self.fields["officer"], 1)
        column.addLayout(row)
        self.save = Button("حفظ الجواب", glyph="check")
        self.save.clicked.connect(self._save)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def _save(self) -> None:
        self.answered.emit(self.answer.text(), self.officer.text())


class ReferralCard(Card):
    """Hidden where the policy refers to nobody."""

    asked = Signal(str, str)  # question, means
    answered = Signal(str, str, str)  # referral, answer, officer
    told = Signal(str)
    withdrawn = Signal(str)

    def __init__(self, profile: Profile) -> None:
        officer = profile.referral.to
        super().__init__(f"إحالة سؤال إلى {officer.ar}" if officer else "")
        self._means = means_of(profile)
        self.forms: dict[str, AnswerForm] = {}
        self._lines: tuple[ReferralLine, ...] | None = None
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.question = TextField("ما لا يتضح له من الإجراءات")
        self.field = Field("السؤال", self.question)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        names = [(one, MEANS[one].ar if one in MEANS else one) for one in self._means]
        self.means = Segments(names, self._chosen, name="كيف يُسأل")
        self.means.choose(self._means[0] if self._means else "")
        row.addWidget(self.means)
        self.ask = Button("إحالة السؤال", glyph="phone")
        self.ask.clicked.connect(self._ask)
        row.addWidget(self.ask)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_state(self, state: DepartureState) -> None:
        self.setVisible(bool(self._means))
        self._show_lines(state.page)
        self.ask.setEnabled(not state.is_busy)
        self._show_said(state.said)

    def _show_lines(self, page: DeparturePage) -> None:
        if page.referrals == self._lines:
            return
        if self._lines is not None and len(page.referrals) > len(self._lines):
            self.question.clear()
        self._lines = page.referrals
        clear_layout(self._list)
        self.forms = {}
        for line in page.referrals:
            self._list.addWidget(self._line(line))

    def _line(self, line: ReferralLine) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(theme().number(line.referral.question), "body", wrap=True), 1)
        head.addWidget(chip(*referral_title(line)))
        column.addLayout(head)
        column.addWidget(label(theme().number(referral_detail(line)), "small", wrap=True))
        if line.referral.progress == ASKED:
            form = self.forms[line.referral.id] = AnswerForm()
            form.answered.connect(partial(self.answered.emit, line.referral.id))
            column.addWidget(form)
            back = Button("سحب السؤال", "text", name=f"سحب السؤال: {line.referral.question}")
            back.clicked.connect(partial(self.withdrawn.emit, line.referral.id))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        elif line.referral.progress == ANSWERED:
            done = Button("أُبلغ بالجواب", glyph="check", name=f"أُبلغ بالجواب: {line.referral.question}")
            done.clicked.connect(partial(self.told.emit, line.referral.id))
            column.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _show_said(self, said: Said) -> None:
        if said.field in ("question", "means"):
            self.field.show_error(theme().number(said.sentence))
        else:
            self.field.clear()
        for form in self.forms.values():
            for name, field in form.fields.items():
                if said.field == name:
                    field.show_error(theme().number(said.sentence))
                else:
                    field.clear()

    def _chosen(self, means: str) -> None:
        """Nothing follows before the question is asked."""

    def _ask(self) -> None:
        self.asked.emit(self.question.text(), self.means.current)
