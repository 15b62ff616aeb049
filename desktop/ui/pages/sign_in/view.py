"""Sign in: user, password, and the way back in with the recovery sheet. It never expires offline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, TextField, label
from desktop.ui.kit.check import Check
from desktop.ui.kit.cover import Cover
from desktop.version import VERSION
from domain.errors import Expected

PANEL_WIDTH = 400


class SignInPage(QWidget):
    sign_in_requested = Signal(str, str)  # username, password
    recover_requested = Signal(str, str, str)  # code, username, new password

    def __init__(self, *, office_name: str, usernames: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Cover(), 11)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 32, 32, 28)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(PANEL_WIDTH)
        self._stack.addWidget(self._sign_in_panel(office_name, usernames))
        self._stack.addWidget(self._recover_panel())
        column.addWidget(self._stack, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(label(f"الإصدار {VERSION}", "micro"))
        row.addWidget(side, 10)

    # --- panels --------------------------------------------------------------------------------------------------

    def _sign_in_panel(self, office_name: str, usernames: tuple[str, ...]) -> QWidget:
        panel, column = _panel("تسجيل الدخول", office_name)
        self.username = QComboBox()
        self.username.setEditable(True)
        self.username.addItems(list(usernames))
        editor = self.username.lineEdit()
        if editor is not None:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self._user_field = Field("اسم المستخدم", self.username)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._submit)
        self._password_field = Field("كلمة المرور", self.password)
        self._shown = Check("إظهار كلمة المرور")
        self._shown.toggled.connect(self._show_password)
        self.enter = Button("تسجيل الدخول", "primary")
        self.enter.clicked.connect(self._submit)
        forgot = Button("نسيت كلمة المرور؟", "text")
        forgot.clicked.connect(self._show_recovery)
        for widget in (self._user_field, self._password_field, self._shown, self.enter):
            column.addWidget(widget)
        column.addWidget(forgot, 0, Qt.AlignmentFlag.AlignHCenter)
        return panel

    def _recover_panel(self) -> QWidget:
        panel, column = _panel("الدخول بورقة الاستعادة", "رمز الاستعادة مطبوع على الورقة المحفوظة عند إعداد المكتب.")
        self.recovery_user = TextField()
        self._recovery_user_field = Field("اسم المستخدم", self.recovery_user)
        self.code = TextField(left_to_right=True)
        self._code_field = Field("رمز الاستعادة", self.code)
        self.new_password = TextField()
        self.new_password.setEchoMode(QLineEdit.EchoMode.Password)
        self._new_password_field = Field("كلمة المرور الجديدة", self.new_password, hint="عشرة أحرف فأكثر")
        self.recover = Button("تغيير كلمة المرور والدخول", "primary")
        self.recover.clicked.connect(self._submit_recovery)
        back = Button("العودة", "text")
        back.clicked.connect(self._show_sign_in)
        for widget in (self._recovery_user_field, self._code_field, self._new_password_field, self.recover):
            column.addWidget(widget)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        return panel

    # --- what happens --------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        (self.password if self.username.currentText() else self.username).setFocus()

    def show_busy(self) -> None:
        """The key is being derived: about a third of a second, longer on small laptops."""
        for button in (self.enter, self.recover):
            button.setEnabled(False)
        self.enter.setText("جارٍ فتح البيانات…")

    def show_problem(self, problem: Expected) -> None:
        self.show_ready()
        fields = {
            "username": self._user_field,
            "code": self._code_field,
            "password": self._new_password_field if self._stack.currentIndex() else self._password_field,
        }
        fields.get(problem.field or "password", self._password_field).show_error(problem.ar)
        self.password.selectAll()
        self.password.setFocus()

    def problem_shown(self) -> str:
        """The sentence beside the password, or nothing."""
        return self._password_field.message.text() if self._password_field.has_error else ""

    def show_ready(self) -> None:
        for button in (self.enter, self.recover):
            button.setEnabled(True)
        self.enter.setText("تسجيل الدخول")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex() == 1:
            self._show_sign_in()
        else:
            super().keyPressEvent(event)

    def _submit(self) -> None:
        for field in (self._user_field, self._password_field):
            field.clear()
        if not self.username.currentText().strip():
            self._user_field.show_error("اكتب اسم المستخدم.")
        elif not self.password.text():
            self._password_field.show_error("اكتب كلمة المرور.")
        elif self.enter.isEnabled():
            self.show_busy()
            self.sign_in_requested.emit(self.username.currentText().strip(), self.password.text())

    def _submit_recovery(self) -> None:
        for field in (self._recovery_user_field, self._code_field, self._new_password_field):
            field.clear()
        self.show_busy()
        self.recover_requested.emit(
            self.code.text().strip(), self.recovery_user.text().strip(), self.new_password.text()
        )

    def _show_password(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def _show_recovery(self) -> None:
        self.recovery_user.setText(self.username.currentText())
        self._stack.setCurrentIndex(1)
        self.code.setFocus()

    def _show_sign_in(self) -> None:
        self._stack.setCurrentIndex(0)
        self.focus_first()


def _panel(title: str, detail: str) -> tuple[QWidget, QVBoxLayout]:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(title, "h1"))
    if detail:
        column.addWidget(label(detail, "small", wrap=True))
    column.addSpacing(8)
    return panel, column
