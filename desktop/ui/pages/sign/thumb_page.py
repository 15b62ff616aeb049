"""Who does not write sets his thumb on the paper, before two witnesses: their names and numbers, as they signed."""

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, Field, Page, TextField, label, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.notice import NoticeBar
from desktop.usecases.attest import AttestationPage
from domain.arabic import isolate
from domain.errors import Expected
from domain.signing import Witness


class ThumbPage(Page):
    """Of one attestation; `kept` once the thumbprint is on record."""

    closed = Signal()
    kept = Signal(object)  # AttestationPage

    def __init__(self, actions: Actions, store: Asks, attestation: AttestationPage) -> None:
        super().__init__(said("بصمة بحضور شاهدين", "A thumbprint before two witnesses"))
        self._actions, self._store, self._attestation = actions, store, attestation
        self._is_busy = False
        self.header.set_detail(theme().number(f"{apart(attestation.person_name)} · {isolate(attestation.number)}"))
        self.save = Button(
            said("سجّل البصمة", "Record the thumbprint"),
            "primary",
            glyph="check",
            name=said("سجّل البصمة (Ctrl+S)", "Record the thumbprint (Ctrl+S)"),
        )
        self.save.clicked.connect(self.keep)
        back = Button(said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع (Esc)", "Back (Esc)"))
        back.clicked.connect(self.closed)
        for button in (self.save, back):
            self.header.buttons.addWidget(button)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._hide_notice)
        self.body.addWidget(self._notice)
        self._make_form()
        self.body.addStretch(1)
        shortcut(self, "Ctrl+S", self.keep)
        shortcut(self, "Escape", self.closed.emit)

    def _make_form(self) -> None:
        card = Card(spacing=14)
        card.body.addWidget(
            label(
                said(
                    "اقرأ عليه الإقرار بحضور الشاهدين، ثم ليبصم بإبهامه في مربع البصمة على الورقة، وليوقّع الشاهدان تحت "
                    "اسميهما. بعد ذلك سجّلهما هنا كما في هويتيهما.",
                    "Read the attestation to the person before both witnesses. He sets his thumb in its box on the "
                    "paper, and they sign under their names. Then write them here as on their cards.",
                ),
                "body",
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP)
        self._fields: dict[str, Field] = {}
        self._editors: dict[str, TextField] = {}
        names = (
            ("first", said("الشاهد الأول", "First witness")),
            ("second", said("الشاهد الثاني", "Second witness")),
        )
        number = said("رقم هويته", "Identity number")
        for row, (place, name) in enumerate(names):
            who, id_number = TextField(), TextField("1012345678", left_to_right=True)
            id_number.returnPressed.connect(self.keep)
            self._editors |= {f"{place}_witness": who, f"{place}_witness_id": id_number}
            self._fields[f"{place}_witness"] = Field(name, who, required=True)
            self._fields[f"{place}_witness_id"] = Field(number, id_number, required=True)
            id_number.setAccessibleName(f"{name}: {number}")
            grid.addWidget(self._fields[f"{place}_witness"], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._fields[f"{place}_witness_id"], row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        card.body.addLayout(grid)
        self.body.addWidget(card)

    def field(self, name: str) -> TextField:
        """`first_witness`, `first_witness_id`, `second_witness` or `second_witness_id`."""
        return self._editors[name]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field("first_witness").setFocus()

    def keep(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._hide_notice()
        for field in self._fields.values():
            field.clear()
        first, second = (
            Witness(self.field(f"{place}_witness").text(), self.field(f"{place}_witness_id").text())
            for place in ("first", "second")
        )
        self._store.ask(
            partial(self._actions.take_thumbprint, self._attestation.id, first, second),
            then=while_alive(self._kept),
            failed=while_alive(self._failed),
        )

    def _kept(self, page: AttestationPage) -> None:
        if shiboken6.isValid(self):
            self.kept.emit(page)

    def _failed(self, problem: Expected) -> None:
        self._is_busy = False
        field = self._fields.get(problem.field or "")
        if field is None:
            self._notice.show_notice(said_of(problem), "bad")
        else:
            field.show_error(said_of(problem))
            field.editor.setFocus()

    def _hide_notice(self) -> None:
        self._notice.show_notice("", "bad")
