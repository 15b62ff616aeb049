"""The four steps of the first run, each a panel with its fields and its buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, label, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.pages.first_run.state import FirstRunState
from domain.arabic import isolate
from domain.policy import Profile

GROUPS_A_LINE = 3


class Panel(QWidget):
    """`forward` and `back` are asked for by its buttons; Enter in a field is the first."""

    forward = Signal()
    back = Signal()

    def __init__(self, title: str, detail: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "h1"))
        self.column.addWidget(label(detail, "small", wrap=True))
        self.column.addSpacing(4)
        self.fields: dict[str, Field] = {}
        self.problem = label("", "small", tone="bad", wrap=True)

    def add_field(self, name: str, field: Field) -> None:
        self.fields[name] = field
        self.column.addWidget(field)
        if isinstance(field.editor, QLineEdit):
            field.editor.returnPressed.connect(self.forward)

    def close_column(self, following: str, *, has_back: bool = True) -> Button:
        """The sentence of the whole step, the buttons, and the rest left empty."""
        self.column.addWidget(self.problem)
        self.column.addSpacing(8)
        row = QHBoxLayout()
        if has_back:
            previous = Button("السابق", glyph="chevron-right")
            previous.clicked.connect(self.back)
            row.addWidget(previous)
        row.addStretch(1)
        button = Button(following, "primary")
        button.setMinimumWidth(132)
        button.clicked.connect(self.forward)
        row.addWidget(button)
        self.column.addLayout(row)
        self.column.addStretch(1)
        return button

    def show_problem(self, state: FirstRunState) -> None:
        for name, field in self.fields.items():
            if name == state.wrong:
                field.show_error(state.sentence)
                field.editor.setFocus()
            else:
                field.clear()
        is_general = state.wrong not in self.fields
        set_text(self.problem, theme().number(state.sentence) if is_general else "")
        self.problem.setVisible(is_general and bool(state.sentence))


class AssociationPanel(Panel):
    """Whoever is not in the list brings a file; its association then stands below the others, chosen."""

    chose = Signal()
    file_requested = Signal()

    def __init__(self, profiles: tuple[Profile, ...]) -> None:
        super().__init__("أهلًا بك في استقبال", "اختر الجمعية التي يتبعها هذا المكتب؛ تُحمَّل سياستها كاملة.")
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        for profile in profiles:
            self._add_choice(profile.id, profile.name.ar)
        self._own = self._add_choice("", "")
        self._own.hide()
        file = Button("جمعية أخرى: اختر ملفها", glyph="file-plus")
        file.clicked.connect(self.file_requested)
        self.column.addWidget(file)
        self.close_column("التالي", has_back=False)

    def take_focus(self) -> None:
        self._group.buttons()[0].setFocus()

    def show_own(self, choice: str, profile: Profile) -> None:
        """The association of a file, chosen; in the place of the one of an earlier file."""
        name = theme().number(f"{profile.name.ar}، الإصدار {isolate(profile.version)}")
        self._own.setProperty("profile", choice)
        self._own.setText(f"\u00a0{name}")
        self._own.setAccessibleName(name)
        self._own.show()
        self._own.setChecked(True)
        self._own.setFocus()

    def _add_choice(self, profile: str, name: str) -> Marked:
        button = Marked(f"\u00a0{name}", "choice", chosen="circle-check", unchosen="circle")
        button.setProperty("profile", profile)
        button.setAccessibleName(name)
        self._group.addButton(button)
        self.column.addWidget(button)
        return button

    def _tell(self) -> None:
        self.chose.emit()

    @property
    def chosen(self) -> str:
        button = self._group.checkedButton()
        return str(button.property("profile")) if button is not None else ""


class OfficePanel(Panel):
    def __init__(self) -> None:
        super().__init__("المكتب الفرعي", "الرمز يظهر في أرقام الملفات، ولا يتغيّر بعد الإعداد.")
        self.code = TextField("RYD1", left_to_right=True)
        self.code.setMaxLength(8)
        self.name = TextField()
        self.add_field(
            "office_code",
            Field("رمز المكتب", self.code, required=True, hint="حروف لاتينية وأرقام، واحد لكل أجهزة المكتب"),
        )
        self.add_field("office_name", Field("اسم المكتب", self.name, required=True))
        self.close_column("التالي")


class AdministratorPanel(Panel):
    def __init__(self) -> None:
        super().__init__("مدير النظام", "أول من يدخل إلى هذا الجهاز، ويضيف بقية الموظفين.")
        self.name, self.username = TextField(), TextField("sara", left_to_right=True)
        self.password, self.again = TextField(), TextField()
        for editor in (self.password, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field("name", Field("الاسم كما يُطبع على الورق", self.name, required=True))
        self.add_field("username", Field("اسم المستخدم", self.username, required=True))
        self.add_field("password", Field("كلمة المرور", self.password, required=True, hint="عشرة أحرف فأكثر"))
        self.add_field("again", Field("كلمة المرور مرة أخرى", self.again, required=True))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("جارٍ إعداد البيانات المشفّرة")
        self.column.addWidget(self._progress)
        self._set_up = self.close_column("إعداد المكتب")

    def show_problem(self, state: FirstRunState) -> None:
        super().show_problem(state)
        self._progress.setVisible(state.is_busy)
        self._set_up.setEnabled(not state.is_busy)

    def forget(self) -> None:
        """The office stands: its password need not stand in two fields."""
        self.password.clear()
        self.again.clear()


class RecoveryPanel(Panel):
    print_requested = Signal()
    kept = Signal(bool)

    def __init__(self) -> None:
        super().__init__(
            "ورقة الاستعادة",
            "هذا الرمز وحده يفتح البيانات إن نُسيت كلمات المرور كلها. يظهر هذه المرة فقط: اطبعه واحفظه في خزنة.",
        )
        card = Card()
        self.code = label("", "h2")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.code)
        self.column.addWidget(card)
        printing = Button("طباعة الورقة أو حفظها", glyph="printer")
        printing.clicked.connect(self.print_requested)
        self.column.addWidget(printing)
        self.check = Check("حفظت الورقة في مكان آمن")
        self.check.toggled.connect(self.kept)
        self.column.addWidget(self.check)
        self.finish = self.close_column("بدء العمل", has_back=False)

    def show_problem(self, state: FirstRunState) -> None:
        super().show_problem(state)
        self.finish.setEnabled(state.is_kept)
        groups = state.code.split("-")
        lines = ("-".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE))
        set_text(self.code, "\n".join(isolate(line) for line in lines) if state.code else "")
        self.code.setAccessibleName(state.code)
