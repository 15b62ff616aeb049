"""All that waits for a printer, opened from the sentence over every page."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt, Signal

from desktop.ui.kit.basic import EmptyState, Page
from desktop.ui.language import said
from desktop.ui.pages.paper.waiting import line_of
from desktop.ui.pages.paper.waiting_card import WaitingCard
from desktop.ui.pages.way_back import add_way_back
from desktop.usecases.queue_print import JobLine

ALL = 1_000


class PrintsPage(Page):
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(
            said("أوراق بانتظار الطباعة", "Papers waiting to be printed"),
            said(
                "محفوظة كما عُرضت حتى تُطبع أو تُحذف، ولا تُطبع مرة ثانية وحدها",
                "Kept as they were seen until they are printed or dropped; none is printed twice by itself",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        add_way_back(self, self.closed.emit)
        self.waiting = WaitingCard()
        self.body.addWidget(self.waiting)
        self._empty = EmptyState(
            "printer",
            said("لا شيء ينتظر الطباعة", "Nothing waits for a printer"),
            said("كل ما أُرسل إلى الطابعة خرج.", "Everything that was sent to a printer has come out."),
        )
        self.body.addWidget(self._empty, 1)
        self.body.addStretch(1)

    def show_jobs(self, jobs: tuple[JobLine, ...], printers: Sequence[str]) -> None:
        if shiboken6.isValid(self):
            self.waiting.show_lines(tuple(map(line_of, jobs)), printers, most=ALL)
            self._empty.setVisible(not jobs)
