"""A picture that is an answer, small or large, and the deeds that may be done with it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said
from desktop.ui.pages.interview.file_editor import facts_of, title_of
from desktop.ui.pages.interview.file_wishes import ABSENT, BUSY, HERE, FileShown

SMALL, LARGE = QSize(260, 170), QSize(760, 560)
NARROW = 500
MARGIN = 12


class Preview(QLabel):
    """The picture, or a sign in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._image = QImage()
        self._content: bytes | None = None
        self._painted: tuple[object, ...] = ()
        self.most = SMALL
        self.may_shrink = False

    @property
    def image(self) -> QImage:
        return self._image

    def show_content(self, content: bytes | None) -> None:
        if content != self._content:
            self._content = content
            self._image = QImage.fromData(content) if content is not None else QImage()
        self.scale()

    def scale(self) -> None:
        """Once for each picture, size and look: every key that is typed on the page comes by here."""
        painted = (self._content, self.most, self.may_shrink, self.devicePixelRatioF(), theme().palette.ink3)
        if painted == self._painted:
            return
        self._painted = painted
        if self._image.isNull():
            self._hold(QSize(SMALL.width() // 2, SMALL.height() // 2))
            self.setPixmap(picture("picture", theme().palette.ink3, 40, self))
            return
        ratio = self.devicePixelRatioF()
        room = self.most.boundedTo(self._image.size())
        size = self._image.size().scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self._hold(pixmap.deviceIndependentSize().toSize())
        self.setPixmap(pixmap)

    def _hold(self, size: QSize) -> None:
        """Where it may shrink it keeps no page wide that has become narrow."""
        self.setFixedSize(size)
        if self.may_shrink:
            self.setMinimumWidth(1)


class PictureCard(QFrame):
    """A picture that is there, or on its way, and what may be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self._is_large = False
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
        self._line.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._line.setSpacing(14)
        self._line.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def toggle_size(self) -> None:
        self._is_large = not self._is_large
        self.enlarging.setText(said("تصغير", "Smaller") if self._is_large else said("تكبير", "Larger"))
        self.enlarging.set_glyph("zoom-out" if self._is_large else "zoom-in")
        self._fit()

    def _fit(self) -> None:
        """No wider than there is room; the deeds are below where there is none for their words beside it."""
        room = self.contentsRect().width() - 2 * MARGIN
        is_stacked = self._is_large or self.width() < NARROW
        wanted = LARGE if self._is_large else SMALL
        self.preview.most = QSize(max(1, min(wanted.width(), room)), wanted.height())
        self.preview.may_shrink = is_stacked
        directions = QHBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if is_stacked else directions.LeftToRight)
        self.preview.scale()
