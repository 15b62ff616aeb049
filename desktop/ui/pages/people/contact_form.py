"""The form of one way to reach a person: its kind, its address, who answers, and what he agreed to."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, Segments, TextField, label, rule, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.people.contacts_presenter import ContactForm, ContactsPresenter
from domain.contact import EMAIL, KINDS, RELATIVE


class ContactEditor(QWidget):
    """Hidden while nothing is typed."""

    def __init__(self, presenter: ContactsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._form: ContactForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(rule())
        self._title = label("", "label")
        column.addWidget(self._title)
        for field in self._fields():
            column.addWidget(field)
        for check in self._checks():
            column.addWidget(check)
        column.addLayout(self._buttons())
        self.hide()

    def _fields(self) -> tuple[Field, ...]:
        put = self._presenter.put
        name = said("النوع", "Kind")
        self.kind = Segments(
            [(id, headed(said_of(text))) for id, text in KINDS.items()], partial(put, "kind"), name=name
        )
        self.address = TextField(left_to_right=True)
        self.address.textEdited.connect(partial(put, "address"))
        self.whose = TextField(said("مثل: أخوه سعد", "For example: his brother Saad"))
        self.whose.textEdited.connect(partial(put, "whose"))
        for line in (self.address, self.whose):
            line.returnPressed.connect(self._presenter.save)
        self._kind = Field(name, self.kind)
        self._address = Field(said("الرقم أو العنوان", "Number or address"), self.address, required=True)
        self._whose = Field(said("من يجيب وصلته به", "Who answers, and how related"), self.whose, required=True)
        return self._kind, self._address, self._whose

    def _checks(self) -> tuple[Check, ...]:
        self.preferred = Check(said("هي الوسيلة التي يفضّلها", "This is the one he prefers"))
        self.notices = Check(said("وافق على أن تصله الإشعارات بها", "He agreed to get notices by it"))
        self.preferred.toggled.connect(partial(self._presenter.put, "is_preferred"))
        self.notices.toggled.connect(partial(self._presenter.put, "is_for_notices"))
        return self.preferred, self.notices

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.save = Button(said("حفظ الوسيلة", "Save the contact"), "primary", glyph="device-floppy")
        self.save.clicked.connect(self._presenter.save)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء (Esc)", "Cancel (Esc)"))
        cancel.clicked.connect(self._presenter.cancel)
        row.addWidget(self.save)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    def show_form(self, form: ContactForm | None, *, is_busy: bool) -> None:
        before, self._form = self._form, form
        self.setVisible(form is not None)
        if form is None:
            return
        if before is None or before.id != form.id:
            self._begin(form)
        self.address.setPlaceholderText("name@example.com" if form.draft.kind == EMAIL else "05")
        self._whose.setVisible(form.draft.kind == RELATIVE)
        for name, field in (("kind", self._kind), ("address", self._address), ("whose", self._whose)):
            _show_problem(field, form.problems.get(name, ""))
        if form.is_good:
            self._address.show_note(said("مكتوبة كما ينبغي", "Looks right"), "ok")
        self.save.setEnabled(not is_busy)

    def _begin(self, form: ContactForm) -> None:
        set_text(self._title, said("تعديل وسيلة", "Edit a contact") if form.id else said("وسيلة جديدة", "New contact"))
        self.kind.choose(form.draft.kind)
        self.address.setText(form.draft.address)
        self.whose.setText(form.draft.whose)
        for check, is_on in ((self.preferred, form.is_preferred), (self.notices, form.draft.is_for_notices)):
            check.blockSignals(True)
            check.setChecked(is_on)
            check.blockSignals(False)
        # One that is preferred stays so until another is.
        self.preferred.setEnabled(not form.was_preferred)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)


def _show_problem(field: Field, problem: str) -> None:
    if problem:
        field.show_error(theme().number(problem))
    else:
        field.clear()
