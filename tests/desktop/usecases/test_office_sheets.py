"""Papers of the office that are about no row: blank forms, the register of the policy. They say what it says."""

from pathlib import Path

import pytest

from desktop.usecases import make_blank as make_blank_sheets
from desktop.usecases.desk import Desk
from desktop.usecases.load_profile import profile_ids
from desktop.usecases.make_blank import make_blank, make_questionnaire, make_survey
from desktop.usecases.make_minutes import minutes_of
from desktop.usecases.make_register import register_of
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.record_print import record_sheet
from domain.errors import RuleBroken
from tests.forms.paper.reading import texts
from tests.support.laptop import Laptop


def seen(pdf: bytes) -> str:
    return " ".join("".join(texts(pdf)).split())


def test_a_form_that_takes_a_request_is_the_applicants_and_another_is_nobodys(desk: Desk) -> None:
    sheet = make_blank(desk, "herfa/support-request")
    assert (sheet.paper, sheet.file_name) == ("blank_request", "blank_request-herfa-support-request.pdf")
    assert "رقم الهوية" in seen(sheet.pdf)
    nobodys = make_blank(desk, "shared/supervisory-visit")
    assert (nobodys.paper, nobodys.subject) == ("blank", "shared/supervisory-visit")
    assert "رقم الهوية" not in seen(nobodys.pdf)
    with pytest.raises(RuleBroken):
        make_blank(desk, "herfa/nothing")


@pytest.mark.parametrize("profile", profile_ids())
def test_satisfaction_is_asked_without_a_name_and_a_survey_printed_where_the_policy_names_one(
    profile: str, tmp_path: Path
) -> None:
    with Laptop(tmp_path / "store", profile=profile).at_work() as desk:
        asked = seen(make_questionnaire(desk).pdf)
        assert "التوقيع" not in asked
        assert "رقم الهوية" not in asked
        if profile in ("herfa", "twaim"):
            assert "المشرف" in seen(make_survey(desk).pdf)
        else:
            with pytest.raises(RuleBroken) as refused:
                make_survey(desk)
            assert refused.value.code == "blank.no_survey"


def test_a_survey_without_a_form_has_the_points_of_the_policy(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_blank_sheets, "form_ids", tuple)
    said = seen(make_survey(desk).pdf)
    assert "سير العمل" in said
    assert "المشرف" in said
    with pytest.raises(RuleBroken) as refused:
        make_questionnaire(desk)
    assert refused.value.code == "blank.no_questionnaire"


@pytest.mark.parametrize("profile", profile_ids())
def test_a_register_claims_the_duty_to_sign_where_the_policy_states_it_alone(profile: str, tmp_path: Path) -> None:
    with Laptop(tmp_path / "store", profile=profile).at_work() as desk:
        register = register_of(desk)
        states = desk.profile.read_and_sign
        assert states == (profile == "twaim")
        assert (bool(register.pledge), bool(register.basis)) == (states, states)
        assert all(one.source for one in register.basis)
        assert [one.name for one in register.readers] == ["أمينة السالم"]
        assert bool(register.facts) == (desk.profile.approval is not None)
        minutes = minutes_of(desk)
        assert desk.profile.committee.ar in minutes.title
        sheet = make_sheet(desk, "policy_register", "")
        assert record_sheet(desk, sheet, "printer", "المكتب", 2)[0].copies == 2
        assert make_sheet(desk, "policy_register", "").prints
