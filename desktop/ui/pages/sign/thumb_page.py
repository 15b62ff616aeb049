"""Who does not write sets his thumb on the paper, before two witnesses: their names and numbers, as they signed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Card, Field, TextField, label
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.sign.signing_page import SigningPage
from desktop.usecases.attest import AttestationPage
from domain.errors import Expected
from domain.signing import Witness


class ThumbPage(SigningPage):
    """`kept` once the thumbprint is on record."""

    def __init__(self, actions: Actions, store: Asks, attestation: AttestationPage) -> None:
        super().__init__(
            store,
            attestation,
            title=said("بصمة بحضور شاهدين", "A thumbprint before two witnesses"),
            save=said("سجّل البصمة", "Record the thumbprint"),
            glyph="check",
        )
        self._take_thumbprint = actions.take_thumbprint
        self._make_form()
        self.body.addStretch(1)

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
            id_number.returnPressed.connect(self.save.click)
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
        for field in self._fields.values():
            field.clear()
        first, second = (
            Witness(self.field(f"{place}_witness").text(), self.field(f"{place}_witness_id").text())
            for place in ("first", "second")
        )
        self.keep_once(partial(self._take_thumbprint, self.attestation.id, first, second))

    def show_problem(self, problem: Expected) -> None:
        """Beside the field that it concerns."""
        field = self._fields.get(problem.field or "")
        if field is None:
            super().show_problem(problem)
            return
        field.show_error(said_of(problem))
        field.editor.setFocus()
