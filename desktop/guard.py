"""What must be known before the first import of Qt's libraries. Imports none itself."""

import builtins
import sys
from collections.abc import Mapping

from domain.errors import Unavailable

# PySide6 6.12.0 on Python 3.11 loses a reference to None with every call that returns nothing; the process aborts
# after some thousand of them, wherever it happens to be. 6.11 on 3.11 and 6.12 on 3.12 keep their count.
FIRST_QT_THAT_NEEDS_3_12 = (6, 12)


def require_sound_qt() -> None:
    """Raise `Unavailable` when Qt is not installed, or would abort on the Python that runs this."""
    try:
        # The package alone says its version and loads no library; asking the installation's metadata takes 25 ms.
        from PySide6 import __version__ as installed  # noqa: PLC0415
    except ImportError as error:
        raise Unavailable(
            "start.qt.missing",
            ar="مكتبة الواجهة Qt غير مثبتة على هذا الجهاز. أعد تثبيت البرنامج من مصدره ثم افتحه من جديد.",
            en="The Qt library is not installed on this computer. Install the program again and reopen it.",
        ) from error
    refuse_broken_qt(sys.version_info[:2], installed)


def import_plainly() -> None:
    """Give Python its own `import` back, which Qt for Python has taken when its package was loaded.

    It reads the source of every module that is imported after it, the standard library's too, and looks in it for its
    own name, to know where `from __feature__ import` may count, which nothing here uses: 5 ms before the first frame.
    Where a version takes `import` in another way, or not at all, nothing is changed.
    """
    plain = vars(builtins).get("__orig_import__")
    if plain is not None:
        vars(builtins)["__import__"] = plain


def refuse_broken_qt(python_version: tuple[int, int], pyside_version: str) -> None:
    """Raise `Unavailable` for the pair that aborts. `pyside_version` is dotted, as the package states it."""
    major, minor = (int(part) for part in pyside_version.split(".")[:2])
    if python_version >= (3, 12) or (major, minor) < FIRST_QT_THAT_NEEDS_3_12:
        return
    running = ".".join(str(part) for part in python_version)
    raise Unavailable(
        "start.qt.broken_pair",
        ar=f"الإصدار {pyside_version} من مكتبة الواجهة Qt يتوقف فجأة مع Python {running} وقد يضيع العمل غير المحفوظ. "
        "ثبّت Python 3.12 أو أحدث، أو أعد تثبيت البرنامج بالإصدارات المرفقة معه.",
        en=f"Version {pyside_version} of the Qt library aborts on Python {running}. "
        "Install Python 3.12 or newer, or install the program again with the versions it comes with.",
    )


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Windows and macOS always; elsewhere when a display is named and Qt is not told to draw off the screen."""
    if environment.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def require_somewhere_to_draw(environment: Mapping[str, str], platform: str = sys.platform) -> None:
    """Raise `Unavailable` where Qt would find nothing to draw on, and abort. Whoever names a platform gets it."""
    if not environment.get("QT_QPA_PLATFORM") and not has_screen(environment, platform):
        raise no_screen()


def no_screen() -> Unavailable:
    return Unavailable(
        "start.no_screen",
        ar="لا توجد شاشة يفتح عليها البرنامج نافذته. افتحه من سطح مكتب هذا الجهاز، أو اعمل بالأوامر: istiqbal --help",
        en="There is no screen to open the window on. Start it from this computer's desktop, or work with the "
        "commands: istiqbal --help",
    )
