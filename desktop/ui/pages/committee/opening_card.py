"""A new session: its number and day, who sits in it, and which requests it looks at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.kit.basic import Button, Card, Field, TextField, clear_layout, label, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.committee.days import read_day
from desktop.ui.pages.departure.reading import Said
from desktop.ui.pages.requests.reading import stage_words
from desktop.ui.shown import shown_day
from desktop.usecases.prepare_committee import CommitteeOverview
from desktop.usecases.set_agenda import Candidate
from domain.committee import SessionDraft


class OpeningCard(Card):
    """`opened` carries the draft of the session and the requests that were chosen."""

    opened = Signal(object, object)  # SessionDraft, tuple of interviews

    def __init__(self) -> None:
        super().__init__(said("جلسة جديدة", "A new session"))
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self.fields: dict[str, Field] = {}
        self.number = self._field("number", said("رقم الجلسة", "Number"))
        self.day = self._field("day", said("يومها", "Day"), stretch=2)
        self.starts_at = self._field("starts_at", said("تبدأ الساعة", "Begins at"), hint=theme().number("10:30"))
        self.place = self._field("place", said("المكان", "Place"), stretch=2)
        self.body.addLayout(self._row)
        self.day.textChanged.connect(self._show_day)
        self._members = label("", "small", wrap=True)
        self.body.addWidget(self._members)
        self._title = label("", "h3", wrap=True)
        self.body.addWidget(self._title)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self.checks: dict[str, Check] = {}
        self.open = Button(
            said("فتح الجلسة", "Open the session"),
            "primary",
            glyph="scale",
            name=said("فتح الجلسة (Ctrl+Enter)", "Open the session (Ctrl+Enter)"),
        )
        self.open.clicked.connect(self._open)
        for field in self.fields.values():
            editor = field.editor
            if isinstance(editor, TextField):
                editor.returnPressed.connect(self._open)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self._shown: CommitteeOverview | None = None

    def _field(self, name: str, title: str, *, hint: str = "", stretch: int = 1) -> TextField:
        editor = TextField(hint)
        self.fields[name] = Field(title, editor)
        self._row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return editor

    def show_overview(self, overview: CommitteeOverview, refused: Said) -> None:
        self.open.setEnabled(overview.may)
        if self._shown is None or (self._shown.number, self._shown.day) != (overview.number, overview.day):
            self.number.setText(overview.number)
            self.day.setText(theme().number(overview.day))
        if self._shown is None or self._shown.candidates != overview.candidates:
            self._show_candidates(overview.candidates)
        self._shown = overview
        names = listed(one.name for one in overview.members)
        seated = (
            said(f"الأعضاء كما في الجلسة السابقة: {names}", f"Members as in the last session: {names}")
            if names
            else said("تُسجَّل أعضاؤها بعد فتحها.", "Its members are entered once it is open.")
        )
        set_text(self._members, seated)
        for name, field in self.fields.items():
            if name == refused.field and refused.sentence:
                field.show_error(theme().number(refused.sentence))
            elif name != "day":
                field.clear()

    def _show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        unchecked = {id for id, check in self.checks.items() if not check.isChecked()}
        clear_layout(self._list)
        self.checks = {}
        ready = sum(one.is_attested for one in candidates)
        set_text(
            self._title,
            theme().number(said(f"طلبات جاهزة للعرض: {ready}", f"Requests that are ready: {ready}"))
            if candidates
            else said("لا طلب ينتظر اللجنة الآن.", "No request waits for the committee."),
        )
        for one in candidates:
            words = " · ".join((one.person_name, said_of(one.kind), stage_words(one.stage)))
            check = Check(words)
            check.setEnabled(one.is_attested)
            check.setChecked(one.is_attested and one.interview not in unchecked)
            self._list.addWidget(check)
            if not one.is_attested:
                why = said("إقراره غير موقّع أو تغيّرت بياناته", "Its attestation is not signed, or its data changed")
                self._list.addWidget(label(why, "micro", tone="warn", wrap=True))
            self.checks[one.interview] = check

    def take_focus(self) -> None:
        self.number.setFocus()

    def _show_day(self, text: str) -> None:
        day = read_day(text)
        self.fields["day"].show_note(theme().number(shown_day(day)) if day else "")

    def _open(self) -> None:
        draft = SessionDraft(
            self.number.text(),
            read_day(self.day.text()) or self.day.text(),
            self.place.text(),
            self.starts_at.text(),
        )
        chosen = tuple(id for id, check in self.checks.items() if check.isChecked() and check.isEnabled())
        self.opened.emit(draft, chosen)
