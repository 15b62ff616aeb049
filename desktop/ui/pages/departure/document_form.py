"""The form of one document: what it must agree with beside what is read off it, in either calendar."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, Segments, TextField, label, set_text, shortcut
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.departure.reading import Said, TypedCheck, checked_elsewhere, read_day, typed_of
from desktop.ui.pages.people.facts import FactRows
from desktop.ui.pages.people.reading import Fact
from desktop.usecases.check_documents import DocumentLine
from domain.arabic import isolate
from domain.document import card_date_text
from domain.errors import RuleBroken
from domain.text import Text

VERDICTS = (("yes", Text("يطابق البيانات", "Matches the data")), ("no", Text("لا يطابق", "Does not match")))
DAYS = {"issued": Text("تاريخ الإصدار", "Issued"), "expires": Text("تاريخ الانتهاء", "Expires")}
DAY_EXAMPLE = "12/5/1448"


class DocumentForm(QWidget):
    """`saved` carries a TypedCheck; Ctrl+S saves, Escape closes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, line: DocumentLine) -> None:
        super().__init__()
        self._line = line
        self._was = typed_of(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        self._news = label("", "small", tone="warn", wrap=True)
        self._news.hide()
        column.addWidget(self._news)
        self._add_facts(column)
        self._add_fields(column)
        self._add_verdict(column)
        self._add_buttons(column)
        self._fill(self._was)
        shortcut(self, "Ctrl+S", self._save)
        shortcut(self, "Escape", self.closed.emit)

    @property
    def document(self) -> str:
        return self._line.id

    # --- making --------------------------------------------------------------------------------------------------

    def _add_facts(self, column: QVBoxLayout) -> None:
        self._facts_title = label(said("في البيانات", "In the data"), "label")
        column.addWidget(self._facts_title)
        self.facts = FactRows(name_width=120)
        column.addWidget(self.facts)
        self._show_facts()

    def _add_fields(self, column: QVBoxLayout) -> None:
        seen = said("رأيت أصل المستند", "I saw the original")
        self.seen = Check(seen)
        self.seen_field = Field(seen, self.seen)
        self.seen_field.title.hide()
        self.number = TextField(left_to_right=True)
        self.issued, self.expires = (TextField(theme().number(DAY_EXAMPLE), left_to_right=True) for _ in DAYS)
        hint = said("كما في المستند، هجريًا أو ميلاديًا", "As on the document, Hijri or Gregorian")
        wanted = self._line.wanted
        self.fields = {
            "seen": self.seen_field,
            "number": Field(said("رقم المستند", "Number"), self.number, required=bool(wanted.number)),
            "issued": Field(said_of(DAYS["issued"]), self.issued, hint=hint),
            "expires": Field(said_of(DAYS["expires"]), self.expires, required=wanted.expires),
        }
        column.addWidget(self.seen_field)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, name in enumerate(("number", "issued", "expires")):
            grid.addWidget(self.fields[name], 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        self.issued.editingFinished.connect(partial(self._show_other, "issued"))
        self.expires.editingFinished.connect(partial(self._show_other, "expires"))

    def _add_verdict(self, column: QVBoxLayout) -> None:
        choices = [(key, said_of(text)) for key, text in VERDICTS]
        title = said("هل يطابق البيانات؟", "Does it match the data?")
        self.verdict = Segments(choices, self._choose, name=title)
        self.difference = TextField(
            said(
                "مثل: الاسم في السجل غير الاسم في الهوية",
                "Such as: the name in the record is not the one on the card",
            )
        )
        self.fields["matches"] = Field(title, self.verdict, required=True)
        self.fields["difference"] = Field(said("ما الذي يختلف؟", "What differs?"), self.difference)
        column.addWidget(self.fields["matches"], 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields["difference"])

    def _add_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        save = said("حفظ المطابقة", "Save the check")
        self.save = Button(save, "primary", glyph="check", name=f"{save} (Ctrl+S)")
        self.save.clicked.connect(self._save)
        name = said("إغلاق دون حفظ (Esc)", "Close without saving (Esc)")
        close = Button(said("إغلاق", "Close"), "text", name=name)
        close.clicked.connect(self.closed)
        row.addWidget(self.save)
        row.addWidget(close)
        row.addStretch(1)
        column.addLayout(row)

    # --- showing -------------------------------------------------------------------------------------------------

    def _fill(self, typed: TypedCheck) -> None:
        self.seen.setChecked(typed.is_seen)
        self.number.setText(typed.number)
        self.issued.setText(typed.issued)
        self.expires.setText(typed.expires)
        self.verdict.choose(typed.matches)
        self.difference.setText(typed.difference)
        self.fields["difference"].setVisible(typed.matches == "no")
        for name in DAYS:
            self._show_other(name)

    def _show_facts(self) -> None:
        self._facts_title.setVisible(bool(self._line.facts))
        self.facts.setVisible(bool(self._line.facts))
        self.facts.show_facts(Fact(said_of(fact.title), _as_on_it(said_of(fact.shown))) for fact in self._line.facts)

    def show_line(self, line: DocumentLine) -> None:
        """The case changed below the form. What is typed stays; what it is compared with is what it is now. One that
        nobody typed into shows the check that came, and one that somebody did says that it came."""
        if line == self._line:
            return
        before, self._line = self._line, line
        self._show_facts()
        if line.check == before.check:
            return
        was, self._was = self._was, typed_of(line)
        if self.typed() == was:
            self._fill(self._was)
        else:
            set_text(self._news, theme().number(checked_elsewhere(line)))
            self._news.show()

    def show_said(self, refused: Said) -> None:
        if refused.sentence and refused.field in self.fields:
            field = self.fields[refused.field]
            field.show_error(theme().number(refused.sentence))
            self.take_focus(refused.field)

    def take_focus(self, name: str = "seen") -> None:
        """On that field, where what is missing is settled."""
        if name == "matches":
            self.verdict.focus()
        else:
            self.fields.get(name, self.seen_field).editor.setFocus()

    def _choose(self, verdict: str) -> None:
        self.fields["difference"].setVisible(verdict == "no")

    def _show_other(self, name: str) -> None:
        """The other calendar, or why the date cannot be read."""
        field = self.fields[name]
        editor = self.issued if name == "issued" else self.expires
        try:
            day = read_day(editor.text(), name)
        except RuleBroken as broken:
            field.show_error(theme().number(said_of(broken)))
            return
        if day is None:
            field.clear()
        else:
            field.show_note(theme().number(said_of(card_date_text(day))))

    # --- saving --------------------------------------------------------------------------------------------------

    def typed(self) -> TypedCheck:
        return TypedCheck(
            self._line.id,
            self.seen.isChecked(),
            self.number.text(),
            self.issued.text(),
            self.expires.text(),
            self.verdict.current,
            self.difference.text(),
        )

    def _save(self) -> None:
        self.saved.emit(self.typed())


def _as_on_it(text: str) -> str:
    """A number that names somebody stands in the digits of the card, whatever those of the window are."""
    return isolate(text) if text.isascii() and text.isalnum() else text
