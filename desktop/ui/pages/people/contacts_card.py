"""The ways to reach a person, in his file: each with what may be done with it, and the form of one below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import (
    Button,
    Card,
    Field,
    Glyph,
    TextField,
    button_row,
    chip,
    clear_layout,
    label,
    rule,
    set_text,
)
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.contact_form import ContactEditor
from desktop.ui.pages.people.contacts_presenter import ContactRow, ContactsPresenter, ContactsState, Told
from desktop.usecases.keep_person import PersonPage
from domain.sync.changes import Changes


class ContactsCard(Card):
    changed = Signal(object)  # Changes
    removed = Signal(str, object)  # what is said of it, and a callable that brings it back
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__(said("وسائل التواصل", "Contacts"), spacing=10)
        self._before = ContactsState()
        self.presenter = ContactsPresenter(
            actions, store, Told(while_alive(self._show), self.changed.emit, self._tell_removed)
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self.start = Button(said("إضافة وسيلة…", "Add a contact…"), glyph="plus")
        self.start.clicked.connect(self.presenter.begin)
        self.body.addLayout(button_row(self.start))
        self.editor = ContactEditor(self.presenter)
        self.body.addWidget(self.editor)
        self._removal = self._build_removal()
        self.body.addWidget(self._removal)
        theme().changed.connect(self._repaint)
        self._show(self.presenter.state)

    def _build_removal(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._removed = label("", "label", wrap=True)
        column.addWidget(self._removed)
        self.reason = TextField(said("مثل: لم يعد الرقم له", "For example: the number is no longer his"))
        self.reason.returnPressed.connect(self._remove)
        column.addWidget(Field(said("سبب الحذف", "Reason"), self.reason, required=True))
        self.remove = Button(said("حذف الوسيلة", "Take it away"), "danger", glyph="trash")
        self.remove.clicked.connect(self._remove)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء الحذف (Esc)", "Cancel (Esc)"))
        cancel.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.remove, cancel))
        return box

    def point_at(self, page: PersonPage) -> None:
        self.presenter.point_at(page)

    def _remove(self) -> None:
        self.presenter.remove(self.reason.text())

    def _tell_removed(self, changes: Changes, words: str, undo: Callable[[], None]) -> None:
        self.changed.emit(changes)
        self.removed.emit(words, undo)

    def leave(self) -> bool:
        """Escape: what is being typed is left; False where nothing is."""
        is_open = self.presenter.state.form is not None or bool(self.presenter.state.removing)
        self.presenter.cancel()
        return is_open

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: ContactsState) -> None:
        before, self._before = self._before, state
        if state.rows != before.rows or not self._rows.count():
            self._show_rows(state.rows)
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        is_idle = state.form is None and not state.removing
        self.start.setVisible(is_idle)
        self.editor.show_form(state.form, is_busy=state.is_busy)
        self._removal.setVisible(bool(state.removing))
        self.remove.setEnabled(not state.is_busy)
        if state.removing and state.removing != before.removing:
            row = next(row for row in state.rows if row.id == state.removing)
            set_text(self._removed, theme().number(f"{row.kind} {row.address}"))
            self.reason.clear()
            focus_in_sight(self.reason)
        if is_idle and (before.form is not None or before.removing) and before.person == state.person:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, rows: tuple[ContactRow, ...]) -> None:
        clear_layout(self._rows)
        for number, row in enumerate(rows):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(row))
        if not rows:
            empty = said(
                "لا وسيلة مسجّلة بعد. أضف ما يصل به الجواب إليه، واسأله أيها يفضّل.",
                "None on record yet. Add what an answer can reach him by, and ask which he prefers.",
            )
            self._rows.addWidget(label(empty, "small", wrap=True))

    def _row(self, row: ContactRow) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Glyph(row.icon, size=36))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(f"{row.kind} {row.address}"), "body", wrap=True))
        words.addWidget(label(theme().number(row.detail), "small", wrap=True))
        words.addLayout(_chips(row))
        line.addLayout(words, 1)
        deeds: list[tuple[str, str, Callable[[], None]]] = [
            (said("تعديل", "Edit"), "pencil", partial(self.presenter.edit, row.id)),
            (said("سجله", "History"), "history", partial(self.history_requested.emit, "contacts", row.id)),
            (said("حذف", "Take away"), "trash", partial(self.presenter.begin_removal, row.id)),
        ]
        if not row.is_preferred:
            deeds.insert(0, (said("هي المفضلة", "Prefer this one"), "check", partial(self.presenter.prefer, row.id)))
        for word, glyph, deed in deeds:
            button = Button(kind="icon", glyph=glyph, name=f"{word}: {row.kind} {row.address}")
            button.clicked.connect(deed)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _repaint(self) -> None:
        self._show_rows(self._before.rows)


def _chips(row: ContactRow) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    if row.is_preferred:
        line.addWidget(chip(said("المفضلة", "Preferred"), "primary"))
    if row.is_for_notices:
        line.addWidget(chip(said("وافق على الإشعارات بها", "Agreed to notices"), "ok"))
    line.addStretch(1)
    return line
