"""Beside the path: when the answer is due, and the step that comes next with its form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.kit.basic import Button, Card, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.request.presenter import RequestState
from desktop.ui.pages.request.reply_form import CloseForm, EndForm, ReplyForm, ServiceForm, StepForm
from desktop.ui.pages.requests.reading import due_lines, due_sentence
from desktop.usecases.list_requests import RequestPage
from domain import request
from domain.deadline import Advice

_TONES = {"late": "bad", "today": "warn", "soon": "warn", "kept_late": "warn"}


class DueCard(Card):
    """The reply's day, both calendars, and how it was agreed that the answer comes."""

    def __init__(self) -> None:
        super().__init__(said("موعد الجواب", "The answer's day"), spacing=6)
        self.sentence = label("", "body", wrap=True)
        self.body.addWidget(self.sentence)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(6)
        self.body.addLayout(self._inside)

    def show_page(self, page: RequestPage) -> None:
        due = page.line.due
        set_text(self.sentence, theme().number(due_sentence(due)))
        self.sentence.setProperty("tone", _TONES.get(due.standing, ""))
        self.sentence.style().polish(self.sentence)
        clear_layout(self._inside)
        agreed = page.contact or said("لم يُتفق عليها", "not agreed")
        notes = [said_of(note) for note in due.promise.notes]
        pairs = (*due_lines(due), (said("وسيلة التواصل المتفق عليها", "The agreed means"), agreed))
        for title, text in pairs:
            self._inside.addWidget(label(title, "label"))
            self._inside.addWidget(label(theme().number(text), "body", wrap=True))
        for note in notes:
            self._inside.addWidget(label(theme().number(note), "micro", wrap=True))


class NextCard(Card):
    """What comes next. A form that is being typed into stays while the step it is for is the next one."""

    submit_requested = Signal()
    receive_requested = Signal()
    committee_requested = Signal()
    departure_requested = Signal()
    answered = Signal(object)  # ReplyDraft
    served = Signal(str, str)
    closed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(said("ما يلي", "What comes next"), spacing=10)
        self.words = label("", "body", wrap=True)
        self.body.addWidget(self.words)
        self.advice = label("", "small", tone="warn", wrap=True)
        self.body.addWidget(self.advice)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        self.body.addLayout(self._inside)
        self.form: StepForm | None = None
        self.button: Button | None = None
        self._key: tuple[str, str] = ("", "")

    def show_state(self, state: RequestState) -> None:
        page = state.page
        wanted = page.nexts[0] if page.nexts else ""
        key = (wanted, page.moved_here)
        if key != self._key or (not self.form and not self.button):
            self._key = key
            self._build(page, wanted)
        set_text(self.words, theme().number(_words(page, wanted)))
        set_text(self.advice, theme().number(_advised(page, wanted, page.advice)))
        self.advice.setVisible(bool(self.advice.text()))
        if self.form is not None:
            self.form.show_said(state.said)

    def take_focus(self) -> None:
        """To where the next step is taken."""
        if self.form is not None:
            next(iter(self.form.fields.values())).editor.setFocus()
        elif self.button is not None:
            self.button.setFocus()

    def _build(self, page: RequestPage, wanted: str) -> None:
        clear_layout(self._inside)
        self.form = self.button = None
        match wanted:
            case request.SUBMITTED if page.attestation == "signed":
                self._act(said("تقديم الطلب", "Hand it in"), "file-text", self.submit_requested.emit)
            case request.SUBMITTED:
                self._act(said("إلى ما ينقص الحالة", "To what is missing"), "clipboard-check", self._ask_departure)
            case request.UNDER_STUDY:
                self._act(said("إلى جلسة اللجنة", "To the committee"), "scale", self.committee_requested.emit)
                received = Button(said("تسلّمته اللجنة", "The committee has it"), glyph="inbox")
                received.clicked.connect(self.receive_requested)
                self._inside.addWidget(received, 0, Qt.AlignmentFlag.AlignLeft)
            case request.ACCEPTED:
                self._act(said("إلى جلسة اللجنة", "To the committee"), "scale", self.committee_requested.emit)
            case request.ANSWERED:
                reply = ReplyForm(page.contact)
                reply.given.connect(self.answered)
                self._put(reply)
            case request.SERVED:
                service = ServiceForm(page.line.person_name)
                service.served.connect(self.served)
                self._put(service)
            case request.CLOSED:
                closing = CloseForm(needs_override=request.CLOSED in page.needs_override)
                closing.closed.connect(self.closed)
                self._put(closing)

    def _ask_departure(self) -> None:
        self.departure_requested.emit()

    def _put(self, form: StepForm) -> None:
        self.form = form
        self._inside.addWidget(form)
        form.show()

    def _act(self, title: str, glyph: str, act: Callable[[], None]) -> None:
        self.button = Button(title, "primary", glyph=glyph, name=f"{title} (Ctrl+Enter)")
        self.button.clicked.connect(act)
        self._inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


