"""A backup now, and where and when the last one was made."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.settings.backup_presenter import BackupCard, BackupPresenter
from domain.text import Text

PURPOSE = Text(
    "نسخة مشفّرة من بيانات هذا الجهاز ومفاتيحها، تُفحص بعد كتابتها. انقل واحدة إلى ذاكرة كل أسبوع: قرص تعطّل يأخذ "
    "ما عليه.",
    "An encrypted copy of this laptop's data and keys, checked after it is written. Carry one away on a stick every "
    "week: a disk that fails takes what is on it.",
)


class BackupStoreCard(Card):
    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__(said("النسخ الاحتياطي", "Backup"))
        self.presenter = BackupPresenter(actions, store, show=self.show_card, now=saudi_now)
        self.body.addWidget(label(said_of(PURPOSE), "small", wrap=True))
        self._sentence = label("", "body", wrap=True)
        self.body.addWidget(self._sentence)
        self._place = label("", "small", wrap=True)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place.setAccessibleName(said("مكان آخر نسخة احتياطية", "Where the last backup lies"))
        self.body.addWidget(self._place)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(said("تُكتب النسخة الاحتياطية وتُفحص", "The backup is written and checked"))
        self.body.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.make = Button(
            said(" نسخة احتياطية الآن", " Back up now"),
            glyph="download",
            name=said("نسخة احتياطية الآن", "Back up now"),
        )
        self.make.clicked.connect(self._make_here)
        self.elsewhere = Button(said("إلى ذاكرة أو قرص آخر…", "To a stick or another disk…"), "text")
        self.elsewhere.clicked.connect(self._make_elsewhere)
        for button in (self.make, self.elsewhere):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.presenter.show()

    def show_card(self, card: BackupCard) -> None:
        if not shiboken6.isValid(self):
            return
        set_text(self._sentence, theme().number(card.sentence))
        restyle(self._sentence, "tone", card.tone)
        for words, text in ((self._place, card.place), (self._problem, card.problem)):
            set_text(words, text)
            words.setVisible(bool(text))
        self._busy.setVisible(card.is_busy)
        for button in (self.make, self.elsewhere):
            button.setEnabled(not card.is_busy)

    def _make_here(self) -> None:
        self.presenter.make()

    def _make_elsewhere(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, said("أين تُكتب النسخة الاحتياطية؟", "Where should the backup be written?")
        )
        if folder:
            self.presenter.make(folder)
