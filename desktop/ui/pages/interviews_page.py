"""The interviews of the office: what waits to be finished first, then the newest."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, chip, clear_layout, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.wording import ATTESTATION_STATES, INTERVIEW_STATES
from desktop.usecases.hold_interview import InterviewLine
from domain.sync.changes import Changes


class InterviewsPage(Page):
    begin_requested = Signal()
    resume_requested = Signal(str)
    attestation_requested = Signal(str)

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__("المقابلات", "تُحفظ كل إجابة فورًا؛ وما تُرك للإكمال يفتحه أي موظف في المكتب")
        self._actions, self._lanes = actions, lanes
        begin = Button("مقابلة جديدة", "primary", glyph="plus")
        begin.clicked.connect(self.begin_requested)
        self.header.buttons.addWidget(begin)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(16)
        self.body.addLayout(self._lists)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        self._lanes.store.ask(self._actions.list_interviews, then=self._show, supersedes="interviews")

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & {"interviews", "attestations", "signatures", "persons"}:
            self.refresh()

    def _show(self, lines: tuple[InterviewLine, ...]) -> None:
        clear_layout(self._lists)
        waiting = [line for line in lines if line.state != "finished"]
        unsigned = [line for line in lines if line.state == "finished" and line.attestation != "signed"]
        done = [line for line in lines if line.state == "finished" and line.attestation == "signed"]
        for title, some in (("بانتظار الإكمال", waiting), ("بانتظار التوقيع", unsigned), ("مكتملة وموقّعة", done)):
            if some:
                self._lists.addWidget(self._card(title, some[:30]))
        if not lines:
            empty = EmptyState("message-question", "لا توجد مقابلات بعد", "ابدأ بالبحث عن الشخص أو تسجيله")
            begin = Button("مقابلة جديدة", "primary", glyph="plus")
            begin.clicked.connect(self.begin_requested)
            empty.add_action(begin)
            self._lists.addWidget(empty)

    def _card(self, title: str, lines: list[InterviewLine]) -> Card:
        card = Card(theme().number(f"{title} ({len(lines)})"), spacing=6)
        for number, line in enumerate(lines):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(self._row(line))
        return card

    def _row(self, line: InterviewLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.person_name, "h3"))
        when = line.started_at[:16].replace("T", " ")
        number = f"\u2066{line.number}\u2069 · " if line.number else ""
        words.addWidget(label(theme().number(f"{line.form_title} · {number}\u2066{when}\u2069"), "small"))
        row.addLayout(words, 1)
        row.addWidget(chip(*INTERVIEW_STATES[line.state]))
        if line.attestation:
            row.addWidget(chip(*ATTESTATION_STATES[line.attestation]))
        if line.state == "finished":
            paper = Button("الإقرار", glyph="file-text", name=f"إقرار {line.person_name}")
            paper.clicked.connect(partial(self.attestation_requested.emit, line.id))
            row.addWidget(paper)
        resume = Button("فتح" if line.state == "finished" else "إكمال", glyph="pencil", name=f"فتح {line.person_name}")
        resume.clicked.connect(partial(self.resume_requested.emit, line.id))
        row.addWidget(resume)
        return box
