"""The bar below an interview: back, what is left, save and leave, on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.kit.basic import Button
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import PAGE_MARGIN
from desktop.ui.language import reads_from_right, said
from desktop.ui.pages.interview.presenter import InterviewPresenter
from desktop.ui.pages.interview.state import InterviewState, Stop

BETWEEN = 12
HEIGHT = 72


class Footer(QFrame):
    def __init__(self, presenter: InterviewPresenter) -> None:
        super().__init__()
        self._words: tuple[str, Stop | None] = ("", None)
        self.setProperty("kind", "bar")
        self.setMinimumHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        row.setSpacing(BETWEEN)
        self.previous = Button(said("السابق", "Back"), glyph="chevron-right")
        self.previous.clicked.connect(presenter.go_back)
        self.bring_back = Button("", "text", glyph="arrow-back-up")
        self.bring_back.clicked.connect(presenter.undo)
        self.stop = Button("", "stop", glyph="alert-triangle")
        self.stop.clicked.connect(presenter.go_to_stop)
        self.leave = Button(
            said("حفظ والخروج", "Save and leave"),
            glyph="device-floppy",
            name=said("حفظ والخروج (Ctrl+S)", "Save and leave (Ctrl+S)"),
        )
        self.leave.clicked.connect(presenter.leave)
        self.next = Button("", "primary", glyph="chevron-left")
        # The arrow points on, so it stands after the words.
        turned = Qt.LayoutDirection.LeftToRight if reads_from_right() else Qt.LayoutDirection.RightToLeft
        self.next.setLayoutDirection(turned)
        self.next.clicked.connect(presenter.go_on)
        row.addWidget(self.previous)
        row.addWidget(self.bring_back)
        row.addStretch(1)
        for button in (self.stop, self.leave, self.next):
            row.addWidget(button)

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key goes after the last question: on before back."""
        return self.next, self.leave, self.stop, self.bring_back, self.previous

    def show_state(self, state: InterviewState) -> None:
        self.previous.setEnabled(not state.is_first and not state.is_busy)
        self.leave.setEnabled(not state.is_busy)
        following = said(f"التالي: {state.next_title}", f"Next: {state.next_title}")
        onward = said("إنهاء المقابلة", "Finish the interview") if state.is_last else following
        self.previous.setText(
            said("رجوع إلى الأسئلة", "Back to the questions") if state.record else said("السابق", "Back")
        )
        self.next.setAccessibleName(f"{onward} (Ctrl+Enter)")
        self.next.setEnabled(not state.is_busy)
        self.bring_back.setVisible(bool(state.removed))
        brought = said(f"تراجع عن حذف: {state.removed}", f"Bring back: {state.removed}")
        self.bring_back.setText(theme().number(brought))
        self.bring_back.setAccessibleName(brought)
        self.stop.setVisible(state.stop is not None and not state.removed)
        self.stop.setAccessibleName(state.stop.sentence if state.stop else "")
        self._words = (onward, state.stop)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow window the names of what comes next and of what is missing give way."""
        onward, stop = self._words
        room = self.width() - 2 * PAGE_MARGIN - 4 * BETWEEN
        room -= self.previous.sizeHint().width() + self.leave.sizeHint().width()
        self.next.setText(theme().number(onward))
        if self.next.sizeHint().width() > room / 2:
            self.next.setText(onward.partition(":")[0])
        if stop is not None:
            self.stop.setText(theme().number(stop.sentence))
            if self.stop.sizeHint().width() > room - self.next.sizeHint().width():
                self.stop.setText(theme().number(stop.short))
