"""The way back in with the recovery sheet: made when somebody asks for it, so that the door opens without it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit.fields import Button, Field, TextField
from desktop.ui.pages.sign_in.panel import panel
from domain.errors import Expected


class RecoverPanel(QWidget):
    recover_requested = Signal(str, str, str)  # code, username, new password
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = panel(self, "الدخول بورقة الاستعادة", "رمز الاستعادة مطبوع على الورقة المحفوظة عند إعداد المكتب.")
        self.user = TextField()
        self.code = TextField(left_to_right=True)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "username": Field("اسم المستخدم", self.user),
            "code": Field("رمز الاستعادة", self.code),
            "password": Field("كلمة المرور الجديدة", self.password, hint="عشرة أحرف فأكثر"),
        }
        self.recover = Button("تغيير كلمة المرور والدخول", "primary")
        self.recover.clicked.connect(self._submit)
        back = Button("العودة", "text")
        back.clicked.connect(self.back_requested)
        for widget in (*self._fields.values(), self.recover):
            column.addWidget(widget)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)

    def begin(self, username: str) -> None:
        self.user.setText(username)
        self.code.setFocus()

    def show_problem(self, problem: Expected) -> None:
        self.recover.setEnabled(True)
        self._fields.get(problem.field or "password", self._fields["password"]).show_error(problem.ar)

    def _submit(self) -> None:
        for field in self._fields.values():
            field.clear()
        self.recover.setEnabled(False)
        self.recover_requested.emit(self.code.text().strip(), self.user.text().strip(), self.password.text())
