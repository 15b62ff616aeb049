"""Files that are dropped on a page, wherever on it they fall."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """Of `widget`, as long as it lives."""

    dropped = Signal(object)  # tuple[str, ...]

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            files = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
            if files:
                self.dropped.emit(files)
            return True
        return False
