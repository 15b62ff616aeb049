"""What may be done, as buttons in a row; the form of the one that was chosen below them."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from desktop.ui.kit.basic import Button, Card, clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.pages.complaint.deed_form import DeedForm
from desktop.ui.pages.complaint.deeds import Deed
from desktop.ui.pages.complaint.presenter import ComplaintPresenter
from desktop.ui.pages.complaint.reading import Fact

IN_A_ROW = 3


def _across(count: int) -> int:
    """How many stand in a row: none is left alone in the next."""
    return 2 if count == IN_A_ROW + 1 else IN_A_ROW


class DoingCard(Card):
    """Hidden while there is nothing to do and nothing to show."""

    def __init__(self, title: str, presenter: ComplaintPresenter) -> None:
        super().__init__(title, spacing=10)
        self._presenter = presenter
        self.buttons: dict[str, Button] = {}
        self.form: DeedForm | None = None
        self.deeds: tuple[Deed, ...] = ()
        self._facts: tuple[Fact, ...] = ()
        self._known = QVBoxLayout()
        self._known.setSpacing(2)
        self.body.addLayout(self._known)
        self._row = QGridLayout()
        self._row.setSpacing(10)
        self.body.addLayout(self._row)
        self._below = QVBoxLayout()
        self.body.addLayout(self._below)
        self.hide()

    def show_facts(self, facts: Iterable[Fact]) -> None:
        found = tuple(facts)
        if found == self._facts:
            return
        self._facts = found
        clear_layout(self._known)
        for title, text in found:
            self._known.addWidget(label(theme().number(f"{title}: {text}"), "body", wrap=True))

    def show_deeds(self, deeds: tuple[Deed, ...], open_deed: str, field: str, sentence: str) -> None:
        self.setVisible(bool(deeds or self._facts))
        if deeds != self.deeds:
            self._make_buttons(deeds)
        self._show_form(next((deed for deed in deeds if deed.key == open_deed), None))
        if self.form is not None:
            self.form.show_said(field, sentence)
            if sentence and field in self.form.fields:
                self.form.focus(field)

    def _make_buttons(self, deeds: tuple[Deed, ...]) -> None:
        self.deeds = deeds
        clear_layout(self._row)
        self.buttons = {}
        for column in range(self._row.columnCount()):
            self._row.setColumnStretch(column, 0)
        across = _across(len(deeds))
        for number, deed in enumerate(deeds):
            button = Button(deed.title, "primary" if deed.is_next else "secondary", glyph=deed.glyph)
            button.clicked.connect(partial(self._presenter.choose, deed.key))
            self.buttons[deed.key] = button
            self._row.addWidget(button, number // across, number % across)
        self._row.setColumnStretch(across, 1)

    def _show_form(self, deed: Deed | None) -> None:
        """One that is open stays as it is, with what is typed; of one that changed, what was typed is taken along."""
        known = self.form
        if known is not None and deed is not None and known.deed == deed:
            return
        typed = known.typed if known is not None and deed is not None and known.deed.key == deed.key else {}
        clear_layout(self._below)
        self.form = None
        if deed is None:
            return
        self.form = DeedForm(deed)
        self.form.take(typed)
        self.form.done.connect(self._presenter.do)
        self.form.dropped.connect(self._presenter.drop)
        self._below.addWidget(self.form)
        self.form.focus()
