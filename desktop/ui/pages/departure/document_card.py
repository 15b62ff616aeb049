"""The documents of a case: one row each, and the form of the one that is being looked at, the data beside it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Segments, TextField, chip, clear_layout, label, rule, shortcut
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import (
    DOCUMENT_STATES,
    Said,
    TypedCheck,
    document_detail,
    read_day,
    typed_of,
)
from desktop.ui.pages.people.facts import FactRows
from desktop.ui.pages.people.reading import Fact
from desktop.usecases.check_documents import DocumentLine, DocumentsPage
from domain.document import shown_card_date
from domain.errors import RuleBroken

NO_COPY = "يكفي أن ترى الأصل وتطابقه. لا تؤخذ صورة من هوية إلا بأساس نظامي مسجّل."
SAYS = (("yes", "يطابق البيانات"), ("no", "لا يطابق"))
DAYS = {"issued": "تاريخ الإصدار", "expires": "تاريخ الانتهاء"}


class DocumentForm(QWidget):
    """`saved` carries a TypedCheck; Ctrl+S saves, Escape closes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, line: DocumentLine) -> None:
        super().__init__()
        self._line = line
        typed = typed_of(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        if line.facts:
            column.addWidget(label("في البيانات", "label"))
            facts = FactRows(name_width=120)
            facts.show_facts(Fact(fact.label, fact.shown) for fact in line.facts)
            column.addWidget(facts)
        self.seen = Check("رأيت أصل المستند")
        self.seen.setChecked(typed.is_seen)
        self.seen_field = Field("الأصل", self.seen)
        self.seen_field.title.hide()
        self.seen.setAccessibleName("رأيت أصل المستند")
        column.addWidget(self.seen_field)
        self.number = TextField(left_to_right=True)
        self.number.setText(typed.number)
        self.issued, self.expires = (TextField("12/5/1448", left_to_right=True) for _ in DAYS)
        self.issued.setText(typed.issued)
        self.expires.setText(typed.expires)
        self._fields = {
            "seen": self.seen_field,
            "number": Field("رقم المستند", self.number, required=bool(line.wanted.number)),
            "issued": Field(DAYS["issued"], self.issued, hint="كما في المستند، هجريًا أو ميلاديًا"),
            "expires": Field(DAYS["expires"], self.expires, required=line.wanted.expires),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, name in enumerate(("number", "issued", "expires")):
            grid.addWidget(self._fields[name], 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        self._add_verdict(column, typed)
        self._add_buttons(column)
        self.issued.editingFinished.connect(partial(self._show_other, "issued"))
        self.expires.editingFinished.connect(partial(self._show_other, "expires"))
        shortcut(self, "Ctrl+S", self._save)
        shortcut(self, "Escape", self.closed.emit)
        for name in DAYS:
            self._show_other(name)

    def _add_verdict(self, column: QVBoxLayout, typed: TypedCheck) -> None:
        self.verdict = Segments(SAYS, self._choose, name="هل يطابق")
        self.verdict.choose(typed.matches)
        self.difference = TextField("مثل: الاسم في السجل غير الاسم في الهوية")
        self.difference.setText(typed.difference)
        self._fields["matches"] = Field("هل يطابق البيانات؟", self.verdict, required=True)
        self._fields["difference"] = Field("ما الذي يختلف؟", self.difference)
        column.addWidget(self._fields["matches"], 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields["difference"])
        self._fields["difference"].setVisible(typed.matches == "no")

    def _add_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.save = Button("حفظ المطابقة", "primary", glyph="check", name="حفظ المطابقة (Ctrl+S)")
        self.save.clicked.connect(self._save)
        close = Button("إغلاق", "text", name="إغلاق دون حفظ (Esc)")
        close.clicked.connect(self.closed)
        row.addWidget(self.save)
        row.addWidget(close)
        row.addStretch(1)
        column.addLayout(row)

    def _choose(self, verdict: str) -> None:
        self._fields["difference"].setVisible(verdict == "no")

    def _show_other(self, name: str) -> None:
        """The other calendar, or why the date cannot be read."""
        field = self._fields[name]
        editor = self.issued if name == "issued" else self.expires
        try:
            day = read_day(editor.text(), name)
        except RuleBroken as broken:
            field.show_error(theme().number(broken.ar))
            return
        if day is None:
            field.clear()
        else:
            field.show_note(theme().number(shown_card_date(day)))

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

    def show_said(self, said: Said) -> None:
        field = self._fields.get(said.field)
        if said.sentence:
            (field or self.seen_field).show_error(theme().number(said.sentence))
            if field is not None:
                field.editor.setFocus()


class DocumentCard(Card):
    request_chosen = Signal(str)
    opened = Signal(str)  # document; empty closes
    saved = Signal(object)  # TypedCheck

    def __init__(self) -> None:
        super().__init__("المستندات")
        self.form: DocumentForm | None = None
        self.rows: dict[str, Button] = {}
        self.kinds: Segments | None = None
        self._shown: tuple[DocumentsPage, str] | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self.body.addLayout(self._inside)
        self.body.addWidget(label(NO_COPY, "micro", wrap=True))

    def show_state(self, state: DepartureState) -> None:
        page = state.page.documents
        self.setVisible(bool(page.lines))
        if self._shown != (page, state.document):
            self._shown = (page, state.document)
            self._draw(page, state.document)
        if self.form is not None:
            self.form.setEnabled(not state.is_busy)
            self.form.show_said(state.said)

    def _draw(self, page: DocumentsPage, document: str) -> None:
        had_form = self.form is not None
        clear_layout(self._inside)
        self.form, self.rows, self.kinds = None, {}, None
        if len(page.kinds) > 1:
            self.kinds = Segments([(id, text.ar) for id, text in page.kinds], self._choose, name="نوع الطلب")
            self.kinds.choose(page.kind)
            self._inside.addWidget(Field("نوع الطلب", self.kinds, required=True), 0, Qt.AlignmentFlag.AlignLeft)
        for line in page.lines:
            self._inside.addWidget(rule())
            self._inside.addWidget(self._row(line))
            if line.id == document:
                self.form = DocumentForm(line)
                self.form.saved.connect(self.saved)
                self.form.closed.connect(self._close)
                self._inside.addWidget(self.form)
        for part in filter(None, (self.kinds, *self.rows.values(), self.form)):
            part.show()  # only what is shown can take the focus
        if self.form is not None:
            self.form.seen.setFocus()
        elif had_form:
            next(iter(self.rows.values())).setFocus()

    def _row(self, line: DocumentLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.wanted.text.ar, "body", wrap=True))
        detail = document_detail(line)
        if detail:
            tone = "bad" if line.faults else ""
            words.addWidget(label(theme().number(detail), "small", tone=tone, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(chip(*DOCUMENT_STATES[line.state]))
        title = "مطابقة" if line.check is None else "مراجعة"
        button = Button(title, name=f"{title}: {line.wanted.text.ar}")
        button.clicked.connect(partial(self.opened.emit, line.id))
        self.rows[line.id] = button
        row.addWidget(button)
        return made

    def _choose(self, kind: str) -> None:
        self.request_chosen.emit(kind)

    def _close(self) -> None:
        self.opened.emit("")
