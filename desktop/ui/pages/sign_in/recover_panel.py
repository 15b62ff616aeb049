"""The way back in with the recovery sheet: made when somebody asks for it, so that the door opens without it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit.fields import Button, Field, TextField
from desktop.ui.language import said
from desktop.ui.pages.sign_in.panel import in_the_middle, panel
from desktop.ui.pages.sign_in.state import SignInState


class RecoverPanel(QWidget):
    recover_requested = Signal(str, str, str)  # code, username, new password
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = panel(
            self,
            said("الدخول بورقة الاستعادة", "Sign in with the recovery sheet"),
            said(
                "رمز الاستعادة مطبوع على الورقة المحفوظة في الخزنة.",
                "The recovery code is printed on the sheet that is kept in the safe.",
            ),
        )
        self.user = TextField()
        self.code = TextField(left_to_right=True)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "username": Field(said("اسم المستخدم", "User name"), self.user),
            "code": Field(
                said("رمز الاستعادة", "Recovery code"),
                self.code,
                hint=said("تسع مجموعات، في كل مجموعة أربع خانات", "Nine groups of four characters each"),
            ),
            "password": Field(
                said("كلمة المرور الجديدة", "New password"),
                self.password,
                hint=said("عشرة أحرف فأكثر", "Ten characters or more"),
            ),
        }
        self.recover = Button(_deed(), "primary")
        self.recover.clicked.connect(self._submit)
        self.password.returnPressed.connect(self._submit)
        self._back = Button(said("العودة", "Back"), "text")
        self._back.clicked.connect(self.back_requested)
        for widget in (*self._fields.values(), self.recover):
            column.addWidget(widget)
        column.addLayout(in_the_middle(self._back))

    def begin(self, username: str) -> None:
        self.user.setText(username)
        (self.code if username else self.user).setFocus()

    def show_state(self, state: SignInState) -> None:
        for name, field in self._fields.items():
            if name == state.wrong:
                field.show_error(state.sentence)
                field.editor.setFocus()
            else:
                field.clear()
        self.recover.setEnabled(not state.is_busy)
        self._back.setEnabled(not state.is_busy)
        opening = said("جارٍ فتح البيانات…", "Opening the data…")
        self.recover.setText(opening if state.is_busy else _deed())

    def _submit(self) -> None:
        self.recover_requested.emit(self.code.text(), self.user.text(), self.password.text())


def _deed() -> str:
    return said("تغيير كلمة المرور والدخول", "Change the password and sign in")
