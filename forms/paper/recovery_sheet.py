"""The recovery sheet: the code that opens a laptop's store when every password is lost. Printed once, locked away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.paper.arabic import require_glyphs, shape_line
from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.fonts import Weight
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BLACK, BODY, GREY, STRONG, TITLE, Pen, Type
from forms.paper.signing import Blank, Party, Signatures
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.text import Digits, code, prose, spaced, value

_TITLE, _REVISION = "ورقة الاستعادة", "1"
_GROUP = Type(Weight.MEDIUM, 19, 30)
_NUMBER = Type(Weight.REGULAR, 9, 13, GREY)
_GROUP_LENGTH = 4
_CELL_HEIGHT = 52.0
_WIDTH = CONTENT_WIDTH


def render_recovery_sheet(
    association: str,
    office: str,
    username: str,
    code: str,
    made_at: str,
    *,
    digits: Digits = "arab",
    own: Stationery = PLAIN,
) -> bytes:
    """The PDF (A4, one page) with the recovery `code` in numbered groups of four, read from left to right.

    Hyphens and spaces in `code` are its grouping, kept when they are there. The same arguments give the same bytes.
    """
    require_glyphs(prose(said, digits) for said in (association, office, username, code))
    groups = re.split(r"[-\s]+", code.strip()) if re.search(r"[-\s]", code.strip()) else _in_groups(code.strip())
    frame = _letterhead(association, office, made_at, digits, own)
    return render([*_blocks(username, groups, digits)], frame, Paper(_TITLE, association))


def _in_groups(code: str) -> list[str]:
    return [code[start : start + _GROUP_LENGTH] for start in range(0, len(code), _GROUP_LENGTH)]


def _letterhead(association: str, office: str, made_at: str, digits: Digits, own: Stationery) -> Letterhead:
    made = office_moment(made_at)
    return Letterhead(
        association=prose(association, digits),
        office=prose(office, digits),
        facts=(
            (prose("التاريخ", digits), hijri(made.date(), digits) or gregorian(made.date(), digits)),
            (prose("الموافق", digits), gregorian(made.date(), digits)),
            (prose("الساعة", digits), value(f"{made:%H:%M}", digits)),
        ),
        running=prose(_TITLE, digits),
        form=prose("ورقة سرّية: تُحفظ في خزنة ولا تُصوّر", digits),
        reference=spaced(prose(f"نموذج {_TITLE} — إصدار", digits), code(_REVISION)),
        digits=digits,
        own=own,
    )


def _blocks(username: str, groups: Sequence[str], digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0)
    for_whom = spaced(prose("مخزن بيانات المكتب على هذا الجهاز، ومستخدمه", digits), code(username))
    yield paragraph(for_whom, _WIDTH, BODY, align="centre", before=0)
    yield heading(prose("رمز الاستعادة", digits), _WIDTH)
    yield CodeGroups(tuple(groups), _WIDTH)
    reading = (
        "يُقرأ الرمز من اليسار إلى اليمين بترتيب الأرقام الصغيرة، ولا فرق بين الحروف الكبيرة والصغيرة. "
        "ليس فيه الحروف I وL وO وU، فما يشبهها رقم: واحد أو صفر."
    )
    yield paragraph(prose(reading, digits), _WIDTH, BODY, before=8)
    yield heading(prose("متى يُستعمل", digits), _WIDTH)
    for line in (
        "حين ينسى كل مستخدمي هذا الجهاز كلمات مرورهم، أو يغادر المكتبَ من كان يعرفها.",
        "في شاشة الدخول اختر «الدخول بورقة الاستعادة» واكتب المجموعات بترتيبها، ثم عيّن كلمة مرور جديدة.",
    ):
        yield paragraph(prose(f"• {line}", digits), _WIDTH, BODY)
    yield heading(prose("أين تُحفظ", digits), _WIDTH)
    for line in (
        "في خزنة مقفلة خارج مكان الجهاز، في ظرف مغلق عليه توقيع مدير المكتب.",
        "لا تُصوَّر ولا تُرسل بالبريد أو الجوال ولا تُحفظ في الجهاز نفسه؛ من ملك الرمز والجهاز فتح البيانات كلها.",
        "إذا ضاعت أو اطّلع عليها من لا يحق له فليُصدر مدير النظام رمزًا جديدًا، فيبطل هذا وتُتلف ورقته.",
    ):
        yield paragraph(prose(f"• {line}", digits), _WIDTH, BODY)
    warning = "بلا هذا الرمز وبلا كلمة مرور لا يستطيع أحد فتح بيانات هذا الجهاز، لا الجمعية ولا من أعدّ البرنامج."
    inside = paragraph(prose(warning, digits), _WIDTH - 24, STRONG, before=0)
    yield Boxed((inside,), _WIDTH, padding=12, before=16, weight=1.6)
    yield _receipt(digits)


def _receipt(digits: Digits) -> Block:
    blanks = [Blank(prose(label, digits), height=30) for label in ("الاسم:", "التوقيع:", "التاريخ:")]
    roles = ("سلّمها", "تسلّمها وحفظها")
    return Signatures(width=_WIDTH, before=18, parties=tuple(Party(prose(r, digits), tuple(blanks)) for r in roles))


@dataclass(frozen=True)
class CodeGroups:
    """The groups in big type in cells of one width, from left to right, each with its number: easy to copy by hand."""

    groups: tuple[str, ...]
    width: float
    before: float = 8.0
    clings: bool = False

    @property
    def height(self) -> float:
        return -(-len(self.groups) // self._in_a_row) * _CELL_HEIGHT

    @property
    def _in_a_row(self) -> int:
        """Three or four, whichever leaves no hole in the last row."""
        return 3 if len(self.groups) % 3 == 0 else 4

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        each = self.width / self._in_a_row
        for place, group in enumerate(self.groups):
            x = left + place % self._in_a_row * each
            y = top + place // self._in_a_row * _CELL_HEIGHT
            pen.box(x, y, each, _CELL_HEIGHT, weight=0.8, ink=BLACK)
            pen.text(code(str(place + 1)), _NUMBER, left=x + 6, top=y + 3, width=each - 12, align="left")
            self._draw_group(pen, group, x, y, each)

    def _draw_group(self, pen: Pen, group: str, left: float, top: float, width: float) -> None:
        """Every character in the middle of a cell of its own, as in a type of one width."""
        size = min(_GROUP.size, (width - 24) / max(len(group), 1) * 1.3)
        cell = min(size * 1.02, (width - 20) / max(len(group), 1))
        start = left + (width - cell * len(group)) / 2
        for place, character in enumerate(group):
            line = shape_line(code(character), _GROUP.weight)
            pen.lines(
                (line,), Type(_GROUP.weight, size, _GROUP.leading),
                left=start + place * cell, top=top + 15, width=cell, align="centre",
            )  # fmt: skip
