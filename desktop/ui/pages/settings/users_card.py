"""Who works at this office, and adding one: name, role, password."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, chip, clear_layout, label, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.settings.state import UserLine, UsersCard
from desktop.usecases.add_user import NewUser
from domain.arabic import isolate
from domain.errors import Expected
from domain.user import ROLE_NAMES

AVATAR = QSize(38, 38)


@dataclass(frozen=True)
class TypedUser:
    """What was typed of a user who is not added yet. It is held in memory only: a password is among it."""

    name: str
    username: str
    password: str
    repeat: str
    roles: tuple[str, ...]


class UserListCard(Card):
    add_requested = Signal(object, str)  # NewUser, the password again

    def __init__(self) -> None:
        super().__init__(said("المستخدمون", "Users"))
        self.start = Button(
            said(" إضافة مستخدم", " Add a user"), "text", glyph="user-plus", name=said("إضافة مستخدم", "Add a user")
        )
        self.start.setCheckable(True)
        self.start.toggled.connect(self._show_form)
        self.heading.addWidget(self.start)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)
        self._added = label("", "small", tone="ok", wrap=True)
        self.body.addWidget(self._added)
        self._form = self._build_form()
        self.body.addWidget(self._form)
        self._shown: tuple[UserLine, ...] = ()
        self._was_added = ""

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        self.name, self.username = TextField(), TextField(left_to_right=True)
        self.password, self.repeat = TextField(left_to_right=True), TextField(left_to_right=True)
        for secret in (self.password, self.repeat):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.repeat.returnPressed.connect(self._add)
        self._fields = {
            "name": Field(said("الاسم", "Name"), self.name, required=True),
            "username": Field(said("اسم الدخول", "User name"), self.username, required=True),
            "password": Field(said("كلمة المرور", "Password"), self.password, required=True),
            "repeat": Field(said("كلمة المرور ثانية", "Password again"), self.repeat, required=True),
        }
        grid = QGridLayout()
        grid.setSpacing(12)
        for index, field in enumerate(self._fields.values()):
            grid.addWidget(field, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addWidget(label(said("الدور", "Role"), "label"))
        roles = QGridLayout()
        roles.setSpacing(6)
        self.roles: dict[str, Check] = {}
        for index, (role, name) in enumerate(ROLE_NAMES.items()):
            self.roles[role] = Check(said_of(name))
            roles.addWidget(self.roles[role], index // 2, index % 2)
        column.addLayout(roles)
        self._problem = label("", "small", tone="bad", wrap=True)
        column.addWidget(self._problem)
        self.add = Button(said(" إضافة", " Add"), "primary", glyph="check", name=said("إضافة المستخدم", "Add the user"))
        self.add.clicked.connect(self._add)
        column.addWidget(self.add)
        form.hide()
        return form

    def _show_form(self, is_on: bool) -> None:
        self._form.setVisible(is_on)
        if is_on:
            focus_in_sight(self.name)

    def _add(self) -> None:
        typed = self._typed()
        new = NewUser(typed.username, typed.name, typed.roles, typed.password)
        self.add_requested.emit(new, typed.repeat)

    def _typed(self) -> TypedUser:
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())
        name, username, password, repeat = (editor.text() for editor in self._editors())
        return TypedUser(name, username, password, repeat, roles)

    def _editors(self) -> tuple[TextField, ...]:
        return self.name, self.username, self.password, self.repeat

    def typed(self) -> TypedUser | None:
        """None where nobody is being added."""
        return self._typed() if self.start.isChecked() else None

    def type_again(self, typed: TypedUser) -> None:
        self.start.setChecked(True)
        texts = (typed.name, typed.username, typed.password, typed.repeat)
        for editor, text in zip(self._editors(), texts, strict=True):
            editor.setText(text)
        for role in typed.roles:
            self.roles[role].setChecked(True)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_users(self, card: UsersCard) -> None:
        self.start.setVisible(card.can_add)
        if card.users != self._shown:
            self._shown = card.users
            clear_layout(self._list)
            for line in card.users:
                self._list.addWidget(_row(line))
        if card.added and card.added != self._was_added:
            self._clear()
        self._was_added = card.added
        name = card.added
        added = said(
            f"أُضيف {name}، ويدخل من هذا الجهاز باسمه وكلمة مروره.",
            f"{name} was added, and signs in on this laptop with that name and password.",
        )
        set_text(self._added, added if name else "")
        self._added.setVisible(bool(card.added))
        self.add.setEnabled(not card.is_busy)
        self._show_problem(card.problem)

    def _clear(self) -> None:
        for editor in self._editors():
            editor.clear()
        for box in self.roles.values():
            box.setChecked(False)
        self.start.setChecked(False)

    def _show_problem(self, problem: Expected | None) -> None:
        for known in self._fields.values():
            known.clear()
        field = self._fields.get(problem.field or "") if problem is not None else None
        if field is not None and problem is not None:
            field.show_error(said_of(problem))
        general = said_of(problem) if problem is not None and field is None else ""
        set_text(self._problem, general)
        self._problem.setVisible(bool(general))


def _row(line: UserLine) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    initial = QLabel(line.name[:1])
    initial.setFixedSize(AVATAR)
    initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
    p = theme().palette
    initial.setStyleSheet(
        f"background: {p.primary_tint}; color: {p.primary}; border-radius: 19px; font-size: 16px; font-weight: 700;"
    )
    row.addWidget(initial)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(line.name, "h3"))
    words.addWidget(label(listed((isolate(line.username), line.roles)), "small", wrap=True))
    row.addLayout(words, 1)
    if line.is_me:
        row.addWidget(chip(said("أنت", "You"), "primary"))
    return made
