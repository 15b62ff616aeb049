"""What to do while nobody stands at the desk: the flow in four lines, with its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.kit.basic import Card, EmptyState, chip, label

STEPS = (
    ("ثلاثة أحرف، أو رقم، أو بطاقة تُمسح", "من هو؟"),
    ("Ctrl+N", "تسجيل من لا ملف له"),
    ("1 … 9", "لماذا جاء"),
    ("Enter", "تسجيل الزيارة، أو بدء المقابلة للطلب"),
    ("Esc", "رجوع، وما كُتب محفوظ"),
)


class StartCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.body.addStretch(1)
        self.body.addWidget(EmptyState("user-check", "من أمامك الآن؟", "ابحث عنه، أو امسح بطاقته"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        for number, (key, words) in enumerate(STEPS):
            cap = chip(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setAccessibleName(f"{key}: {words}")
            grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, "small"), number, 2)
        self.body.addLayout(grid)
        self.body.addStretch(2)
