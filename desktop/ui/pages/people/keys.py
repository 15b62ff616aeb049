"""What to do where no file is open: the page says its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.kit.basic import Card, EmptyState, chip, label

KEYS = (
    ("Ctrl+F", "البحث"),
    ("↑ ↓", "التنقل بين النتائج"),
    ("Enter", "فتح الملف"),
    ("Ctrl+Enter", "بدء مقابلة"),
    ("Ctrl+N", "تسجيل جديد"),
    ("Ctrl+E", "تعديل الملف"),
    ("Ctrl+S", "حفظ"),
    ("Esc", "رجوع"),
)


class KeysCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.body.addStretch(1)
        self.body.addWidget(EmptyState("users", "اختر ملفًا من القائمة", "أو ابحث، أو سجّل ملفًا جديدًا"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(5, 1)
        grid.setColumnMinimumWidth(3, 12)
        for number, (key, words) in enumerate(KEYS):
            column = 1 if number % 2 == 0 else 3
            cap = chip(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setAccessibleName(f"{key}: {words}")
            grid.addWidget(cap, number // 2, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, "small"), number // 2, column + 1)
        self.body.addLayout(grid)
        self.body.addStretch(2)
