"""What to do where no file is open: the page says its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.kit.basic import Card, EmptyState, chip, label
from desktop.ui.language import said, said_of
from domain.text import Text

KEYS = (
    ("Ctrl+F", Text("البحث", "Search")),
    ("↑ ↓", Text("التنقل بين النتائج", "Move among the results")),
    ("Enter", Text("فتح الملف", "Open the file")),
    ("Ctrl+Enter", Text("بدء مقابلة", "Begin an interview")),
    ("Ctrl+N", Text("تسجيل جديد", "Register")),
    ("Ctrl+E", Text("تعديل الملف", "Edit the file")),
    ("Ctrl+S", Text("حفظ", "Save")),
    ("Esc", Text("رجوع", "Back")),
)


class KeysCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.body.addStretch(1)
        self.body.addWidget(
            EmptyState(
                "users",
                said("اختر ملفًا من القائمة", "Choose a file from the list"),
                said("أو ابحث، أو سجّل ملفًا جديدًا", "Or search, or register a new one"),
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(5, 1)
        grid.setColumnMinimumWidth(3, 12)
        for number, (key, text) in enumerate(KEYS):
            words = said_of(text)
            column = 1 if number % 2 == 0 else 3
            cap = chip(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setAccessibleName(f"{key}: {words}")
            grid.addWidget(cap, number // 2, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, "small"), number // 2, column + 1)
        self.body.addLayout(grid)
        self.body.addStretch(2)
