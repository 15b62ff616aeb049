"""The first run: association, office, administrator, and the recovery sheet that must be printed and locked away."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit.basic import Button, Card, Field, TextField, label, scroll, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.cover import Cover
from desktop.ui.kit.theme import theme
from desktop.usecases.open_desk import SetUp
from domain.arabic import isolate
from domain.errors import Expected
from domain.policy import Profile

PANEL_WIDTH = 480
STEPS = ("الجمعية", "المكتب", "مدير النظام", "ورقة الاستعادة")


class FirstRunPage(QWidget):
    set_up_requested = Signal(object)  # SetUp
    print_requested = Signal()
    finished = Signal()

    def __init__(self, profiles: tuple[Profile, ...]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._answers = SetUp("", "", "", "", "", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Cover(), 9)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 36, 32, 24)
        self._where = label("", "small")
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(PANEL_WIDTH)
        for panel in (self._association(profiles), self._office(), self._administrator(), self._recovery()):
            self._stack.addWidget(panel)
        column.addWidget(self._where, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(self._stack, 8, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        row.addWidget(side, 11)
        self._go(0)

    # --- steps ---------------------------------------------------------------------------------------------------

    def _association(self, profiles: tuple[Profile, ...]) -> QWidget:
        panel, column = _panel("أهلًا بك في استقبال", "اختر الجمعية التي يتبعها هذا المكتب؛ تُحمَّل سياستها كاملة.")
        self._group = QButtonGroup(self)
        for profile in profiles:
            button = QPushButton(profile.name.ar)
            button.setProperty("kind", "choice")
            button.setProperty("profile", profile.id)
            button.setCheckable(True)
            button.setAccessibleName(profile.name.ar)
            self._group.addButton(button)
            column.addWidget(button)
        self._association_problem = label("", "small", tone="bad")
        column.addWidget(self._association_problem)
        column.addStretch(1)
        column.addLayout(self._buttons(self._take_association, back=False))
        return panel

    def _office(self) -> QWidget:
        panel, column = _panel("المكتب الفرعي", "الرمز يظهر في أرقام الملفات، ولا يتغيّر بعد الإعداد.")
        self.office_code = TextField("RYD1", left_to_right=True)
        self.office_code.setMaxLength(8)
        self._code_field = Field("رمز المكتب", self.office_code, required=True, hint="حروف لاتينية كبيرة وأرقام")
        self.office_name = TextField()
        self._name_field = Field("اسم المكتب", self.office_name, required=True)
        column.addWidget(self._code_field)
        column.addWidget(self._name_field)
        column.addStretch(1)
        column.addLayout(self._buttons(self._take_office))
        return panel

    def _administrator(self) -> QWidget:
        panel, column = _panel("مدير النظام", "أول من يدخل إلى هذا الجهاز، ويضيف بقية الموظفين.")
        self.admin_name = TextField()
        self.username = TextField("sara", left_to_right=True)
        self.password, self.again = TextField(), TextField()
        for editor in (self.password, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._admin_name_field = Field("الاسم كما يُطبع على الورق", self.admin_name, required=True)
        self._username_field = Field("اسم المستخدم", self.username, required=True)
        self._password_field = Field("كلمة المرور", self.password, required=True, hint="عشرة أحرف فأكثر")
        self._again_field = Field("كلمة المرور مرة أخرى", self.again, required=True)
        for field in (self._admin_name_field, self._username_field, self._password_field, self._again_field):
            column.addWidget(field)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("جارٍ إعداد البيانات المشفّرة")
        self._progress.hide()
        self._problem = label("", "small", tone="bad", wrap=True)
        column.addWidget(self._progress)
        column.addWidget(self._problem)
        column.addStretch(1)
        column.addLayout(self._buttons(self._take_administrator, last="إعداد المكتب"))
        return panel

    def _recovery(self) -> QWidget:
        panel, column = _panel(
            "ورقة الاستعادة",
            "هذا الرمز وحده يفتح البيانات إن نُسيت كلمات المرور كلها. يظهر هذه المرة فقط: اطبعه واحفظه في خزنة.",
        )
        card = Card()
        self.code = label("", "h3", wrap=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.code)
        column.addWidget(card)
        printing = Button("طباعة الورقة أو حفظها", glyph="printer")
        printing.clicked.connect(self.print_requested)
        column.addWidget(printing)
        self.kept = Check("حفظت الورقة في مكان آمن")
        self.kept.toggled.connect(self._allow_finish)
        column.addWidget(self.kept)
        column.addStretch(1)
        self.finish = Button("بدء العمل", "primary")
        self.finish.setEnabled(False)
        self.finish.clicked.connect(self.finished)
        column.addWidget(self.finish)
        return panel

    def _buttons(self, forward: Callable[[], None], *, back: bool = True, last: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        if back:
            previous = Button("السابق", glyph="chevron-right")
            previous.clicked.connect(self._back)
            row.addWidget(previous)
        row.addStretch(1)
        following = Button(last or "التالي", "primary")
        following.setDefault(True)
        following.clicked.connect(forward)
        row.addWidget(following)
        if last:
            self._set_up = following
        return row

    # --- what happens --------------------------------------------------------------------------------------------

    def show_problem(self, problem: Expected) -> None:
        """The sentence stands beside its field, on the step that has it."""
        self._progress.hide()
        self._set_up.setEnabled(True)
        places = {
            "office_code": (1, self._code_field),
            "office_name": (1, self._name_field),
            "username": (2, self._username_field),
            "password": (2, self._password_field),
        }
        step, field = places.get(problem.field or "", (2, None))
        self._go(step)
        if field is not None:
            field.show_error(problem.ar)
            field.editor.setFocus()
        else:
            set_text(self._problem, problem.ar)

    def show_recovery(self, code: str) -> None:
        self._progress.hide()
        set_text(self.code, isolate(code))
        self.code.setAccessibleName(code)
        self._go(3)

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        set_text(self._where, theme().number(f"الخطوة {step + 1} من {len(STEPS)} — {STEPS[step]}"))
        panel = self._stack.currentWidget()
        first = panel.findChild(QLineEdit) if panel is not None else None
        if first is not None:
            first.setFocus()

    def _back(self) -> None:
        self._go(self._stack.currentIndex() - 1)

    def _take_association(self) -> None:
        chosen = self._group.checkedButton()
        set_text(self._association_problem, "" if chosen else "اختر الجمعية أولًا.")
        if chosen is not None:
            self._answers = replace(self._answers, profile=str(chosen.property("profile")))
            self._go(1)

    def _take_office(self) -> None:
        code, name = self.office_code.text().strip().upper(), self.office_name.text().strip()
        self._code_field.clear()
        self._name_field.clear()
        if not code:
            self._code_field.show_error("اكتب رمز المكتب.")
        elif not name:
            self._name_field.show_error("اكتب اسم المكتب.")
        else:
            self._answers = replace(self._answers, office_code=code, office_name=name)
            self._go(2)

    def _take_administrator(self) -> None:
        for field in (self._admin_name_field, self._username_field, self._password_field, self._again_field):
            field.clear()
        set_text(self._problem, "")
        if not self.admin_name.text().strip():
            self._admin_name_field.show_error("اكتب الاسم.")
        elif not self.username.text().strip():
            self._username_field.show_error("اكتب اسم المستخدم.")
        elif self.password.text() != self.again.text():
            self._again_field.show_error("كلمتا المرور مختلفتان.")
        else:
            self._answers = replace(
                self._answers,
                name=self.admin_name.text().strip(),
                username=self.username.text().strip(),
                password=self.password.text(),
            )
            self._progress.show()
            self._set_up.setEnabled(False)
            self.set_up_requested.emit(self._answers)

    def _allow_finish(self, is_kept: bool) -> None:
        self.finish.setEnabled(is_kept)


def _panel(title: str, detail: str) -> tuple[QWidget, QVBoxLayout]:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(title, "h1"))
    column.addWidget(label(detail, "small", wrap=True))
    column.addSpacing(4)
    outer = scroll(inside)
    return outer, column