def _words(page: RequestPage, wanted: str) -> str:
    match wanted:
        case request.SUBMITTED if page.attestation != "signed":
            return said(
                "لا يُقدَّم الطلب بلا إقرار موقّع يطابق بياناته.",
                "It is not handed in without a signed attestation of its data.",
            )
        case request.SUBMITTED:
            return said("اكتملت الحالة. قدّم الطلب ليُعرض على اللجنة.", "The case is complete. Hand the request in.")
        case request.UNDER_STUDY | request.ACCEPTED if page.line.session:
            session = page.line.session
            return said(f"في جدول أعمال الجلسة {session}.", f"On the agenda of session {session}.")
        case request.UNDER_STUDY:
            return said("ينتظر أن تتسلّمه اللجنة.", "Waits for the committee to receive it.")
        case request.ACCEPTED:
            return said("ينتظر قرار اللجنة في جلسة.", "Waits for the committee's decision in a session.")
        case request.ANSWERED:
            return said("أبلغ صاحبه بالقرار، وسجّل ما يثبت ذلك.", "Tell the person, and write down what proves it.")
        case request.SERVED:
            return said("سلّم الخدمة، وسجّل ما سُلّم ومن استلم.", "Hand the service over, and write what and to whom.")
        case request.CLOSED:
            return said("لم يبق إلا إغلاقه.", "Only closing is left.")
    return said("انتهى هذا الطلب.", "This request has come to its end.")


def _advised(page: RequestPage, wanted: str, advice: tuple[Advice, ...]) -> str:
    """Before a decision or an answer: what its day would have to be told."""
    return " ".join(said_of(one) for one in advice) if wanted in (request.ACCEPTED, request.ANSWERED) else ""


class PapersCard(Card):
    """What is printed of it: `sheet_requested` carries which paper."""

    sheet_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(said("الأوراق", "Papers"), spacing=6)
        self._inside = QVBoxLayout()
        self.body.addLayout(self._inside)
        self.buttons: dict[str, Button] = {}

    def show_page(self, page: RequestPage) -> None:
        stages = {one.step.stage for one in page.steps}
        wanted = [("receipt", said("إشعار الاستلام", "Receipt"), "file-text")]
        if stages.intersection(request.DECIDED):
            wanted.append(("decision", said("خطاب القرار", "Decision letter"), "mail"))
        if request.SERVED in stages:
            wanted.append(("service_receipt", said("سند استلام الخدمة", "Receipt of the service"), "signature"))
        if [name for name, _, _ in wanted] == list(self.buttons):
            return
        clear_layout(self._inside)
        self.buttons = {}
        for name, title, glyph in wanted:
            button = self.buttons[name] = Button(title, "text", glyph=glyph)
            button.clicked.connect(partial(self.sheet_requested.emit, name))
            self._inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class EndCard(Card):
    """Before the decision a request may end by itself: behind a button, so that nothing ends by a slip."""

    withdrawn = Signal(str)
    voided = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.open = Button(said("سحب الطلب أو إلغاؤه…", "Withdraw or void…"), "text", glyph="chevron-down")
        self.open.clicked.connect(self._toggle)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = EndForm()
        self.form.withdrawn.connect(self.withdrawn)
        self.form.voided.connect(self.voided)
        self.form.hide()
        self.body.addWidget(self.form)

    def show_state(self, state: RequestState) -> None:
        self.setVisible(request.WITHDRAWN in state.page.nexts)
        if not self.form.isHidden():
            self.form.show_said(state.said)

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())
        if not self.form.isHidden():
            self.form.reason.setFocus()
