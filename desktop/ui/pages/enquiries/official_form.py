"""An official as an administrator enters him: name, post, how he is reached, and what he answers for."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Field, TextField
from desktop.ui.kit.check import Check
from desktop.ui.language import said, said_of
from desktop.ui.pages.enquiries.choices import choices
from desktop.ui.pages.enquiries.forms import RowForm
from desktop.ui.pages.enquiries.state import EDIT, OFFICIALS
from domain.enquiry import categories_of, fields_of
from domain.official import EVERY, OfficialDraft
from domain.policy import Profile

COLUMNS = 3


class OfficialForm(RowForm):
    """`official` is empty for a new one. What he answers for in another category than the one that is shown stays."""

    def __init__(self, official: str, profile: Profile, before: OfficialDraft) -> None:
        fields = {
            "name": _field(said("الاسم", "Name"), before.name, is_required=True),
            "post": _field(said("صفته أو قسمه", "Post or department"), before.post),
            "telephone": _field(said("هاتفه", "Telephone"), before.telephone, left_to_right=True),
            "email": _field(said("بريده", "E-mail"), before.email, left_to_right=True),
        }
        super().__init__(EDIT, official or OFFICIALS, fields, save=said("حفظ المسؤول", "Keep the official"))
        self.official = official
        charges = [(category or EVERY, field) for category, _, field in (one.rpartition("/") for one in before.charges)]
        shown = charges[0][0] if charges else EVERY
        self._others = tuple(f"{category}/{field}" for category, field in charges if category != shown)
        self._category = choices(categories_of(profile).items(), empty=said("كل الفئات", "Every category"))
        self._category.setCurrentIndex(max(0, self._category.findData(shown)))
        self.checks: dict[str, Check] = {}
        box = self._make_checks(profile, {field for category, field in charges if category == shown})
        self.fields["charges"] = Field(said("يجيب عن استفسارات", "Answers enquiries about"), box)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self.fields["charges"])
            if self._category.count() > 1:
                layout.insertWidget(1, Field(said("لفئة", "Of the category"), self._category))

    def _make_checks(self, profile: Profile, chosen: set[str]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        names = {EVERY: said("كل المجالات", "Every field")}
        names.update((id, said_of(text)) for id, text in fields_of(profile).items())
        for number, (id, name) in enumerate(names.items()):
            check = self.checks[id] = Check(name)
            check.setChecked(id in chosen)
            grid.addWidget(check, number // COLUMNS, number % COLUMNS)
        return box

    @property
    def draft(self) -> OfficialDraft:
        category = self._category.currentData() or EVERY
        charges = (f"{category}/{field}" for field, check in self.checks.items() if check.isChecked())
        return OfficialDraft(
            self.text("name"),
            self.text("post"),
            self.text("telephone"),
            self.text("email"),
            (*charges, *self._others),
        )


def _field(title: str, text: str, *, is_required: bool = False, left_to_right: bool = False) -> Field:
    editor = TextField(left_to_right=left_to_right)
    editor.setText(text)
    return Field(title, editor, required=is_required)
