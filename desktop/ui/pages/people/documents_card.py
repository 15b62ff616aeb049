"""The documents that were checked for a person; a copy's legal basis is recorded beside the document it is of."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Field, TextField, button_row, chip, clear_layout, label, rule, set_text
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.documents_presenter import DocumentRow, DocumentsPresenter, DocumentsState, Told
from desktop.usecases.keep_person import PersonPage


class DocumentsCard(Card):
    changed = Signal(object)  # Changes
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, store: Asks, info: DeskInfo) -> None:
        super().__init__(said("المستندات", "Documents"), spacing=10)
        self._before = DocumentsState()
        self.presenter = DocumentsPresenter(actions, store, info, Told(while_alive(self._show), self.changed.emit))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._form = self._build_form()
        self.body.addWidget(self._form)
        theme().changed.connect(self._repaint)
        self._show(self.presenter.state)

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        self._title = label("", "label", wrap=True)
        column.addWidget(self._title)
        self.basis = TextField(said("مثل: المادة التي توجب حفظ صورته", "For example: the article that asks for it"))
        self.basis.returnPressed.connect(self._record)
        hint = said(
            "لا تؤخذ صورة هوية إلا بأساس نظامي. يُحفظ الأساس باسمك ووقته.",
            "No identity is copied without a legal basis. It is kept with your name and the time.",
        )
        self._field = Field(said("الأساس النظامي لأخذ الصورة", "Legal basis of the copy"), self.basis, required=True)
        self._hint = hint
        column.addWidget(self._field)
        self.record = Button(said("تسجيل الأساس", "Record the basis"), "primary", glyph="scale")
        self.record.clicked.connect(self._record)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء (Esc)", "Cancel (Esc)"))
        cancel.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.record, cancel))
        return form

    def point_at(self, page: PersonPage) -> None:
        self.presenter.point_at(page)

    def leave(self) -> bool:
        """Escape: the basis that is being written is left; False where none is."""
        is_open = bool(self.presenter.state.recording)
        self.presenter.cancel()
        return is_open

    def _record(self) -> None:
        self.presenter.record(self.basis.text())

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: DocumentsState) -> None:
        before, self._before = self._before, state
        if (state.rows, state.may_record) != (before.rows, before.may_record) or not self._rows.count():
            self._show_rows(state)
        self._form.setVisible(bool(state.recording))
        self.record.setEnabled(not state.is_busy)
        if state.problem:
            self._field.show_error(theme().number(state.problem))
        else:
            self._field.show_note(self._hint)
        if state.recording and state.recording != before.recording:
            row = next(row for row in state.rows if row.id == state.recording)
            set_text(self._title, row.title)
            self.basis.clear()
            focus_in_sight(self.basis)

    def _show_rows(self, state: DocumentsState) -> None:
        clear_layout(self._rows)
        for number, row in enumerate(state.rows):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(row, may_record=state.may_record))
        if not state.rows:
            empty = said(
                "لم يُطابَق له مستند بعد؛ تُطابَق المستندات في المقابلة.",
                "No document checked yet; documents are checked in the interview.",
            )
            self._rows.addWidget(label(empty, "small", wrap=True))

    def _row(self, row: DocumentRow, *, may_record: bool) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(row.title), "body", wrap=True))
        for text in filter(None, (row.detail, row.copy)):
            words.addWidget(label(theme().number(text), "small", wrap=True))
        line.addLayout(words, 1)
        line.addWidget(chip(row.chip, row.tone), 0, Qt.AlignmentFlag.AlignTop)
        if may_record:
            word = said("أساس صورته", "Basis of a copy")
            button = Button(kind="icon", glyph="scale", name=f"{word}: {row.title}")
            button.clicked.connect(partial(self.presenter.begin, row.id))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        history = Button(kind="icon", glyph="history", name=said(f"سجله: {row.title}", f"History: {row.title}"))
        history.clicked.connect(partial(self.history_requested.emit, "document_checks", row.id))
        line.addWidget(history, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _repaint(self) -> None:
        self._show_rows(self._before)
