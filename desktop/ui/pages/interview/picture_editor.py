"""A picture as an answer: chosen, dropped or pasted; turned, drawn on, replaced, taken away, a copy of it saved."""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence

from desktop.ui.ink_picture import overlay_png
from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.language import said
from desktop.ui.pages.interview.drop_box import DropBox
from desktop.ui.pages.interview.editors import described
from desktop.ui.pages.interview.file_editor import FileAnswerEditor, file_dropped
from desktop.ui.pages.interview.file_wishes import (
    BUSY,
    DrawOver,
    FileShown,
    LookAgain,
    PastePicture,
    PutBack,
    TurnPicture,
)
from desktop.ui.pages.interview.pen_box import PenBox
from desktop.ui.pages.interview.picture_card import PictureCard
from desktop.ui.pages.interview.state import Cell
from desktop.usecases.attach_file import FoundFile
from domain.answer_file import LONGEST_SIDE

ANNOTATE = "annotate"
PICTURES = "(*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff)"


def picture_pasted(mime: QMimeData, longest: int) -> bytes:
    """As the bytes of a picture, no larger than is of use; empty when there is none."""
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    if max(image.width(), image.height()) > longest:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # As it lies in the memory: to press it together would hold up the window.
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "BMP")  # type: ignore[call-overload]
    return bytes(kept.data())


class PictureEditor(FileAnswerEditor):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self._longest = cell.question.longest or LONGEST_SIDE
        self._may_draw = ANNOTATE in cell.question.appearance
        self._found: FoundFile | None = None
        self._base: FoundFile | None = None
        self._answer: object = None
        self._is_awaiting = False
        words = said(
            "أفلت صورة هنا أو اخترها أو الصقها. تُحفظ بلا موقع التصوير ولا بيانات الجهاز.",
            "Drop a picture here, choose or paste one. It is kept without the place and device it was taken with.",
        )
        self._drop = DropBox("picture", words)
        self.choosing = Button(said("اختيار صورة…", "Choose…"), glyph="file-plus")
        self.pasting = Button(said("لصق", "Paste"), glyph="clipboard-text")
        self.card = PictureCard()
        self._nothing = label("", "small", tone="warn", wrap=True)
        self._nothing.hide()
        self.pen = PenBox(is_done_shown=True)
        self.pen.hide()
        for part in (self._drop, self.card, self.pen, self._nothing):
            self.column.addWidget(part)
        self._drop.buttons.addWidget(self.choosing)
        self._drop.buttons.addWidget(self.pasting)
        self.end_column()
        self._connect()

    def _connect(self) -> None:
        self.choosing.clicked.connect(self.choose)
        self.pasting.clicked.connect(self.paste)
        self.card.replacing.clicked.connect(self.choose)
        self.card.removing.clicked.connect(self.remove)
        self.card.enlarging.clicked.connect(self.card.toggle_size)
        self.card.turning.clicked.connect(partial(self.wished.emit, TurnPicture()))
        self.card.looking.clicked.connect(partial(self.wished.emit, LookAgain()))
        self.card.copying.clicked.connect(self._copy)
        self.card.drawing.clicked.connect(self._begin_drawing)
        self.pen.drawn.connect(self._drew)
        self.pen.done.connect(self._end_drawing)

    # --- shown ----------------------------------------------------------------------------------------------------

    def show_file(self, shown: FileShown, cell: Cell) -> None:
        self._found = shown.found
        has_answer = cell.question.value is not None
        self._follow(shown, cell.question.value)
        is_drawing = self._base is not None
        self._drop.setVisible(not has_answer)
        self._drop.paint_sign()
        self._drop.mark(is_over=False, is_bad=bool(cell.error))
        self.pen.setVisible(is_drawing)
        self.pen.pad.setAccessibleName(self._name)
        self.card.setVisible(has_answer and not is_drawing)
        if not is_drawing:
            self.card.show_file(shown, self._name, may_draw=self._may_draw)
        self._nothing.hide()
        for button in (self.choosing, self.pasting):
            button.setAccessibleName(f"{button.text().strip()}: {self._name}")
            button.setAccessibleDescription(described(cell))

    def mark_drop(self, *, is_over: bool) -> None:
        self._drop.mark(is_over=is_over, is_bad=False)

    def kinds(self) -> str:
        return f"{said('صور', 'Pictures')} {PICTURES}"

    # --- taken ----------------------------------------------------------------------------------------------------

    def may_take(self, mime: QMimeData) -> bool:
        return self._base is None and (mime.hasImage() or bool(file_dropped(mime)))

    def take(self, mime: QMimeData) -> None:
        if file_dropped(mime):
            super().take(mime)
            return
        content = picture_pasted(mime, self._longest)
        if content:
            self.wished.emit(PastePicture(content))

    def paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        if self.may_take(mime):
            self.take(mime)
        else:
            nothing = said(
                "لا صورة في الحافظة. انسخ صورة ثم الصقها هنا.",
                "There is no picture on the clipboard. Copy one, then paste it here.",
            )
            set_text(self._nothing, nothing)
            self._nothing.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        self.copy(self._found)

    # --- drawn on -------------------------------------------------------------------------------------------------

    def _follow(self, shown: FileShown, answer: object) -> None:
        """An answer that came otherwise than by drawing ends the drawing."""
        if self._is_awaiting:
            self._answer = answer
            self._is_awaiting = shown.state == BUSY
        elif answer != self._answer and shown.state != BUSY:
            self._base = None

    def _begin_drawing(self) -> None:
        """On the picture as it stands: until it is done every stroke is drawn on this one anew."""
        self._base = self._found
        self._answer = self._found.answer if self._found is not None else None
        self.pen.begin(self.card.preview.image)
        self.card.hide()
        self.pen.show()
        self.pen.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drew(self) -> None:
        if self._base is None:
            return
        strokes = self.pen.pad.strokes()
        self._is_awaiting = bool(strokes)
        if strokes:
            self.wished.emit(DrawOver(self._base.answer, partial(overlay_png, strokes, self.pen.pad.sheet())))
        else:
            self._answer = self._base.answer
            self.wished.emit(PutBack(self._base.answer))

    def _end_drawing(self) -> None:
        self._base = None
        self.pen.hide()
        self.card.show()
        self.rested.emit()
        self.focus()
