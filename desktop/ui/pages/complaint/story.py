"""The story of a complaint, the newest first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.kit.basic import Card, Glyph, clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said
from desktop.ui.pages.complaint.reading import Told, story_of
from desktop.usecases.know_complaint import ComplaintPage

SIGN = 32


class StoryCard(Card):
    def __init__(self) -> None:
        super().__init__(said("ما جرى", "What happened"), spacing=12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(14)
        self.body.addLayout(self._lines)

    def show_story(self, page: ComplaintPage) -> None:
        clear_layout(self._lines)
        for told in story_of(page):
            self._lines.addWidget(_line(told))


def _line(told: Told) -> QFrame:
    made = QFrame()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(Glyph(told.glyph, tone=told.tone, size=SIGN), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(told.title, "label"))
    if told.said:
        words.addWidget(label(theme().number(told.said), "body", wrap=True))
    words.addWidget(label(theme().number(told.when), "small", wrap=True))
    row.addLayout(words, 1)
    made.setAccessibleName(listed((told.title, told.said, told.when)))
    return made
