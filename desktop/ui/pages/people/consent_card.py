"""The privacy notice in a person's file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, Field, TextField, button_row, clear_layout, label, set_text
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.consent_presenter import ConsentPresenter, ConsentState, Told
from desktop.usecases.keep_person import PersonPage


class ConsentCard(Card):
    changed = Signal(object)  # Changes

    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__(said("إشعار الخصوصية", "Privacy notice"), spacing=10)
        self._was_withdrawing = False
        told = Told(while_alive(self._show), self.changed.emit)
        self.presenter = ConsentPresenter(actions, store, told)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self._notice = label("", "small", wrap=True)
        self.body.addWidget(self._notice)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self.agree = Button(said("قرأتُه عليه ووافق", "I read it to him and he agreed"), glyph="shield-check")
        self.agree.clicked.connect(self.presenter.agree)
        self.start = Button(said("سحب الموافقة…", "Withdraw the agreement…"), "text", glyph="x")
        self.start.clicked.connect(self.presenter.begin_withdrawal)
        self.body.addLayout(button_row(self.agree, self.start))
        self._form = self._build_withdrawal()
        self.body.addWidget(self._form)
        self._show(self.presenter.state)

    def _build_withdrawal(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.reason = TextField(said("مثل: طلب ذلك بنفسه", "For example: he asked for it himself"))
        self.reason.returnPressed.connect(self._withdraw)
        column.addWidget(
            Field(
                said("سبب السحب", "Reason for withdrawing"),
                self.reason,
                required=True,
                hint=said("ما سُجّل قبل السحب يبقى كما هو.", "What was recorded before stays as it is."),
            )
        )
        self.withdraw = Button(said("سحب الموافقة", "Withdraw the agreement"), "danger", glyph="x")
        self.withdraw.clicked.connect(self._withdraw)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء السحب (Esc)", "Cancel withdrawing (Esc)"))
        cancel.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.withdraw, cancel))
        return form

    def point_at(self, page: PersonPage) -> None:
        self.presenter.point_at(page)

    def leave(self) -> bool:
        """Escape: the withdrawal that is being written is left; False where none is."""
        is_open = self.presenter.state.is_withdrawing
        self.presenter.cancel()
        return is_open

    def _withdraw(self) -> None:
        self.presenter.withdraw(self.reason.text())

    def _show(self, state: ConsentState) -> None:
        clear_layout(self._lines)
        for words in state.lines or (said("لم يُطلع عليه بعد.", "He has not been told of it yet."),):
            self._lines.addWidget(label(theme().number(words), "small", wrap=True))
        set_text(self._notice, state.notice)
        self._notice.setVisible(bool(state.notice))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        self.agree.setVisible(bool(state.notice))
        self.start.setVisible(state.may_withdraw and not state.is_withdrawing)
        self._form.setVisible(state.is_withdrawing)
        for button in (self.agree, self.withdraw):
            button.setEnabled(not state.is_busy)
        if state.is_withdrawing and not self._was_withdrawing:
            self.reason.clear()
            focus_in_sight(self.reason)
        self._was_withdrawing = state.is_withdrawing
