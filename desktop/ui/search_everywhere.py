"""Ctrl+K: the search over whatever page is shown, and where what it finds leads."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.actions import Actions
from desktop.ui.language import headed, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.palette.commands import PageEntry, commands_of
from desktop.ui.pages.palette.state import Item
from desktop.ui.pages.palette.view import Palette
from domain.policy_parts import Wording


class SearchEverywhere(QObject):
    """Built when it is first asked for. Each signal is a request to the window."""

    person_asked = Signal(str)
    interview_asked = Signal(str)  # to go on with
    paper_asked = Signal(str)  # of an interview
    page_asked = Signal(str)
    begin_asked = Signal()
    form_asked = Signal(str, str)  # a form and its title, to begin with once it is known with whom
    register_asked = Signal()
    day_sheet_asked = Signal()
    report_asked = Signal()
    sheet_asked = Signal(str)  # one of `desktop.ui.papers.SHEETS` that is about no row
    sync_asked = Signal()
    waiting_asked = Signal()
    forms_asked = Signal()
    check_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self, window: QWidget, actions: Actions, lanes: Lanes, *, pages: Sequence[PageEntry], person: Wording
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._lanes = window, actions, lanes
        self._pages, self._person = tuple(pages), person
        self._palette: Palette | None = None

    def open(self, text: str = "") -> None:
        """With what was typed already; asked for again while it is open, it closes."""
        if self._palette is None:
            commands = commands_of(self._pages, person=said_of(self._person.singular))
            self._palette = Palette(
                self._window, self._actions, self._lanes, commands=commands, people=headed(said_of(self._person.plural))
            )
            self._palette.chosen.connect(self._go_to)
        self._palette.open(text)

    def close(self) -> None:
        if self._palette is not None:
            self._palette.close_again()

    @property
    def palette(self) -> Palette | None:
        return self._palette

    def _go_to(self, item: Item) -> None:
        match item.kind:
            case "person":
                self.person_asked.emit(item.target)
            case "resume":
                self.interview_asked.emit(item.target)
            case "attestation":
                self.paper_asked.emit(item.target)
            case "task":
                self.page_asked.emit("tasks")
            case "form":
                self.form_asked.emit(item.target, item.title)
            case "command":
                self._obey(item.target)
            case _:
                raise ValueError(f"an unknown kind of result: {item.kind}")

    def _obey(self, command: str) -> None:
        kind, _, page = command.partition(":")
        if kind == "page":
            self.page_asked.emit(page)
            return
        if kind == "sheet":
            self.sheet_asked.emit(page)
            return
        deeds = {
            "register": self.register_asked,
            "begin": self.begin_asked,
            "day-sheet": self.day_sheet_asked,
            "report": self.report_asked,
            "sync": self.sync_asked,
            "waiting": self.waiting_asked,
            "forms": self.forms_asked,
            "check": self.check_asked,
            "lock": self.lock_asked,
        }
        deeds[kind].emit()
