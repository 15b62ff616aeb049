"""What the clerk tells a person: of each of the five associations, in its own words, with days counted from today."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile, profile_ids
from domain.deadline import OwnMaximum
from domain.policy import Profile
from domain.procedure import Procedure, Section, explain

HERFA, MUSTAQBALUNA, TWAIM = "herfa", "mustaqbaluna", "twaim"
BEEKEEPERS, ALQARINAH = "dumat-al-jandal-beekeepers", "alqarinah"
ALL = (HERFA, MUSTAQBALUNA, TWAIM, BEEKEEPERS, ALQARINAH)

# The vectors of the domain: the start day is not counted; Friday, Saturday and holidays are off.
DAYS = {
    HERFA: ("2025-11-23", "not_before", "2025-12-23"),
    MUSTAQBALUNA: ("2025-11-23", "not_before", "2025-12-07"),
    BEEKEEPERS: ("2025-11-23", "not_before", "2025-12-07"),
    ALQARINAH: ("2025-11-23", "not_before", "2025-12-07"),
    TWAIM: ("2026-03-08", "not_after", "2026-04-02"),
}


def told(profile: Profile, day: str) -> Procedure:
    return explain(profile, date.fromisoformat(day), load_holidays())


def section(procedure: Procedure, id: str) -> Section:
    return next(one for one in procedure.sections if one.id == id)


def words(found: Section) -> str:
    return "\n".join(line.text.ar for line in found.lines)


def test_the_table_knows_every_shipped_profile() -> None:
    assert set(profile_ids()) == set(DAYS) == set(ALL)


@pytest.mark.parametrize("key", ALL)
def test_the_day_of_the_answer_is_the_policys_in_both_calendars_with_its_clause(key: str) -> None:
    start, kind, day = DAYS[key]
    profile = load_profile(key)
    procedure = told(profile, start)
    assert (procedure.reply.due.kind, procedure.reply.due.day.isoformat()) == (kind, day)
    said = words(section(procedure, "reply"))
    assert "144" in said  # the Hijri year
    assert f"{date.fromisoformat(day).day} " in said
    assert profile.reply_term.clause in said
    assert ("لا يُنتظر الجواب قبل" in said) == (kind == "not_before")
    assert ("موعد أقصاه" in said) == (kind == "not_after")


@pytest.mark.parametrize("key", ALL)
def test_every_step_stands_in_order_with_its_clause(key: str) -> None:
    profile = load_profile(key)
    lines = section(told(profile, "2025-11-23"), "steps").lines
    assert [line.text for line in lines] == [step.text for step in profile.steps]
    assert [line.source.ar for line in lines if line.source] == [step.source for step in profile.steps]


@pytest.mark.parametrize("key", ALL)
def test_every_kind_of_request_says_its_documents_and_whose_proposal_they_are(key: str) -> None:
    profile = load_profile(key)
    procedure = told(profile, "2025-11-23")
    for kind in profile.request_kinds:
        lines = section(procedure, f"documents_{kind.id}").lines
        assert [line.text for line in lines if not line.is_note] == [one.text for one in kind.documents]
        assert [line.text for line in lines if line.is_note] == [profile.documents_default_source]


@pytest.mark.parametrize("key", ALL)
def test_who_decides_and_how_to_complain_is_said(key: str) -> None:
    profile = load_profile(key)
    procedure = told(profile, "2025-11-23")
    assert section(procedure, "decision").lines[0].text == profile.committee
    complaints = words(section(procedure, "complaints"))
    assert all(channel.text.ar in complaints for channel in profile.complaints.channels)
    assert "ودي" in complaints


@pytest.mark.parametrize("key", ALL)
def test_compensation_is_explained_where_the_policy_rules_it_and_nowhere_else(key: str) -> None:
    procedure = told(load_profile(key), "2025-11-23")
    found = [one for one in procedure.sections if one.id == "compensation"]
    assert bool(found) == (key in {HERFA, TWAIM})
    if found:
        said = words(found[0])
        assert "يُشترط" in said
        assert "ويثبت" in said
        assert all(line.source for line in found[0].lines)


def test_herfa_limits_the_damage_and_tells_what_its_centre_does_every_day() -> None:
    procedure = told(load_profile(HERFA), "2025-11-23")
    assert "الضرر" in section(procedure, "compensation").lines[1].text.ar
    assert "كل يوم" in section(procedure, "duties").lines[0].text.ar
    assert "هاتفيًا" in words(section(procedure, "decision"))


def test_members_are_told_of_as_members() -> None:
    procedure = told(load_profile(BEEKEEPERS), "2025-11-23")
    assert procedure.title.ar == "ما تقوله للعضو"
    assert told(load_profile(HERFA), "2025-11-23").title.ar == "ما تقوله للمستفيد"
    said = "\n".join(line.text.ar for one in procedure.sections for line in one.lines)
    assert "المستفيد" not in said


def test_what_the_policy_leaves_open_is_said_and_not_hidden() -> None:
    assert "ميلاديًا" in words(section(told(load_profile(HERFA), "2025-11-23"), "reply"))
    assert "الجمعة والسبت" in words(section(told(load_profile(TWAIM), "2025-11-23"), "reply"))
    assert "متى تبدأ المدة" in words(section(told(load_profile(ALQARINAH), "2025-11-23"), "reply"))


def test_the_associations_own_latest_day_stands_beside_the_policys_earliest() -> None:
    profile = load_profile(HERFA)
    term = replace(profile.reply_term, own_maximum=OwnMaximum(60, "days", "2025-01-01"))
    procedure = told(replace(profile, reply_term=term), "2025-11-23")
    assert procedure.reply.own is not None
    assert procedure.reply.own.day.isoformat() == "2026-01-22"
    assert "تَعِد بالجواب" in words(section(procedure, "reply"))


@pytest.mark.parametrize("key", ALL)
def test_nothing_is_said_in_one_language_alone(key: str) -> None:
    for one in told(load_profile(key), "2025-11-23").sections:
        assert all((one.title.ar, one.title.en))
        assert all(text for line in one.lines for text in (line.text.ar, line.text.en))
