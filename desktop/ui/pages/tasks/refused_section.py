"""The part of the page for what head office did not apply."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, clear_layout, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.tasks.refused_card import HandledRow, RefusedView
from desktop.ui.pages.tasks.refused_presenter import RefusedPresenter
from desktop.ui.pages.tasks.state import HandledLine, RefusedState


class RefusedSection(QWidget):
    def __init__(self, presenter: RefusedPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._state: RefusedState | None = None
        self._shows_handled = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self._title = label(said("لم يطبّقه المركز الرئيس", "Not applied by head office"), "h2")
        self._detail = label(
            said(
                "كُتب في هذا الجهاز ووصل إلى المركز الرئيس، ولم يدخل في السجلات. أصلحه أو اسحبه.",
                "Written on this laptop and received by head office, but not in the records. Mend it or withdraw it.",
            ),
            "small",
        )
        column.addWidget(self._title)
        column.addWidget(self._detail)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(presenter.dismiss_notice)
        column.addWidget(self._notice)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP)
        column.addLayout(self._cards)
        self._handled = QVBoxLayout()
        column.addLayout(self._handled)
        self.views: list[RefusedView] = []

    @property
    def is_bare(self) -> bool:
        """Whether nothing asks for a decision, whatever was handled before."""
        return self._state is None or not self._state.cards

    def show_state(self, state: RefusedState) -> None:
        before, self._state = self._state, state
        self.setVisible(bool(state.cards or state.handled or state.notice))
        self._title.setVisible(bool(state.cards))
        self._detail.setVisible(bool(state.cards))
        self._notice.show_notice(state.notice, state.tone)
        if before is None or before.cards != state.cards:
            self._build(state)
        if before is None or before.handled != state.handled:
            self._build_handled(state.handled)
        for view in self.views:
            view.setEnabled(not state.busy)

    def _build(self, state: RefusedState) -> None:
        clear_layout(self._cards)
        self.views = [RefusedView(card) for card in state.cards]
        for view in self.views:
            view.withdrawn.connect(self._presenter.withdraw)
            view.mending_begun.connect(self._presenter.begin_mending)
            view.mending_cancelled.connect(self._presenter.cancel_mending)
            view.mended.connect(self._presenter.mend)
            self._cards.addWidget(view)
        mending = next((view.form for view in self.views if view.form is not None), None)
        if mending is not None:
            mending.focus_first()

    def _build_handled(self, handled: tuple[HandledLine, ...]) -> None:
        clear_layout(self._handled)
        if not handled:
            return
        card = Card(spacing=8)
        head = QHBoxLayout()
        head.addWidget(label(said("سُحب أو أُصلح من قبل", "Withdrawn or mended before"), "h3"), 1)
        words = (
            said("إخفاء", "Hide") if self._shows_handled else said(f"عرض ({len(handled)})", f"Show ({len(handled)})")
        )
        toggle = Button(
            theme().number(words),
            "text",
            name=said(f"{words}: ما سُحب أو أُصلح من قبل", f"{words}: withdrawn or mended before"),
        )
        toggle.clicked.connect(self._toggle_handled)
        head.addWidget(toggle)
        card.body.addLayout(head)
        for line in handled if self._shows_handled else ():
            card.body.addWidget(rule())
            row = HandledRow(line)
            row.taken_back.connect(self._presenter.take_back)
            card.body.addWidget(row)
        self._handled.addWidget(card)

    def _toggle_handled(self) -> None:
        self._shows_handled = not self._shows_handled
        if self._state is not None:
            self._build_handled(self._state.handled)

    def repaint_all(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)
