"""A backup now, and where and when the last one was made."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.settings.backup_presenter import BackupCard, BackupPresenter

PURPOSE = (
    "نسخة مشفّرة من بيانات هذا الجهاز ومفاتيحها، تُفحص بعد كتابتها. انقل واحدة إلى ذاكرة كل أسبوع: قرص تعطّل يأخذ ما عليه."
)


class BackupStoreCard(Card):
    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__("النسخ الاحتياطي")
        self.presenter = BackupPresenter(actions, store, show=self.show_card, now=saudi_now)
        self.body.addWidget(label(PURPOSE, "small", wrap=True))
        self._sentence = label("", "body", wrap=True)
        self.body.addWidget(self._sentence)
        self._place = label("", "small", wrap=True)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place.setAccessibleName("مكان آخر نسخة احتياطية")
        self.body.addWidget(self._place)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName("تُكتب النسخة الاحتياطية وتُفحص")
        self.body.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.make = Button(" نسخة احتياطية الآن", glyph="download", name="نسخة احتياطية الآن")
        self.make.clicked.connect(self._make_here)
        self.elsewhere = Button("إلى ذاكرة أو قرص آخر…", "text")
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
        folder = QFileDialog.getExistingDirectory(self, "أين تُكتب النسخة الاحتياطية؟")
        if folder:
            self.presenter.make(folder)
