"""What the clerk tells a person, to be read beside him: when the answer comes, the steps, the papers, his rights."""

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Page, clear_layout, label, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.procedure.presenter import ProcedurePresenter, ProcedureState, SaidCard, SaidLine
from domain.policy import Profile

TWO_COLUMNS = 900
NUMBER_WIDTH = 20


def title_of_procedure(profile: Profile) -> str:
    return said(f"ما تقوله {profile.person.to_whom_ar}", "What to tell them")


class ProcedurePage(Page):
    """`closed` goes back to where it was opened from; from the navigation there is no way back to offer."""

    closed = Signal()
    sheet_requested = Signal(str, str)  # which paper, of which kind of request or form

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(
            title_of_procedure(info.profile),
            said(
                f"كما في سياسة {info.profile.name.ar}، ومحسوبًا من اليوم",
                f"As the policy of {info.profile.name.en} has it, counted from today",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = ProcedureState()
        self.back = Button(
            said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع إلى الورقة (Esc)", "Back to the paper (Esc)")
        )
        self.back.clicked.connect(self.closed)
        self.back.hide()
        self.header.buttons.addWidget(self.back)
        shortcut(self, "Escape", self._leave)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        self.body.addWidget(self._notice)
        self._first = QVBoxLayout()
        self.body.addLayout(self._first)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self.body.addLayout(self._columns)
        self._halves = (QVBoxLayout(), QVBoxLayout())
        for column in self._halves:
            column.setSpacing(GAP)
            self._columns.addLayout(column, 1)
        self.body.addStretch(1)
        self.presenter = ProcedurePresenter(actions, lanes.store, show=self.show_state)
        theme().changed.connect(self._repaint)

    def offer_way_back(self, is_offered: bool) -> None:
        self.back.setVisible(is_offered)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A minimised window hides its pages too, and that is not leaving.
        if not event.spontaneous():
            self.offer_way_back(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = self.width() >= TWO_COLUMNS
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def show_state(self, state: ProcedureState) -> None:
        if not shiboken6.isValid(self) or state == self._state:
            return
        self._state = state
        self._draw()

    def _draw(self) -> None:
        state = self._state
        self._notice.show_notice(state.problem, "bad")
        for layout in (self._first, *self._halves):
            clear_layout(layout)
        if state.reply is not None:
            self._first.addWidget(_card(state.reply, first="h3"))
        for cards, column in zip(_halved(state.cards), self._halves, strict=True):
            for card in cards:
                column.addWidget(self._with_papers(_card(card), card))
            column.addStretch(1)

    def _with_papers(self, made: Card, card: SaidCard) -> Card:
        """What a person takes along of this kind of request: what it needs, and its form."""
        if not card.kind:
            return made
        row = QHBoxLayout()
        row.setSpacing(10)
        for paper, subject, word, name in (
            ("requirements", card.kind, said("ورقة المتطلبات", "Requirements sheet"), card.title),
            ("blank_request", card.form, said("نموذج فارغ", "Blank form"), card.title),
        ):
            button = Button(word, "text", glyph="printer", name=f"{word}: {name}")
            button.clicked.connect(partial(self.sheet_requested.emit, paper, subject))
            row.addWidget(button)
        row.addStretch(1)
        made.body.addLayout(row)
        return made

    def _leave(self) -> None:
        if self.back.isVisible():
            self.closed.emit()

    def _repaint(self) -> None:
        self._draw()


def _halved(cards: tuple[SaidCard, ...]) -> tuple[list[SaidCard], list[SaidCard]]:
    """In order, into the column that is shorter so far."""
    halves: tuple[list[SaidCard], list[SaidCard]] = ([], [])
    lengths = [0, 0]
    for card in cards:
        shorter = lengths.index(min(lengths))
        halves[shorter].append(card)
        lengths[shorter] += 2 + sum(2 if line.source else 1 for line in card.lines)
    return halves


def _card(card: SaidCard, *, first: str = "body") -> Card:
    made = Card(card.title, spacing=10)
    for number, line in enumerate(card.lines, 1):
        made.body.addWidget(_line(line, number if card.is_numbered else 0, role=first if number == 1 else "body"))
    made.setAccessibleName(card.title)
    return made


def _line(line: SaidLine, number: int, *, role: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    if number:
        place = label(theme().number(f"{number}."), "label")
        place.setMinimumWidth(NUMBER_WIDTH)
        row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(theme().number(line.text), "small" if line.is_note else role, wrap=True))
    if line.source:
        words.addWidget(label(line.source, "micro", wrap=True))
    row.addLayout(words, 1)
    return made
