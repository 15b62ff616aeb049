"""The parts of the page of forms: a check that runs, what it found beside the questions, one form, answers out."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import (
    Button,
    Card,
    EmptyState,
    Segments,
    chip,
    label,
    rule,
    set_chip,
    set_text,
    shortcut,
)
from desktop.ui.kit.theme import theme
from desktop.ui.language import reads_from_right, said, said_of
from desktop.ui.pages.forms.reading import EXPORTS, step_words
from desktop.ui.pages.forms.state import CheckState, FindingRow, FormRow, QuestionRow
from domain.form_check import STEPS, CheckProgress

INDENT = 18
GLANCE_MS = 150


class CheckingCard(Card):
    """A check under way: which step, and a way to stop it."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(said("يُفحص الملف", "The file is being checked"), spacing=10)
        self._file = label("", "small")
        self._step = label("", "body")
        self._bar = QProgressBar()
        self._bar.setRange(0, len(STEPS))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(said("مراحل الفحص", "Steps of the check"))
        self.stop = Button(said("إيقاف الفحص", "Stop the check"), "stop", glyph="x")
        self.stop.clicked.connect(self.stopped)
        for part in (self._file, self._step, self._bar):
            self.body.addWidget(part)
        self.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._progress = CheckProgress()
        self._timer = QTimer(self)
        self._timer.setInterval(GLANCE_MS)
        self._timer.timeout.connect(self._look)

    def watch(self, file: str, progress: CheckProgress) -> None:
        """Until `file` is empty."""
        self.setVisible(bool(file))
        self._progress = progress
        if not file:
            self._timer.stop()
            return
        set_text(self._file, file)
        self._look()
        self._timer.start()

    def _look(self) -> None:
        stopping = said("يتوقف…", "Stopping…")
        set_text(self._step, theme().number(stopping if self._progress.is_stopped else step_words(self._progress)))
        self._bar.setValue(self._progress.done)
        self.stop.setEnabled(not self._progress.is_stopped)


class ResultCard(Card):
    imported = Signal()
    closed = Signal()

    def __init__(self, check: CheckState) -> None:
        super().__init__(said("نتيجة الفحص", "What the check found"), spacing=10)
        verdict = chip("", check.tone)
        set_chip(verdict, theme().number(check.verdict), check.tone)
        self.heading.addWidget(verdict)
        self.body.addWidget(label(check.file, "small"))
        name = said("استيراد الاستمارة (Ctrl+S)", "Import the form (Ctrl+S)")
        self.bring_in = Button(said("استيراد", "Import"), "primary", glyph="download", name=name)
        self.bring_in.clicked.connect(self.imported)
        self.bring_in.setEnabled(not check.why_not)
        away = Button(said("إغلاق", "Close"), name=said("إغلاق نتيجة الفحص", "Close what the check found"))
        away.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.bring_in)
        buttons.addWidget(away)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        shortcut(self, "Ctrl+S", self.imported.emit, whole_window=True)
        if check.why_not:
            self.body.addWidget(label(check.why_not, "small", wrap=True))
        for finding in check.findings:
            self.body.addWidget(rule())
            self.body.addWidget(_finding_line(finding))
        if check.more:
            self.body.addWidget(label(theme().number(check.more), "small"))
        self.body.addStretch(1)


class PreviewCard(Card):
    def __init__(self, check: CheckState) -> None:
        super().__init__(said("كما ستُسأل", "As it will be asked"), spacing=8)
        if not check.preview:
            self.body.addWidget(EmptyState("eye-off", said("لا أسئلة تُعرض", "No questions to show")))
        for line in check.preview:
            self.body.addWidget(_question_line(line))
        self.body.addStretch(1)


class ExportCard(Card):
    """Answers of one form as files: which kind, then where."""

    exported = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(said("إخراج الإجابات", "Take answers out"), spacing=10)
        self._title = label("", "body", wrap=True)
        self.body.addWidget(self._title)
        choices = [(kind, said_of(text)) for kind, text in EXPORTS.items()]
        self.kinds = Segments(choices, self._chosen, name=said("نوع الملف", "Kind of file"))
        self.kinds.choose(choices[0][0])
        self.body.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        why = said(
            "تُكتب المقابلات المكتملة بأسماء الأسئلة، ويُسجَّل من أخرجها ومتى. "
            "الملف غير مشفّر: احفظه حيث تُحفظ بيانات الناس.",
            "Finished interviews are written by the names of the questions; who took them out, and when, is recorded. "
            "The file is not encrypted: keep it where people's data is kept.",
        )
        self.body.addWidget(label(why, "small", wrap=True))
        row = QHBoxLayout()
        self.write = Button(said("اختيار المكان والكتابة", "Choose where, and write"), "primary", glyph="download")
        self.write.clicked.connect(self._write)
        away = Button(said("إغلاق", "Close"), "text", name=said("إغلاق الإخراج", "Close taking out"))
        away.clicked.connect(self.closed)
        row.addWidget(self.write)
        row.addWidget(away)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_form(self, title: str) -> None:
        was_hidden = self.isHidden()
        self.setVisible(bool(title))
        set_text(self._title, title)
        if title and was_hidden:
            self.kinds.focus()

    def _chosen(self, kind: str) -> None:
        """Nothing follows before a place is chosen."""

    def _write(self) -> None:
        self.exported.emit(self.kinds.current)


class FormLine(QWidget):
    """A version of a form, and what may be done with it."""

    print_asked = Signal(object)  # FormRow
    export_asked = Signal(object)
    withdraw_asked = Signal(object)
    bring_back_asked = Signal(object)

    def __init__(self, form: FormRow) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(form.title, "label", wrap=True))
        words.addWidget(label(form.detail, "small", wrap=True))
        words.addWidget(label(form.origin, "micro", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(chip(form.state, form.tone))
        deeds = (
            (form.can_print, said("ورقة فارغة", "Blank sheet"), "printer", self.print_asked),
            (form.can_export, said("إخراج الإجابات", "Take answers out"), "download", self.export_asked),
            (form.can_withdraw, said("سحب", "Withdraw"), "", self.withdraw_asked),
            (form.can_bring_back, said("إعادة", "Bring back"), "refresh", self.bring_back_asked),
        )
        for may, title, glyph, signal in deeds:
            if may:
                button = Button(title, "text", glyph=glyph, name=f"{title}: {form.title}")
                button.clicked.connect(partial(signal.emit, form))
                row.addWidget(button)


def _finding_line(finding: FindingRow) -> QWidget:
    made, column = _column()
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(chip(finding.kind, finding.tone), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(theme().number(finding.place), "label", wrap=True), 1)
    column.addLayout(head)
    text = label("", "body", wrap=True)
    set_text(text, finding.text)
    column.addWidget(text)
    return made


def _question_line(line: QuestionRow) -> QWidget:
    made, column = _column()
    indent = line.depth * INDENT
    column.setContentsMargins(0 if reads_from_right() else indent, 0, indent if reads_from_right() else 0, 0)
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(label(line.text, "h3" if line.is_group else "body", wrap=True), 1)
    if line.fault:
        mark = chip(theme().number(line.fault), line.tone)
        mark.setAccessibleName(f"{line.fault}: {line.text}")
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    if line.detail:
        column.addWidget(label(theme().number(line.detail), "small", wrap=True))
    return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return made, column
