"""The real application, offscreen, with real keys and clicks: for journeys."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.bootstrap import Entrance
from desktop.ui.actions import Pages
from desktop.ui.application import Application
from desktop.ui.desk_window import DeskWindow
from desktop.ui.kit.theme import prepare, theme
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.first_run.view import FirstRunPage
from desktop.ui.pages.interview.choice_editors import AcknowledgeEditor, ListEditor, TilesEditor
from desktop.ui.pages.interview.day_editors import DayEditor
from desktop.ui.pages.interview.editors import AreaEditor, LineEditor
from desktop.ui.pages.interview.question_field import QuestionField
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.sign_in.view import SignInPage
from desktop.usecases.open_desk import World
from domain.leave_gate import ATTESTATION, DOCUMENTS
from tests.support.at_rest import activate, come_to_rest, wait_until

PASSWORD = "كلمة سر طويلة 1"
MOST_JUMPS = 20
# What a taskbar leaves of a branch's screen.
BRANCH_SCREEN = (1366, 728)


class Window:
    """One run of the program on a folder."""

    def __init__(self, app: QApplication, folder: Path, world: World) -> None:
        prepare(app)
        theme().apply(choice="light")
        self.app = app
        self.entrance = Entrance(folder, world)
        self.application = Application(self.entrance)
        self.application.start()
        self.application.door_window.showNormal()
        self.application.door_window.resize(*BRANCH_SCREEN)
        self.wait_until(lambda: self.application.is_prepared)
        self.settle()

    @property
    def pages(self) -> Pages:
        return self.entrance.pages()

    def close(self) -> None:
        self.application.close()
        for window in (self.application.desk_window, self.application.door_window):
            if window is not None:
                window.close()
                window.deleteLater()
        self.application.deleteLater()
        # Now, not whenever garbage is next collected: that may be while a style is given to every widget.
        come_to_rest()

    def settle(self) -> None:
        """Until the lanes have answered everything, and everything shown of it has its place."""
        self.wait_until(self._is_idle)

    def _is_idle(self) -> bool:
        lanes = self.application.lanes
        return all(lane.is_idle for lane in (lanes.store, lanes.paper, lanes.network, lanes.printing))

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        wait_until(is_so)

    # --- the door ------------------------------------------------------------------------------------------------

    @property
    def door(self) -> QWidget:
        page = self.application.door_window.centralWidget()
        assert page is not None
        return page

    @property
    def desk(self) -> DeskWindow:
        window = self.application.desk_window
        assert window is not None, "nobody has signed in"
        return window

    def set_up(self, profile: str) -> str:
        """The first run, typed; returns the recovery code that was shown."""
        page = self.door
        assert isinstance(page, FirstRunPage)
        choice = next(b for b in page.findChildren(QPushButton) if b.property("profile") == profile)
        choice.click()
        self.press(page, "التالي")
        QTest.keyClicks(page.office.code, "ryd1")
        page.office.name.setText("مكتب التجربة")
        self.press(page, "التالي")
        QTest.keyClicks(page.administrator.username, "amina")
        page.administrator.name.setText("أمينة السالم")
        page.administrator.password.setText(PASSWORD)
        page.administrator.again.setText(PASSWORD)
        self.press(page, "إعداد المكتب")
        self.wait_until(lambda: bool(page.recovery.code.accessibleName()))
        self.settle()
        code = page.recovery.code.accessibleName()
        page.recovery.check.click()
        page.recovery.finish.click()
        self.settle()
        return code

    def sign_in(self, username: str, password: str) -> None:
        page = self.door
        assert isinstance(page, SignInPage)
        page.username.setCurrentText(username)
        page.password.setText(password)
        QTest.keyClick(page.password, Qt.Key.Key_Return)
        self.settle()

    # --- hands ---------------------------------------------------------------------------------------------------

    def press(self, page: QWidget, text: str) -> None:
        """The visible, enabled button of that text or name."""
        for button in page.findChildren(QPushButton):
            words = (button.text().strip("\u00a0 "), button.accessibleName())
            if text in words and button.isVisibleTo(page) and button.isEnabled():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                self.settle()
                return
        raise LookupError(f"no button «{text}»")

    def answer_all(self, answers: Mapping[str, object]) -> None:
        """Types every answer of the file into the interview's own widgets, section by section."""
        page = self.desk.current
        assert isinstance(page, InterviewView)
        section = 0
        while section < len(page.opened.session.pages()):  # a section may come or go with an answer
            page.presenter.go_to_section(section)
            self._answer_section(page, answers)
            section += 1

    def go_before_leaving(self) -> DeparturePage:
        """Keys alone: Alt+1 goes to what is missing first, until the paper is next; then Ctrl+Enter makes it."""
        self.wait_until(lambda: isinstance(self.desk.current, DeparturePage))
        self.settle()
        page = self.desk.current
        assert isinstance(page, DeparturePage)
        activate(self.desk)
        for _ in range(MOST_JUMPS):
            kinds = [one.kind for one in page.presenter.missing]
            if kinds[:1] in ([ATTESTATION], []):
                break
            QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            self.settle()
            if kinds[0] == DOCUMENTS:
                self._check_document(page)
            else:
                QTest.keyClick(self.focused, Qt.Key.Key_Space)
            self.settle()
        return page

    @property
    def focused(self) -> QWidget:
        widget = self.desk.focusWidget()
        assert widget is not None
        return widget

    def _check_document(self, page: DeparturePage) -> None:
        form = page.documents.form
        assert form is not None
        wanted = {line.id: line for line in page.presenter.documents}[form.typed().document]
        known = {fact.name: fact.value for fact in wanted.facts}
        QTest.keyClick(self.focused, Qt.Key.Key_Space)  # the original was seen
        QTest.keyClicks(form.number, known.get(wanted.wanted.number or "", "7001"))
        QTest.keyClicks(form.expires, "1/1/1450")
        form.verdict.focus()
        QTest.keyClick(self.focused, Qt.Key.Key_Space)
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def _answer_section(self, page: InterviewView, answers: Mapping[str, object]) -> None:
        done: set[str] = set()
        while True:
            field = next((field for field in page.block.fields() if field.ref not in done), None)
            if field is None:
                return
            done.add(field.ref)
            value = _value_for(page, field.ref, answers)
            if value is not None:
                type_answer(field, value)


