"""Where the stick is, asked with the system's own dialogs, which begin at a stick when one is in."""

from PySide6.QtCore import QStandardPaths, QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

# What sticks are formatted with; disks of computers are not.
OF_STICKS = frozenset((b"vfat", b"msdos", b"fat", b"fat32", b"exfat", b"fuseblk"))


class SystemPlaces:
    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self._parent, "اختر الذاكرة أو مجلدًا عليها", start_folder())

    def choose_bundle(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "اختر الحزمة على الذاكرة", start_folder(), "حزم استقبال (*.istiqbal)"
        )
        return chosen

    def choose_card(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "اختر بطاقة الجهاز الآخر", start_folder(), "بطاقات الأجهزة (*.istiqbal-card)"
        )
        return chosen


def start_folder() -> str:
    """The first stick that is in, else where documents are kept."""
    for volume in QStorageInfo.mountedVolumes():
        is_stick = bytes(volume.fileSystemType().data()).lower() in OF_STICKS
        if is_stick and volume.isReady() and not volume.isRoot() and not volume.rootPath().startswith("/boot"):
            return volume.rootPath()
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
