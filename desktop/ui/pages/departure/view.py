"""Before the person stands up: what is missing at the left, and where each thing is settled at the right."""

from functools import partial
from itertools import chain, pairwise

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Page, shortcut
from desktop.ui.kit.scrolling import bring_into_sight
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.departure.document_card import DocumentCard
from desktop.ui.pages.departure.missing_card import KeepCard, MissingList
from desktop.ui.pages.departure.presenter import DeparturePresenter, DepartureState
from desktop.ui.pages.departure.reading import case_detail
from desktop.ui.pages.departure.referral_card import ReferralCard
from desktop.ui.pages.departure.talk_cards import ContactCard, ExplanationCard
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.procedure.view import title_of_procedure
from domain import leave_gate
from domain.sync.changes import Changes

TWO_COLUMNS = 900
SIDE_WIDTH = 320
OWN_FIELDS = ("note", "contact", "question", "means", "answer", "officer")
OF_A_DOCUMENT = ("seen", "number", "issued", "expires", "matches", "difference")


class DeparturePage(Page):
    """`closed` goes back; `left` says that the case is settled or kept, with a word about it."""

    closed = Signal()
    left = Signal(str)
    changed = Signal(object)  # Changes
    answers_requested = Signal(str, str)  # interview, question
    paper_requested = Signal(str)  # interview
    procedure_requested = Signal()
    slip_requested = Signal(str)  # referral
    receipt_print_requested = Signal()  # at once, on the printer of the last one
    sheet_requested = Signal(str)  # which paper of the case

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, interview: str) -> None:
        person = info.profile.person
        super().__init__(said(f"قبل أن يغادر {person.definite.ar}", f"Before {person.definite.en} leaves"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = DeparturePresenter(actions, lanes.store, interview, self)
        self.next = Button("", "primary", glyph="chevron-left")
        self.next.clicked.connect(self.presenter.go_on)
        self._sight = QTimer(self)
        self._sight.setSingleShot(True)
        self._sight.timeout.connect(self._show_focused)
        self.back = Button(said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع (Alt+Left)", "Back (Alt+Left)"))
        self.back.clicked.connect(self.closed)
        self.header.buttons.addWidget(self.back)
        self.header.buttons.addWidget(self.next)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        self.body.addWidget(self._notice)
        self.missing, self.keep = MissingList(), KeepCard()
        self.documents, self.contact = DocumentCard(), ContactCard()
        self.explanation = ExplanationCard(
            said(person.to_whom_ar, f"to {person.definite.en}"), title_of_procedure(info.profile)
        )
        self.referral = ReferralCard(info.profile)
        self._cards = (self.missing, self.keep, self.documents, self.contact, self.explanation, self.referral)
        self._lay_out()
        self._connect()
        inside = self.body.parentWidget()
        if inside is not None:
            inside.installEventFilter(self)
        theme().changed.connect(self._repaint)

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self._side = QWidget()
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GAP)
        middle = QVBoxLayout()
        middle.setSpacing(GAP)
        beside.addWidget(self.missing)
        beside.addWidget(self.keep)
        beside.addStretch(1)
        middle.addWidget(self.documents)
        middle.addWidget(self.contact)
        middle.addWidget(self.explanation)
        middle.addWidget(self.referral)
        middle.addStretch(1)
        self._columns.addLayout(middle, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns, 1)

    def _connect(self) -> None:
        ask = self.presenter
        self.missing.chosen.connect(ask.go_to)
        self.keep.kept.connect(ask.keep)
        self.documents.request_chosen.connect(ask.choose_request)
        self.documents.opened.connect(ask.open_document)
        self.documents.saved.connect(ask.check)
        self.contact.agreed.connect(ask.agree)
        self.explanation.explained.connect(ask.explain)
        self.explanation.procedure_requested.connect(self.procedure_requested)
        self.explanation.sheet_requested.connect(self.sheet_requested)
        self.explanation.receipt_print_requested.connect(self.receipt_print_requested)
        self.referral.asked.connect(ask.ask)
        self.referral.answered.connect(ask.answer)
        self.referral.told.connect(ask.told)
        self.referral.withdrawn.connect(ask.withdraw)
        self.referral.slip_requested.connect(self.slip_requested)
        shortcut(self, "Ctrl+Return", ask.go_on)
        shortcut(self, "Alt+Left", self.closed.emit)
        shortcut(self, "Ctrl+P", self.explanation.print_receipt.click)
        for number in range(1, 10):
            shortcut(self, f"Alt+{number}", partial(ask.go_to_number, number - 1))

    def apply_changes(self, changes: Changes) -> None:
        self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.setFocus()  # until it is known what is missing
            self.presenter.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            # What is above the cursor has grown or gone.
            self._sight.start()
        return bool(super().eventFilter(watched, event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = self.width() >= TWO_COLUMNS
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.BottomToTop)
        self._side.setMaximumWidth(SIDE_WIDTH if is_wide else 16_777_215)
        self._side.setMinimumWidth(SIDE_WIDTH if is_wide else 0)

    # --- told ----------------------------------------------------------------------------------------------------

    def show_state(self, state: DepartureState) -> None:
        if not shiboken6.isValid(self):
            return
        self.header.set_detail(theme().number(case_detail(state.page)))
        self.next.setText(state.next.title)
        self.next.setAccessibleName(f"{state.next.title} (Ctrl+Enter)")
        self.next.setEnabled(bool(state.next.deed))
        for card in self._cards:
            card.show_state(state)
        self._order_stops()
        known = (*OWN_FIELDS, *(OF_A_DOCUMENT if self.documents.form is not None else ()))
        self._notice.show_notice("" if state.said.field in known else state.said.sentence, "bad")
        focused = self.window().focusWidget()
        if focused is None or focused is self or not self.isAncestorOf(focused):
            self._rest_focus()

    def _order_stops(self) -> None:
        """Tab follows the reading; what was drawn anew would come last."""
        stops = [self.back, self.next, *chain.from_iterable(map(_stops_in, self._cards))]
        for one, other in pairwise(stops):
            if one.nextInFocusChain() is not other:
                QWidget.setTabOrder(one, other)

    def _rest_focus(self) -> None:
        """Where the next thing is settled: a key must always have somebody who hears it."""
        first = self.missing.rows[0] if self.missing.rows else self.next
        (first if first.isEnabled() else self).setFocus()

    def show_failure(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self._notice.show_notice(sentence, "bad")

    def tell(self, changes: Changes) -> None:
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def point_at(self, kind: str, target: str) -> None:
        match kind:
            case leave_gate.REQUEST if self.documents.kinds is not None:
                self.documents.kinds.focus()
            case leave_gate.DOCUMENTS if self.documents.form is not None:
                self.documents.form.take_focus()
            case leave_gate.CONTACT:
                next(iter((*self.contact.offers, self.contact.means))).setFocus()
            case leave_gate.EXPLANATION:
                self.explanation.tick.setFocus()
            case leave_gate.REFERRAL:
                self.referral.place_of(target).setFocus()
        self._sight.start()

    def _show_focused(self) -> None:
        """Once the layout has settled: only then is it known where it stands."""
        focused, form = self.window().focusWidget(), self.documents.form
        if focused is None or not self.isAncestorOf(focused):
            return
        if form is not None and form.isAncestorOf(focused):
            bring_into_sight(form)  # as much of it as there is room for
        bring_into_sight(focused)

    def ask_for_answers(self, question: str) -> None:
        self.answers_requested.emit(self.presenter.interview, question)

    def ask_for_paper(self) -> None:
        self.paper_requested.emit(self.presenter.interview)

    def say_goodbye(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.left.emit(sentence)

    def _repaint(self) -> None:
        self.presenter.refresh()


def _stops_in(card: QWidget) -> list[QWidget]:
    """In the order of the children, which is that of the reading."""
    return [widget for widget in card.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
