"""The documents of a case: one row each, and the form of the one that is being looked at, the data beside it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Segments, chip, clear_layout, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.departure.document_form import DocumentForm
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import DOCUMENT_STATES, document_detail
from desktop.usecases.check_documents import DocumentLine, DocumentsPage
from domain.text import Text

NO_COPY = Text(
    "يكفي أن ترى الأصل وتطابقه. لا تؤخذ صورة من هوية إلا بأساس نظامي مسجّل.",
    "Seeing the original and matching it is enough. No copy of an identity is taken without a recorded legal basis.",
)
KIND = Text("نوع الطلب", "Kind of request")


class DocumentCard(Card):
    request_chosen = Signal(str)
    opened = Signal(str)  # document; empty closes
    saved = Signal(object)  # TypedCheck

    def __init__(self) -> None:
        super().__init__(said("المستندات", "Documents"))
        self.form: DocumentForm | None = None
        self.rows: dict[str, Button] = {}
        self.kinds: Segments | None = None
        self._shown: tuple[DocumentsPage, str] | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self.body.addLayout(self._inside)
        self.body.addWidget(label(said_of(NO_COPY), "micro", wrap=True))

    def show_state(self, state: DepartureState) -> None:
        page = state.page.documents
        self.setVisible(bool(page.lines))
        if self._shown != (page, state.document):
            self._shown = (page, state.document)
            self._draw(page, state.document)
        if self.form is not None:
            self.form.show_said(state.said)

    def _draw(self, page: DocumentsPage, document: str) -> None:
        """A form that is open stays the same widget, with its cursor and all that is typed into it."""
        kept, self.form = self.form, None
        if kept is not None:
            self._inside.removeWidget(kept)
        clear_layout(self._inside)
        self.rows, self.kinds = {}, None
        if len(page.kinds) > 1:
            self._inside.addWidget(self._kind_field(page), 0, Qt.AlignmentFlag.AlignLeft)
        for line in page.lines:
            self._inside.addWidget(rule())
            self._inside.addWidget(self._row(line))
            if line.id == document:
                self.form = self._form_of(line, kept)
                self._inside.addWidget(self.form)
        for place in range(self._inside.count()):
            part = self._inside.itemAt(place)
            if part is not None and (widget := part.widget()) is not None:
                widget.raise_()  # the order of the children is that of the keys
                widget.show()  # only what is shown can take the focus
        if self.form is not None and self.form is not kept:
            self.form.take_focus()
        if kept is not None and self.form is not kept:
            self._let_go(kept)

    def _kind_field(self, page: DocumentsPage) -> Field:
        self.kinds = Segments([(id, said_of(text)) for id, text in page.kinds], self._choose, name=said_of(KIND))
        self.kinds.choose(page.kind)
        return Field(said_of(KIND), self.kinds, required=True)

    def _form_of(self, line: DocumentLine, kept: DocumentForm | None) -> DocumentForm:
        if kept is not None and kept.document == line.id:
            kept.show_line(line)
            return kept
        form = DocumentForm(line)
        form.saved.connect(self.saved)
        form.closed.connect(self._close)
        return form

    def _let_go(self, form: DocumentForm) -> None:
        had_focus = form.isAncestorOf(form.window().focusWidget() or self)
        form.hide()
        form.deleteLater()
        if had_focus and self.form is None and self.rows:
            self.rows.get(form.document, next(iter(self.rows.values()))).setFocus()

    def _row(self, line: DocumentLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(said_of(line.wanted.text), "body", wrap=True))
        detail = document_detail(line)
        if detail:
            tone = "bad" if line.faults else ""
            words.addWidget(label(theme().number(detail), "small", tone=tone, wrap=True))
        row.addLayout(words, 1)
        state, tone = DOCUMENT_STATES[line.state]
        row.addWidget(chip(said_of(state), tone))
        title = said("مطابقة", "Check") if line.check is None else said("مراجعة", "Review")
        button = Button(title, name=f"{title}: {said_of(line.wanted.text)}")
        button.clicked.connect(partial(self.opened.emit, line.id))
        self.rows[line.id] = button
        row.addWidget(button)
        return made

    def _choose(self, kind: str) -> None:
        self.request_chosen.emit(kind)

    def _close(self) -> None:
        self.opened.emit("")
