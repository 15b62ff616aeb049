"""An enquiry as it is taken down: the subject first, with the frequent answers that fit it; then the answer, or whom it
goes to. Enter keeps it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Segments, TextField, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.enquiries.entry_fields import (
    AT_ONCE,
    LATER,
    SPANS,
    SUGGESTION,
    EntryFields,
    keys_said,
    offer_button,
    person_button,
)
from desktop.ui.pages.enquiries.forms import show_refused
from desktop.ui.pages.enquiries.state import Asked, EnquiriesState, Offer, Officer, PersonFound, Refused
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.policy import Profile
from domain.suggestion import SuggestionDraft

NARROW = 820


class EntryCard(Card):
    subject_typed = Signal(str)
    asker_typed = Signal(str)
    field_chosen = Signal(str, str)  # field, category
    saved = Signal(object, object)  # EnquiryDraft, AnswerDraft or None
    suggested = Signal(object)  # SuggestionDraft

    def __init__(self, profile: Profile) -> None:
        super().__init__(said("استفسار جديد", "New enquiry"), padding=16, spacing=10)
        self._person = self._visit = ""
        self._officer = Officer()
        self._suggested = ""
        self._refused = Refused()
        self._is_narrow: bool | None = None
        self._offers: tuple[Offer, ...] = ()
        self._people: tuple[PersonFound, ...] = ()
        modes = [
            (AT_ONCE, said("أُجيب الآن", "Answered now")),
            (LATER, said("ينتظر الجواب", "Left open")),
            (SUGGESTION, said("مقترح أو رأي", "Suggestion")),
        ]
        self.mode = Segments(modes, self._choose_mode, name=said("الجواب", "Answer"))
        self.mode.choose(AT_ONCE)
        self.heading.addWidget(self.mode)
        made = EntryFields(profile)
        self.fields, self.typed = made.fields, made
        self.subject, self.answer, self.clause = made.subject, made.answer, made.clause
        self.department, self.agreed_means, self.agreed_day = made.department, made.agreed_means, made.agreed_day
        self.name, self.address = made.name, made.address
        self.channel, self.kind, self.source = made.channel, made.kind, made.source
        self.field, self.category = made.field, made.category
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.body.addLayout(self._grid)
        self._make_asker()
        self.body.addLayout(self._make_bottom())
        # Not shown before it has a parent: it would be a window for a moment, and take the keyboard away.
        for part in (*self.fields.values(), self._offer_box, self._people_box, self._chosen):
            part.setParent(self)
        self._connect()
        self._lay_out(is_narrow=False)

    # --- making --------------------------------------------------------------------------------------------------

    def _make_asker(self) -> None:
        """Under the grid: the frequent answers and the persons that fit what is typed stand beside it."""
        self._offer_box, self._people_box = QWidget(), QWidget()
        self._offer_list, self._people_list = QVBoxLayout(self._offer_box), QVBoxLayout(self._people_box)
        for column in (self._offer_list, self._people_list):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
        self._chosen = QWidget()
        row = QHBoxLayout(self._chosen)
        row.setContentsMargins(0, 0, 0, 0)
        self._chosen_name = label("", "label", tone="ok")
        row.addWidget(self._chosen_name)
        self._take_off = Button(kind="icon", glyph="x", name=said("سائل آخر", "Somebody else"))
        self._take_off.clicked.connect(self._forget_person)
        row.addWidget(self._take_off)
        row.addStretch(1)

    def _make_bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._keys = label(keys_said(), "micro", wrap=True)
        row.addWidget(self._keys, 1)
        self.save = Button(said("حفظ", "Keep"), "primary", glyph="check")
        self.save.clicked.connect(self._save)
        row.addWidget(self.save)
        return row

    def _connect(self) -> None:
        self.subject.textEdited.connect(self.subject_typed)
        self.name.textEdited.connect(self.asker_typed)
        for box in (self.field, self.category):
            box.activated.connect(self._choose_field)
        for editor in self._editors():
            editor.returnPressed.connect(self._save)
            editor.installEventFilter(self)
        self.subject.installEventFilter(self)
        self.subject.returnPressed.connect(self._go_on)

    def _editors(self) -> tuple[TextField, ...]:
        return self.answer, self.clause, self.department, self.agreed_means, self.agreed_day, self.name, self.address

    # --- where what stands ---------------------------------------------------------------------------------------

    def _lay_out(self, *, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        while self._grid.count():
            self._grid.takeAt(0)
        asked = self.typed.asked(self.mode.current, is_known=bool(self._person))
        for name, field in self.fields.items():
            field.setVisible(name in asked)
        row = column = 0
        for name in asked:
            span = SPANS[name][is_narrow]
            if column + span > 12:
                row, column = row + 1, 0
            self._grid.addWidget(self.fields[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
            if name == "kind" or (name == "channel" and "kind" not in asked):
                row, column = self._put_below(self._offer_box, row), 0
            if name == "address":
                self._below = row
        row = self._put_below(self._chosen, row) if self._person else row + 1
        self._put_below(self._people_box, row)
        for number in range(12):
            self._grid.setColumnStretch(number, 1)
        self._chosen.setVisible(bool(self._person))

    def _put_below(self, box: QWidget, row: int) -> int:
        self._grid.addWidget(box, row + 1, 0, 1, 12)
        return row + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow:
            self._lay_out(is_narrow=is_narrow)

    def _choose_mode(self, mode: str) -> None:
        self._lay_out(is_narrow=bool(self._is_narrow))
        is_one = mode == SUGGESTION
        set_text(self.title, said("مقترح جديد", "New suggestion") if is_one else said("استفسار جديد", "New enquiry"))
        self.typed.call_it(is_suggestion=is_one)

    def toggle_mode(self) -> None:
        """Answered now, or left open: the keyboard goes to what that asks first."""
        self._change_mode(LATER if self.mode.current == AT_ONCE else AT_ONCE)
        (self.answer if self.mode.current == AT_ONCE else self.department).setFocus()

    def _change_mode(self, mode: str) -> None:
        self.mode.choose(mode)
        self._choose_mode(mode)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: EnquiriesState) -> None:
        self._show_offers(state.offers)
        self._show_people(state.people)
        self._show_officer(state.officer)
        self.save.setEnabled(not state.is_busy)
        refused = Refused() if state.refused.row else state.refused
        if refused != self._refused:
            self._refused = refused
            show_refused(self.fields, refused)

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        if offers == self._offers:
            return
        self._offers = offers
        clear_layout(self._offer_list)
        for offer in offers:
            button = offer_button(offer)
            button.clicked.connect(partial(self._take_offer, offer))
            button.installEventFilter(self)
            self._offer_list.addWidget(button)

    def _show_people(self, people: tuple[PersonFound, ...]) -> None:
        if people == self._people:
            return
        self._people = people
        clear_layout(self._people_list)
        for person in people:
            button = person_button(person)
            button.clicked.connect(partial(self.choose_person, person.id, person.name))
            button.installEventFilter(self)
            self._people_list.addWidget(button)

    def _show_officer(self, officer: Officer) -> None:
        if officer == self._officer:
            return
        self._officer = officer
        self.fields["field"].show_note(theme().number(officer.said), "ok" if officer.said else "")
        if self.department.text() in ("", self._suggested):
            self.department.setText(officer.department)
            self._suggested = officer.department

    # --- asking --------------------------------------------------------------------------------------------------

    def _choose_field(self, _: int) -> None:
        self.field_chosen.emit(self.field.currentData() or "", self.category.currentData() or "")

    def _take_offer(self, offer: Offer) -> None:
        """The frequent answer, with what it rests on: Enter keeps it."""
        self._change_mode(AT_ONCE)
        self.subject.setText(offer.subject)
        self.answer.setText(offer.answer)
        self.clause.setText(offer.clause)
        self.source.setCurrentIndex(max(0, self.source.findData(offer.source)))
        if offer.field and self.field.findData(offer.field) >= 0:
            self.field.setCurrentIndex(self.field.findData(offer.field))
            self._choose_field(0)
        self._show_offers(())
        self.answer.setFocus()

    def take_down(self, asked: Asked) -> None:
        """In the visit for which he was received."""
        self.clear_typed()
        self.subject.setText(asked.subject)
        self.channel.setCurrentIndex(max(0, self.channel.findData(asked.channel)))
        self.choose_person(asked.person.id, asked.person.name)
        self._visit = asked.visit
        self._change_mode(SUGGESTION if asked.is_suggestion else AT_ONCE)

    def choose_person(self, person: str, name: str) -> None:
        """A person of the register asks."""
        self._person = person
        set_text(self._chosen_name, said(f"السائل: {name}", f"Who asks: {name}"))
        self.name.clear()
        self.address.clear()
        self._show_people(())
        self._lay_out(is_narrow=bool(self._is_narrow))
        (self.subject if not self.subject.text() else self.answer).setFocus()

    def _forget_person(self) -> None:
        self._person = self._visit = ""
        self._lay_out(is_narrow=bool(self._is_narrow))
        self.name.setFocus()

    def _go_on(self) -> None:
        if self.mode.current == SUGGESTION:
            self._save()
            return
        (self.answer if self.mode.current == AT_ONCE else self.department).setFocus()

    def _save(self) -> None:
        if self.mode.current == SUGGESTION:
            one = self._draft()
            told = SuggestionDraft(one.subject, "", one.channel, one.person, one.name, one.address, one.visit)
            self.suggested.emit(told)
            return
        answer = None
        if self.mode.current == AT_ONCE:
            answer = AnswerDraft(self.answer.text(), self.source.currentData() or "", self.clause.text())
        self.saved.emit(self._draft(), answer)

    def _draft(self) -> EnquiryDraft:
        asker = self._person, self._visit
        return self.typed.draft(*asker, self._officer, is_left_open=self.mode.current == LATER)

    def clear_typed(self) -> None:
        """For the next one: the channel stays, for calls come one after the other."""
        for editor in (self.subject, *self._editors()):
            editor.clear()
        for box in (self.source, self.field, self.category, self.kind):
            box.setCurrentIndex(0)
        self._suggested = ""
        self._person = self._visit = ""
        if self.mode.current == LATER:
            self.mode.choose(AT_ONCE)
        self._choose_mode(self.mode.current)
        self.subject.setFocus()

    # --- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the subject to the offered answers, from the name to the persons; up comes back."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            for editor, box in ((self.subject, self._offer_box), (self.name, self._people_box)):
                stops: list[QWidget] = [editor, *box.findChildren(Button)]
                if step and watched in stops:
                    here = stops.index(watched)
                    stops[min(max(here + step, 0), len(stops) - 1)].setFocus()
                    return True
        return bool(super().eventFilter(watched, event))
