"""Whose interview it is, how far it has come, the language it is asked in, and the last answer taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, PageHeader, chip, label, set_text
from desktop.ui.kit.segments import Segments
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.interview.language_names import LANGUAGES
from desktop.ui.pages.interview.presenter import InterviewPresenter
from desktop.ui.pages.interview.state import InterviewState
from desktop.ui.pages.wording import interview_state
from domain.arabic import isolate

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

PROGRESS_WIDTH, NARROW_PROGRESS = 180, 52
FEW_LANGUAGES = 4


class InterviewHeader(PageHeader):
    def __init__(self, opened: "OpenInterview", presenter: InterviewPresenter) -> None:
        super().__init__(opened.person.name)
        known = opened.interview
        self.chips.addWidget(chip(*(interview_state(known.state) if known else (said("مسودة", "Draft"), "warn"))))
        self._title, self._number = said_of(opened.form_title), f"{said('رقم', 'No.')} {isolate(opened.number)}"
        self._which = label(f"{self._title} · {self._number}", "small")
        self._which.setToolTip(self._title)
        self.chips.addWidget(self._which)
        self._saved = label("", "small")
        self.chips.addWidget(self._saved)
        self.chips.addStretch(1)
        self.languages = self._languages(opened.session.form.languages, presenter)
        if self.languages is not None:
            self.buttons.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.addWidget(self._progress())
        self.undo_button = Button(
            kind="icon",
            glyph="arrow-back-up",
            name=said("تراجع عن آخر إجابة (Ctrl+Z)", "Take the last answer back (Ctrl+Z)"),
        )
        self.undo_button.clicked.connect(presenter.undo)
        self.buttons.addWidget(self.undo_button)

    def _languages(self, languages: tuple[str, ...], presenter: InterviewPresenter) -> Segments | None:
        """Only where there is a choice; of many, the first few: the key goes round all of them."""
        if len(languages) < 2:
            return None
        shown = [(code, LANGUAGES.get(code, code)) for code in languages[:FEW_LANGUAGES]]
        made = Segments(shown, presenter.remarks.speak, name=said("لغة الأسئلة (F8)", "Language of the questions (F8)"))
        made.setToolTip(said("لغة الأسئلة (F8)", "Language of the questions (F8)"))
        return made

    def _progress(self) -> QWidget:
        box = self._progress_box = QWidget()
        box.setFixedWidth(PROGRESS_WIDTH)
        words = QVBoxLayout(box)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(6)
        line = QHBoxLayout()
        self._progress_word = label(said("الإنجاز", "Progress"), "small")
        line.addWidget(self._progress_word)
        line.addStretch(1)
        self._percent = label("", "small")
        line.addWidget(self._percent)
        words.addStretch(1)
        words.addLayout(line)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(said("الإنجاز", "Progress"))
        words.addWidget(self._bar)
        words.addStretch(1)
        return box

    def show_narrow(self, is_narrow: bool) -> None:
        """The number says which interview it is; the name of the form is its tool tip, and a bar says what it is."""
        set_text(self._which, self._number if is_narrow else f"{self._title} · {self._number}")
        self._progress_word.setVisible(not is_narrow)
        self._progress_box.setFixedWidth(NARROW_PROGRESS if is_narrow else PROGRESS_WIDTH)

    def show_state(self, state: InterviewState) -> None:
        set_text(self._percent, theme().number(said(f"{state.percent}٪", f"{state.percent}%")))
        self._bar.setValue(state.percent)
        set_text(self._saved, theme().number(f"· {state.saved.text}") if state.saved.text else "")
        self._saved.setVisible(state.saved.tone != "bad")
        self.undo_button.setEnabled(state.can_undo and not state.is_busy)
        if self.languages is not None and self.languages.current != state.language:
            self.languages.choose(state.language)
