"""What waits for a printer, as a short list: send it again, to another printer, or drop it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, clear_layout, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.paper.waiting import WaitingLine
from desktop.usecases.queue_print import JobLine


class WaitingCard(Card):
    again_requested = Signal(object, str)  # JobLine, printer
    drop_requested = Signal(object)  # JobLine

    def __init__(self, title: str = "") -> None:
        super().__init__(title, padding=16, spacing=8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._shown: tuple[tuple[WaitingLine, ...], tuple[str, ...], int] | None = None
        theme().changed.connect(self._redraw)
        self.hide()

    def show_lines(self, lines: tuple[WaitingLine, ...], printers: Sequence[str], *, most: int) -> None:
        """Not seen while nothing waits."""
        now = (lines, tuple(printers), most)
        if now != self._shown:
            self._shown = now
            self._redraw()
        self.setVisible(bool(lines))

    def _redraw(self) -> None:
        if self._shown is None:
            return
        lines, printers, most = self._shown
        clear_layout(self._rows)
        for number, line in enumerate(lines[:most]):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line, printers))
        if len(lines) > most:
            rest = len(lines) - most
            more = said(f"ومعها {rest} أخرى.", f"And {rest} more.")
            self._rows.addWidget(label(theme().number(more), "small"))

    def _row(self, line: WaitingLine, printers: tuple[str, ...]) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        number = theme().number
        words.addWidget(label(number(line.title), "label", wrap=True))
        words.addWidget(label(line.reason, "small", tone="warn" if line.can_send else "", wrap=True))
        if line.stale:
            words.addWidget(label(line.stale, "small", tone="bad", wrap=True))
        words.addWidget(label(number(line.detail), "micro", wrap=True))
        across.addLayout(words, 1)
        job = line.job
        if line.can_send:
            again = said("اطبعه رغم ذلك", "Print it anyway") if line.stale else said("إعادة", "Again")
            self._add(across, again, "printer", line, partial(self._again, job, job.printer))
            others = [name for name in printers if name != job.printer]
            if others:
                other = Button(said("طابعة أخرى", "Another printer"), "text")
                other.setMenu(self._menu(other, job, others))
                other.setAccessibleName(f"{other.text()}: {line.title}")
                across.addWidget(other)
        self._add(across, said("حذف", "Drop"), "", line, partial(self._drop, job))
        return row

    def _add(self, across: QHBoxLayout, text: str, glyph: str, line: WaitingLine, deed: "partial[None]") -> None:
        button = Button(text, "secondary" if glyph else "text", glyph=glyph, name=f"{text}: {line.title}")
        button.clicked.connect(deed)
        across.addWidget(button)

    def _menu(self, parent: QWidget, job: JobLine, printers: list[str]) -> QMenu:
        menu = QMenu(parent)
        for name in printers:
            menu.addAction(name).triggered.connect(partial(self._again, job, name))
        return menu

    def _again(self, job: JobLine, printer: str, _: object = None) -> None:
        self.again_requested.emit(job, printer)

    def _drop(self, job: JobLine, _: object = None) -> None:
        self.drop_requested.emit(job)
