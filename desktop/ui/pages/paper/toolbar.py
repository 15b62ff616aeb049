"""Turning, enlarging and printing: what stands above a paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QValidator
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QSpinBox

from desktop.ui.kit.basic import Button, Card, label, restyle, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.paper.printing_part import NO_PRINTER, PAGES
from desktop.ui.pages.paper.state import PaperState
from desktop.usecases.queue_print import KnownPrinter
from domain.arabic import to_ascii_digits
from domain.print_order import RECEIPT
from domain.printer import Printer

PADDING = 8
ROOM = 100
"""Pixels for the margins of page and card, and between looking and printing."""


class Copies(QSpinBox):
    """How many, in the digits the user chose to see; any digits may be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, 20)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(64)
        theme().changed.connect(self._rewrite)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The style leaves the place of buttons that are not there: read from the left, none is left for the number.
        self.lineEdit().setGeometry(self.rect().adjusted(4, 1, -4, -1))

    def textFromValue(self, val: int) -> str:
        return theme().number(val)

    def valueFromText(self, text: str) -> int:
        return int(to_ascii_digits(text) or 1)

    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        typed = to_ascii_digits(input)
        if not typed:
            return QValidator.State.Intermediate, input, pos
        is_good = typed.isascii() and typed.isdigit() and self.minimum() <= int(typed) <= self.maximum()
        return (QValidator.State.Acceptable if is_good else QValidator.State.Invalid), input, pos

    def _rewrite(self) -> None:
        self.lineEdit().setText(self.textFromValue(self.value()))


