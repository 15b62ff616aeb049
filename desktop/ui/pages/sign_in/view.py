"""Sign in: user, password, and the way back in with the recovery sheet. It never expires offline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.check import Check
from desktop.ui.kit.cover import Cover
from desktop.ui.kit.fields import Button, Field, TextField, label
from desktop.ui.pages.sign_in.panel import panel
from desktop.ui.pages.sign_in.recover_panel import RecoverPanel
from desktop.version import VERSION
from domain.errors import Expected

PANEL_WIDTH = 400


class SignInPage(QWidget):
    sign_in_requested = Signal(str, str)  # username, password
    recover_requested = Signal(str, str, str)  # code, username, new password

    def __init__(self, *, usernames: tuple[str, ...] = ()) -> None:
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
        self.recovery: RecoverPanel | None = None
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(PANEL_WIDTH)
        self._stack.addWidget(self._sign_in_panel())
        self.show_users(usernames)
        column.addWidget(self._stack, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(label(f"الإصدار {VERSION}", "micro"))
        row.addWidget(side, 10)

    # --- panels --------------------------------------------------------------------------------------------------

    def _sign_in_panel(self) -> QWidget:
        side = QWidget()
        column = panel(side, "تسجيل الدخول", "")
        self.username = QComboBox()
        self.username.setEditable(True)
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
        return side

    # --- what happens --------------------------------------------------------------------------------------------

    def show_users(self, usernames: tuple[str, ...]) -> None:
        """Who can sign in here; what somebody has begun to type stays."""
        typed = self.username.currentText()
        self.username.addItems(list(usernames))
        if typed:
            self.username.setCurrentText(typed)
        elif usernames and self.username.hasFocus():
            self.password.setFocus()

    def focus_first(self) -> None:
        (self.password if self.username.currentText() else self.username).setFocus()

    def show_busy(self) -> None:
        """The key is being derived: about a third of a second, longer on small laptops."""
        self.enter.setEnabled(False)
        self.enter.setText("جارٍ فتح البيانات…")

    def show_problem(self, problem: Expected) -> None:
        self.show_ready()
        if self.recovery is not None and self._stack.currentWidget() is self.recovery:
            self.recovery.show_problem(problem)
            return
        field = self._user_field if problem.field == "username" else self._password_field
        field.show_error(problem.ar)
        self.password.selectAll()
        self.password.setFocus()

    def problem_shown(self) -> str:
        """The sentence beside the password, or nothing."""
        return self._password_field.message.text() if self._password_field.has_error else ""

    def show_ready(self) -> None:
        self.enter.setEnabled(True)
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

    def _show_password(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def _show_recovery(self) -> None:
        if self.recovery is None:
            self.recovery = RecoverPanel()
            self.recovery.recover_requested.connect(self.recover_requested)
            self.recovery.back_requested.connect(self._show_sign_in)
            self._stack.addWidget(self.recovery)
        self._stack.setCurrentWidget(self.recovery)
        self.recovery.begin(self.username.currentText())

    def _show_sign_in(self) -> None:
        self._stack.setCurrentIndex(0)
        self.focus_first()
