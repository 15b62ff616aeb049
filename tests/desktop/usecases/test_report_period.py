"""The periodic report says what the store holds: every number of it is counted again, one by one, from the raw rows."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.usecases.check_store import dump
from desktop.usecases.desk import Desk
from desktop.usecases.fill_demonstration import fill_demonstration
from desktop.usecases.refer_question import answer_referral, ask_officer, tell_answer
from desktop.usecases.report_period import print_report, report_of
from domain.period import Period, period_of
from domain.policy import Profile
from forms.paper.periodic_report import Chart, Group, PeriodReport
from forms.paper.preview import page_count
from tests.support.laptop import Laptop

Row = Mapping[str, Any]
WHOLE = period_of("2026-11-01", "2026-11-21")


@dataclass(frozen=True)
class Filled:
    """An office with some days of invented work: its rows as they sync, and its reports."""

    profile: Profile
    rows: tuple[Row, ...]
    whole: PeriodReport
    narrow: PeriodReport
    later: PeriodReport
    pdf: bytes
    narrow_period: Period

    def cells(self, table: str) -> list[Row]:
        return [row["cells"] for row in self.rows if row["table"] == table and row["void"] is None]

    def visits(self, period: Period = WHOLE) -> list[Row]:
        return [one for one in self.cells("visits") if within(one["day"], period)]


def within(moment: str, period: Period) -> bool:
    return period.first <= date.fromisoformat(moment[:10]) <= period.last


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISTIQBAL_KDF", "floor")
        with Laptop(tmp_path_factory.mktemp("report") / "store").at_work() as desk:
            fill_demonstration(desk, days=3, persons=8, random=Random(5))
            refer(desk)
            rows = tuple(json.loads(line) for line in dump(desk).splitlines())
            days = sorted({row["cells"]["day"] for row in rows if row["table"] == "visits"})
            narrow = period_of(days[1], days[1])
            whole = report_of(desk, WHOLE)
            later = report_of(desk, period_of("2026-12-01", "2026-12-31"))
            pdf = print_report(desk, WHOLE)
            yield Filled(desk.profile, rows, whole, report_of(desk, narrow), later, pdf, narrow)


def refer(desk: Desk) -> None:
    interview = desk.store.interviews.latest(limit=1)[0].id
    for answered, told in ((False, False), (True, False), (True, True)):
        asked = ask_officer(desk, interview, "هل يكفي عقد منتهٍ؟", "telephone").line.referral.id
        if answered:
            answer_referral(desk, asked, "لا", "أ. هدى")
        if told:
            tell_answer(desk, asked)


def group(report: PeriodReport, title: str) -> Group:
    return next(part for part in report.parts if isinstance(part, Group) and title in part.title)


def charts(report: PeriodReport) -> list[Chart]:
    return [part for part in report.parts if isinstance(part, Chart)]


def purpose_of(filled: Filled, visit: Row) -> str:
    usual = {item.id: item.purpose for item in filled.profile.counter}
    id = visit.get("purpose") or usual[visit["category"]]
    return next(item.text.ar for item in filled.profile.purposes if item.id == id)


def sex_of(filled: Filled, visit: Row) -> str:
    sex = next(item.sex for item in filled.profile.counter if item.id == visit["category"])
    return {"men": "رجال", "women": "نساء", None: "لم يُذكر"}[sex]


def test_visitors_by_day_hour_sex_purpose_and_channel_are_those_of_the_rows(filled: Filled) -> None:
    assert len(filled.visits()) > 100
    for report, period in ((filled.whole, WHOLE), (filled.narrow, filled.narrow_period)):
        visits = filled.visits(period)
        assert dict(report.figures)["زوار المكتب"] == f"{len(visits):,}"
        by_day, by_hour = charts(report)
        days = Counter((int(one["day"][8:]), sex_of(filled, one)) for one in visits)
        shown = {
            (int(label), sex): count
            for label, counts in by_day.columns
            for sex, count in zip(by_day.series, counts, strict=True)
        }
        assert {key: count for key, count in shown.items() if count} == dict(days)
        hours = Counter(f"{int(one['time'][:2])}:00" for one in visits)
        assert {label: count for label, (count,) in by_hour.columns if count} == dict(hours)
        sexes = Counter(sex_of(filled, one) for one in visits)
        assert {name: count for name, count in group(report, "الرجال").rows if count} == dict(sexes)
        assert dict(group(report, "الغرض").rows) == dict(Counter(purpose_of(filled, one) for one in visits))
        names = {item.id: item.text.ar for item in filled.profile.channels}
        channels = Counter(names.get(one.get("channel"), "لم يُذكر") for one in visits)
        assert dict(group(report, "قناة").rows) == dict(channels)


def test_visits_that_were_struck_out_are_told_and_in_no_other_number(filled: Filled) -> None:
    void = [row for row in filled.rows if row["table"] == "visits" and row["void"] is not None]
    assert void
    assert group(filled.whole, "الغرض").note.endswith(f" {len(void)}")


def test_requests_and_what_was_done_for_them_are_those_of_the_rows(filled: Filled) -> None:
    rows = [row for row in filled.rows if row["table"] == "interviews" and row["void"] is None]
    held = {row["id"] for row in rows if row["cells"]["state"] == "finished"}
    # A complaint is an interview and no request.
    finished = held - {row["id"] for row in rows if row["cells"]["form"][0] == filled.profile.complaints.form}
    steps = sorted(filled.cells("case_steps"), key=lambda one: one["done_at"])
    last = {one["interview"]: one["step"] for one in steps if one["step"] in ("kept", "complete")}
    explained = {one["interview"] for one in steps if one["step"] == "explained"} & finished
    told = group(filled.whole, "الطلبات")
    assert dict(filled.whole.figures)["مقابلات اكتملت"] == str(len(held)) != "0"
    assert sum(count for _, count in told.rows) == len(finished)
    facts = dict(told.facts)
    assert facts["بُيّن لصاحبه موعد الجواب"] == f"{len(explained)} من {len(finished)}"
    for label, step in (("سُجّل اكتماله", "complete"), ("غادر صاحبه وهو ناقص", "kept")):
        number = sum(last.get(one) == step for one in finished)
        assert facts[label] == f"{number} من {len(finished)}"


def test_papers_documents_and_referrals_are_those_of_the_rows(filled: Filled) -> None:
    made = [row["id"] for row in filled.rows if row["table"] == "attestations" and row["void"] is None]
    signed = {one["attestation"] for one in filled.cells("signatures")}
    assert dict(filled.whole.figures)[f"إقرارات موقّعة من {len(made)}"] == str(len(signed & set(made))) != "0"
    verdicts = [one["verdict"] for one in filled.cells("document_checks")]
    right = sum((one[0], one[8]) == ("yes", "yes") for one in verdicts)
    assert [count for _, count in group(filled.whole, "المستندات").rows] == [right, len(verdicts) - right]
    assert right > 0
    referrals = group(filled.whole, "الإحالات")
    assert [count for _, count in referrals.rows] == [1, 1, 1, 0]
    assert dict(referrals.facts)["أُبلغ بالجواب"] == "1 من 3"


def test_answers_due_in_a_period_are_counted_by_the_policys_own_term(filled: Filled) -> None:
    """Herfa: not before a month."""
    held = [one for one in filled.cells("interviews") if one["state"] == "finished"]
    finished = [one for one in held if one["form"][0] != filled.profile.complaints.form]
    due = "حلّ موعد جوابه في الفترة"
    assert dict(group(filled.whole, "الطلبات").facts)[due] == "0"
    assert dict(group(filled.later, "الطلبات").facts)[due] == str(len(finished))


def test_the_paper_says_by_which_clause_it_is_made_and_who_made_it(filled: Filled) -> None:
    assert {one.source for one in filled.whole.basis} == {"مهام المركز التنظيمية"}
    assert filled.whole.prepared_by == "أمينة السالم"
    assert page_count(filled.pdf) == 5
    assert datetime.fromisoformat(filled.whole.issue.at)


def test_an_empty_office_reports_that_there_was_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    with Laptop(tmp_path / "store", profile="twaim").at_work() as desk:
        report = report_of(desk, period_of("2020-01-01", "2026-11-21"))
        assert dict(report.figures)["زوار المكتب"] == "0"
        assert report.basis == ()
        assert page_count(print_report(desk, period_of("2020-01-01", "2026-11-21"))) <= 3


def test_enquiries_are_counted_by_channel_and_kind_and_by_when_they_were_answered(filled: Filled) -> None:
    rows = [one for one in filled.cells("enquiries") if within(one["asked_at"], WHOLE)]
    groups = {part.title: part for part in filled.whole.parts if isinstance(part, Group)}
    channels = {one.id: one.text.ar for one in filled.profile.channels}
    by_channel = groups["الاستفسارات بحسب القناة"]
    assert dict(by_channel.rows) == Counter(channels[one["channel"]] for one in rows)
    assert sum(dict(groups["الاستفسارات بحسب النوع"].rows).values()) == len(rows) > 0
    at_once = sum(one["enquiry_state"] == "told" and one["telling"][1] == one["asked_at"] for one in rows)
    is_open = sum(one["enquiry_state"] == "open" for one in rows)
    assert dict(by_channel.facts) == {
        "أُجيب عنه في حينه": f"{at_once} من {len(rows)}",
        "أُجيب عنه لاحقًا": f"{len(rows) - at_once - is_open} من {len(rows)}",
        "ينتظر الجواب": f"{is_open} من {len(rows)}",
    }
