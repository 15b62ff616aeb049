"""The cards of carrying by stick: a way out or in, how far it is, how it ended, how it works."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.ui.kit.basic import Button, Card, Glyph, clear_layout, label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.stick.state import Carrying, Outcome
from domain.text import Text

STEPS = (
    Text("انسخ هنا ما كُتب إلى ذاكرة USB.", "Copy what was written here to a USB stick."),
    Text(
        "خذها إلى المركز الرئيس: يأخذ ما عليها ويكتب عليها رده.",
        "Take it to head office: it takes what is on it and writes its answer there.",
    ),
    Text(
        "عُد بها إلى هنا وخذ الرد: فيه تأكيد ما وصل، وما كتبته أجهزة المكتب الأخرى.",
        "Come back with it and take the answer: it confirms what arrived and brings what the branch's other laptops "
        "wrote.",
    ),
)


class WayCard(Card):
    """One of the two buttons, and what it will do."""

    def __init__(self, glyph: str, title: str, action: str, kind: str) -> None:
        super().__init__(spacing=12)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Glyph(glyph))
        head.addWidget(label(title, "h2"), 1)
        self.body.addLayout(head)
        self.detail = label("", "body", wrap=True)
        self.body.addWidget(self.detail)
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.button = Button(f" {action}", kind, glyph="device-usb", name=action)
        self.body.addWidget(self.button)


class PeerCard(Card):
    """Between two laptops of the branch, when neither reaches head office."""

    def __init__(self) -> None:
        super().__init__(said("بين جهازين في المكتب", "Between two laptops of the office"), spacing=10)
        self.body.addWidget(
            label(
                said(
                    "يكتب الجهاز الذي سيأخذ بطاقته على الذاكرة، وينسخ الآخر إليها ما ينقصه، ثم يأخذه الأول من الذاكرة. "
                    "وما أُخذ هكذا يصل إلى المركز مع أول الجهازين وصولًا إليه.",
                    "The laptop that is to receive writes its card on the stick, the other copies what it lacks, and "
                    "the first takes it. What is taken this way reaches head office with whichever laptop gets there "
                    "first.",
                ),
                "body",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        self.card = Button(
            said(" اكتب بطاقة هذا الجهاز", " Write this laptop's card"),
            glyph="id",
            name=said("اكتب بطاقة هذا الجهاز", "Write this laptop's card"),
        )
        self.copy = Button(
            said(" انسخ إلى جهاز", " Copy for a laptop"),
            glyph="device-usb",
            name=said("انسخ إلى جهاز", "Copy for a laptop"),
        )
        row.addWidget(self.card)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)


class ProgressCard(Card):
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=10)
        row = QHBoxLayout()
        self._stage = label("", "h3")
        row.addWidget(self._stage, 1)
        self._share = label("", "label")
        row.addWidget(self._share)
        self.stop = Button(said(" إيقاف", " Stop"), glyph="x", name=said("إيقاف النقل", "Stop carrying"))
        self.stop.clicked.connect(self.stop_requested)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(said("تقدم النقل", "Progress"))
        self.body.addWidget(self._bar)
        self.body.addWidget(
            label(
                said(
                    "يمكنك متابعة العمل في الصفحات الأخرى. لا تسحب الذاكرة حتى ينتهي النقل.",
                    "You can go on working on the other pages. Do not pull the stick out before this is done.",
                ),
                "small",
            )
        )

    def show_carrying(self, carrying: Carrying | None) -> None:
        self.setVisible(carrying is not None)
        if carrying is None:
            return
        set_text(self._stage, carrying.stage)
        is_known = carrying.share is not None
        self._bar.setRange(0, 100 if is_known else 0)
        self._bar.setValue(carrying.share or 0)
        set_text(self._share, theme().number(f"{carrying.share}%") if is_known else "")


class OutcomeCard(Card):
    """How it ended, and what to do next."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        head = QHBoxLayout()
        self._title = label("", "h2")
        head.addWidget(self._title, 1)
        self.hide_it = Button(kind="text", glyph="x", name=said("إخفاء النتيجة", "Hide the result"))
        self.hide_it.clicked.connect(self.dismissed)
        head.addWidget(self.hide_it)
        self.body.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        row = QHBoxLayout()
        self.anyway = Button(said("خذها مع ما تلغيه", "Take it with what it voids"), "danger")
        row.addWidget(self.anyway)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_outcome(self, outcome: Outcome | None) -> None:
        self.setVisible(outcome is not None)
        if outcome is None:
            return
        set_text(self._title, outcome.title)
        self.anyway.setVisible(outcome.may_take_anyway)
        restyle(self._title, "tone", outcome.tone)
        clear_layout(self._lines)
        for line in outcome.lines:
            self._lines.addWidget(label(theme().number(line), "body", wrap=True))
        ink, tint = theme().palette.tone(outcome.tone)
        self.setStyleSheet(f"OutcomeCard {{ background: {tint}; border: 1px solid {ink}; border-radius: 10px; }}")
        self.setAccessibleName(f"{outcome.title}. {' '.join(outcome.lines)}")


def steps_card() -> Card:
    card = Card(said("كيف يصل العمل بلا شبكة", "How work arrives without a network"), spacing=8)
    for number, step in enumerate(STEPS, 1):
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(theme().number(number), "h3", tone="primary"))
        row.addWidget(label(said_of(step), "body", wrap=True), 1)
        card.body.addLayout(row)
    card.body.addWidget(
        label(
            said(
                "ما على الذاكرة مختوم: إن ضاعت لم يقرأه أحد، ولم يضع شيء؛ فالعمل كله باقٍ على هذا الجهاز.",
                "What is on the stick is sealed: lost, nobody reads it and nothing is gone; all of the work is still "
                "on this laptop.",
            ),
            "small",
            wrap=True,
        )
    )
    return card
