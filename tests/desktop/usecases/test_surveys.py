"""Satisfaction without a name, inspections with theirs, and what became of the findings."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from db.folding import Unfit
from desktop.usecases.box_sheet import box_answers, take_back_sheet
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import export_answers
from desktop.usecases.keep_inspection import (
    bring_back_inspection,
    close_finding,
    list_findings,
    note_emergency,
    record_answers_of,
    reopen_finding,
    report_emergency,
    strike_inspection,
)
from desktop.usecases.make_report import find_period
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.report_period import reported
from desktop.usecases.score_surveys import last_months, score_instrument
from desktop.usecases.show_home import show_home
from desktop.usecases.show_quality import due_today, show_quality
from domain.errors import RuleBroken
from domain.survey import CLOSED, NOBODY, OPEN, REPORTED, Sheet
from domain.sync.survey_tables import FINDINGS, INSPECTIONS, SURVEY_SHEETS
from tests.desktop.usecases.conftest import Office

MARKS = (
    "courtesy",
    "time_given",
    "answers",
    "requirements",
    "ease",
    "speed",
    "informed",
    "privacy",
    "place",
    "overall",
)


def sheet(mark: str = "4", **more: object) -> dict[str, object]:
    return {
        "used": ["enquiry"],
        "way": "interview",
        "served": "yes",
        **dict.fromkeys(MARKS, mark),
        "knew_complaint": "yes",
        **more,
    }


SURVEY: dict[str, object] = {"order": "good", "guidance": "good", "workflow": "good", "has_emergency": "no"}
VISIT: dict[str, object] = {
    "waiting": 3,
    **dict.fromkeys(
        ("reception", "time_given", "ready", "guidance", "counted", "matched", "signed", "explained", "complaints"),
        "yes",
    ),
    "confidential": "no",
    "has_findings": "yes",
    "finding": [
        {
            "finding_what": "خزانة الملفات بلا قفل",
            "finding_action": "يُركّب قفل",
            "finding_by": "مدير المكتب",
            "finding_until": "2026-12-01",
        }
    ],
    "grade": "fair",
    "summary": "المكتب منتظم.",
}


@pytest.fixture
def months(desk: Desk) -> tuple[str, ...]:
    return last_months(desk.now().date(), 1)


def fill_box(desk: Desk, *marks: str) -> None:
    for mark in marks:
        box_answers(desk, "questionnaire", sheet(mark))


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_four_sheets_stay_in_the_box_and_the_fifth_takes_them_all_out(desk: Desk, months: tuple[str, ...]) -> None:
    for number, mark in enumerate("1245", start=1):
        boxed = box_answers(desk, "questionnaire", sheet(mark))
        assert (boxed.waiting, boxed.left, bool(boxed.changes)) == (number, 0, False)
    before = score_instrument(desk, "questionnaire", months)
    assert (before.score.count, before.score.percent, before.waiting) == (0, None, 4)
    last = box_answers(desk, "questionnaire", sheet("3"))
    assert (last.sheet, last.waiting, last.left) == ("", 0, 5)
    after = score_instrument(desk, "questionnaire", months)
    assert (after.score.count, after.score.percent, after.waiting) == (5, 50.0, 0)


def test_an_entry_of_sheets_names_nobody_and_keeps_no_hour_and_no_order(desk: Desk) -> None:
    fill_box(desk, *"54321")
    (deed, *_) = desk.store.deeds.waiting(most=1)
    assert (deed.header.author, deed.header.action) == (NOBODY, "sheet.count")
    assert {subject for subject, _ in deed.header.parts} == {None}
    found = desk.store.sheets.of_form("shared/satisfaction")
    text = json.dumps([one.answers for one in found]) + str(deed.operations)
    for telling in (desk.user.id, desk.user.username, desk.user.name, desk.now().strftime("%H:%M")):
        assert telling not in text
    assert {one.day for one in found} == {desk.today()}
    assert [json.loads(one.answers)["courtesy"] for one in found] == ["1", "2", "3", "4", "5"]


def test_a_sheet_in_the_box_can_be_taken_back_and_one_that_left_it_cannot(desk: Desk) -> None:
    first = box_answers(desk, "questionnaire", sheet())
    take_back_sheet(desk, first.sheet)
    assert desk.store.box.of("questionnaire") == ()
    boxed = [box_answers(desk, "questionnaire", sheet()) for _ in range(5)]
    with pytest.raises(RuleBroken) as refused:
        take_back_sheet(desk, boxed[0].sheet)
    assert refused.value.code == "sheet.gone"


def test_an_unfinished_sheet_is_refused_by_its_question_and_keeps_nothing(desk: Desk) -> None:
    answers = sheet()
    del answers["overall"]
    with pytest.raises(RuleBroken) as refused:
        box_answers(desk, "questionnaire", answers)
    assert refused.value.code == "survey.unfinished"
    assert refused.value.field == "/data/ratings/overall"
    assert desk.store.box.of("questionnaire") == ()


def test_an_instrument_of_another_association_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        box_answers(desk, "interviews", sheet())
    assert "questionnaire" in refused.value.ar


def test_head_office_takes_no_sheet_of_an_author_and_none_away(office: Office) -> None:
    fill_box(office.here, *"33333")
    office.sync()
    office.assert_agreed()
    months = last_months(office.there.now().date(), 1)
    assert score_instrument(office.there, "questionnaire", months).score.count == 5
    one = office.here.store.sheets.of_form("shared/satisfaction")[0]
    with pytest.raises(Unfit, match=r"sheet\.named"), office.here.store.work("test", office.here.user.id) as work:
        work.sheets.add(Sheet(office.here.new_id(), *_cells_of(one)))
    with pytest.raises(Unfit, match=r"sheet\.kept"), office.here.store.work("test", NOBODY) as work:
        work.operations.void("survey_sheets", one.id, "درجة لا تعجبني", subject=None)


def _cells_of(one: Sheet) -> tuple[str, ...]:
    return one.instrument, one.form_id, one.form_version, one.form_sha256, one.answers, one.day


# --- inspections -----------------------------------------------------------------------------------------------------


def test_a_days_survey_is_due_until_it_is_made_and_knows_its_day_and_place(desk: Desk) -> None:
    assert due_today(desk) == (), "a Saturday on which nobody came"
    count_visit(desk, desk.profile.counter[0].id)
    assert [one.id for one in due_today(desk)] == ["field_survey", "opening"]
    made = record_answers_of(desk, "field_survey", SURVEY).inspection
    assert (made.day, made.place, made.made_by) == (desk.today(), desk.office_name, desk.user.id)
    assert [one.id for one in due_today(desk)] == ["opening"]


def test_what_needs_attention_is_not_recorded_without_what_was_done(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        record_answers_of(desk, "field_survey", {**SURVEY, "order": "poor"})
    assert refused.value.field == "/data/survey/order_remark"
    told = {**SURVEY, "order": "poor", "order_remark": "الممر مسدود، وأُزيلت الصناديق."}
    assert record_answers_of(desk, "field_survey", told).findings == ()


def test_the_findings_of_a_visit_are_followed_until_they_are_closed(desk: Desk) -> None:
    made = record_answers_of(desk, "supervisory_visits", VISIT)
    (line,) = list_findings(desk)
    assert (line.number, line.finding.owner, line.finding.progress) == (made.inspection.number, "مدير المكتب", OPEN)
    with pytest.raises(RuleBroken) as refused:
        close_finding(desk, line.finding.id, " ")
    assert refused.value.field == "outcome"
    closed = close_finding(desk, line.finding.id, "رُكّب القفل").line
    assert (closed.finding.progress, closed.finding.outcome, closed.closed_by) == (CLOSED, "رُكّب القفل", desk.user.name)
    assert list_findings(desk) == ()
    assert reopen_finding(desk, line.finding.id).line.finding.progress == OPEN
    assert show_quality(desk).recent[0].findings == 1


def test_an_emergency_is_mended_at_once_then_reported_and_only_then_closed(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        note_emergency(desk, "تسرب ماء في الاستقبال", "")
    assert refused.value.field == "action"
    noted = note_emergency(desk, "تسرب ماء في الاستقبال", "أُغلق المحبس ونُقل الانتظار").line.finding
    with pytest.raises(RuleBroken) as early:
        close_finding(desk, noted.id, "أُصلح")
    assert early.value.code == "finding.unreported"
    reported = report_emergency(desk, noted.id).line
    assert (reported.finding.progress, reported.reported_by) == (REPORTED, desk.user.name)
    assert close_finding(desk, noted.id, "أُصلح").line.finding.progress == CLOSED


def test_an_emergency_of_a_survey_that_was_reported_already_begins_so(desk: Desk) -> None:
    told = {
        "has_emergency": "yes",
        "emergency_what": "انقطع التيار",
        "emergency_action": "شُغّل الاحتياطي",
        "emergency_time": "09:10",
        "manager_told": "yes",
        "manager_told_on": desk.today(),
    }
    (found,) = record_answers_of(desk, "field_survey", {**SURVEY, **told}).findings
    (line,) = list_findings(desk)
    assert (found.progress, line.finding.progress, line.reported_by) == (REPORTED, REPORTED, desk.user.name)


def test_an_inspection_that_is_struck_out_counts_no_more_and_takes_its_findings_along(desk: Desk) -> None:
    made = record_answers_of(desk, "supervisory_visits", VISIT)
    strike_inspection(desk, made.inspection.number, "سُجّلت مرتين")
    assert list_findings(desk) == ()
    months = last_months(desk.now().date(), 1)
    assert score_instrument(desk, "supervisory_visits", months).score.count == 0
    assert desk.store.inspections.get(made.inspection.id)[0].void_reason == "سُجّلت مرتين"
    bring_back_inspection(desk, made.inspection.id)
    assert len(list_findings(desk)) == score_instrument(desk, "supervisory_visits", months).score.count == 1


def test_an_inspections_score_is_shown_from_the_first(desk: Desk, months: tuple[str, ...]) -> None:
    record_answers_of(desk, "supervisory_visits", VISIT)
    found = score_instrument(desk, "supervisory_visits", months)
    assert (found.score.count, found.score.percent, found.trend) == (1, 90.0, None)


def test_an_inspection_reaches_the_other_laptop_with_its_findings_and_agrees(office: Office) -> None:
    record_answers_of(office.here, "supervisory_visits", VISIT)
    office.sync()
    office.assert_agreed()
    (line,) = list_findings(office.there)
    close_finding(office.there, line.finding.id, "رُكّب القفل")
    office.sync()
    assert list_findings(office.here) == ()


# --- what leaves the office ------------------------------------------------------------------------------------------


def test_exported_sheets_say_no_day_and_no_name_and_come_only_of_months_that_are_shown(desk: Desk) -> None:
    today = desk.now() + timedelta(days=3)
    desk = replace(desk, now=lambda: today)
    fill_box(desk, *"5432")
    assert export_answers(desk, "shared/satisfaction", "csv").interviews == 0
    fill_box(desk, "1")
    exported = export_answers(desk, "shared/satisfaction", "csv")
    text = exported.files[0].data.decode("utf-8-sig")
    assert exported.interviews == 5
    for telling in (desk.today(), desk.user.username, desk.user.name, desk.user.id):
        assert telling not in text
    assert desk.today()[:7] in text


def test_exported_inspections_say_who_made_them_and_when(desk: Desk) -> None:
    made = record_answers_of(desk, "supervisory_visits", VISIT)
    exported = export_answers(desk, "shared/supervisory-visit", "csv")
    whole = "".join(file.data.decode("utf-8-sig") for file in exported.files)
    assert exported.interviews == 1
    assert all(told in whole for told in (made.inspection.number, desk.user.username, "خزانة الملفات بلا قفل"))


def test_what_was_filled_in_with_a_form_that_is_not_here_waits_for_it_and_is_told(
    office: Office, months: tuple[str, ...]
) -> None:
    unknown = Sheet(office.here.new_id(), "questionnaire", "shared/satisfaction", "2099-01-01", "ab" * 32, "{}", "")
    with office.here.store.work("sheet.count", NOBODY) as work:
        work.sheets.add(replace(unknown, day=office.here.today()))
    found = score_instrument(office.here, "questionnaire", last_months(office.here.now().date(), 1))
    assert (found.score.count, found.left_out) == (0, 1)


def test_the_report_to_the_manager_tells_scores_of_whole_months_and_hides_what_the_page_hides(desk: Desk) -> None:
    fill_box(desk, *"54321")
    record_answers_of(desk, "supervisory_visits", VISIT)
    period = find_period("this_month", desk.now().date())
    groups = {one["title"]: one for one in reported(desk, period)["groups"]}
    assert groups["استبانة رضا: متوسط كل سؤال من ١٠٠"]["facts"] == {"الأوراق": "5", "المتوسط": "50"}
    assert groups["زيارة إشرافية: متوسط كل سؤال من ١٠٠"]["rows"]["البيانات والمستندات محفوظة بسرية"] == 0
    assert groups["ما وُجد وما أُغلق"]["rows"] == {"ملاحظات الزيارات": 1, "حالات طارئة": 0}


def test_an_emergencys_report_is_a_paper_with_room_for_the_managers_direction(desk: Desk) -> None:
    noted = note_emergency(desk, "تسرب ماء في الاستقبال", "أُغلق المحبس").line.finding
    sheet = make_sheet(desk, "emergency_report", noted.id)
    assert sheet.pdf.startswith(b"%PDF")
    finding = record_answers_of(desk, "supervisory_visits", VISIT).findings[0]
    with pytest.raises(RuleBroken) as refused:
        make_sheet(desk, "emergency_report", finding.id)
    assert refused.value.code == "finding.no_emergency"


def test_home_tells_what_is_due_today_and_what_is_past_its_day(desk: Desk) -> None:
    count_visit(desk, desk.profile.counter[0].id)
    note_emergency(desk, "تسرب ماء في الاستقبال", "أُغلق المحبس")
    page = show_home(desk)
    assert ([one.ar for one in page.rounds], page.unsettled) == (["المسح الميداني اليومي", "قائمة ما قبل الافتتاح"], 1)


def test_nobody_of_the_register_stands_in_a_sheet_or_an_inspection() -> None:
    for table in (SURVEY_SHEETS, INSPECTIONS, FINDINGS):
        assert {column.name for cell in table.cells for column in cell.columns} & {
            "person",
            "identity",
            "mobile",
        } == set()
    assert {cell.name for cell in SURVEY_SHEETS.cells} == {"instrument", "form", "day", "answers"}
