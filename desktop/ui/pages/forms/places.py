"""Where a form's file is and where answers go, asked with the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.language import said
from desktop.ui.pages.forms.reading import INSTANCES

SUFFIXES = (".xlsx", ".csv", ".md", ".xml")
SUFFIX_OF = {"xlsx": ".xlsx", "csv": ".csv", "xform": ".xml"}


class FormPlaces:
    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_form(self) -> str:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title = said("اختر ملف الاستمارة", "Choose the form's file")
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, title, _documents(), said(f"استمارات ({kinds})", f"Forms ({kinds})")
        )
        return chosen

    def choose_place(self, kind: str, name: str) -> str:
        title = said("أين تُكتب؟", "Where to write it?")
        if kind == INSTANCES:
            return QFileDialog.getExistingDirectory(self._parent, title, _documents())
        suffix = SUFFIX_OF[kind]
        proposed = str(Path(_documents()) / f"{name}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, proposed, f"*{suffix}")
        return chosen if not chosen or Path(chosen).suffix else f"{chosen}{suffix}"


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
