"""The first run: association, office, administrator, and the recovery sheet that must be printed and locked away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.basic import scroll
from desktop.ui.kit.cover import Cover
from desktop.ui.language import said
from desktop.ui.pages.first_run.panels import AdministratorPanel, AssociationPanel, OfficePanel, Panel, RecoveryPanel
from desktop.ui.pages.first_run.presenter import FirstRunPresenter
from desktop.ui.pages.first_run.state import FirstRunState
from desktop.ui.pages.first_run.step_line import StepLine
from desktop.usecases.open_desk import SetUp
from domain.errors import Expected
from domain.policy import Profile

PANEL_WIDTH = 500
# Below this the steps need the room of the cover.
NARROW = 1000


class FirstRunPage(QWidget):
    set_up_requested = Signal(object)  # SetUp
    file_chosen = Signal(str)  # the path of the association's own profile
    print_requested = Signal()
    finished = Signal()
    language_chosen = Signal(str)

    def __init__(self, profiles: tuple[Profile, ...]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.association, self.office = AssociationPanel(profiles), OfficePanel()
        self.administrator, self.recovery = AdministratorPanel(), RecoveryPanel()
        self._panels: tuple[Panel, ...] = (self.association, self.office, self.administrator, self.recovery)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._cover = Cover()
        row.addWidget(self._cover, 9)
        row.addWidget(self._side(), 11)
        self._presenter = FirstRunPresenter(self)
        self._connect()
        self._presenter.show()

    def take_over(self, before: "FirstRunPage") -> None:
        """What was typed there stands here."""
        self.association.take_over(before.association)
        for panel, old in zip(self._panels, before._panels, strict=True):
            for name, field in panel.fields.items():
                typed = old.fields[name].editor
                if isinstance(field.editor, QLineEdit) and isinstance(typed, QLineEdit):
                    field.editor.setText(typed.text())

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins in the page, once it stands in its window."""
        super().showEvent(event)
        if not event.spontaneous() and self._stack.currentIndex() == 0:
            self.association.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setVisible(self.width() >= NARROW)

    def _side(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(PANEL_WIDTH + 2 * 32)
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 32, 32, 24)
        self._where = StepLine()
        self._where.setFixedWidth(PANEL_WIDTH)
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(PANEL_WIDTH)
        for panel in self._panels:
            self._stack.addWidget(scroll(panel))
        column.addStretch(1)
        column.addWidget(self._where, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(28)
        column.addWidget(self._stack, 9, Qt.AlignmentFlag.AlignHCenter)
        return side

    def _connect(self) -> None:
        for panel in self._panels:
            panel.back.connect(self._presenter.go_back)
        self.association.chose.connect(self._presenter.dismiss)
        self.association.language_chosen.connect(self.language_chosen)
        self.association.file_requested.connect(self._choose_file)
        self.association.forward.connect(self._take_association)
        self.office.forward.connect(self._take_office)
        self.administrator.forward.connect(self._take_administrator)
        self.recovery.forward.connect(self._finish)
        self.recovery.kept.connect(self._presenter.keep)
        self.recovery.print_requested.connect(self.print_requested)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_problem(self, problem: Expected) -> None:
        """The sentence stands beside its field, on the step that has it."""
        self._presenter.show_problem(problem)

    def show_own_profile(self, path: str, profile: Profile) -> None:
        """The file that was chosen is sound."""
        self._presenter.dismiss()
        self.association.show_own(path, profile)

    def show_recovery(self, code: str) -> None:
        self._presenter.show_recovery(code)
        self.administrator.forget()

    def show_state(self, state: FirstRunState) -> None:
        is_another = state.step != self._stack.currentIndex()
        self._stack.setCurrentIndex(state.step)
        self._where.show_step(state.step)
        panel = self._panels[state.step]
        panel.show_problem(state)
        first = panel.findChild(QLineEdit)
        if is_another and first is not None and not state.wrong:
            first.setFocus()

    def ask_to_set_up(self, answers: SetUp) -> None:
        self.set_up_requested.emit(answers)

    # --- what is asked -------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, said("ملف الجمعية", "The association's file"), "", "TOML (*.toml)")
        if path:
            self.file_chosen.emit(path)

    def _take_association(self) -> None:
        self._presenter.take_association(self.association.chosen)

    def _take_office(self) -> None:
        self._presenter.take_office(self.office.code.text(), self.office.name.text())

    def _take_administrator(self) -> None:
        panel = self.administrator
        self._presenter.take_administrator(
            panel.name.text(), panel.username.text(), panel.password.text(), panel.again.text()
        )

    def _finish(self) -> None:
        if self._presenter.state.is_kept:
            self.finished.emit()
