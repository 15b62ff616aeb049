"""What this program is, and a proof that its data is sound."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar

from desktop.ui.actions import DeskInfo
from desktop.ui.kit.basic import Button, Card, label, restyle, rule, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.settings.state import StoreCard
from desktop.version import VERSION
from domain.arabic import isolate

MOST_FINDINGS = 6
TONES = {"clean": "ok", "damaged": "bad", "failed": "bad"}


class AboutCard(Card):
    verify_requested = Signal()

    def __init__(self, info: DeskInfo) -> None:
        super().__init__(said("عن استقبال وسلامة البيانات", "About Istiqbal and its data"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts = (
            (said("الإصدار", "Version"), isolate(VERSION)),
            (said("الجمعية", "Association"), said_of(info.profile.name)),
            (said("المكتب", "Branch"), f"{info.office_name} ({isolate(info.office_code)})"),
        )
        for row, (title, text) in enumerate(facts):
            grid.addWidget(label(title, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, "label", wrap=True), row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(rule())
        self._sentence = label("", "body", wrap=True)
        self.body.addWidget(self._sentence)
        self._findings = label("", "small", wrap=True)
        self._findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._findings)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(said("يجري فحص البيانات", "The data is being checked"))
        self.body.addWidget(self._busy)
        self.verify = Button(
            said(" فحص البيانات", " Check the data"),
            glyph="shield-check",
            name=said("فحص سلامة البيانات", "Check that the data is sound"),
        )
        self.verify.clicked.connect(self.verify_requested)
        self.body.addWidget(self.verify)

    def show_store(self, card: StoreCard) -> None:
        sentence = card.sentence or said(
            "يتأكد الفحص أن كل ما كُتب باقٍ كما كُتب: التسلسل والبصمات وملف البيانات.",
            "The check proves that all that was written is as it was written: the chain, the digests and the file.",
        )
        set_text(self._sentence, theme().number(sentence))
        restyle(self._sentence, "tone", TONES.get(card.kind, ""))
        set_text(self._findings, "\n".join(isolate(item) for item in card.findings[:MOST_FINDINGS]))
        self._findings.setVisible(bool(card.findings))
        self._busy.setVisible(card.kind == "running")
        self.verify.setEnabled(card.kind != "running")
