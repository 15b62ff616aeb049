"""A file as an answer: chosen or dropped, shown by its name, a copy of it saved; nothing here ever opens it."""

import re

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.interview.drop_box import SIGN, DropBox
from desktop.ui.pages.interview.editors import Editor, described, spoken
from desktop.ui.pages.interview.file_wishes import (
    ABSENT,
    BUSY,
    HERE,
    LOOKING,
    ChooseFile,
    CopyOut,
    FileShown,
    LookAgain,
    PutBack,
)
from desktop.ui.pages.interview.state import Cell
from desktop.usecases.attach_file import FoundFile
from domain.answer_file import is_picture, short_sha256
from domain.arabic import isolate
from domain.file_kinds import Accepted, read_accepted

KILO = 1024
BREAK = "\u200b"
ONE_LINE = 24
_AFTER_A_SIGN = re.compile(r"(?<=[_.\-])(?=[^_.\-])")


def size_words(size: int) -> str:
    if size < KILO * KILO:
        kilobytes = max(1, round(size / KILO))
        return said(f"{kilobytes} كيلوبايت", f"{kilobytes} KB")
    megabytes = f"{size / KILO / KILO:.1f}"
    return said(f"{megabytes} ميغابايت", f"{megabytes} MB")


def file_dropped(mime: QMimeData) -> str:
    """The first file of this computer among what is dropped or pasted; empty when there is none."""
    return next((url.toLocalFile() for url in mime.urls() if url.isLocalFile()), "")


