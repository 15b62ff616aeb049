"""A complaint: what was said, how it stands, what may be done now, and its story."""

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Page, chip, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.complaint.doing import DoingCard
from desktop.ui.pages.complaint.presenter import ComplaintPresenter, ComplaintState
from desktop.ui.pages.complaint.reading import Fact, chips_of, dossier_lines, facts_of, settlement_lines
from desktop.ui.pages.complaint.story import StoryCard
from desktop.ui.pages.way_back import add_way_back
from domain.arabic import isolate
from domain.complaint import ANONYMOUS, OPEN
from domain.complaint_rights import ONLY_SENT
from domain.print_order import COMPENSATION, COMPLAINT_ANSWER, COMPLAINT_RECEIPT, SETTLEMENT
from domain.sync.changes import Changes

NARROW = 900


class ComplaintPageView(Page):
    closed = Signal()
    changed = Signal(object)  # Changes
    paper_requested = Signal(str, str)  # paper, complaint
    person_requested = Signal(str)
    history_requested = Signal(str)  # complaint

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, complaint: str) -> None:
        super().__init__(said("شكوى", "Complaint"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = ComplaintPresenter(actions, lanes.store, info, complaint, self)
        self._state: ComplaintState | None = None
        self._make_header()
        self._problem = label("", "body", tone="bad", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        main = QVBoxLayout()
        main.setSpacing(GAP)
        self._matter = Card(said("الشكوى", "The complaint"), spacing=8)
        self._words = QVBoxLayout()
        self._matter.body.addLayout(self._words)
        main.addWidget(self._matter)
        self.doing = DoingCard(said("ما يُفعل الآن", "What may be done now"), self.presenter)
        self.settling = DoingCard(said("التسوية الودية", "Amicable settlement"), self.presenter)
        self.compensating = DoingCard(said("التعويض", "Compensation"), self.presenter)
        for card in self.cards:
            main.addWidget(card)
        main.addStretch(1)
        self._columns.addLayout(main, 3)
        self.story = StoryCard()
        self._columns.addWidget(self.story, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)

    @property
    def cards(self) -> tuple[DoingCard, DoingCard, DoingCard]:
        return self.doing, self.settling, self.compensating

    def _make_header(self) -> None:
        row = self.header.buttons
        self._papers: dict[str, Button] = {}
        for paper, title in (
            (COMPLAINT_RECEIPT, said("إشعار الاستلام", "Receipt")),
            (COMPLAINT_ANSWER, said("خطاب النتيجة", "Letter")),
            (SETTLEMENT, said("محضر التسوية", "Settlement")),
            (COMPENSATION, said("سجل التعويض", "Compensation")),
        ):
            button = self._papers[paper] = Button(title, "text", glyph="printer")
            button.clicked.connect(partial(self._ask_paper, paper))
            button.hide()
            row.addWidget(button)
        self._person = Button(said("ملف صاحبها", "The person"), "text", glyph="user")
        self._person.clicked.connect(self._ask_person)
        self._person.hide()
        row.addWidget(self._person)
        self.header.let_give_way(*self._papers.values(), self._person)
        history = Button(kind="icon", glyph="history", name=said("سجل تغييرات الشكوى", "Changes of the complaint"))
        history.clicked.connect(self._ask_history)
        row.addWidget(history)
        add_way_back(self, self.closed.emit, escape=self._escape)

    # --- asked ---------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def _escape(self) -> None:
        """Leaves first what is being typed."""
        if not self.presenter.drop():
            self.closed.emit()
        else:
            self.setFocus()

    def _ask_paper(self, paper: str) -> None:
        self.paper_requested.emit(paper, self.presenter.complaint)

    def _ask_person(self) -> None:
        if self._state is not None:
            self.person_requested.emit(self._state.page.complaint.person)

    def _ask_history(self) -> None:
        self.history_requested.emit(self.presenter.complaint)

    # --- shown ---------------------------------------------------------------------------------------------------

    def tell(self, changes: Changes) -> None:
        if not shiboken6.isValid(self):
            return
        self._go_on()
        self.changed.emit(changes)

    def _go_on(self) -> None:
        """The form that had the keyboard is gone: it goes to what usually comes next."""
        found = (card.buttons[deed.key] for card in self.cards for deed in card.deeds if deed.is_next)
        (next(found, None) or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, sentence: str) -> None:
        if not shiboken6.isValid(self):
            return
        set_text(self._problem, sentence)
        self._problem.show()

    def show_state(self, state: ComplaintState) -> None:
        if not shiboken6.isValid(self):
            return  # the answer came after the page was left
        before, self._state = self._state, state
        self._problem.hide()
        if before is None or before.page != state.page:
            self._show_page(state)
        rules = state.profile
        last = state.page.settlements[-1:]
        self.settling.show_facts([fact for one in last for fact in settlement_lines(one)])
        self.compensating.show_facts([fact for one in state.page.dossiers[-1:] for fact in dossier_lines(one, rules)])
        for card, deeds in zip(self.cards, (state.deeds, state.settling, state.compensating), strict=True):
            card.show_deeds(deeds, state.open, state.field, state.sentence)

    def _show_page(self, state: ComplaintState) -> None:
        page = state.page
        one = page.complaint
        number = isolate(one.number)
        set_text(self.header.title, said(f"شكوى رقم {number}", f"Complaint no. {number}"))
        self.setAccessibleName(said(f"شكوى رقم {one.number}", f"Complaint no. {one.number}"))
        clear_layout(self.header.chips)
        for text, tone in chips_of(page):
            self.header.chips.addWidget(chip(theme().number(text), tone))
        self.header.chips.addStretch(1)
        self._papers[COMPLAINT_RECEIPT].show()
        has_outcome = one.progress != OPEN and bool(one.outcome)
        self._papers[COMPLAINT_ANSWER].setVisible(has_outcome and one.kind_of_complainant != ANONYMOUS)
        self._papers[SETTLEMENT].setVisible(bool(page.settlements))
        self._papers[COMPENSATION].setVisible(bool(page.dossiers))
        self._person.setVisible(bool(one.person))
        clear_layout(self._words)
        self._words.addWidget(label(theme().number(one.subject), "h3", wrap=True))
        self._words.addWidget(label(theme().number(one.told), "body", wrap=True))
        if one.wanted:
            asked = said("ما يطلبه", "What is asked")
            self._words.addWidget(label(theme().number(f"{asked}: {one.wanted}"), "body", wrap=True))
        self._words.addWidget(fact_grid(facts_of(page)))
        if page.is_only_sent:
            self._words.addWidget(label(said_of(ONLY_SENT), "small", wrap=True))
        self.story.show_story(page)

    def _repaint(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        kind = QBoxLayout.Direction
        self._columns.setDirection(kind.TopToBottom if self.width() < NARROW else kind.LeftToRight)


def fact_grid(facts: tuple[Fact, ...]) -> QWidget:
    """Names where the lines begin, what is known beside them."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (title, text) in enumerate(facts):
        grid.addWidget(label(title, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(theme().number(text), "body", wrap=True), row, 1)
    return box
