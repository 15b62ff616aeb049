"""A picture as an answer: chosen, dropped or pasted; turned, drawn on, replaced, taken away, a copy of it saved."""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui.ink_picture import overlay_png
from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said
from desktop.ui.pages.interview.editors import described
from desktop.ui.pages.interview.file_editor import DropBox, FileAnswerEditor, facts_of, file_dropped, title_of
from desktop.ui.pages.interview.file_wishes import (
    ABSENT,
    BUSY,
    HERE,
    DrawOver,
    FileShown,
    LookAgain,
    PastePicture,
    PutBack,
    TurnPicture,
)
from desktop.ui.pages.interview.pen_box import PenBox
from desktop.ui.pages.interview.state import Cell
from desktop.usecases.attach_file import FoundFile
from domain.answer_file import LONGEST_SIDE

ANNOTATE = "annotate"
SMALL, LARGE = QSize(260, 170), QSize(760, 560)
PICTURES = "(*.jpg *.jpeg *.png *.webp *.bmp *.gif)"


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


class Preview(QLabel):
    """The picture, or a sign in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._image = QImage()
        self._content: bytes | None = None
        self.most = SMALL

    @property
    def image(self) -> QImage:
        return self._image

    def show_content(self, content: bytes | None) -> None:
        if content != self._content:
            self._content = content
            self._image = QImage.fromData(content) if content is not None else QImage()
        self.scale()

    def scale(self) -> None:
        if self._image.isNull():
            self.setFixedSize(SMALL.width() // 2, SMALL.height() // 2)
            self.setPixmap(picture("picture", theme().palette.ink3, 40, self))
            return
        ratio = self.devicePixelRatioF()
        room = self.most.boundedTo(self._image.size())
        size = self._image.size().scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.setFixedSize(pixmap.deviceIndependentSize().toSize())
        self.setPixmap(pixmap)


class PictureCard(QFrame):
    """A picture that is there, or on its way, and what may be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.preview = Preview()
        self.title = label("", "body", wrap=True)
        self.facts = label("", "small", wrap=True)
        self.looking = Button(said("انظر ثانية", "Look again"), "text", glyph="refresh")
        self.turning = Button(said("تدوير", "Turn"), "text", glyph="turn")
        self.enlarging = Button(said("تكبير", "Larger"), "text", glyph="zoom-in")
        self.drawing = Button(said("الرسم عليها", "Draw on it"), "text", glyph="pencil")
        self.copying = Button(said("حفظ نسخة…", "Save a copy…"), "text", glyph="download")
        self.replacing = Button(said("استبدال…", "Replace…"), "text", glyph="upload")
        self.removing = Button(said("إزالة", "Remove"), "text", glyph="trash")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 12, 12, 12)
        self._line.setSpacing(14)
        self._line.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.title)
        beside.addWidget(self.facts)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for number, button in enumerate(self._deeds()):
            button.setProperty("compact", "true")
            self._put(button, number)
        beside.addSpacing(4)
        beside.addLayout(self._grid)
        beside.addStretch(1)
        self._line.addLayout(beside, 1)

    def _deeds(self) -> tuple[Button, ...]:
        seen = (self.turning, self.enlarging, self.drawing, self.looking)
        return (*seen, self.replacing, self.copying, self.removing)

    def show_file(self, shown: FileShown, name: str, *, may_draw: bool) -> None:
        found = shown.found
        self.preview.show_content(found.content if found is not None else None)
        self.title.setText(title_of(found))
        self.title.setVisible(found is not None and bool(found.title))
        set_text(self.facts, theme().number(self._facts(shown)))
        is_here = shown.state in (HERE, BUSY) and found is not None and found.content is not None
        self.looking.setVisible(shown.state == ABSENT)
        for button in (self.turning, self.enlarging, self.copying):
            button.setVisible(is_here)
        self.drawing.setVisible(is_here and may_draw)
        number = 0
        for button in self._deeds():
            button.setAccessibleName(f"{button.text().strip()}: {name}")
            if not button.isHidden():
                self._put(button, number)
                number += 1

    def _put(self, button: Button, number: int) -> None:
        """Two beside each other, whichever there are."""
        self._grid.addWidget(button, number // 2, number % 2, Qt.AlignmentFlag.AlignLeft)

    def _facts(self, shown: FileShown) -> str:
        image = self.preview.image
        if image.isNull():
            return facts_of(shown)
        return f"{image.width()} × {image.height()} · {facts_of(shown)}"

    def toggle_size(self) -> None:
        is_small = self.preview.most == SMALL
        self.preview.most = LARGE if is_small else SMALL
        self.enlarging.setText(said("تصغير", "Smaller") if is_small else said("تكبير", "Larger"))
        self.enlarging.set_glyph("zoom-out" if is_small else "zoom-in")
        # Beside a large one there is no room for words.
        directions = QHBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if is_small else directions.LeftToRight)
        self.preview.scale()


class PictureEditor(FileAnswerEditor):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self._longest = cell.question.longest or LONGEST_SIDE
        self._may_draw = ANNOTATE in cell.question.appearance
        self._found: FoundFile | None = None
        self._base: FoundFile | None = None
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
        if not has_answer:
            self._base = None
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

    def _begin_drawing(self) -> None:
        """On the picture as it stands: until it is done every stroke is drawn on this one anew."""
        self._base = self._found
        self.pen.begin(self.card.preview.image)
        self.card.hide()
        self.pen.show()
        self.pen.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drew(self) -> None:
        if self._base is None:
            return
        strokes = self.pen.pad.strokes()
        if strokes:
            self.wished.emit(DrawOver(self._base.answer, partial(overlay_png, strokes, self.pen.pad.sheet())))
        else:
            self.wished.emit(PutBack(self._base.answer))

    def _end_drawing(self) -> None:
        self._base = None
        self.pen.hide()
        self.card.show()
        self.rested.emit()
        self.focus()