class FileAnswerEditor(Editor):
    """`wished` carries what is asked for (`file_wishes`). What is dropped is chosen; a bar runs while it is made ready.

    While the answer changes the focus stays within it."""

    wished = Signal(object)

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._name = ""
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.hide()
        self._told = label("", "small", tone="ok")
        self._told.hide()
        self.setAcceptDrops(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def end_column(self) -> None:
        """After what the kind of editor shows."""
        self.column.addWidget(self._bar)
        self.column.addWidget(self._told)

    def show_cell(self, cell: Cell) -> None:
        shown = cell.file
        if shown is None:
            return
        self._name = spoken(cell)
        focused = QApplication.focusWidget()
        has_focus = focused is not None and self.isAncestorOf(focused)
        self.show_file(shown, cell)
        self._bar.setVisible(shown.state in (BUSY, LOOKING))
        self._bar.setAccessibleName(said("تُجهَّز الإجابة", "Being made ready"))
        set_text(self._told, shown.told)
        self._told.setVisible(bool(shown.told))
        if has_focus and focused is not None and not focused.isVisibleTo(self):
            self.focus()

    def show_file(self, shown: FileShown, cell: Cell) -> None:
        """What the kind of editor shows."""

    def stops(self) -> list[QWidget]:
        return [button for button in self.findChildren(Button) if button.isVisibleTo(self) and button.isEnabled()]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.may_take(event.mimeData()):
            self.mark_drop(is_over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.mark_drop(is_over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.mark_drop(is_over=False)
        self.take(event.mimeData())
        event.acceptProposedAction()

    def may_take(self, mime: QMimeData) -> bool:
        return bool(file_dropped(mime))

    def take(self, mime: QMimeData) -> None:
        path = file_dropped(mime)
        if path:
            self.wished.emit(ChooseFile(path))

    def mark_drop(self, *, is_over: bool) -> None:
        """Where it would land."""

    def choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self._name, "", self.kinds())
        if chosen:
            self.wished.emit(ChooseFile(chosen))

    def kinds(self) -> str:
        return ""

    def copy(self, found: FoundFile | None) -> None:
        if found is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, said("حفظ نسخة", "Save a copy"), found.title or found.answer)
        if chosen:
            self.wished.emit(CopyOut(chosen))

    def remove(self) -> None:
        self.wished.emit(PutBack(None))


class FileEditor(FileAnswerEditor):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self._accepted = read_accepted(cell.question.accepts)
        self._drop = DropBox("upload", theme().number(_asked_words(self._accepted)))
        self.choosing = Button(said("اختيار ملف…", "Choose a file…"), glyph="file-plus")
        self.choosing.clicked.connect(self.choose)
        self._drop.buttons.addWidget(self.choosing)
        self._file = FileRow()
        self._file.copying.clicked.connect(self._copy)
        self._file.replacing.clicked.connect(self.choose)
        self._file.removing.clicked.connect(self.remove)
        self._file.looking.clicked.connect(self._look)
        self.column.addWidget(self._drop)
        self.column.addWidget(self._file)
        self.end_column()
        self._found: FoundFile | None = None

    def show_file(self, shown: FileShown, cell: Cell) -> None:
        self._found = shown.found
        has_answer = cell.question.value is not None
        self._drop.setVisible(not has_answer)
        self._drop.paint_sign()
        self._drop.mark(is_over=False, is_bad=bool(cell.error))
        self._file.setVisible(has_answer)
        self._file.show_file(shown, self._name)
        self.choosing.setAccessibleName(f"{said('اختيار ملف', 'Choose a file')}: {self._name}")
        self.choosing.setAccessibleDescription(described(cell))

    def mark_drop(self, *, is_over: bool) -> None:
        self._drop.mark(is_over=is_over, is_bad=False)

    def kinds(self) -> str:
        if self._accepted is None:
            return ""
        endings = " ".join(f"*.{extension}" for extension in self._accepted.extensions)
        return f"{said_of(self._accepted.told)} ({endings})"

    def _copy(self) -> None:
        self.copy(self._found)

    def _look(self) -> None:
        self.wished.emit(LookAgain())


class FileRow(QFrame):
    """A file that is there, or on its way: its name, its size, and what may be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        self._sign = QLabel()
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", "body", wrap=True)
        self._facts = label("", "small", wrap=True)
        self._as_it_is = label(
            said(
                "هذه صورة تُحفظ كما هي، وقد يكون فيها موقع التصوير وبيانات الجهاز.",
                "This is a picture, kept as it is: the place and device it was taken with may be in it.",
            ),
            "small",
            tone="warn",
            wrap=True,
        )
        self._as_it_is.hide()
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addWidget(self._as_it_is)
        row.addLayout(words, 1)
        self.looking = Button(said("انظر ثانية", "Look again"), "text", glyph="refresh")
        self.copying = Button(said("حفظ نسخة…", "Save a copy…"), "text", glyph="download")
        self.replacing = Button(said("استبدال…", "Replace…"), "text", glyph="upload")
        self.removing = Button(said("إزالة", "Remove"), "text", glyph="trash")
        deeds = QHBoxLayout()
        deeds.setSpacing(6)
        for button in (self.looking, self.copying, self.replacing, self.removing):
            button.setProperty("compact", "true")
            deeds.addWidget(button)
        deeds.addStretch(1)
        column.addLayout(deeds)

    def show_file(self, shown: FileShown, name: str) -> None:
        found = shown.found
        self._title.setText(title_of(found))
        set_text(self._facts, theme().number(facts_of(shown)))
        self._as_it_is.setVisible(found is not None and is_picture(found.content or b""))
        self._sign.setPixmap(picture("file-text", theme().palette.primary, SIGN - 6, self))
        self.looking.setVisible(shown.state == ABSENT)
        self.copying.setVisible(shown.state == HERE)
        for button in (self.looking, self.copying, self.replacing, self.removing):
            button.setAccessibleName(f"{button.text().strip()}: {name}")


def _asked_words(accepted: Accepted | None) -> str:
    if accepted is None:
        return said(
            "أفلت ملفًا هنا أو اختره، أيًّا كان نوعه، حتى 16 ميغابايت.",
            "Drop a file here or choose one, of any kind, up to 16 MB.",
        )
    wanted = accepted.told
    return said(
        f"أفلت الملف هنا أو اختره: {wanted.ar}، حتى 16 ميغابايت.",
        f"Drop the file here or choose it: {wanted.en}, up to 16 MB.",
    )


def title_of(found: FoundFile | None) -> str:
    if found is None or not found.title:
        return said("بلا اسم", "Without a name")
    # As its own letters run, with its own digits; a long one may go on in the next line after a sign.
    is_long = len(found.title) > ONE_LINE
    return f"\u2068{_AFTER_A_SIGN.sub(BREAK, found.title) if is_long else found.title}\u2069"


def facts_of(shown: FileShown) -> str:
    """Size and the beginning of the hash that whoever signs the answers signs; or that it is not here yet. Of a damaged
    one its own sentence says whether another comes."""
    found = shown.found
    if found is None or shown.is_damaged:
        return ""
    if shown.state == ABSENT:
        return said(
            "لم يصل إلى هذا الجهاز بعد؛ يُجلب مع المزامنة القادمة.",
            "Not on this computer yet; it comes with the next sync.",
        )
    return f"{size_words(found.size)} · {isolate(short_sha256(found.answer))}"
