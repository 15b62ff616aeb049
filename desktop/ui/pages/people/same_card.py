"""The other files of the same person, in his file: linked ones, and the two sides of a link being made."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, Field, TextField, button_row, chip, clear_layout, label, rule, set_text
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.same_presenter import Choice, OtherFile, SamePresenter, SameState, Told
from desktop.usecases.keep_person import PersonPage
from domain.arabic import isolate
from domain.sync.changes import Changes
from domain.text import Text

TITLE_WIDTH = 170  # of a part, with the margins of the card
PURPOSE = Text(
    "إن سُجّل هذا الشخص مرتين فاربط ملفيه: يبقى كل ملف كما هو، ويظهران شخصًا واحدًا، ويمكن فصلهما متى شئت.",
    "If this person is registered twice, link his two files: each stays as it is, they show as one person, and can be "
    "parted at any time.",
)


class SameCard(Card):
    changed = Signal(object)  # Changes
    done = Signal(str, object)  # what was done, and a callable that takes it back
    said = Signal(str)
    opened = Signal(str)  # person
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__(said("ملفات الشخص نفسه", "Files of the same person"), spacing=10)
        self._was_searching = self._was_comparing = False
        told = Told(while_alive(self._show), self._tell_done, self._tell_undone)
        self.presenter = SamePresenter(actions, store, told)
        self.body.addWidget(label(said_of(PURPOSE), "small", wrap=True))
        self._linked = QVBoxLayout()
        self._linked.setSpacing(8)
        self.body.addLayout(self._linked)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self.start = Button(said("هو نفسه صاحب ملف آخر…", "He has another file…"), glyph="link")
        self.start.clicked.connect(self.presenter.begin)
        self.body.addLayout(button_row(self.start))
        self._search_box = self._build_search()
        self._pair_box = self._build_pair()
        self._show(self.presenter.state)

    def _build_search(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search = TextField(said("الاسم أو رقم الهوية أو الجوال أو الملف", "Name, identity number, mobile or file"))
        self.search.textEdited.connect(self.presenter.search)
        column.addWidget(Field(said("الملف الآخر", "The other file"), self.search))
        self._found = QVBoxLayout()
        self._found.setSpacing(6)
        column.addLayout(self._found)
        self.body.addWidget(box)
        return box

    def _build_pair(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(rule())
        self._heading = label("", "label", wrap=True)
        column.addWidget(self._heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        column.addLayout(self._grid)
        self.join = Button(said("شخص واحد: اربطهما", "One person: link them"), "primary", glyph="link")
        self.join.clicked.connect(self.presenter.join)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء الربط (Esc)", "Cancel linking (Esc)"))
        cancel.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.join, cancel))
        self.body.addWidget(box)
        return box

    def point_at(self, page: PersonPage) -> None:
        self.presenter.point_at(page)

    def leave(self) -> bool:
        """Escape: the search or the comparison is left; False where there is none."""
        is_open = self.presenter.state.is_searching or self.presenter.state.other is not None
        self.presenter.cancel()
        return is_open

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: SameState) -> None:
        clear_layout(self._linked)
        for file in state.linked:
            self._linked.addWidget(self._linked_line(file))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        is_comparing = state.other is not None
        self.start.setVisible(not state.is_searching and not is_comparing)
        self._search_box.setVisible(state.is_searching)
        self._pair_box.setVisible(is_comparing)
        self._show_found(state)
        self._show_pair(state)
        if state.is_searching and not self._was_searching:
            self.search.clear()
            focus_in_sight(self.search)
        elif is_comparing and not self._was_comparing:
            self.join.setFocus(Qt.FocusReason.OtherFocusReason)
        self._was_searching, self._was_comparing = state.is_searching, is_comparing

    def _linked_line(self, file: OtherFile) -> QWidget:
        box, row = _line(file)
        if file.counts:
            row.addWidget(chip(said("بياناته هي المعتمدة", "His data counts"), "info"))
        deeds: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (said("فتح", "Open"), "file-search", partial(self.opened.emit, file.id)),
            (said("ما اختلف", "What differs"), "arrows-horizontal", partial(self.presenter.compare, file.id)),
            (said("سجله", "History"), "history", partial(self.history_requested.emit, "persons", file.id)),
            (said("شخصان: افصلهما", "Two people: part them"), "x", partial(self.presenter.part, file.id)),
        )
        for word, glyph, deed in deeds:
            button = Button(kind="icon", glyph=glyph, name=f"{word}: {file.name} {file.number}")
            button.clicked.connect(deed)
            row.addWidget(button)
        return box

    def _show_found(self, state: SameState) -> None:
        clear_layout(self._found)
        if not state.is_searching or state.found is None:
            return
        for file in state.found:
            words = " · ".join(filter(None, (file.name, isolate(file.number), file.marks)))
            made = Button(
                theme().number(words),
                "choice",
                name=said(
                    f"قارن بملف {file.name} {file.number}", f"Compare with the file of {file.name} {file.number}"
                ),
            )
            made.clicked.connect(partial(self.presenter.compare, file.id))
            self._found.addWidget(made)
        if not state.found:
            self._found.addWidget(
                label(
                    said("لا ملف آخر بهذا الاسم أو الرقم.", "No other file by this name or number."), "small", wrap=True
                )
            )

    def _show_pair(self, state: SameState) -> None:
        clear_layout(self._grid)
        kept, other = state.kept, state.other
        if kept is None or other is None:
            return
        words = said(
            f"يُعتمد ملف {isolate(kept.number)}، ويؤخذ من {isolate(other.number)} ما ينقصه.",
            f"File {isolate(kept.number)} counts; what it lacks is taken from {isolate(other.number)}.",
        )
        choose = (
            said(" واختر الصواب فيما اختلف:", " Choose what is right where they differ:")
            if state.choices
            else said(" لا خلاف بين ما فيهما.", " They do not differ.")
        )
        set_text(self._heading, words + choose)
        for number, choice in enumerate(state.choices):
            self._add_choice(choice, 2 * number)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self.join.setText(
            said("احفظ ما اخترت", "Save what you chose")
            if state.is_linked
            else said("شخص واحد: اربطهما", "One person: link them")
        )
        self.join.setEnabled(not state.is_busy)

    def _add_choice(self, choice: Choice, line: int) -> None:
        """Side by side where both have the room, else one below the other."""
        self._grid.addWidget(label(choice.title, "small"), line, 0)
        kept, other = (self._value(choice, is_kept=is_kept) for is_kept in (True, False))
        room = (self.width() - TITLE_WIDTH) // 2
        if max(kept.sizeHint().width(), other.sizeHint().width()) <= room:
            self._grid.addWidget(kept, line, 1)
            self._grid.addWidget(other, line, 2)
        else:
            self._grid.addWidget(kept, line, 1, 1, 2)
            self._grid.addWidget(other, line + 1, 1, 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_pair(self.presenter.state)

    def _value(self, choice: Choice, *, is_kept: bool) -> Marked:
        text = choice.kept if is_kept else choice.other
        tile = Marked(theme().number(text), "choice")
        tile.setChecked(choice.counts_kept == is_kept)
        side = said("الملف المعتمد", "The file that counts") if is_kept else said("الملف الآخر", "The other file")
        tile.setAccessibleName(said(f"{choice.title}، {side}: {text}", f"{choice.title}, {side}: {text}"))
        tile.setToolTip(text)
        tile.clicked.connect(partial(self._choose, choice.part, is_kept))
        return tile

    def _choose(self, part: str, is_kept: bool) -> None:
        self.presenter.choose(part, kept=is_kept)

    # --- telling -------------------------------------------------------------------------------------------------

    def _tell_done(self, changes: Changes, words: str, undo: Callable[[], None]) -> None:
        self.changed.emit(changes)
        self.done.emit(words, undo)

    def _tell_undone(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.said.emit(said("تراجعت عن ذلك.", "Undone."))


def _line(file: OtherFile) -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(file.name, "body", wrap=True))
    marks = " · ".join(filter(None, (isolate(file.number), file.marks)))
    words.addWidget(label(theme().number(marks), "small", wrap=True))
    row.addLayout(words, 1)
    return box, row
