"""How a session ends: its hour, what it recommends, its minutes on paper, and their signing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said
from desktop.ui.pages.committee.days import read_day
from desktop.ui.pages.departure.reading import Said
from desktop.ui.shown import shown_day
from desktop.usecases.show_committee import SessionPage
from domain.committee import HELD, OPENED, SIGNED


class EndingCard(Card):
    held = Signal(str, str)  # ends at, recommendations
    signed = Signal(str, str, str)  # day, names, direction
    reopened = Signal()
    cancelled = Signal()
    minutes_requested = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self.words = label("", "body", wrap=True)
        self.body.addWidget(self.words)
        self.fields: dict[str, Field] = {}
        self._opened, opened = self._part()
        self.ends_at = self._field(opened, "ends_at", said("انتهت الساعة", "Ended at"), theme().number("11:30"))
        self.recommendations = self._field(opened, "recommendations", said("التوصيات", "Recommendations"))
        self.hold = Button(said("إنهاء الجلسة ومحضرها", "End it; its minutes"), "primary", glyph="clipboard-check")
        self.hold.clicked.connect(self._hold)
        self.ends_at.returnPressed.connect(self._hold)
        self.cancel = Button(said("لم تُعقد الجلسة", "It was not held"), "text", glyph="x")
        self.cancel.clicked.connect(self.cancelled)
        opened.addLayout(_row(self.hold))
        opened.addLayout(_row(self.cancel))
        self._held, held = self._part()
        self.signed_on = self._field(held, "signed_on", said("وُقّع المحضر في", "Minutes signed on"))
        self.signers = self._field(held, "signers", said("الموقّعون", "Signed by"))
        self.direction = self._field(held, "direction", said("توجيه المدير العام", "The manager's direction"))
        self.sign = Button(said("تسجيل التوقيع", "Record the signing"), "primary", glyph="signature")
        self.sign.clicked.connect(self._sign)
        self.reopen = Button(said("إعادة فتحها", "Open it again"), "text", glyph="arrow-back-up")
        self.reopen.clicked.connect(self.reopened)
        held.addLayout(_row(self.sign, self.reopen))
        self.minutes = Button(
            said("محضر الجلسة", "The minutes"),
            glyph="printer",
            name=said("محضر الجلسة (Ctrl+P)", "The minutes (Ctrl+P)"),
        )
        self.minutes.clicked.connect(self.minutes_requested)
        self.body.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignLeft)
        self._session = ""

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.body.addWidget(box)
        return box, column

    def _field(self, column: QVBoxLayout, name: str, title: str, hint: str = "") -> TextField:
        editor = TextField(hint)
        self.fields[name] = Field(title, editor)
        column.addWidget(self.fields[name])
        return editor

    def show_page(self, page: SessionPage, today: str, refused: Said, *, may: bool) -> None:
        session = page.session
        self._opened.setVisible(session.state == OPENED and may)
        self._held.setVisible(session.state == HELD and may)
        self.minutes.setVisible(session.state in (HELD, SIGNED))
        set_text(self.words, theme().number(_words(page)))
        self.words.setVisible(bool(self.words.text()))
        if (session.id, session.state) != self._session_shown():
            self._session = f"{session.id} {session.state}"
            self.ends_at.setText(session.ends_at)
            self.recommendations.setText(session.recommendations)
            self.signed_on.setText(theme().number(today))
            self.signers.setText(listed(one.name for one in page.members if one.is_present))
            self.direction.setText(session.direction)
        for name, field in self.fields.items():
            if name == refused.field and refused.sentence:
                field.show_error(theme().number(refused.sentence))
            else:
                field.clear()

    def _session_shown(self) -> tuple[str, str]:
        id, _, state = self._session.partition(" ")
        return id, state

    def _hold(self) -> None:
        self.held.emit(self.ends_at.text(), self.recommendations.text())

    def _sign(self) -> None:
        day = read_day(self.signed_on.text()) or self.signed_on.text()
        self.signed.emit(day, self.signers.text(), self.direction.text())


def _words(page: SessionPage) -> str:
    session = page.session
    match session.state:
        case "opened" if page.undecided:
            return said("تُنهى الجلسة بعد النظر في كل ما في جدولها.", "It ends when the whole agenda was looked at.")
        case "held":
            return said("انتهت الجلسة. اطبع محضرها ليوقّعه الأعضاء.", "It is over. Print its minutes, to be signed.")
        case "signed":
            day = shown_day(session.signed_on)
            return said(f"وُقّع محضرها في {day}: {session.signers}", f"Minutes signed on {day}: {session.signers}")
        case "cancelled":
            return said("أُلغيت هذه الجلسة.", "This session was cancelled.")
    return ""


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
