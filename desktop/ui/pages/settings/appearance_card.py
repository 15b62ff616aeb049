"""Light or dark, which digits, how dense, and when the window locks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Card, Segments, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import LANGUAGE_NAMES, language, said
from desktop.ui.pages.settings.appearance import DENSITIES, DIGITS, LOCK_MINUTES, THEMES, Appearance
from desktop.ui.pages.settings.presenter import SettingsPresenter
from desktop.ui.pages.wording import MINUTES


class AppearanceCard(Card):
    language_chosen = Signal(str)

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("المظهر والقفل")
        self.language = Segments(LANGUAGE_NAMES.items(), self.language_chosen.emit, name=said("اللغة", "Language"))
        self.language.choose(language())
        self.theme = Segments(THEMES, presenter.choose_theme, name="المظهر")
        self.digits = Segments(DIGITS, presenter.choose_digits, name="الأرقام")
        self.density = Segments(DENSITIES, presenter.choose_density, name="الكثافة")
        self.lock = QComboBox()
        self.lock.setAccessibleName("القفل عند الخمول")
        self.lock.activated.connect(self._choose_lock)
        self._choose_minutes = presenter.choose_lock
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, str, QWidget], ...] = (
            (said("اللغة", "Language"), said("على هذا الجهاز", "On this laptop"), self.language),
            ("المظهر", "", self.theme),
            ("الأرقام", "على الشاشة", self.digits),
            ("الكثافة", "كالشاشة: متراصّة على الصغيرة", self.density),
            ("القفل عند الخمول", "ما كتبته يبقى محفوظًا", self.lock),
        )
        for row, (title, hint, editor) in enumerate(rows):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(title, "label"))
            if hint:
                words.addWidget(label(hint, "micro", wrap=True))
            grid.addLayout(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, 1)
        self.body.addLayout(grid)
        self._fill_lock()

    def show_appearance(self, appearance: Appearance) -> None:
        self.theme.choose(appearance.theme)
        self.digits.choose(appearance.digits)
        self.density.choose(appearance.density)
        self._fill_lock()
        self.lock.setCurrentIndex(LOCK_MINUTES.index(appearance.lock_minutes))

    def _fill_lock(self) -> None:
        """In the digits of the moment."""
        texts = [
            theme().number(f"بعد {MINUTES.of(minutes)}") if minutes else "لا يُقفل وحده" for minutes in LOCK_MINUTES
        ]
        if [self.lock.itemText(index) for index in range(self.lock.count())] != texts:
            self.lock.clear()
            self.lock.addItems(texts)

    def _choose_lock(self, index: int) -> None:
        self._choose_minutes(LOCK_MINUTES[index])
