"""What nobody expected: a crash file without personal data, and a plain dialog. Nothing is swallowed."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6 import QtWidgets

from desktop.ui.language import said
from desktop.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

MOST_CRASH_FILES = 20


class LastResort:
    """Stands in `sys.excepthook`. The crash file has places in the program and kinds of error: no values, no text."""

    def __init__(self, folder: Callable[[], Path], *, tell: Callable[[str], None] | None = None) -> None:
        self._folder = folder
        self._tell = tell or show_dialog
        self._is_telling = False

    def __call__(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QtWidgets.QApplication.quit()
            return
        name = self._write(kind, at)
        print(f"unexpected: {kind.__name__} ({name})", file=sys.stderr)
        if not self._is_telling:
            self._is_telling = True
            self._tell(name)
            self._is_telling = False

    def _write(self, kind: type[BaseException], at: TracebackType | None) -> str:
        name = f"crash-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.txt"
        lines = [f"istiqbal {VERSION}", f"python {sys.version.split()[0]} on {sys.platform}", kind.__name__]
        while at is not None:
            code = at.tb_frame.f_code
            lines.append(f"  {code.co_filename.replace(os.sep, '/').rpartition('/')[2]}:{at.tb_lineno} {code.co_name}")
            at = at.tb_next
        try:
            folder = self._folder()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
            for old in sorted(folder.glob("crash-*.txt"))[:-MOST_CRASH_FILES]:
                old.unlink()
        except OSError as failure:
            return f"no file: {type(failure).__name__}"
        return name


def show_dialog(name: str) -> None:
    # Named here: a dialog's classes take 1 ms, and most days nobody sees this one.
    message_box = QtWidgets.QMessageBox
    box = message_box(QtWidgets.QApplication.activeWindow())
    box.setIcon(message_box.Icon.Warning)
    box.setWindowTitle(said("استقبال", "Istiqbal"))
    box.setText(said("حدث خطأ لم نتوقعه.", "Something went wrong that was not expected."))
    box.setInformativeText(
        said(
            "ما حُفظ قبل الخطأ سليم. يمكنك متابعة العمل؛ فإن تكرر فأغلق البرنامج وافتحه، وأرسل إلى الدعم الملف: ",
            "What was saved before it is sound. You can go on; if it happens again, close the program and open it, and "
            "send support the file: ",
        )
        + name
    )
    box.addButton(said("متابعة", "Go on"), message_box.ButtonRole.AcceptRole)
    box.exec()
