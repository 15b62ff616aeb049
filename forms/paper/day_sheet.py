"""The day's visitors on one sheet: the total, the counts by what was asked, the hours, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from forms.paper.blocks import SideBySide, heading, paragraph
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.dates import gregorian, hijri
from forms.paper.fonts import Weight
from forms.paper.issued import Form, require_printable, shown_moment
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BODY, GREY, SMALL, STRONG, TITLE, VALUE, Pen, Type
from forms.paper.signing import Blank, Party, Signatures, filled, party_width
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.tables import Row, Table, cell
from forms.paper.text import Digits, Text, code, prose, spaced, value

FORM = Form("كشف المترددين اليومي", "2")
_TITLE = FORM.title
_HOUR_STEP = 14.0
_HOURS_ALONE = 4
"""Hours that may stand apart from the others at a page's foot or head."""
_TOTAL = Type(Weight.SEMIBOLD, 16, 26)
_COLUMNS = (0.56, 0.22, 0.22)
_HOURS = range(24)
_OPENING, _CLOSING = 8, 15
_WIDTH = CONTENT_WIDTH
_GAP = 16.0
_ROWS_BESIDE = 14

Group = tuple[str, tuple[tuple[str, int], ...]]
"""Its title, and the labels with their counts."""


@dataclass(frozen=True)
class DayCount:
    """One day's tally. `groups` are (title, ((label, count), …)), e.g. by category and by purpose; `by_hour` has 24
    numbers; `corrections` counts the visits that were struck out, which are in no other number. `split` are men and
    women, where the association counts them apart; `basis` what the policy says of counting."""

    day: str
    total: int
    groups: tuple[Group, ...]
    by_hour: tuple[int, ...]
    corrections: int = 0
    split: tuple[tuple[str, int], ...] = ()
    basis: tuple[Stated, ...] = ()


def render_day_sheet(
    count: DayCount,
    *,
    association: str,
    office: str,
    clerk: str,
    made_at: str,
    digits: Digits = "arab",
    own: Stationery = PLAIN,
) -> bytes:
    """The PDF (A4) of one day's count; `made_at` is when it was printed, ISO 8601. Same arguments, same bytes."""
    require_printable((association, office, clerk, count), digits)
    day = date.fromisoformat(count.day)
    printed = gregorian(day, digits)
    frame = Letterhead(
        association=prose(association, digits),
        office=prose(office, digits),
        facts=(
            (prose("اليوم", digits), gregorian(day, digits, weekday=True)),
            (prose("الموافق", digits), hijri(day, digits)),
        ),
        running=spaced(prose(f"{_TITLE} — {association} —", digits), printed),
        form=spaced(prose(f"نموذج {_TITLE} — إصدار", digits), code(FORM.revision)),
        reference=spaced(prose("طُبع", digits), shown_moment(made_at, digits)),
        digits=digits,
        own=own,
    )
    counts, corrections = list(_blocks(count, digits)), _corrections(count, digits)
    blocks = closed(counts, corrections, None, [_signatures(clerk, digits)], frame)
    return render(blocks, frame, Paper(_TITLE, association))


