"""Head office: joining with an address and a one-time code, the honest status, and a round on request."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, chip, label, set_chip, set_text
from desktop.ui.kit.scrolling import bring_into_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.settings.state import SyncCard
from domain.arabic import isolate
from domain.errors import Expected

ADDRESS_FIELDS = frozenset(("hub", "url", "hub_url", "address"))


class HeadOfficeCard(Card):
    enrol_requested = Signal(str, str)  # address, code
    sync_requested = Signal()

    def __init__(self) -> None:
        super().__init__(said("المركز الرئيس", "Head office"))
        self._status = chip("", "info")
        self.heading.addWidget(self._status)
        self._detail = label("", "body", wrap=True)
        self.body.addWidget(self._detail)
        self._shown = label("", "small", wrap=True)
        self.body.addWidget(self._shown)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(said("يجري الاتصال بالمركز", "Talking to head office"))
        self.body.addWidget(self._busy)
        self._joined, self._joining = self._joined_part(), self._joining_part()
        self.body.addWidget(self._joined)
        self.body.addWidget(self._joining)

    def _joined_part(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(said("عنوان المركز", "Head office's address"), "small"))
        self._address = label("", "label")
        words.addWidget(self._address)
        row.addLayout(words, 1)
        self.sync = Button(said(" مزامنة الآن", " Sync now"), glyph="refresh", name=said("مزامنة الآن", "Sync now"))
        self.sync.clicked.connect(self.sync_requested)
        row.addWidget(self.sync)
        return part

    def _joining_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.address = TextField("https://", left_to_right=True)
        self.code = TextField(left_to_right=True)
        self.code.returnPressed.connect(self._enrol)
        self._address_field = Field(said("عنوان المركز", "Head office's address"), self.address, required=True)
        self._code_field = Field(
            said("رمز الربط", "Enrolment code"),
            self.code,
            required=True,
            hint=said(
                "يصدره مدير النظام في المركز، ويُستعمل مرة واحدة.",
                "Given by the administrator at head office; it works once.",
            ),
        )
        self.enrol = Button(
            said(" ربط هذا الجهاز", " Enrol this laptop"),
            "primary",
            glyph="key",
            name=said("ربط هذا الجهاز بالمركز", "Enrol this laptop with head office"),
        )
        self.enrol.clicked.connect(self._enrol)
        for widget in (self._address_field, self._code_field, self.enrol):
            column.addWidget(widget)
        return part

    def go_to_joining(self) -> None:
        """The keyboard, and the eye, where the address is typed."""
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self.enrol)
        bring_into_sight(self.address)

    def _enrol(self) -> None:
        self.enrol_requested.emit(self.address.text(), self.code.text())

    def show_sync(self, card: SyncCard) -> None:
        set_chip(self._status, card.title, card.tone)
        self._status.setVisible(bool(card.title))
        set_text(self._detail, theme().number(card.detail))
        set_text(self._shown, card.shown)
        self._shown.setVisible(bool(card.shown))
        set_text(self._address, isolate(card.address))
        self._joined.setVisible(card.is_enrolled)
        self._joining.setVisible(not card.is_enrolled)
        self._busy.setVisible(card.is_busy)
        for button in (self.sync, self.enrol):
            button.setEnabled(not card.is_busy)
        self._show_problem(card.problem)

    def _show_problem(self, problem: Expected | None) -> None:
        self._address_field.clear()
        self._code_field.clear()
        general = ""
        if problem is not None and problem.field in ADDRESS_FIELDS:
            self._address_field.show_error(said_of(problem))
        elif problem is not None and problem.field == "code":
            self._code_field.show_error(said_of(problem))
        elif problem is not None:
            general = said_of(problem)
        set_text(self._problem, theme().number(general))
        self._problem.setVisible(bool(general))
