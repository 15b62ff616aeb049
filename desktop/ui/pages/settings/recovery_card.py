"""The recovery sheet: what it is for, and making a new one when it was lost or seen."""

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Field, TextField, label, set_text, shortcut
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.settings.recovery_presenter import RecoveryCard, RecoveryPresenter
from desktop.usecases.renew_recovery import NewSheet
from domain.text import Text

PURPOSE = Text(
    "الورقة المحفوظة في الخزنة وحدها تفتح بيانات هذا الجهاز إن نُسيت كلمات المرور كلها.",
    "The sheet in the safe alone opens this laptop's data if all passwords are forgotten.",
)
WHEN = Text(
    "إن ضاعت أو اطّلع عليها أحد فأصدر ورقة جديدة. القديمة تبقى صالحة حتى تعتمد الجديدة.",
    "If it is lost or somebody saw it, issue a new one. The old one stays good until you confirm the new one.",
)


class RecoverySheetCard(Card):
    sheet_made = Signal(object)  # NewSheet

    def __init__(self, actions: Actions, store: Asks, info: DeskInfo) -> None:
        super().__init__(said("ورقة الاستعادة", "The recovery sheet"))
        self.presenter = RecoveryPresenter(actions, store, info, show=self.show_card, hand_over=self._hand_over)
        self.body.addWidget(label(said_of(PURPOSE), "body", wrap=True))
        self.body.addWidget(label(said_of(WHEN), "small", wrap=True))
        self.start = Button(said("إصدار ورقة جديدة", "Issue a new sheet"), glyph="key")
        self.start.clicked.connect(self._begin)
        self.body.addWidget(self.start)
        self._form = self._build_form()
        self.body.addWidget(self._form)
        self.presenter.show()

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._renew)
        self._field = Field(
            said("كلمة مرورك", "Your password"),
            self.password,
            required=True,
            hint=said("تُطلب مرة أخرى لأن الورقة تفتح كل شيء.", "Asked again because the sheet opens everything."),
        )
        column.addWidget(self._field)
        self._problem = label("", "small", tone="bad", wrap=True)
        column.addWidget(self._problem)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(said("تُعدّ الورقة", "The sheet is being made"))
        column.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.go_on = Button(said("متابعة", "Go on"), "primary")
        self.go_on.clicked.connect(self._renew)
        self.cancel = Button(said("إلغاء", "Cancel"))
        self.cancel.clicked.connect(self.presenter.cancel)
        row.addWidget(self.go_on)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        shortcut(form, "Escape", self.presenter.cancel)
        return form

    def show_card(self, card: RecoveryCard) -> None:
        if not shiboken6.isValid(self):
            return
        if not card.can_renew:
            self.hide()
        self.start.setVisible(not card.is_asking)
        self._form.setVisible(card.is_asking)
        if not card.is_asking:
            self.password.clear()
        self._busy.setVisible(card.is_busy)
        for widget in (self.password, self.go_on, self.cancel):
            widget.setEnabled(not card.is_busy)
        self._field.clear()
        problem = card.problem
        is_general = problem is not None and problem.field != "password"
        set_text(self._problem, said_of(problem) if problem is not None and is_general else "")
        self._problem.setVisible(is_general)
        if problem is not None and not is_general:
            self._field.show_error(said_of(problem))
            self.password.selectAll()
            focus_in_sight(self.password)

    def _begin(self) -> None:
        self.presenter.begin()
        focus_in_sight(self.password)

    def _renew(self) -> None:
        self.presenter.renew(self.password.text())

    def _hand_over(self, sheet: NewSheet) -> None:
        if shiboken6.isValid(self):
            self.sheet_made.emit(sheet)
