"""Register a person or edit one: what is wrong stands beside its field while it is typed."""

from dataclasses import fields
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, label, set_text
from desktop.ui.kit.theme import theme
from domain.calendar import SAUDI_TIME
from domain.carddate import other_calendar, parse_card_date
from domain.errors import Expected, RuleBroken
from domain.person import ID_TYPE_NAMES, SEX_NAMES, PersonDraft
from domain.policy import Profile

LEFT_TO_RIGHT = ("id_number", "mobile", "iban", "member_number", "born")


class PersonForm(Card):
    saved = Signal(object)  # PersonDraft
    cancelled = Signal()

    def __init__(self, profile: Profile, draft: PersonDraft, *, title: str) -> None:
        super().__init__(title)
        self._profile = profile
        self._first = draft
        self._fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        for number, (name, text, is_required) in enumerate(self._wanted()):
            field = Field(text, self._editor(name), required=is_required)
            self._fields[name] = field
            grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button("إلغاء")
        cancel.clicked.connect(self.cancelled)
        self.save = Button("حفظ", "primary", glyph="device-floppy")
        self.save.clicked.connect(self._save)
        row.addWidget(cancel)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self._fill(draft)

    def _wanted(self) -> list[tuple[str, str, bool]]:
        wanted = [
            ("name", "الاسم كما في الهوية", True),
            ("id_type", "نوع الهوية", False),
            ("id_number", "رقم الهوية", False),
            ("mobile", "رقم الجوال", False),
            ("born", "تاريخ الميلاد كما في البطاقة (هجري أو ميلادي)", False),
            ("sex", "الجنس", False),
            ("town", "مكان الإقامة", False),
            ("iban", "رقم الحساب الدولي (الآيبان)", False),
            ("party_kind", "الصفة", False),
            ("id_override", "سبب قبول رقم هوية لا يجتاز الفحص", False),
        ]
        if self._profile.person.kind == "member":
            wanted.insert(3, ("member_number", "رقم العضوية", False))
        return wanted

    def _editor(self, name: str) -> QWidget:
        choices = {
            "id_type": [(id, text.ar) for id, text in ID_TYPE_NAMES.items()],
            "sex": [(id, text.ar) for id, text in SEX_NAMES.items()],
            "party_kind": [(kind.id, kind.text.ar) for kind in self._profile.party_kinds],
        }.get(name)
        if choices is None:
            edit = TextField(left_to_right=name in LEFT_TO_RIGHT)
            edit.textEdited.connect(self._check)
            edit.returnPressed.connect(self._save)
            return edit
        box = QComboBox()
        box.addItem("—", "")
        for id, text in choices:
            box.addItem(text, id)
        box.activated.connect(self._check)
        return box

    def _fill(self, draft: PersonDraft) -> None:
        for name, field in self._fields.items():
            value = str(getattr(draft, name))
            if isinstance(field.editor, QLineEdit):
                field.editor.setText(theme().number(value) if name in LEFT_TO_RIGHT else value)
            elif isinstance(field.editor, QComboBox):
                field.editor.setCurrentIndex(max(0, field.editor.findData(value)))
        self._fields["id_override"].setVisible(bool(draft.id_override))

    def draft(self) -> PersonDraft:
        """What is typed, over what the person had."""
        values = {item.name: getattr(self._first, item.name) for item in fields(PersonDraft)}
        for name, field in self._fields.items():
            if isinstance(field.editor, QLineEdit):
                values[name] = field.editor.text()
            elif isinstance(field.editor, QComboBox):
                values[name] = str(field.editor.currentData() or "")
        return PersonDraft(**values)

    def field(self, name: str) -> QLineEdit:
        """The editor of a field that is typed. Raises KeyError."""
        editor = self._fields[name].editor
        if not isinstance(editor, QLineEdit):
            raise KeyError(name)
        return editor

    def focus_first(self) -> None:
        self._fields["name"].editor.setFocus()

    def show_problem(self, problem: Expected) -> None:
        """From the store: an identity number that is registered already, a disk that is full."""
        field = self._fields.get(problem.field or "")
        if field is not None:
            field.show_error(problem.ar)
            field.editor.setFocus()
        else:
            set_text(self._problem, problem.ar)
        self.save.setEnabled(True)

    def _problems(self) -> tuple[RuleBroken, ...]:
        kinds = [kind.id for kind in self._profile.party_kinds]
        return self.draft().problems(today=datetime.now(SAUDI_TIME).date(), party_kinds=kinds)

    def _check(self) -> None:
        """While typing: a field that is still empty is not yet wrong."""
        problems = {problem.field: problem for problem in self._problems()}
        for name, field in self._fields.items():
            text = field.editor.text() if isinstance(field.editor, QLineEdit) else ""
            if name in problems and (text or name not in ("name",)):
                field.show_error(theme().number(problems[name].ar))
            else:
                field.clear()
        self._show_other_calendar()
        checksum = problems.get("id_number")
        is_overridable = checksum is not None and checksum.code == "person.id.checksum"
        override = self._fields["id_override"]
        override.setVisible(is_overridable or bool(self.draft().id_override))

    def _show_other_calendar(self) -> None:
        field = self._fields["born"]
        if field.has_error or not self.draft().born.strip():
            return
        other = other_calendar(parse_card_date(self.draft().born))
        if other:
            field.show_note(theme().number(f"الموافق {other}"))

    def _save(self) -> None:
        problems = self._problems()
        for problem in problems:
            field = self._fields.get(problem.field or "")
            if field is not None:
                field.show_error(theme().number(problem.ar))
        if problems:
            first = self._fields.get(problems[0].field or "")
            if first is not None:
                first.editor.setFocus()
            return
        self.save.setEnabled(False)
        self.saved.emit(self.draft())
