"""Who sits in the session: there or excused, with what office."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, TextField, clear_layout, label
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import apart, said
from desktop.ui.pages.departure.reading import Said
from desktop.usecases.seat_members import MemberDraft
from desktop.usecases.show_committee import SessionPage
from domain.committee import OPENED, Member


class MembersCard(Card):
    seated = Signal(object)  # MemberDraft
    changed = Signal(str, object)  # member, MemberDraft
    removed = Signal(str)  # member

    def __init__(self) -> None:
        super().__init__(said("الأعضاء", "Members"), spacing=6)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self.checks: dict[str, Check] = {}
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(10)
        self.name, self.office = TextField(), TextField(said("مثل: رئيس اللجنة", "Such as: chair"))
        self.field = Field(said("عضو آخر", "Another member"), self.name)
        row.addWidget(self.field, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Field(said("صفته", "Capacity"), self.office), 2, Qt.AlignmentFlag.AlignTop)
        self.add = Button(kind="icon", glyph="plus", name=said("إضافة العضو", "Add the member"))
        self.add.clicked.connect(self._seat)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.name.returnPressed.connect(self.office.setFocus)
        self.office.returnPressed.connect(self._seat)
        self.body.addWidget(self._adding)
        self._members: tuple[Member, ...] | None = None
        self._is_open: bool | None = None

    def show_page(self, page: SessionPage, refused: Said, *, may: bool) -> None:
        is_open = page.session.state == OPENED and may
        self._adding.setVisible(is_open)
        if refused.field in ("name", "members") and refused.sentence:
            self.field.show_error(theme().number(refused.sentence))
        else:
            self.field.clear()
        if page.members == self._members and is_open == self._is_open:
            return
        if self._members is not None and len(page.members) > len(self._members):
            self.name.clear()
            self.office.clear()
        self._members, self._is_open = page.members, is_open
        stood = next((id for id, check in self.checks.items() if check.hasFocus()), "")
        clear_layout(self._list)
        self.checks = {}
        for member in page.members:
            self._add(member, is_open=is_open)
        if stood in self.checks:
            self.checks[stood].setFocus()

    def _add(self, member: Member, *, is_open: bool) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        name, office = apart(member.name), apart(member.office)
        check = Check(said(f"{name}، {office}", f"{name}, {office}") if office else name)
        check.setChecked(member.is_present)
        check.setEnabled(is_open)
        check.setAccessibleDescription(said("حضر", "Present"))
        check.clicked.connect(partial(self._toggle, member))
        row.addWidget(check, 1)
        if not member.is_present:
            row.addWidget(label(said("غائب", "absent"), "small", tone="warn"))
        if is_open:
            away = Button(kind="icon", glyph="x", name=said(f"إخراج {name} من الجلسة", f"Take {name} out"))
            away.clicked.connect(partial(self.removed.emit, member.id))
            row.addWidget(away)
        self._list.addWidget(box)
        box.show()
        self.checks[member.id] = check

    def _toggle(self, member: Member) -> None:
        draft = MemberDraft(member.name, member.office, not member.is_present, member.excuse)
        self.changed.emit(member.id, draft)

    def _seat(self) -> None:
        self.seated.emit(MemberDraft(self.name.text(), self.office.text()))