def _value_for(page: InterviewView, ref: str, answers: Mapping[str, object]) -> object:
    question = page.opened.session.question(ref)
    if question.readonly or question.type == "note":
        return None
    if question.name in answers:
        return answers[question.name]
    for name, rows in answers.items():
        if isinstance(rows, list) and f"/{name}[" in ref and rows and isinstance(rows[0], dict):
            number = int(ref.split(f"/{name}[")[1].split("]")[0])
            found: object = rows[number - 1].get(question.name)
            return found
    return None


def type_answer(field: QuestionField, value: object) -> None:
    """As a clerk would: keys into fields, clicks on tiles."""
    match field.editor:
        case LineEditor(line=line) | DayEditor(line=line):
            line.setFocus()
            line.clear()
            if str(value).isascii():
                QTest.keyClicks(line, str(value))
            else:
                line.insert(str(value))
                line.textEdited.emit(str(value))
        case AreaEditor(area=area):
            area.setFocus()
            area.insertPlainText(str(value))
        case ListEditor() as editor:
            index = editor.values.index(value)
            editor.box.setCurrentIndex(index)
            editor.box.activated.emit(index)
        case TilesEditor(tiles=tiles):
            for wanted in value if isinstance(value, list) else [value]:
                QTest.mouseClick(tiles.tile_of(str(wanted)), Qt.MouseButton.LeftButton)
        case AcknowledgeEditor(tile=tile):
            QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        case _:
            raise TypeError(type(field.editor))
