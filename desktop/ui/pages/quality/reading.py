"""From what the store has to what the page of satisfaction and supervision says. Knows no Qt."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.quality.state import Bar, Followed, Made, Mark, Part, Result, Tool, Words
from desktop.ui.pages.wording import Counted
from desktop.ui.shown import day_and_month
from domain.calendar import GREGORIAN_MONTHS
from domain.score import MonthScore, QuestionScore
from domain.survey import EMERGENCY, FINDING_KINDS, LEAST_SHOWN, PROGRESS, REPORTED
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.keep_inspection import FindingLine
    from desktop.usecases.score_surveys import InstrumentScore
    from desktop.usecases.show_quality import InspectionLine, QualityPage


SHEETS = Counted("لا أوراق", "ورقة واحدة", "ورقتان", "أوراق", "ورقة", "ورقة", "no sheets", "1 sheet", "sheets")
TIMES = Counted("لا مرة", "مرة واحدة", "مرتان", "مرات", "مرة", "مرة", "not once", "once", "times")
FINDINGS = Counted(
    "لا ملاحظات", "ملاحظة مفتوحة", "ملاحظتان مفتوحتان", "ملاحظات مفتوحة", "ملاحظة مفتوحة", "ملاحظة مفتوحة",
    "no findings", "1 open finding", "open findings",
)  # fmt: skip
ICONS = {"visitor": "messages", "staff": "clipboard-check", "supervisor": "shield-check"}
BY = {
    "visitor": Text("يملؤها الزائر بلا اسم", "Filled in by the visitor, without a name"),
    "staff": Text("يسجّلها موظف المكتب", "Recorded by the office's staff"),
    "supervisor": Text("يسجّلها من يشرف", "Recorded by those who supervise"),
}
DAILY = Text("كل يوم عمل", "every working day")
DUE = Text("مستحق اليوم", "due today")
TOO_FEW = Text("أقل من ٥", "under 5")
SAME = 0.5


def tools(page: "QualityPage") -> tuple[Tool, ...]:
    due = {one.id for one in page.due}
    return tuple(_tool(one, is_due=one.instrument.id in due) for one in page.scores)


def _tool(one: "InstrumentScore", *, is_due: bool) -> Tool:
    instrument = one.instrument
    detail = listed((said_of(BY[instrument.filled_by]), said_of(DAILY) if instrument.how_often == "daily" else ""))
    chip, tone = ("", "")
    if is_due:
        chip, tone = said_of(DUE), "warn"
    elif one.waiting:
        chip = said(f"في الصندوق {SHEETS.of(one.waiting)}", f"{SHEETS.of(one.waiting)} in the box")
        tone = "info"
    return Tool(
        instrument.id, said_of(one.title), detail, instrument.filled_by, chip, tone, ICONS[instrument.filled_by]
    )


def result(one: "InstrumentScore") -> Result:
    found = one.score
    if found.percent is None:
        value, detail = "", _nothing(one)
    else:
        count = (SHEETS if one.is_anonymous else TIMES).of(found.count)
        value = f"{found.percent:.0f}"
        months = len(found.months)
        detail = said(f"من ١٠٠، من {count} في {months} أشهر", f"of 100, from {count} in {months} months")
    trend, tone, icon = _trend(one)
    return Result(
        value,
        detail,
        listed(_notes(one)),
        trend,
        tone,
        icon,
        tuple(_bar(month, is_anonymous=one.is_anonymous) for month in found.months),
        tuple(map(_mark, found.questions)),
        tuple(Words(said_of(view.question), view.said) for view in one.views),
    )


def _nothing(one: "InstrumentScore") -> str:
    if not one.is_anonymous:
        return said("لم تُسجَّل منها واحدة في هذه الأشهر.", "None was recorded in these months.")
    return said(
        f"تظهر النتيجة حين تجتمع {LEAST_SHOWN} أوراق، حتى لا يُعرف صاحب ورقة منها.",
        f"A result shows once {LEAST_SHOWN} sheets have come together, so that nobody's sheet is known.",
    )


def _notes(one: "InstrumentScore") -> Iterator[str]:
    if one.score.hidden and one.score.percent is not None:
        yield said("شهر بأقل من خمس أوراق لا يُعرض ولا يدخل في المجموع", "A month of under five sheets counts nowhere")
    if one.waiting:
        yield said(
            f"في صندوق هذا الجهاز {SHEETS.of(one.waiting)}، تُعدّ حين تبلغ خمسًا",
            f"{SHEETS.of(one.waiting)} in this laptop's box, counted once there are five",
        )
    if one.left_out:
        yield said(
            f"لم يُعدّ {SHEETS.of(one.left_out)}: ليس إصدار استمارتها في هذا الجهاز",
            f"Not counted: {SHEETS.of(one.left_out)}, whose version of the form this laptop does not have",
        )


def _trend(one: "InstrumentScore") -> tuple[str, str, str]:
    if one.trend is None:
        return "", "", ""
    points = f"{abs(one.trend):.0f}"
    if abs(one.trend) < SAME:
        return said("كالفترة السابقة", "as before"), "neutral", "minus"
    if one.trend > 0:
        return said(f"أعلى من الفترة السابقة بـ{points}", f"{points} above the stretch before"), "ok", "trending-up"
    return said(f"أدنى من الفترة السابقة بـ{points}", f"{points} below the stretch before"), "bad", "trending-down"


def _bar(one: MonthScore, *, is_anonymous: bool) -> Bar:
    number = int(one.month[5:])
    label = said_of(GREGORIAN_MONTHS[number - 1])
    if one.percent is not None:
        count = (SHEETS if is_anonymous else TIMES).of(one.count or 0)
        spoken = said(f"{label}: {one.percent:.0f} من 100، {count}", f"{label}: {one.percent:.0f} of 100, {count}")
        return Bar(label, one.percent, f"{one.percent:.0f}", spoken)
    if one.count is None:
        return Bar(label, None, said_of(TOO_FEW), f"{label}: {said_of(TOO_FEW)}")
    nothing = said("لا شيء", "nothing")
    return Bar(label, None, "—", f"{label}: {nothing}")


def _mark(one: QuestionScore) -> Mark:
    """From best to worst, as the form's scores have it."""
    last = max(len(one.shares) - 1, 1)
    best_first = sorted(one.shares, key=lambda share: -share.percent)
    parts = tuple(Part(said_of(share.label), share.count, number / last) for number, share in enumerate(best_first))
    return Mark(said_of(one.label), one.percent, parts)