def _blocks(count: DayCount, digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    total = spaced(prose("مجموع المترددين:", digits), value(f"{count.total:,}", digits))
    yield paragraph(total, _WIDTH, _TOTAL, align="centre", before=0)
    if count.split:
        told = "، ".join(f"{label}: {number:,}" for label, number in count.split)
        yield paragraph(prose(told, digits), _WIDTH, VALUE, align="centre", before=0)
    for one in count.basis:
        yield paragraph(one.shown(digits), _WIDTH, SMALL, align="centre", before=0)
    yield from _groups(count.groups, digits)
    yield heading(prose("بحسب الساعة", digits), _WIDTH)
    yield HourBars(_hours(count.by_hour), max(count.by_hour, default=0), _WIDTH, digits)


def _corrections(count: DayCount, digits: Digits) -> list[Block]:
    if not count.corrections:
        return []
    struck = f"زيارات شُطبت تصحيحًا ولا تدخل في الأعداد أعلاه: {count.corrections}"
    return [paragraph(prose(struck, digits), _WIDTH, BODY, before=6)]


def _groups(groups: Sequence[Group], digits: Digits) -> Iterator[Block]:
    """Two beside each other while both are short: then the whole day is on one page."""
    column = (_WIDTH - _GAP) / 2
    if len(groups) == 2 and max(len(rows) for _, rows in groups) <= _ROWS_BESIDE:
        yield SideBySide(tuple(tuple(_group(group, column, digits)) for group in groups), column, _GAP)
        return
    for group in groups:
        yield from _group(group, _WIDTH, digits)


def _group(group: Group, width: float, digits: Digits) -> Iterator[Block]:
    title, rows = group
    whole = sum(number for _, number in rows)
    head = _row([prose(name, digits) for name in ("البيان", "العدد", "النسبة")], STRONG, width)
    body = [_row([prose(label, digits), *_shares(number, whole, digits)], VALUE, width) for label, number in rows]
    total = _row([prose("المجموع", digits), *_shares(whole, whole, digits)], STRONG, width)
    yield heading(prose(title, digits), width)
    yield Table((*body, total), (head,))


def _row(texts: Sequence[Text], kind: Type, width: float) -> Row:
    tinted = kind is STRONG
    return Row(tuple(cell(t, width * w, kind, tinted=tinted) for t, w in zip(texts, _COLUMNS, strict=True)))


def _shares(number: int, whole: int, digits: Digits) -> tuple[Text, Text]:
    """The number and its share; the sign stands where each way of writing numbers has it, ٪٢٥ and 25%."""
    percent = round(number * 100 / whole) if whole else 0
    return value(f"{number:,}", digits), value(f"{percent}%" if digits == "latn" else f"٪{percent}", digits)


def _hours(by_hour: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The office's hours and every other hour in which somebody came."""
    return tuple((hour, by_hour[hour]) for hour in _HOURS if by_hour[hour] or _OPENING <= hour < _CLOSING)


def _signatures(clerk: str, digits: Digits) -> Signatures:
    name = prose("الاسم:", digits)
    blanks = (Blank(prose("التوقيع:", digits), height=28),)
    written = filled(name, prose(clerk, digits), party_width(_WIDTH, 2) - 16) if clerk else Blank(name)
    parties = (
        Party(prose("موظف الاستقبال", digits), (written, *blanks)),
        Party(prose("المشرف", digits), (Blank(name), *blanks)),
    )
    return Signatures(width=_WIDTH, before=9, parties=parties)


@dataclass(frozen=True)
class HourBars:
    """One row an hour: from when to when, a bar that grows to the left, the number at its end."""

    hours: tuple[tuple[int, int], ...]
    most: int
    width: float
    digits: Digits
    before: float = 5.0
    clings: bool = False

    @property
    def height(self) -> float:
        return len(self.hours) * _HOUR_STEP

    @property
    def least(self) -> float:
        return min(len(self.hours), _HOURS_ALONE) * _HOUR_STEP

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        fitting = min(int(room / _HOUR_STEP + 0.001), len(self.hours) - _HOURS_ALONE)
        if fitting < _HOURS_ALONE:
            return None
        return (replace(self, hours=self.hours[:fitting]),), (replace(self, hours=self.hours[fitting:]),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        label, number = 96.0, 40.0
        longest = self.width - label - number
        right = left + self.width
        for place, (hour, count) in enumerate(self.hours):
            y = top + place * _HOUR_STEP
            span = prose(f"{hour:02}:00 إلى {(hour + 1) % 24:02}:00", self.digits)
            pen.text(span, BODY, left=right - label, top=y, width=label)
            bar = longest * count / self.most if self.most else 0.0
            pen.ground(right - label - bar, y + 4, bar, _HOUR_STEP - 5, ink=GREY)
            pen.text(value(str(count), self.digits), VALUE,
                     left=right - label - bar - number, top=y, width=number - 6)  # fmt: skip
        pen.upright(right - label, top, top + self.height, weight=0.8, ink=0)
