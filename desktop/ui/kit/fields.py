"""Words, buttons and fields, which the door needs: named for the screen reader, styled by their `kind`."""

from __future__ import annotations

import re
from unicodedata import bidirectional

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.kit.numbered import LEFT_TO_RIGHT, align_start, lay_out, point_at, take_plainly
from desktop.ui.kit.theme import icon, picture, theme
from desktop.ui.language import reads_from_right, said

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
# From one letter to the last before another script, a digit or the next fact.
ARABIC_RUN = "[\u0600-\u08ff](?:[\u0600-\u08ff ()'.-]*[\u0600-\u08ff])?"
FACTS = " · "  # between the facts of a line


def as_read(text: str) -> str:
    """The text as the window's language runs. It would run by its first strong letter: one that begins with Latin, or
    has digits alone, to the right also in Arabic; one that begins with a name to the left also in English.

    An Arabic one stays as it is: the mark is not quite without width, and a wrapped paragraph would show it. So does,
    in the English window, what is Arabic alone: a name, or a sentence of a form.
    """
    if reads_from_right():
        strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
        return RIGHT_TO_LEFT_MARK + text if strong == "L" else text
    if not is_mixed(text):
        return text
    # What comes after a name, such as a number, would else run on from the right.
    return LEFT_TO_RIGHT_MARK + re.sub(ARABIC_RUN, rf"\g<0>{LEFT_TO_RIGHT_MARK}", text)


def is_mixed(text: str) -> bool:
    """Arabic among Latin words, or in a list of facts."""
    kinds = {bidirectional(letter) for letter in text}
    return "AL" in kinds and ("L" in kinds or FACTS in text)


def is_arabic(letter: str) -> bool:
    return bidirectional(letter) == "AL"


def label(text: str = "", kind: str = "body", *, tone: str = "", wrap: bool = False) -> QLabel:
    made = QLabel(as_read(text))
    take_plainly(made)
    made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    align_start(made)
    return made


def set_text(target: QLabel, text: str) -> None:
    target.setText(as_read(text))


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Changes a dynamic property and lets the style sheet see it."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def chip(text: str, tone: str = "neutral") -> QLabel:
    made = QLabel(as_read(text))
    made.setProperty("chip", tone)
    policy = QtWidgets.QSizePolicy.Policy  # named here: the door shows none (0.4 ms)
    made.setSizePolicy(policy.Maximum, policy.Fixed)
    return made


def set_chip(target: QLabel, text: str, tone: str) -> None:
    target.setText(as_read(text))
    restyle(target, "chip", tone)


class Button(QPushButton):
    """`kind`: secondary, primary, danger, text, icon. `glyph` is an icon's name, recoloured with the theme."""

    def __init__(self, text: str = "", kind: str = "secondary", *, glyph: str = "", name: str = "") -> None:
        super().__init__()
        self._glyph, self._words, self._is_short = glyph, "", False
        self.setText(text)
        self.setProperty("kind", kind)
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(name)
        self.setAutoDefault(False)
        self._paint()
        theme().changed.connect(self._paint)

    def setText(self, text: str) -> None:
        self._words = text
        shown = "" if self._is_short else text
        # Fusion sets the words hard against the icon.
        super().setText(f"\u00a0{shown}" if self._glyph and shown else shown)

    def show_short(self, is_short: bool) -> None:
        """Its glyph alone, where there is no room: the name is the tool tip then."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.setText(self._words)
            self.setToolTip(self.accessibleName() if is_short else "")

    def width_of_words(self) -> int:
        """How much wider it is with them than without."""
        return QtGui.QFontMetrics(self.font()).horizontalAdvance(f"\u00a0{self._words}") + 4

    @property
    def is_short(self) -> bool:
        return self._is_short

    def enterEvent(self, event: QtGui.QEnterEvent) -> None:
        point_at(self)
        super().enterEvent(event)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        # Qt gives Enter to buttons of dialogs only; here it presses the one that has the focus.
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_glyph(self, glyph: str) -> None:
        self._glyph = glyph
        self._paint()

    def _paint(self) -> None:
        if self._glyph:
            colours = theme().palette
            kind = self.property("kind")
            tint = {
                "primary": colours.on_primary,
                "danger": colours.bad,
                "stop": colours.bad,
                "text": colours.primary,
                "toast": colours.nav_accent,
                "nav": colours.nav_ink,
                "navicon": colours.nav_ink2,
            }.get(str(kind), colours.ink2)
            self.setIcon(icon(self._glyph, tint))
            self.setIconSize(QSize(20, 20))


class Field(QWidget):
    """Label, editor, and below it the helper text or the error with its icon: never a modal box."""

    def __init__(
        self,
        title: str,
        editor: QWidget,
        parent: QWidget | None = None,
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.title = label(title, "label")
        self.title.setBuddy(editor)
        row.addWidget(self.title)
        if required:
            star = label("*", "label", tone="bad")
            star.setAccessibleName(said("إلزامي", "Required"))
            row.addWidget(star)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(editor)
        below = QHBoxLayout()
        below.setSpacing(6)
        self._sign = QLabel()
        self.message = label(hint, "small", wrap=True)
        below.addWidget(self._sign)
        below.addWidget(self.message, 1)
        column.addLayout(below)
        editor.setAccessibleName(title)
        self._show(hint, "")

    def show_error(self, sentence: str) -> None:
        self._show(sentence, "bad")

    def show_note(self, sentence: str, tone: str = "") -> None:
        """A good word or the other calendar, below the field."""
        self._show(sentence, tone)

    def clear(self) -> None:
        self._show(self._hint, "")

    @property
    def has_error(self) -> bool:
        return bool(self.editor.property("state") == "bad")

    def _show(self, sentence: str, tone: str) -> None:
        set_text(self.message, sentence)
        self.message.setVisible(bool(sentence))
        restyle(self.message, "tone", tone)
        restyle(self.editor, "state", "bad" if tone == "bad" else "")
        glyph = {"bad": "alert-triangle", "ok": "circle-check"}.get(tone)
        self._sign.setVisible(bool(glyph))
        if glyph:
            self._sign.setPixmap(picture(glyph, theme().palette.tone(tone)[0], 16, self))
        self.editor.setAccessibleDescription(sentence)


class TextField(QLineEdit):
    """Begins where a line begins; `left_to_right` for identifiers, phones, IBAN: so typed also where Arabic is read."""

    def __init__(self, placeholder: str = "", *, left_to_right: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        align_start(self)
        if left_to_right:
            lay_out(self, LEFT_TO_RIGHT)
