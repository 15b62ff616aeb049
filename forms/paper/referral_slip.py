"""The referral slip: the question to the social-research officer, with room for the answer and who gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.paper.arabic import require_glyphs
from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.closing import closed
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.handwriting import HandLines
from forms.paper.issued import Form, printed_at
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BODY, TITLE, VALUE
from forms.paper.signing import Blank, Party, Signatures, filled, party_width
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.tables import Row, Table, checked, fields
from forms.paper.text import Digits, Text, code, prose, spaced, value

FORM = Form("ورقة إحالة", "1")
_TITLE = FORM.title
_WIDTH = CONTENT_WIDTH
_HAND_LINES = 6


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One referral. `officer_title` is whom the policy refers to, `step` what it says of it and `step_source` the
    clause; `asked_at` and `answered_at` are ISO 8601. Without an `answer` there are lines to write it on."""

    association: str
    office: str
    officer_title: str
    person_word: str
    person: str
    file_number: str
    case_number: str
    request: str
    question: str
    means: str
    asked_by: str
    asked_at: str
    answer: str = ""
    officer: str = ""
    answered_at: str = ""
    is_told: bool = False
    step: str = ""
    step_source: str = ""


def render_referral_slip(slip: Slip, *, made_at: str, digits: Digits = "arab", own: Stationery = PLAIN) -> bytes:
    """The PDF (A4) of one referral; `made_at` is when it was printed. Same arguments, same bytes."""
    said = (slip.association, slip.office, slip.officer_title, slip.person, slip.question, slip.asked_by, slip.request)
    more = (slip.answer, slip.officer, slip.step, slip.step_source, slip.means, slip.person_word)
    require_glyphs(prose(text, digits) for text in (*said, *more))
    asked = office_moment(slip.asked_at).date()
    number = code(slip.case_number)
    frame = Letterhead(
        association=prose(slip.association, digits),
        office=prose(slip.office, digits),
        facts=(
            (prose("الرقم", digits), number),
            (prose("التاريخ", digits), hijri(asked, digits) or gregorian(asked, digits)),
            (prose("الموافق", digits), gregorian(asked, digits)),
        ),
        running=spaced(prose(f"{_TITLE} — {slip.association} —", digits), number),
        form=spaced(prose(f"نموذج {_TITLE} — إصدار", digits), code(FORM.revision)),
        reference=spaced(number, Text("·"), printed_at(made_at, digits)),
        digits=digits,
        own=own,
    )
    asking, answering = list(_question(slip, digits)), list(_answer(slip, digits))
    blocks = closed(asking, answering, None, [_signatures(slip, digits)], frame)
    return render(blocks, frame, Paper(_TITLE, slip.association))


def _question(slip: Slip, digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    yield paragraph(prose(f"إلى {slip.officer_title}", digits), _WIDTH, VALUE, align="centre", before=0)
    pairs = [
        (prose(f"اسم {slip.person_word}", digits), prose(slip.person, digits)),
        (prose("رقم الملف", digits), code(slip.file_number)),
        (prose("رقم المقابلة", digits), code(slip.case_number)),
        (prose("كيف أُحيل", digits), prose(slip.means, digits)),
        (prose("عن", digits), prose(slip.request, digits)),
        (prose("أحاله", digits), prose(slip.asked_by, digits)),
        (prose("في", digits), _moment(slip.asked_at, digits)),
    ]
    yield fields([(name, text) for name, text in pairs if text], _WIDTH, before=8)
    yield heading(prose("السؤال", digits), _WIDTH)
    yield paragraph(prose(slip.question, digits), _WIDTH, VALUE, before=6)


def _answer(slip: Slip, digits: Digits) -> Iterator[Block]:
    yield heading(prose("الجواب", digits), _WIDTH)
    if slip.answer:
        yield paragraph(prose(slip.answer, digits), _WIDTH, VALUE, before=6)
        if slip.answered_at:
            written = spaced(prose("وصل في", digits), _moment(slip.answered_at, digits))
            yield paragraph(written, _WIDTH, BODY, before=6)
    else:
        yield HandLines(_HAND_LINES, _WIDTH)
    told = checked(prose(f"أُبلغ {slip.person_word} بالجواب", digits), _WIDTH, ticked=slip.is_told)
    yield Table((Row((told,)),), before=10)
    if slip.step:
        source = f" ({slip.step_source})" if slip.step_source else ""
        text = paragraph(prose(f"{slip.step}{source}", digits), _WIDTH - 20, BODY, before=0)
        yield Boxed((text,), _WIDTH, padding=10, before=12)


def _moment(moment: str, digits: Digits) -> Text:
    at = office_moment(moment)
    return spaced(gregorian(at.date(), digits), Text("—"), value(f"{at:%H:%M}", digits))


def _signatures(slip: Slip, digits: Digits) -> Signatures:
    name, width = prose("الاسم:", digits), party_width(_WIDTH, 2) - 16
    clerk = filled(name, prose(slip.asked_by, digits), width) if slip.asked_by else Blank(name)
    officer = filled(name, prose(slip.officer, digits), width) if slip.officer else Blank(name)
    blanks = (Blank(prose("التوقيع:", digits), height=28), Blank(prose("التاريخ والساعة:", digits)))
    parties = (
        Party(prose("موظف الاستقبال", digits), (clerk, *blanks)),
        Party(prose(slip.officer_title, digits), (officer, *blanks)),
    )
    return Signatures(width=_WIDTH, before=14, parties=parties)