class PagesField(QLineEdit):
    """Which pages, in any digits; empty for all."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(84)
        self.setMaxLength(40)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPlaceholderText(said("الكل", "All"))
        self.setAccessibleName(said("الصفحات المطلوبة، مثل 1-2", "Which pages, such as 1-2"))
        self.setToolTip(self.accessibleName())

    def show_error(self, is_wrong: bool) -> None:
        restyle(self, "state", "bad" if is_wrong else "")


class PaperBar(Card):
    turned = Signal(int)  # by how many pages
    enlarge_requested = Signal()
    reduce_requested = Signal()
    fit_requested = Signal()
    print_requested = Signal()
    roll_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__(padding=PADDING)
        self._has_printer = self._has_paper = self._is_roll_known = False
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(8)
        self.body.addLayout(self._row)
        self._width = 0
        self._parts = (self._looking(), self._printing())
        self._row.addLayout(self._parts[0])
        self._row.addStretch(1)
        self._row.addLayout(self._parts[1])
        self._problem = label("", "small", tone="bad", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)

    def _looking(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._previous = Button("", "text", glyph="chevron-right", name=said("الصفحة السابقة", "Previous page"))
        self._next = Button("", "text", glyph="chevron-left", name=said("الصفحة التالية", "Next page"))
        self._reduce = Button("", "text", glyph="zoom-out", name=said("تصغير", "Zoom out"))
        self._enlarge = Button("", "text", glyph="zoom-in", name=said("تكبير", "Zoom in"))
        self._fit = Button("", "text", glyph="arrows-horizontal", name=said("ملاءمة العرض", "Fit the width"))
        for button, keys in (
            (self._previous, "Ctrl+PgUp"),
            (self._next, "Ctrl+PgDn"),
            (self._reduce, "Ctrl+-"),
            (self._enlarge, "Ctrl++"),
            (self._fit, "Ctrl+0"),
        ):
            button.setToolTip(f"{button.accessibleName()} (\u2066{keys}\u2069)")
        self._previous.clicked.connect(self._turn_back)
        self._next.clicked.connect(self._turn_on)
        self._reduce.clicked.connect(self.reduce_requested)
        self._enlarge.clicked.connect(self.enlarge_requested)
        self._fit.clicked.connect(self.fit_requested)
        self._page = label("", "label")
        self._zoom = label("", "label")
        self._zoom.setMinimumWidth(52)
        for words in (self._page, self._zoom):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._previous, self._page, self._next):
            row.addWidget(widget)
        row.addSpacing(10)
        for widget in (self._reduce, self._zoom, self._enlarge, self._fit):
            row.addWidget(widget)
        self.roll = Check(said("طابعة إيصالات (80 مم)", "Receipt printer (80 mm)"))
        self.roll.hide()
        row.addSpacing(10)
        row.addWidget(self.roll)
        row.addStretch(1)
        return row

    def _printing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.printers = QComboBox()
        self.printers.setAccessibleName(said("الطابعة", "Printer"))
        self.printers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.printers.setMinimumWidth(160)
        self.printers.setMaximumWidth(280)
        self.printers.currentTextChanged.connect(self.printers.setToolTip)
        self.copies = Copies()
        self.copies.setAccessibleName(said("عدد النسخ", "Number of copies"))
        self.pages = PagesField()
        self.print = Button(said("طباعة", "Print"), "primary", glyph="printer")
        self.print.setToolTip(said("طباعة (\u2066Ctrl+P\u2069)", "Print (Ctrl+P)"))
        self.print.clicked.connect(self.print_requested)
        self.pages.returnPressed.connect(self.print_requested)
        self.copies.lineEdit().returnPressed.connect(self.print_requested)
        self.roll.toggled.connect(self.roll_toggled)
        # Stands where the printer and the copies would: why nothing can be printed, and what to do.
        self._reason = label(said_of(NO_PRINTER), "small", tone="warn", wrap=True)
        self._pages_label = label(said("الصفحات", "Pages"), "small")
        self._choosing = (
            label(said("الطابعة", "Printer"), "small"),
            self.printers,
            label(said("النسخ", "Copies"), "small"),
            self.copies,
        )
        row.addStretch(1)
        for widget in (*self._choosing, self._pages_label, self.pages):
            row.addWidget(widget)
        row.addWidget(self._reason, 100)
        row.addWidget(self.print)
        return row

    def stand_in(self, width: int) -> None:
        """In one line where there is room, else in two."""
        directions = QBoxLayout.Direction
        self._width = width
        is_wide = width >= sum(part.sizeHint().width() for part in self._parts) + ROOM
        self._row.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        # As narrow as two lines can be, also while it is one: else the window could not be made smaller.
        self.setMinimumWidth(max(part.minimumSize().width() for part in self._parts) + PADDING * 2)

    def show_printers(self, printers: tuple[Printer, ...], known: KnownPrinter) -> None:
        """With none, the reason stands beside a key that cannot be pressed. Until one is chosen here, that of the last
        paper of this kind."""
        names = [printer.name for printer in printers]
        self._has_printer = bool(names)
        chosen = self.printers.currentText() or known.name
        if names != [self.printers.itemText(index) for index in range(self.printers.count())]:
            self.printers.clear()
            self.printers.addItems(names)
            if chosen in names:
                self.printers.setCurrentText(chosen)
        if not self._is_roll_known:
            self._is_roll_known = True
            self.roll.setChecked(known.is_thermal)
        for widget in self._choosing:
            widget.setVisible(self._has_printer)
        self._reason.setVisible(not self._has_printer)
        self.print.setAccessibleDescription("" if self._has_printer else said_of(NO_PRINTER))
        self._allow_printing()

    def _allow_printing(self) -> None:
        self.print.setEnabled(self._has_printer and self._has_paper)

    def show_state(self, state: PaperState) -> None:
        number = theme().number
        where = (
            PAGES.of(state.pages)
            if state.pages <= 1
            else said(f"صفحة {state.page + 1} من {state.pages}", f"Page {state.page + 1} of {state.pages}")
        )
        set_text(self._page, number(where))
        set_text(self._zoom, number(said(f"{state.zoom}٪", f"{state.zoom}%")))
        self._previous.setEnabled(state.page > 0)
        self._next.setEnabled(state.page + 1 < state.pages)
        self._reduce.setEnabled(state.can_reduce)
        self._enlarge.setEnabled(state.can_enlarge)
        is_printing = state.activity == "printing"
        self.print.setText(
            number(
                said(
                    f"{min(state.done + 1, state.pages)} من {state.pages}",
                    f"{min(state.done + 1, state.pages)} of {state.pages}",
                )
            )
            if is_printing
            else said("طباعة", "Print")
        )
        self._has_paper = bool(state.pages) and not state.activity
        if state.printers is not None:
            self.show_printers(state.printers, state.known)
        self.roll.setVisible(state.kind == RECEIPT)
        for widget in (self._pages_label, self.pages):
            widget.setVisible(self._has_printer and state.pages > 1)
        set_text(self._problem, number(state.pages_problem))
        self._problem.setVisible(bool(state.pages_problem))
        self.pages.show_error(bool(state.pages_problem))
        self.stand_in(self._width)
        self._allow_printing()

    def _turn_back(self) -> None:
        self.turned.emit(-1)

    def _turn_on(self) -> None:
        self.turned.emit(1)
