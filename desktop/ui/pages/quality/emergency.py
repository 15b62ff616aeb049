"""An emergency is noted with what was done at once; the report follows."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from desktop.ui.kit.basic import Button, Card, Field, TextField, button_row, label, shortcut
from desktop.ui.language import said


class EmergencyCard(Card):
    """`noted` carries what it is, what was done at once, and where."""

    noted = Signal(str, str, str)
    dropped = Signal()

    def __init__(self, office: str) -> None:
        super().__init__(said("حالة طارئة", "An emergency"))
        self._office = office
        self.body.addWidget(
            label(
                said(
                    "تصحيح في حينه أولًا، ثم تقرير إلى المدير العام. اكتب ما عُمل ثم احفظ.",
                    "First what corrects it at once, then a report to the general manager. Write it, then save.",
                ),
                "small",
                wrap=True,
            )
        )
        self.what, self.action, self.place = TextField(), TextField(), TextField()
        self._fields = {
            "what": Field(said("ما الحالة؟", "What is it?"), self.what, required=True),
            "action": Field(said("الإجراء التصحيحي الذي اتُّخذ", "What was done at once"), self.action, required=True),
            "place": Field(said("الموقع", "Place"), self.place),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.save = Button(said("حفظ الحالة", "Save"), "primary", glyph="check")
        drop = Button(said("تراجع", "Cancel"), "text")
        self.save.clicked.connect(self._note)
        drop.clicked.connect(self.dropped)
        self.body.addLayout(button_row(self.save, drop))
        shortcut(self, "Ctrl+Return", self._note)
        shortcut(self, "Escape", self.dropped.emit)

    def open(self) -> None:
        self.place.setText(self.place.text() or self._office)
        self.show()
        self.what.setFocus()

    def close_card(self) -> None:
        for editor in (self.what, self.action, self.place):
            editor.clear()
        self.show_errors({})
        self.hide()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        for name, field in self._fields.items():
            if name in errors:
                field.show_error(errors[name])
                field.editor.setFocus()
            else:
                field.clear()

    def _note(self) -> None:
        self.noted.emit(self.what.text(), self.action.text(), self.place.text())
