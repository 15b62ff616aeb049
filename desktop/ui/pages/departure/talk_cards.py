"""What is said with the person: the procedure explained, and how the answer is to reach him."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import tick_words
from desktop.usecases.keep_contacts import OfferedMeans
from desktop.usecases.review_departure import Tick
from domain.print_order import COMPLAINT_RECEIPT


class ExplanationCard(Card):
    explained = Signal()
    procedure_requested = Signal()
    sheet_requested = Signal(str)  # which paper of the case
    receipt_print_requested = Signal()  # at once, on the printer of the last one

    def __init__(self, person: str, title: str) -> None:
        super().__init__(said("شرح الإجراءات", "The procedure explained"))
        self._is_complaint = False
        self._words = label("", "body", wrap=True)
        self.body.addWidget(self._words)
        row = QHBoxLayout()
        self.tick = Button(said(f"شُرح {person}", f"Explained {person}"), glyph="check")
        self.tick.clicked.connect(self.explained)
        self.show_procedure = Button(title, "text", glyph="speakerphone")
        self.show_procedure.clicked.connect(self.procedure_requested)
        row.addWidget(self.tick)
        row.addWidget(self.show_procedure)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._papers())

    def _papers(self) -> QWidget:
        """What the person takes along once he was told."""
        self.papers = QWidget()
        self._of_request: list[Button] = []
        row = QHBoxLayout(self.papers)
        row.setContentsMargins(0, 0, 0, 0)
        for paper, word, kind, glyph in (
            ("receipt", said("إشعار الاستلام", "Receipt"), "text", "file-text"),
            ("request", said("نموذج الطلب", "The request"), "text", "clipboard-text"),
        ):
            button = Button(word, kind, glyph=glyph)
            button.clicked.connect(partial(self.sheet_requested.emit, paper))
            row.addWidget(button)
            self._of_request.append(button)
        self.print_receipt = Button(
            said("طباعة الإشعار", "Print the receipt"),
            glyph="printer",
            name=said("طباعة إشعار الاستلام مباشرة (Ctrl+P)", "Print the receipt at once (Ctrl+P)"),
        )
        self.print_receipt.clicked.connect(self._print)
        row.insertWidget(0, self.print_receipt)
        row.addStretch(1)
        self.papers.hide()  # until it is known that the interview is finished
        return self.papers

    def _print(self) -> None:
        """A complaint's receipt is A4, whatever the receipts of requests are printed on: seen first."""
        if self._is_complaint:
            self.sheet_requested.emit(COMPLAINT_RECEIPT)
        else:
            self.receipt_print_requested.emit()

    def _show_complaint(self) -> None:
        words = said(
            "أعطه إشعارًا برقم شكواه وكيف تُتابَع. ولا تُغلق الشكوى إلا بعد إبلاغه بنتيجتها.",
            "Give a receipt with the complaint's number and how it is followed. A complaint is closed only once its "
            "outcome was told.",
        )
        set_text(self._words, words)
        set_text(self.title, said("إشعار الشكوى", "The complaint's receipt"))
        receipt = said("إشعار استلام الشكوى", "Receipt of the complaint")
        self.print_receipt.setText(receipt)
        self.print_receipt.setAccessibleName(f"{receipt} (Ctrl+P)")
        for button in self._of_request:
            button.hide()
        self.tick.hide()

    def show_state(self, state: DepartureState) -> None:
        self._is_complaint = state.page.is_complaint
        self.papers.setVisible(state.page.is_finished)
        if self._is_complaint:
            self._show_complaint()
            return
        tick = state.page.explained
        words = (
            _explained(tick)
            if tick
            else said(
                "تُشرح الخطوات، ومتى يأتي الجواب ومن يقرر.", "Explain the steps, when the answer comes and who decides."
            )
        )
        set_text(self._words, theme().number(words))
        self.tick.setVisible(tick is None)


MOST_OFFERED = 3


class ContactCard(Card):
    agreed = Signal(str)

    def __init__(self) -> None:
        super().__init__(said("وسيلة التواصل المتفق عليها", "Agreed contact means"))
        self._words = label("", "body", wrap=True)
        self.body.addWidget(self._words)
        self.offers: list[Button] = []
        self._offers: tuple[OfferedMeans, ...] = ()
        self._offered = QHBoxLayout()
        self._offered.setSpacing(8)
        self.body.addLayout(self._offered)
        self.means = TextField(said("مثل: اتصال على 0500000012", "Such as: a call to 0500000012"))
        self.field = Field(said("كيف يصله الجواب؟", "How does the answer reach the person?"), self.means, required=True)
        self.save = Button(said("حفظ الوسيلة", "Save the means"), glyph="check")
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
        self._show_offers(page.offered if page.asks_contact else ())
        if state.said.field == "contact":
            self.field.show_error(theme().number(state.said.sentence))
        else:
            self.field.clear()

    def _show_offers(self, offers: tuple[OfferedMeans, ...]) -> None:
        """Of his file: one press agrees it."""
        if offers == self._offers:
            return
        self._offers = offers
        clear_layout(self._offered)
        self.offers = []
        for offer in offers[:MOST_OFFERED]:
            words = said_of(offer.said)
            button = Button(theme().number(words), glyph="circle-check" if offer.is_preferred else "", name=words)
            button.clicked.connect(partial(self.agreed.emit, words))
            self.offers.append(button)
            self._offered.addWidget(button)
        self._offered.addStretch(1)

    def _save(self) -> None:
        self.agreed.emit(self.means.text())


def _explained(tick: Tick) -> str:
    done = said("شُرحت الخطوات وموعد الجواب.", "The steps and the day of the answer were explained.")
    return f"{done} {tick_words(tick)}"
