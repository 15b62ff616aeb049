"""A signature or a drawing as an answer: drawn here with pen, finger or mouse, or chosen as a picture of one."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.ink_pad import SHEET
from desktop.ui.ink_picture import sheet_png
from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.editors import described
from desktop.ui.pages.interview.file_editor import FileAnswerEditor, facts_of
from desktop.ui.pages.interview.file_wishes import (
    ABSENT,
    BUSY,
    EMPTY,
    HERE,
    LOOKING,
    Draw,
    FileShown,
    LookAgain,
    PutBack,
)
from desktop.ui.pages.interview.pen_box import PenBox
from desktop.ui.pages.interview.picture_editor import PICTURES
from desktop.ui.pages.interview.state import Cell

SIGNATURE = "signature"
DRAWING = QSize(1200, 720)


class DrawingEditor(FileAnswerEditor):
    """Every stroke is kept at once. What was drawn before the page was opened is under what is drawn now."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        is_signature = SIGNATURE in cell.question.appearance
        self._answer: object = None
        self._is_awaiting = False
        self.pen = PenBox(sheet=SHEET if is_signature else DRAWING, has_colours=not is_signature)
        self.choosing = Button(said("اختيار صورة…", "Choose a picture…"), "text", glyph="file-plus")
        self.looking = Button(said("انظر ثانية", "Look again"), "text", glyph="refresh")
        self._how = label(_how(is_signature=is_signature), "small", wrap=True)
        self._facts = label("", "small", wrap=True)
        for part in (self.pen, self._how, self._facts):
            self.column.addWidget(part)
        instead = QHBoxLayout()
        instead.addWidget(self.choosing)
        instead.addWidget(self.looking)
        instead.addStretch(1)
        self.column.addLayout(instead)
        self.end_column()
        self.pen.drawn.connect(self._drew)
        self.pen.clearing.clicked.connect(self._cleared)
        self.choosing.clicked.connect(self.choose)
        self.looking.clicked.connect(self._look)

    def show_file(self, shown: FileShown, cell: Cell) -> None:
        value = cell.question.value
        if self._is_awaiting:
            self._answer = value
            self._is_awaiting = shown.state == BUSY
        elif shown.state in (EMPTY, HERE, ABSENT) and value != self._answer:
            self._answer = value
            content = shown.found.content if shown.found is not None else None
            self.pen.pad.start_over(QImage.fromData(content) if content is not None else None)
            self._is_awaiting = False
        self.pen.pad.setEnabled(shown.state not in (ABSENT, LOOKING))
        self.pen.clearing.setEnabled(value is not None)
        self.pen.pad.setAccessibleName(self._name)
        self.pen.pad.setAccessibleDescription(described(cell) or self._how.text())
        self.looking.setVisible(shown.state == ABSENT)
        set_text(self._facts, theme().number(facts_of(shown)))
        self._facts.setVisible(shown.state == ABSENT)
        for button in (self.pen.undoing, self.pen.clearing, self.choosing, self.looking):
            button.setAccessibleName(f"{button.text().strip()}: {self._name}")

    def stops(self) -> list[QWidget]:
        return [*self.pen.stops(), self.choosing, *([self.looking] if self.looking.isVisibleTo(self) else [])]

    def kinds(self) -> str:
        return f"{said('صور', 'Pictures')} {PICTURES}"

    def _drew(self) -> None:
        pad = self.pen.pad
        if pad.is_blank():
            self._is_awaiting = False
            self._answer = None
            self.wished.emit(PutBack(None))
        else:
            self._is_awaiting = True
            self.wished.emit(Draw(partial(sheet_png, *pad.drawn())))

    def _cleared(self) -> None:
        """Also of what was drawn before the page was opened."""
        if not self.pen.pad.is_blank():
            self.pen.pad.start_over()
            self._drew()

    def _look(self) -> None:
        self.wished.emit(LookAgain())


def _how(*, is_signature: bool) -> str:
    if is_signature:
        return said(
            "التوقيع هنا بالقلم أو الإصبع أو الفأرة. ومن لا يتيسر له ذلك تُختار صورة توقيعه على ورقة.",
            "Sign here with pen, finger or mouse. For whoever cannot, choose a picture of a signature on paper.",
        )
    return said(
        "الرسم هنا بالقلم أو الإصبع أو الفأرة، أو تُختار صورة رسم على ورقة.",
        "Draw here with pen, finger or mouse, or choose a picture of a drawing on paper.",
    )
