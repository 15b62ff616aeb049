"""At the end of a person's file, for whoever may: erasing his data, asked for beside the button and never in a box."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Field, TextField, button_row, label, set_text
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.erasure_presenter import ASKED, ErasurePresenter, ErasureState, Told
from domain.sync.changes import Changes
from domain.text import Text

PURPOSE = Text(
    "حين يطلب صاحب البيانات محوها، أو لم يعد للجمعية حق في حفظها.",
    "When the person asks for his data to be erased, or the association may no longer keep it.",
)
WHAT_IT_DOES = (
    Text(
        "يُمحى كل ما يخصه: ملفه ومقابلاته وإقراراته وما قُيّد باسمه من زيارات، في المركز الرئيس وفي كل الأجهزة.",
        "Everything about him is erased: his file, interviews, attestations and the visits under his name, at head "
        "office and on every laptop.",
    ),
    Text(
        "يبقى أن محوًا جرى، ومن طلبه ومتى ولماذا، دون أي بيانات عنه.",
        "What stays is that an erasure took place, who asked for it, when and why, without any data about him.",
    ),
    Text(
        "لا رجعة فيه. أما النسخ الاحتياطية التي أُخذت قبله فتبقى فيها بياناته إلى أن تُحذف.",
        "It cannot be undone. Backups made before keep his data until they are deleted.",
    ),
)


class ErasureCard(Card):
    asked = Signal(object)  # Changes
    said = Signal(str)

    def __init__(self, actions: Actions, store: Asks, info: DeskInfo) -> None:
        super().__init__(said("محو البيانات", "Erase the data"))
        self._is_open = False
        self.presenter = ErasurePresenter(
            actions, store, info, Told(while_alive(self._show), while_alive(self._tell_asked))
        )
        self._purpose = label(said_of(PURPOSE), "small", wrap=True)
        self.body.addWidget(self._purpose)
        self.start = Button(said("محو بيانات هذا الشخص…", "Erase this person's data…"), "danger", glyph="trash")
        self.start.clicked.connect(self.presenter.begin)
        self.body.addLayout(button_row(self.start))
        self._form = self._build_form()
        self.body.addWidget(self._form)
        self._show(self.presenter.state)

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for sentence in WHAT_IT_DOES:
            column.addWidget(label(f"•\u00a0{said_of(sentence)}", "body", wrap=True))
        self.reason = TextField()
        self.reason_field = Field(
            said("سبب المحو", "Reason for erasing"),
            self.reason,
            required=True,
            hint=said(
                "السبب يُحفظ بعد المحو، فلا تذكر فيه اسمًا ولا رقمًا.",
                "The reason is kept after the erasure: mention no name and no number in it.",
            ),
        )
        column.addWidget(self.reason_field)
        self.number = TextField(left_to_right=True)
        self.number_field = Field(said("رقم الملف، تأكيدًا", "File number, to confirm"), self.number, required=True)
        column.addWidget(self.number_field)
        self._problem = label("", "small", tone="bad", wrap=True)
        column.addWidget(self._problem)
        self.go_on = Button(said("محو البيانات نهائيًا", "Erase the data for good"), "danger", glyph="trash")
        self.go_on.clicked.connect(self._erase)
        self.cancel = Button(said("إلغاء", "Cancel"))
        self.cancel.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.go_on, self.cancel))
        self.number.returnPressed.connect(self._erase)
        return form

    def point_at(self, person: str, number: str) -> None:
        self.presenter.point_at(person, number)

    def leave(self) -> bool:
        """Escape: the erasure that is being asked for is left; False where none is."""
        is_open = self.presenter.state.is_open
        self.presenter.cancel()
        return is_open

    def _erase(self) -> None:
        self.presenter.erase(self.number.text(), self.reason.text())

    def _tell_asked(self, changes: Changes) -> None:
        self.asked.emit(changes)
        self.said.emit(said_of(ASKED))

    def _show(self, state: ErasureState) -> None:
        if not state.may_erase:
            self.hide()
        set_text(self._purpose, said_of(ASKED if state.is_asked else PURPOSE))
        self.start.setVisible(not state.is_open and not state.is_asked)
        self._form.setVisible(state.is_open)
        if state.is_open != self._is_open:
            self._is_open = state.is_open
            self.reason.clear()
            self.number.clear()
            focus_in_sight(self.reason if state.is_open else self.start)
        for widget in (self.reason, self.number, self.go_on, self.cancel):
            widget.setEnabled(not state.is_busy)
        self._show_problem(state)

    def _show_problem(self, state: ErasureState) -> None:
        problem = state.problem
        field = problem.field if problem is not None else None
        for name, box in (("reason", self.reason_field), ("number", self.number_field)):
            if problem is not None and field == name:
                box.show_error(said_of(problem))
                box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                box.clear()
        is_general = problem is not None and field not in ("reason", "number")
        set_text(self._problem, said_of(problem) if problem is not None and is_general else "")
        self._problem.setVisible(is_general)
