"""Where the stick is, asked with the system's own dialogs, which begin at a stick when one is in."""

from PySide6.QtCore import QStandardPaths, QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.language import said

# What sticks are formatted with; disks of computers are not.
OF_STICKS = frozenset((b"vfat", b"msdos", b"fat", b"fat32", b"exfat", b"fuseblk"))


class SystemPlaces:
    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_folder(self) -> str:
        return QFileDialog.getExistingDirectory(
            self._parent, said("اختر الذاكرة أو مجلدًا عليها", "Choose the stick or a folder on it"), start_folder()
        )

    def choose_bundle(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent,
            said("اختر الحزمة على الذاكرة", "Choose the bundle on the stick"),
            start_folder(),
            said("حزم استقبال (*.istiqbal)", "Istiqbal bundles (*.istiqbal)"),
        )
        return chosen

    def choose_card(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent,
            said("اختر بطاقة الجهاز الآخر", "Choose the other laptop's card"),
            start_folder(),
            said("بطاقات الأجهزة (*.istiqbal-card)", "Laptop cards (*.istiqbal-card)"),
        )
        return chosen


def start_folder() -> str:
    """The first stick that is in, else where documents are kept."""
    for volume in QStorageInfo.mountedVolumes():
        is_stick = bytes(volume.fileSystemType().data()).lower() in OF_STICKS
        if is_stick and volume.isReady() and not volume.isRoot() and not volume.rootPath().startswith("/boot"):
            return volume.rootPath()
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
