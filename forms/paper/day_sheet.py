"""The day's visitors on one sheet: the total, the counts by what was asked, the hours, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from forms.paper.arabic import require_glyphs
from forms.paper.blocks import heading, paragraph
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.fonts import Weight
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BODY, GREY, STRONG, TITLE, VALUE, Pen, Type
from forms.paper.signing import Blank, Party, Signatures, filled, party_width
from forms.paper.tables import Row, Table, cell
from forms.paper.text import Digits, Text, prose, spaced, value

_TITLE = "كشف المترددين اليومي"
_HOUR_STEP = 14.5
_TOTAL = Type(Weight.SEMIBOLD, 16, 26)
_COLUMNS = (0.56, 0.22, 0.22)
_HOURS = range(24)
_OPENING, _CLOSING = 8, 15
_WIDTH = CONTENT_WIDTH


@dataclass(frozen=True)
class DayCount:
    """One day's tally. `groups` are (title, ((label, count), …)), e.g. by category and by purpose; `by_hour` has 24
    numbers; `corrections` counts the visits that were struck out, which are in no other number."""

    day: str
    total: int
    groups: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    by_hour: tuple[int, ...]
    corrections: int = 0


def render_day_sheet(
    count: DayCount, *, association: str, office: str, clerk: str, made_at: str, digits: Digits = "arab"
) -> bytes:
    """The PDF (A4) of one day's count; `made_at` is when it was printed, ISO 8601. Same arguments, same bytes."""
    labels = [text for title, rows in count.groups for text in (title, *(label for label, _ in rows))]
    require_glyphs(prose(said, digits) for said in (association, office, clerk, *labels))
    day, made = date.fromisoformat(count.day), office_moment(made_at)
    frame = Letterhead(
        association=prose(association, digits),
        office=prose(office, digits),
        facts=(
            (prose("اليوم", digits), gregorian(day, digits, weekday=True)),
            (prose("الموافق", digits), hijri(day, digits)),
        ),
        running=spaced(prose(f"{_TITLE} — {association} —", digits), value(count.day, digits)),
        form=spaced(prose("طُبع", digits), value(f"{made:%Y-%m-%d %H:%M}", digits)),
        reference=value(count.day, digits),
        digits=digits,
    )
    return render([*_blocks(count, clerk, digits)], frame, Paper(_TITLE, association))


def _blocks(count: DayCount, clerk: str, digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    total = spaced(prose("مجموع المترددين:", digits), value(f"{count.total:,}", digits))
    yield paragraph(total, _WIDTH, _TOTAL, align="centre", before=0)
    for title, rows in count.groups:
        yield from _group(title, rows, digits)
    yield heading(prose("بحسب الساعة", digits), _WIDTH)
    yield HourBars(_hours(count.by_hour), max(count.by_hour, default=0), _WIDTH, digits)
    if count.corrections:
        struck = f"زيارات شُطبت تصحيحًا ولا تدخل في الأعداد أعلاه: {count.corrections}"
        yield paragraph(prose(struck, digits), _WIDTH, BODY, before=10)
    yield _signatures(clerk, digits)


def _group(title: str, rows: Sequence[tuple[str, int]], digits: Digits) -> Iterator[Block]:
    whole = sum(number for _, number in rows)
    head = _row([prose(name, digits) for name in ("البيان", "العدد", "النسبة")], STRONG)
    body = [_row([prose(label, digits), *_shares(number, whole, digits)]) for label, number in rows]
    total = _row([prose("المجموع", digits), *_shares(whole, whole, digits)], STRONG)
    yield heading(prose(title, digits), _WIDTH)
    yield Table((*body, total), (head,))


def _row(texts: Sequence[Text], kind: Type = VALUE) -> Row:
    tinted = kind is STRONG
    return Row(tuple(cell(t, _WIDTH * w, kind, tinted=tinted) for t, w in zip(texts, _COLUMNS, strict=True)))


def _shares(number: int, whole: int, digits: Digits) -> tuple[Text, Text]:
    """The number and its share; the sign stands where each way of writing numbers has it, ٪٢٥ and 25%."""
    percent = round(number * 100 / whole) if whole else 0
    return value(f"{number:,}", digits), value(f"{percent}%" if digits == "latn" else f"٪{percent}", digits)


def _hours(by_hour: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The office's hours and every other hour in which somebody came."""
    return tuple((hour, by_hour[hour]) for hour in _HOURS if by_hour[hour] or _OPENING <= hour < _CLOSING)


def _signatures(clerk: str, digits: Digits) -> Signatures:
    name = prose("الاسم:", digits)
    blanks = (Blank(prose("التوقيع:", digits), height=30),)
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
    before: float = 8.0
    clings: bool = False

    @property
    def height(self) -> float:
        return len(self.hours) * _HOUR_STEP

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

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
