"""Which language, light or dark, which digits, how dense, and when the window locks."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Card, Segments, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import LANGUAGE_NAMES, language, reads_from_right, said, said_of
from desktop.ui.pages.settings.appearance import DENSITIES, DIGITS, LOCK_MINUTES, THEMES, Appearance
from desktop.ui.pages.settings.presenter import SettingsPresenter
from desktop.ui.pages.wording import MINUTES
from domain.text import Text


class AppearanceCard(Card):
    language_chosen = Signal(str)

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__(said("المظهر والقفل", "Appearance and lock"))
        self.language = Segments(LANGUAGE_NAMES.items(), self.language_chosen.emit, name=said("اللغة", "Language"))
        self.language.choose(language())
        self.theme = _segments(THEMES, presenter.choose_theme, said("المظهر", "Appearance"))
        self.digits = _segments(DIGITS, presenter.choose_digits, said("الأرقام", "Digits"))
        self.density = _segments(DENSITIES, presenter.choose_density, said("الكثافة", "Density"))
        self.lock = QComboBox()
        self.lock.setAccessibleName(said("القفل عند الخمول", "Lock when idle"))
        self.lock.activated.connect(self._choose_lock)
        self._choose_minutes = presenter.choose_lock
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (title, hint, editor) in enumerate(self._rows()):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(title, "label"))
            if hint:
                words.addWidget(label(hint, "micro", wrap=True))
            grid.addLayout(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, 1)
        self.body.addLayout(grid)
        self._fill_lock()

    def _rows(self) -> Iterator[tuple[str, str, QWidget]]:
        yield said("اللغة", "Language"), said("على هذا الجهاز", "On this laptop"), self.language
        yield said("المظهر", "Appearance"), "", self.theme
        if reads_from_right():  # English has its own digits alone
            yield said("الأرقام", "Digits"), said("على الشاشة", "On the screen"), self.digits
        small = said("كالشاشة: متراصّة على الصغيرة", "Fits the screen")
        yield said("الكثافة", "Density"), small, self.density
        yield (
            said("القفل عند الخمول", "Lock when idle"),
            said("ما كتبته يبقى محفوظًا", "Your work is kept"),
            self.lock,
        )

    def show_appearance(self, appearance: Appearance) -> None:
        self.theme.choose(appearance.theme)
        self.digits.choose(appearance.digits)
        self.density.choose(appearance.density)
        self._fill_lock()
        self.lock.setCurrentIndex(LOCK_MINUTES.index(appearance.lock_minutes))

    def _fill_lock(self) -> None:
        """In the digits of the moment."""
        texts = [
            theme().number(said(f"بعد {MINUTES.of(minutes)}", f"After {MINUTES.of(minutes)}"))
            if minutes
            else said("لا يُقفل وحده", "Never by itself")
            for minutes in LOCK_MINUTES
        ]
        if [self.lock.itemText(index) for index in range(self.lock.count())] != texts:
            self.lock.clear()
            self.lock.addItems(texts)

    def _choose_lock(self, index: int) -> None:
        self._choose_minutes(LOCK_MINUTES[index])


def _segments(choices: tuple[tuple[str, Text], ...], chosen: Callable[[str], None], name: str) -> Segments:
    return Segments(((key, said_of(text)) for key, text in choices), chosen, name=name)
