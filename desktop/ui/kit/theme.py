"""The look of the running window: palette, style sheet, fonts, digits. Switched live."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6 import QtGui
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit.numbered import face
from desktop.ui.kit.style import style_sheet
from desktop.ui.kit.tokens import COMPACT_CONTROL, CONTROL, DARK, FAMILY, LIGHT, TYPE, Palette
from desktop.ui.language import reads_from_right
from domain.arabic import Digits, show_digits
from resources.shelf import names, read_bytes, read_text

HALF_LIGHT = 128
# For the command line of Qt: to ask a running application for it names QStyle, whose enumerations take 11 ms.
AS_FUSION = ("-style", "fusion")
FONT_FOLDER = "fonts/ibm-plex-sans-arabic"
# What a taskbar leaves of a branch's 768 is less; 900, as designed, leaves more.
LOW_SCREEN = 800
# Drawn for Arabic, where forward is to the left: in a language that is read from the left they point the other way.
FACING = frozenset(("chevron-left", "chevron-right", "arrow-left"))
_ISOLATED = re.compile("([\u2066\u2068][^\u2069]*\u2069)")


class Theme(QObject):
    """`changed` says that everything painted is to be painted again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette: Palette = LIGHT
        self.digits: str = "arabic"
        self.density: str = "comfortable"
        self._choice = "system"

    def apply(self, *, choice: str = "system", digits: str = "arabic", density: str = "comfortable") -> None:
        """`choice` is light, dark or system; `digits` arabic or western; `density` comfortable, compact, or screen:
        compact where the screen is low."""
        self._choice = choice
        self.digits = digits
        self.density = density
        self.palette = DARK if self._is_dark(choice) else LIGHT
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(_qt_palette(self.palette))
            app.setStyleSheet(style_sheet(self.palette, control=self.control, from_right=reads_from_right()))
        self.changed.emit()

    def follow_system(self) -> None:
        if self._choice == "system":
            self.apply(choice="system", digits=self.digits, density=self.density)

    def follow_language(self) -> None:
        """What is built from now on is laid out as the chosen language is read."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            face(app)
        self.apply(choice=self._choice, digits=self.digits, density=self.density)

    @property
    def control(self) -> int:
        """How high a field or a button is, in pixels."""
        return COMPACT_CONTROL if self.is_compact else CONTROL

    @property
    def is_compact(self) -> bool:
        return self.density == "compact" or (self.density == "screen" and is_screen_low())

    def _is_dark(self, choice: str) -> bool:
        if choice == "system":
            return _system_palette().window().color().lightness() < HALF_LIGHT
        return choice == "dark"

    def number(self, value: object) -> str:
        """A number or any text with the digits the user chose to see; in English always with its own.

        What stands isolated keeps its digits: left to right (U+2066 … U+2069: identifiers, phones) others would be
        reordered around the hyphens, and a name given elsewhere (U+2068 … U+2069: a file, a printer) is that name.
        """
        digits: Digits = "arabic" if self.digits == "arabic" and reads_from_right() else "western"
        text = str(value)
        if isinstance(value, int) and (digits == "arabic" or not reads_from_right()):
            text = f"{value:,}".replace(",", "٬" if digits == "arabic" else ",")
        return "".join(
            part if part.startswith(("\u2066", "\u2068")) else show_digits(part, digits)
            for part in _ISOLATED.split(text)
        )


def _system_palette() -> QPalette:
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.styleSheet():
        # Nothing of ours is set yet, as when the door is made: QStyle's enumerations would take it 11 ms.
        return QApplication.palette()
    # Fusion's own follows the system's colour scheme, whatever palette we have set.
    return QApplication.style().standardPalette()


def is_screen_low() -> bool:
    """Whether what the system's bars leave of the screen is too low for controls of full height."""
    screen = QGuiApplication.primaryScreen()
    return screen is not None and screen.availableSize().height() < LOW_SCREEN


_theme: list[Theme] = []


def theme() -> Theme:
    """The one theme of the process, made on first use by the application."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]


def prepare(app: QApplication) -> None:
    """Fusion, as the language is read, the bundled font with hinting off (the same picture on every platform)."""
    app.setStyle("Fusion")
    dress(app)


def dress(app: QApplication) -> None:
    """As `prepare`, an application that was started in Fusion."""
    face(app)
    load_fonts()
    app.setFont(font("body"))
    QGuiApplication.styleHints().colorSchemeChanged.connect(theme().follow_system)


@lru_cache(maxsize=1)
def load_fonts() -> tuple[int, ...]:
    loaded = []
    for name in names(FONT_FOLDER, suffix=".ttf"):
        number = QFontDatabase.addApplicationFontFromData(QByteArray(read_bytes(f"{FONT_FOLDER}/{name}")))
        if number < 0:
            raise RuntimeError(f"the font {name} does not load")
        loaded.append(number)
    return tuple(loaded)


def font(role: str, *, size: int | None = None, weight: int | None = None) -> QFont:
    px, known = TYPE[role]
    made = QFont(FAMILY)
    made.setPixelSize(size or px)
    made.setWeight(QFont.Weight(weight or known))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=512)
def _pixmap(path: str, colour: str, size: int, ratio: float, *, is_turned: bool = False) -> QPixmap:
    svg = read_text(path).replace("currentColor", colour)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    if is_turned:
        painter.scale(-1, 1)
        painter.translate(-pixmap.width(), 0)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def picture(name: str, colour: str, size: int, widget: QWidget) -> QPixmap:
    """An icon at the widget's own resolution."""
    return _icon_pixmap(name, colour, size, widget.devicePixelRatioF())


def mark(name: str, colour: str, size: int, widget: QWidget) -> QPixmap:
    """One of the product's own drawings, likewise."""
    return _pixmap(f"marks/{name}.svg", colour, size, widget.devicePixelRatioF())


def _icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    is_turned = name in FACING and not reads_from_right()
    return _pixmap(f"icons/{name}.svg", colour, size, ratio, is_turned=is_turned)


def icon(name: str, colour: str, size: int = 20) -> QtGui.QIcon:
    # Named here: QIcon knows 150 icons of themes by number, and the door shows none of ours (1.3 ms).
    made = QtGui.QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(_icon_pixmap(name, colour, size, ratio))
    return made


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, colours.canvas),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.surface2),
        (role.Text, colours.ink),
        (role.WindowText, colours.ink),
        (role.Button, colours.surface),
        (role.ButtonText, colours.ink),
        (role.PlaceholderText, colours.ink3),
        (role.Highlight, colours.primary),
        (role.HighlightedText, colours.on_primary),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Accent, colours.primary),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.disabled))
    return palette
