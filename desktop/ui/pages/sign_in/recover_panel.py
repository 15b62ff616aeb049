"""The way back in with the recovery sheet: made when somebody asks for it, so that the door opens without it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit.fields import Button, Field, TextField
from desktop.ui.pages.sign_in.panel import in_the_middle, panel
from desktop.ui.pages.sign_in.state import SignInState


class RecoverPanel(QWidget):
    recover_requested = Signal(str, str, str)  # code, username, new password
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = panel(self, "الدخول بورقة الاستعادة", "رمز الاستعادة مطبوع على الورقة المحفوظة في الخزنة.")
        self.user = TextField()
        self.code = TextField(left_to_right=True)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "username": Field("اسم المستخدم", self.user),
            "code": Field("رمز الاستعادة", self.code, hint="تسع مجموعات، في كل مجموعة أربع خانات"),
            "password": Field("كلمة المرور الجديدة", self.password, hint="عشرة أحرف فأكثر"),
        }
        self.recover = Button("تغيير كلمة المرور والدخول", "primary")
        self.recover.clicked.connect(self._submit)
        self.password.returnPressed.connect(self._submit)
        self._back = Button("العودة", "text")
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
        self.recover.setText("جارٍ فتح البيانات…" if state.is_busy else "تغيير كلمة المرور والدخول")

    def _submit(self) -> None:
        self.recover_requested.emit(self.code.text(), self.user.text(), self.password.text())
