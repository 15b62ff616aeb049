"""What to do while nobody stands at the desk: the flow in four lines, with its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.kit.basic import Card, EmptyState, chip, label, set_text
from desktop.ui.language import said, said_of
from domain.text import Text

STEPS = (
    (
        Text("ثلاثة أحرف، أو رقم، أو بطاقة تُمسح", "Three letters, a number, or a scanned card"),
        Text("من هو؟", "Who is it?"),
    ),
    (Text("Ctrl+N", "Ctrl+N"), Text("تسجيل من لا ملف له", "Register somebody who has no file")),
    (Text("1 … 9", "1 … 9"), Text("لماذا جاء", "What for")),
    (Text("Enter", "Enter"), Text("تسجيل الزيارة، أو بدء المقابلة للطلب", "Record the visit, or begin the interview")),
    (Text("Esc", "Esc"), Text("رجوع، وما كُتب محفوظ", "Back; what was typed is kept")),
)


class StartCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.body.addStretch(1)
        title = said("من أمامك الآن؟", "Who stands before you?")
        self.body.addWidget(EmptyState("user-check", title, said("ابحث عنه، أو امسح بطاقته", "Search, or scan a card")))
        self._ahead = label("", "label", tone="ok", wrap=True)
        self._ahead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ahead.hide()
        self.body.addWidget(self._ahead)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        for number, (of_key, of_words) in enumerate(STEPS):
            key, words = said_of(of_key), said_of(of_words)
            cap = chip(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setAccessibleName(f"{key}: {words}")
            grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, "small"), number, 2)
        self.body.addLayout(grid)
        self.body.addStretch(2)

    def show_ahead(self, title: str) -> None:
        """The form that was chosen before the person; empty for none."""
        set_text(self._ahead, said(f"ستبدأ معه: «{title}»", f"Begins with: “{title}”") if title else "")
        self._ahead.setVisible(bool(title))
