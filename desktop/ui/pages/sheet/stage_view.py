"""The page of a sheet of satisfaction, a question at a time, with large targets."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, Glyph, TextField, clear_layout, label, scroll, set_text, shortcut
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import LANGUAGE_NAMES, said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.interview.tile import ChoiceTile
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.quality.reading import SHEETS
from desktop.ui.pages.sheet.stage_presenter import ASKING, PAPER, SEVERAL, THANKS, WELCOME, StagePresenter, StageState
from domain.arabic import to_ascii_digits

if TYPE_CHECKING:
    from desktop.usecases.fill_form import FilledForm

THANKS_MS, ABANDONED_MS = 8_000, 90_000
WIDTH, TARGET, NARROWEST = 760, 64, 240
LOW, LOW_TARGET = 620, 44
TWO_COLUMNS_FROM = 6
TYPED = ("text", "integer", "decimal", "date", "time")
INPUTS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class BigTile(ChoiceTile):
    """For a finger."""

    target = TARGET

    def height_at(self, width: int) -> int:
        return max(self.target, super().height_at(width))

    def _font(self, *, is_on: bool) -> QFont:
        return font("h3", weight=600 if is_on else 500)


class StagePage(QWidget):
    """`left`: a clerk who typed sheets in is done. `locked`: whoever is of the office goes on by signing in."""

    left = Signal(int)
    locked = Signal()
    changed = Signal(object)  # Changes

    def __init__(self, actions: Actions, lanes: Lanes, filled: "FilledForm", *, mode: str) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said_of(filled.title))
        self._state: StageState | None = None
        self.tiles: list[BigTile] = []
        self.presenter = StagePresenter(
            actions,
            lanes.store,
            filled,
            mode=mode,
            show=while_alive(self._show),
            changed=while_alive(self._was_changed),
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.presenter.reset)
        self._is_paper = mode == PAPER
        self._build(said_of(filled.title))
        self._keys()
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- making --------------------------------------------------------------------------------------------------

    def _build(self, title: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(title, "h2"))
        head.addStretch(1)
        self._count = label("", "label")
        head.addWidget(self._count)
        self.language_key = Button("", "text", glyph="language")
        self.language_key.clicked.connect(self._change_language)
        head.addWidget(self.language_key)
        outer.addLayout(head)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        outer.addWidget(self._progress)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 8, 0, 8)
        middle = QHBoxLayout()
        inside.addLayout(middle)
        inside.addStretch(1)
        middle.addStretch(1)
        self._card = Card(padding=28, spacing=18)
        self._card.setMinimumWidth(320)
        self._card.setMaximumWidth(WIDTH)
        middle.addWidget(self._card, 20)
        middle.addStretch(1)
        self._fill_card()
        outer.addWidget(scroll(holder), 1)
        outer.addLayout(self._footer())

    def _fill_card(self) -> None:
        self._sign = Glyph("heart-handshake", size=72)
        self._card.body.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self._words = label("", "h1", wrap=True)
        self._hint = label("", "small", wrap=True)
        self._card.body.addWidget(self._words)
        self._card.body.addWidget(self._hint)
        self._place = QGridLayout()
        self._place.setSpacing(12)
        self._card.body.addLayout(self._place)
        self.field = TextField()
        self.field.setMinimumHeight(52)
        self.field.textEdited.connect(self.presenter.type_text)
        self.field.installEventFilter(self)
        self._card.body.addWidget(self.field)
        self._error = label("", "body", tone="bad", wrap=True)
        self._card.body.addWidget(self._error)
        keys = QHBoxLayout()
        keys.setSpacing(12)
        self.back = Button(said("السابق", "Back"))
        self.back.clicked.connect(self.presenter.go_back)
        self.onward = Button(said("التالي", "Next"), "primary")
        self.onward.clicked.connect(self._go_on)
        for key in (self.back, self.onward):
            key.setMinimumHeight(52)
        keys.addWidget(self.back)
        keys.addStretch(1)
        keys.addWidget(self.onward)
        self._card.body.addLayout(keys)

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._told = label("", "small", wrap=True)
        row.addWidget(self._told, 1)
        if self._is_paper:
            self.leave = Button(
                said("إنهاء الإدخال", "Done"), glyph="check", name=said("إنهاء الإدخال (Esc)", "Done (Esc)")
            )
            self.leave.clicked.connect(self._leave)
        else:
            self.leave = Button(
                said("للموظف: العودة بكلمة المرور", "Staff: back with the password"), "text", glyph="lock"
            )
            self.leave.clicked.connect(self.locked)
        row.addWidget(self.leave)
        return row

    def _keys(self) -> None:
        if self._is_paper:
            shortcut(self, "Escape", self._leave)
            shortcut(self, "Ctrl+Z", self.presenter.take_back)

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: StageState) -> None:
        is_other = self._state is None or (self._state.phase, self._state.question and self._state.question.ref) != (
            state.phase,
            state.question and state.question.ref,
        )
        self._state = state
        number = theme().number
        is_asking = state.phase == ASKING
        self._sign.setVisible(not is_asking)
        self._sign.show_sign("circle-check" if state.phase == THANKS else "heart-handshake", "primary")
        self._progress.setMaximum(max(1, state.total))
        self._progress.setValue(state.number - 1 if is_asking else state.total if state.phase == THANKS else 0)
        self._progress.setAccessibleName(said("كم بقي من الأسئلة", "How many questions are left"))
        self._show_words(state)
        self._show_answer(state)
        set_text(self._error, number(state.error))
        self._error.setVisible(bool(state.error))
        self.back.setVisible(is_asking and state.number > 1)
        self.onward.setText(self._onward(state))
        self.onward.setAccessibleName(self._onward(state))
        self.onward.setVisible(state.phase != THANKS)
        self._card.setEnabled(not state.is_busy)
        self._show_counts(state)
        self._show_language(state)
        if is_other:
            self._take_focus(state)
        self._wind(state)

    def _show_words(self, state: StageState) -> None:
        number = theme().number
        if state.phase == WELCOME:
            words, hint = state.welcome, ""
        elif state.phase == THANKS:
            words = said("شكرًا لك. وصل رأيك بلا اسم.", "Thank you. Your answers carry no name.")
            hint = said("تعود الصفحة الأولى بعد لحظات.", "The first page comes back in a moment.")
        else:
            words, hint = (state.question.label, state.question.hint) if state.question is not None else ("", "")
        if state.phase == ASKING and state.question is not None and state.question.type == SEVERAL:
            hint = hint or said("اختر كل ما ينطبق، ثم «التالي»", "Choose all that apply, then Next")
        set_text(self._words, number(words))
        set_text(self._hint, number(hint))
        self._hint.setVisible(bool(hint))

    def _show_answer(self, state: StageState) -> None:
        is_asking = state.phase == ASKING and state.question is not None
        is_typed = is_asking and state.question is not None and state.question.type in TYPED
        self.field.setVisible(is_typed)
        if is_typed and self.field.text() != state.text:
            self.field.setText(state.text)
        if is_typed and state.question is not None:
            self.field.setAccessibleName(state.question.label)
        self._make_tiles(state if is_asking else None)

    def _make_tiles(self, state: StageState | None) -> None:
        wanted = tuple((option.value, option.label) for option in state.options) if state is not None else ()
        if wanted != tuple((tile.property("value"), tile.property("said")) for tile in self.tiles):
            if any(tile.hasFocus() for tile in self.tiles):
                # Else it would go to whatever key is next, and a fast hand would press that.
                self.setFocus()
            clear_layout(self._place)
            self.tiles = []
            columns = 2 if len(wanted) >= TWO_COLUMNS_FROM else 1
            is_multiple = state is not None and state.question is not None and state.question.type == SEVERAL
            for index, (value, words) in enumerate(wanted):
                tile = self._tile(index, value, words, is_multiple=is_multiple)
                self._place.addWidget(tile, index // columns, index % columns)
                tile.show()
            QTimer.singleShot(0, self, self._fit_tiles)
        if state is not None:
            for tile in self.tiles:
                tile.setChecked(tile.property("value") in state.chosen)
                tile.show_bad(bool(state.error))

    def _fit_tiles(self) -> None:
        """Long words take two lines; on a low screen a finger makes do with less."""
        for tile in self.tiles:
            tile.target = TARGET if self.height() >= LOW else LOW_TARGET
            tile.setFixedHeight(tile.height_at(max(tile.width(), NARROWEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tiles()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is shown nothing of it can have the focus."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_again)

    def _focus_again(self) -> None:
        if self._state is not None:
            self._take_focus(self._state)

    def _tile(self, index: int, value: str, words: str, *, is_multiple: bool) -> BigTile:
        tile = BigTile(theme().number(f"{index + 1}  {words}" if self._is_paper else words), is_multiple=is_multiple)
        tile.setProperty("value", value)
        tile.setProperty("said", words)
        tile.setAccessibleName(words)
        tile.setFixedHeight(TARGET)
        tile.clicked.connect(partial(self._chosen, value))
        tile.numbered.connect(self._number)
        tile.entered.connect(self._go_on)
        tile.moved.connect(self._move)
        self.tiles.append(tile)
        return tile

    def _onward(self, state: StageState) -> str:
        if state.phase == WELCOME:
            return said("ابدأ", "Begin")
        if state.number == state.total:
            return said("حفظ الورقة", "Save the sheet") if self._is_paper else said("أرسل رأيي", "Send")
        question = state.question
        is_skipped = question is not None and not question.required and question.value is None
        return said("تخطَّ", "Skip") if is_skipped else said("التالي", "Next")

    def _show_counts(self, state: StageState) -> None:
        number = theme().number
        is_asking = state.phase == ASKING
        set_text(self._count, number(said(f"{state.number} من {state.total}", f"{state.number} of {state.total}")))
        self._count.setVisible(is_asking)
        if not self._is_paper:
            anonymous = said("لا يُكتب اسم ولا رقم ولا ساعة.", "No name, no number and no hour is written.")
            set_text(self._told, anonymous)
            return
        back = said("، وCtrl+Z يُرجع آخر ورقة", ", Ctrl+Z takes the last one back") if state.can_take_back else ""
        done, box = SHEETS.of(state.recorded), SHEETS.of(state.waiting)
        said_ = said(f"أُدخلت {done}، وفي الصندوق {box}{back}", f"Typed in: {done}; in the box: {box}{back}")
        set_text(self._told, number(said_))

    def _show_language(self, state: StageState) -> None:
        others = [code for code in ("ar", "en") if code in state.languages and code != state.language]
        self.language_key.setVisible(bool(others) and not self._is_paper)
        if others:
            name = LANGUAGE_NAMES["en" if others[0] == "en" else "ar"]
            self.language_key.setText(name)
            self.language_key.setAccessibleName(name)

    def _take_focus(self, state: StageState) -> None:
        if self.field.isVisibleTo(self):
            self.field.setFocus()
        elif self.tiles:
            chosen = next((tile for tile in self.tiles if tile.isChecked()), self.tiles[0])
            chosen.setFocus()
        elif state.phase == WELCOME:
            self.onward.setFocus()
        else:
            self.setFocus()

    # --- answering -----------------------------------------------------------------------------------------------

    def _chosen(self, value: str) -> None:
        self.presenter.choose(value)

    def _number(self, index: int) -> None:
        self.presenter.choose_number(index + 1)

    def _move(self, step: int) -> None:
        here = next((index for index, tile in enumerate(self.tiles) if tile.hasFocus()), 0)
        self.tiles[(here + step) % len(self.tiles)].setFocus()

    def _go_on(self) -> None:
        if self._state is not None and self._state.phase == WELCOME:
            self.presenter.start()
        else:
            self.presenter.go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = to_ascii_digits(event.text())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif len(digit) == 1 and digit in "123456789":
            self.presenter.choose_number(int(digit))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_PageUp):
            self.presenter.go_back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_on()
                return True
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_Up):
                self.presenter.go_back()
                return True
        return bool(super().eventFilter(watched, event))

    def _change_language(self) -> None:
        if self._state is not None:
            self.presenter.set_language("en" if self._state.language == "ar" else "ar")

    # --- leaving -------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.left.emit(self._state.recorded if self._state is not None else 0)

    def _was_changed(self, changes: object) -> None:
        self.changed.emit(changes)

    def _wind(self, state: StageState) -> None:
        """Thanks go by themselves; a sheet that was left half answered is nobody else's to read."""
        if self._is_paper:
            return
        if state.phase == THANKS:
            self._timer.start(THANKS_MS)
        elif state.phase == ASKING:
            self._timer.start(ABANDONED_MS)
        else:
            self._timer.stop()

    def _repaint(self) -> None:
        self.presenter.show()
