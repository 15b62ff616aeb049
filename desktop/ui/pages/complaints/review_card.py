"""When top management looked at the register last; the general manager stamps it here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from desktop.ui.kit.basic import Button, Card, TextField, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.complaints.state import ComplaintsState


class ReviewCard(Card):
    """`stamped` carries the note."""

    stamped = Signal(str)

    def __init__(self) -> None:
        super().__init__(said("مراجعة الإدارة", "Management's review"), spacing=8)
        self._reviewed = label("", "body", wrap=True)
        self.body.addWidget(self._reviewed)
        self.note = TextField(said("ما تطلبه الإدارة، إن وُجد", "What management asks for, if anything"))
        self.note.setAccessibleName(said("ملاحظة المراجعة", "Note of the review"))
        self.stamp = Button(said("ختم المراجعة الآن", "Stamp the review now"), glyph="circle-check")
        self.stamp.clicked.connect(self._stamp)
        self.note.returnPressed.connect(self._stamp)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(10)
        row.addWidget(self.note, 1)
        row.addWidget(self.stamp)
        self.body.addLayout(row)

    def show_state(self, state: ComplaintsState) -> None:
        is_told = state.may_review or not (state.is_empty or state.is_only_sent)
        self.setVisible(state.is_loaded and is_told)
        set_text(self._reviewed, theme().number(state.review))
        for widget in (self.note, self.stamp):
            widget.setVisible(state.may_review)

    def _stamp(self) -> None:
        self.stamped.emit(self.note.text())
        self.note.clear()