def followed(page: "QualityPage") -> tuple[Followed, ...]:
    return tuple(_followed(line) for line in page.findings)


def _followed(line: "FindingLine") -> Followed:
    one = line.finding
    until = ""
    if one.until:
        day = day_and_month(date.fromisoformat(one.until))
        until = said(f"إلى {day}", f"until {day}")
    chip, tone = said_of(PROGRESS[one.progress]), "info"
    if one.wants_report:
        chip, tone = said("لم يُرفع تقريرها", "not reported yet"), "bad"
    elif line.is_late:
        chip, tone = said("فات موعدها", "overdue"), "warn"
    elif one.progress == REPORTED:
        tone = "ok"
    kind = said_of(FINDING_KINDS[one.kind]) if one.kind == EMERGENCY else ""
    detail = " · ".join(filter(None, (kind, one.action, one.owner, one.place, until)))
    return Followed(one.id, one.what, detail, chip, tone, one.wants_report)


def made(page: "QualityPage") -> tuple[Made, ...]:
    return tuple(_made(line) for line in page.recent)


def _made(line: "InspectionLine") -> Made:
    one = line.inspection
    day = day_and_month(date.fromisoformat(one.day))
    detail = " · ".join(filter(None, (day, one.place, line.made_by)))
    left = FINDINGS.of(line.findings) if line.findings else ""
    return Made(one.id, one.number, said_of(line.text), detail, left, "warn" if left else "")
