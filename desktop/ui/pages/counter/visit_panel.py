"""A press opened up, beside the keys: the person, the channel, the purpose; or an inline correction. Never a modal."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Glyph, TextField, clear_layout, label, rule, scroll, set_text
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.counter.state import Panel
from desktop.ui.shown import clock
from domain.arabic import isolate
from domain.errors import Expected
from domain.person import Person
from domain.policy import Profile
from domain.policy_parts import Channel, Choice
from domain.visit import reason_text

MOST_FOUND = 6
NOBODY_CAME = ""


class VisitPanel(Card):
    """Signals carry what the clerk asks: `save_requested` channel, purpose and note; `correct_requested` the reason and
    the right category, empty when nobody came."""

    closed = Signal()
    searched = Signal(str)
    person_chosen = Signal(object)  # Person, or None to take it off
    save_requested = Signal(object, object, str)
    correct_requested = Signal(str, str)

    def __init__(self, profile: Profile) -> None:
        super().__init__(padding=16)
        self._profile = profile
        self._visit = ""
        self._build_head()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2, 2, 10, 2)
        self._column.setSpacing(10)
        self.body.addWidget(scroll(inside), 1)
        self._build_person()
        self._build_details()
        self._build_correction()
        self._column.addStretch(1)

    # --- building ------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title, self._when = label("", "h2"), label("", "small")
        words.addWidget(self._title)
        words.addWidget(self._when)
        self.close_button = Button(kind="icon", glyph="x", name=said("إغلاق (Esc)", "Close (Esc)"))
        self.close_button.clicked.connect(self.closed)
        row.addLayout(words, 1)
        row.addWidget(self.close_button)
        self.body.addLayout(row)
        self._frozen = label("", "small", tone="warn", wrap=True)
        self._problem = label("", "small", tone="bad", wrap=True)
        self.body.addWidget(self._frozen)
        self.body.addWidget(self._problem)

    def _build_person(self) -> None:
        self.search = TextField(said("الاسم أو رقم الهوية أو الجوال", "Name, ID or mobile"))
        self.search.textEdited.connect(self.searched)
        self._search_field = Field(said("الشخص", "Person"), self.search)
        self._column.addWidget(self._search_field)
        self._found = QVBoxLayout()
        self._found.setSpacing(6)
        self._column.addLayout(self._found)
        self._chosen = QWidget()
        row = QHBoxLayout(self._chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Glyph("user", size=36))
        self._person_name = label("", "h3", wrap=True)
        row.addWidget(self._person_name, 1)
        self._take_off = Button(
            kind="icon", glyph="x", name=said("إزالة الشخص من الزيارة", "Take the person off the visit")
        )
        self._take_off.clicked.connect(partial(self.person_chosen.emit, None))
        row.addWidget(self._take_off)
        self._column.addWidget(self._chosen)

    def _build_details(self) -> None:
        self.channel = _choices(self._profile.channels)
        self.purpose = _choices(self._profile.purposes)
        self.note = TextField()
        self._fields = {
            "person": self._search_field,
            "channel": Field(said("القناة", "Channel"), self.channel),
            "purpose": Field(said("الغرض", "Purpose"), self.purpose),
            "note": Field(said("ملاحظة", "Note"), self.note),
        }
        for name in ("channel", "purpose", "note"):
            self._column.addWidget(self._fields[name])
        self.save = Button(
            said(" حفظ التفاصيل", " Save the details"),
            "primary",
            glyph="check",
            name=said("حفظ التفاصيل", "Save the details"),
        )
        self.save.clicked.connect(self._save)
        self._column.addWidget(self.save)

    def _build_correction(self) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(rule())
        self.start_correction = Button(
            said(" تصحيح هذه الضغطة", " Correct this press"),
            "text",
            glyph="pencil",
            name=said("تصحيح هذه الضغطة", "Correct this press"),
        )
        self.start_correction.setCheckable(True)
        self.start_correction.toggled.connect(self._show_correction)
        self._column.addWidget(self.start_correction)
        self._correction = QWidget()
        column = QVBoxLayout(self._correction)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.category = _narrow(QComboBox())
        self._fields["category"] = Field(said("الصواب", "What is right"), self.category)
        self.reason = TextField(said("مثل: ضُغط المفتاح الخطأ", "Such as: the wrong key"))
        self.reason.returnPressed.connect(self._correct)
        self._fields["reason"] = Field(
            said("السبب", "Reason"),
            self.reason,
            required=True,
            hint=said("يبقى الأصل والسبب في السجل.", "The original and the reason stay in the log."),
        )
        self.correct = Button(
            said(" صحّح", " Correct"), "danger", glyph="check", name=said("تصحيح الضغطة", "Correct the press")
        )
        self.correct.clicked.connect(self._correct)
        for widget in (self._fields["category"], self._fields["reason"], self.correct):
            column.addWidget(widget)
        self._column.addWidget(self._correction)
        self._correction.hide()

    # --- showing -------------------------------------------------------------------------------------------------

    def show_panel(self, panel: Panel) -> None:
        if panel.page.visit.id != self._visit:
            self._start(panel)
        set_text(self._title, panel.title)
        set_text(self._when, theme().number(said(f"الساعة {clock(panel.when)}", f"At {clock(panel.when)}")))
        self._show_person(panel)
        self._show_problem(panel.problem)
        for widget in (self.save, self.correct, self.start_correction, self._take_off):
            widget.setEnabled(panel.can_change and not panel.is_busy)
        for editor in (self.channel, self.purpose, self.note):
            editor.setEnabled(panel.can_change)

    def _start(self, panel: Panel) -> None:
        visit = panel.page.visit
        self._visit = visit.id
        self.search.clear()
        self.reason.clear()
        self.start_correction.setChecked(False)
        self.channel.setCurrentIndex(max(0, self.channel.findData(visit.channel)))
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(visit.purpose)))
        self.note.setText(visit.note or "")
        self.category.clear()
        self.category.addItem(said("لم يأتِ أحد: ضغطة زائدة", "Nobody came"), NOBODY_CAME)
        for item in self._profile.counter:
            if item.id != visit.category:
                self.category.addItem(said_of(item.text), item.id)
        frozen = "" if panel.can_change else said("للاطلاع فقط", "To read only")
        if visit.void_reason:
            why = said_of(reason_text(visit.void_reason))
            frozen = said(f"ملغاة: {why}", f"Void: {why}")
        set_text(self._frozen, frozen)
        self._frozen.setVisible(bool(frozen))
        for widget in (self.save, self.start_correction):
            widget.setVisible(panel.can_change)

    def _show_person(self, panel: Panel) -> None:
        self._chosen.setVisible(bool(panel.person))
        self._take_off.setVisible(panel.can_change)
        set_text(self._person_name, panel.person_name)
        self._search_field.setVisible(panel.can_change and not panel.person)
        clear_layout(self._found)
        if panel.found is None or panel.person:
            return
        for person in panel.found[:MOST_FOUND]:
            self._found.addWidget(self._person_button(person))
        more = len(panel.found) - MOST_FOUND
        if more > 0:
            self._found.addWidget(
                label(
                    theme().number(
                        said(
                            f"و{more} غيرهم؛ اكتب أكثر لتضييق البحث.",
                            f"and {more} more; type more to narrow the search.",
                        )
                    ),
                    "small",
                    wrap=True,
                )
            )
        if not panel.found:
            self._found.addWidget(
                label(
                    said(
                        "لا أحد بهذا الاسم. سجّله من صفحة «الأشخاص» ثم عُد.",
                        "Nobody of that name. Register the person on their own page, then come back.",
                    ),
                    "small",
                    wrap=True,
                )
            )

    def _person_button(self, person: Person) -> Button:
        tail = person.id_number or person.mobile or person.number
        made = Button(f"{person.name}\n{isolate(tail)}", "choice", name=f"{person.name} {tail}")
        made.setMinimumHeight(56)
        made.clicked.connect(partial(self.person_chosen.emit, person))
        return made

    def _show_problem(self, problem: Expected | None) -> None:
        for known in self._fields.values():
            known.clear()
        field = self._fields.get(problem.field or "") if problem else None
        if field is not None and problem is not None:
            field.show_error(said_of(problem))
        general = said_of(problem) if problem is not None and field is None else ""
        set_text(self._problem, general)
        self._problem.setVisible(bool(general))

    def _show_correction(self, is_on: bool) -> None:
        self._correction.setVisible(is_on)
        if is_on:
            focus_in_sight(self.category)

    # --- asking --------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self.save_requested.emit(self.channel.currentData(), self.purpose.currentData(), self.note.text())

    def _correct(self) -> None:
        self.correct_requested.emit(self.reason.text(), self.category.currentData())


def _choices(choices: Sequence[Choice | Channel]) -> QComboBox:
    made = _narrow(QComboBox())
    made.addItem(said("غير محدّد", "Not stated"), None)
    for item in choices:
        made.addItem(said_of(item.text), item.id)
    return made


def _narrow(box: QComboBox) -> QComboBox:
    """As wide as the column, not as its longest choice."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
