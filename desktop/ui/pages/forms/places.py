"""Where a form's file is, asked with the system's own dialog."""

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIXES = (".xlsx", ".csv", ".md", ".xml")


class FormPlaces:
    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_form(self) -> str:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "اختر ملف الاستمارة", documents, f"استمارات ({kinds})")
        return chosen
