"""The interviews that come with the product."""

import re
from pathlib import Path

import pytest

from domain.errors import RuleBroken
from domain.record_answers import PROPERTIES
from forms.interview.conversion import convert_form
from forms.interview.model import Control, Form
from forms.interview.shipped import SHARED, form_ids, form_markdown, shipped_form
from resources import shelf
from tests.forms.interview.desk import open_session

REQUESTS = tuple(form_id for form_id in form_ids() if not form_id.startswith(f"{SHARED}/"))
ARABIC = re.compile(r"[\u0621-\u064a]")


def controls(form: Form) -> list[Control]:
    return [control for control in form.control_of.values() if control.node is not None]


def questions(form: Form) -> list[Control]:
    return [
        control
        for control in controls(form)
        if control.type not in ("group", "repeat", "note") and form.rules_of(node_of(control)).calculate is None
    ]


def node_of(control: Control):  # type: ignore[no-untyped-def]
    assert control.node is not None
    return control.node


def test_every_association_has_its_request() -> None:
    profiles = {name.removesuffix(".toml") for name in shelf.names("policies", suffix=".toml")}
    assert {form_id.partition("/")[0] for form_id in REQUESTS} == profiles


def test_a_complaint_and_the_four_instruments_of_quality_are_there_for_every_association() -> None:
    shared = {form_id.partition("/")[2] for form_id in form_ids()} - {form_id.partition("/")[2] for form_id in REQUESTS}
    assert shared == {"complaint", "satisfaction", "field-survey", "supervisory-visit", "opening-checklist"}


@pytest.mark.parametrize("form_id", form_ids())
def test_the_stored_xform_is_what_the_converter_makes_of_the_markdown_without_a_warning(form_id: str) -> None:
    answer = convert_form(form_markdown(form_id).encode(), "md", "data")
    assert answer.get("error") is None
    assert answer["warnings"] == []
    stored = shelf.read_text(f"interviews/{form_id}.xml")
    assert answer["xform"] == stored, "the Markdown changed: run python -m tests.forms.interview.convert_shipped"


@pytest.mark.parametrize("form_id", form_ids())
def test_everything_in_it_is_run_and_it_knows_its_name_and_version(form_id: str) -> None:
    form = shipped_form(form_id)
    assert form.notes == ()
    assert form.xml_id == form.id == form_id
    assert re.fullmatch(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", form.version)
    assert form.languages == ("ar", "en")
    assert shipped_form(form_id) is form


@pytest.mark.parametrize("form_id", REQUESTS)
def test_it_has_the_length_and_sections_of_a_desk_interview(form_id: str) -> None:
    form = shipped_form(form_id)
    # Three of them begin with what the record says.
    assert 20 <= len(questions(form)) <= 40
    assert 4 <= len(form.controls) <= 6
    assert all(control.type == "group" and control.appearance == ("field-list",) for control in form.controls)
    types = {control.type for control in controls(form)}
    assert {"select_one", "select_multiple", "integer", "date", "text", "repeat"} <= types


@pytest.mark.parametrize("form_id", form_ids())
def test_every_text_is_in_both_languages(form_id: str) -> None:
    form = shipped_form(form_id)
    texts = []
    for control in controls(form):
        rules = form.rules_of(node_of(control))
        texts += [control.label, control.hint, rules.constraint_message]
        texts += [choice.label for choice in (control.choices.every if control.choices else ())]
        assert (rules.constraint is None) == (rules.constraint_message is None), node_of(control).name
    for text in filter(None, texts):
        arabic = "".join(piece for piece in text.pieces["ar"] if isinstance(piece, str))
        english = "".join(piece for piece in text.pieces["en"] if isinstance(piece, str))
        assert ARABIC.search(arabic), arabic
        assert not ARABIC.search(english), english


@pytest.mark.parametrize("form_id", form_ids())
def test_what_the_persons_record_holds_is_asked_only_to_be_kept_there(form_id: str) -> None:
    form = shipped_form(form_id)
    kept = {node_of(control).name: form.rules_of(node_of(control)).save_to for control in questions(form)}
    held = set(PROPERTIES) | {"name", "person_name", "national_id", "id_number", "phone", "birth"}
    assert {name for name in kept if name in held} == {name for name, property in kept.items() if property}
    assert all(property in ("", name) for name, property in kept.items())


@pytest.mark.parametrize("form_id", REQUESTS)
def test_it_greets_the_person_by_the_name_in_the_record(form_id: str) -> None:
    session = open_session(shipped_form(form_id), given={"person_name": "هند بنت صالح"})
    assert "هند بنت صالح" in session.label("welcome")
    assert "<person_name>هند بنت صالح</person_name>" in session.to_xml()


@pytest.mark.parametrize("form_id", REQUESTS)
def test_income_is_added_up_and_shared_out(form_id: str) -> None:
    session = open_session(shipped_form(form_id))
    if form_id.startswith("twaim"):
        session.fill({"service_field": "aid", "service": "cash"})
    session.fill({"sources": ["salary"], "salary_amount": 6000, "dependents": 2})
    assert session.question("total_income").value == 6000
    assert session.question("income_per_head").value == 2000
    session.answer("sources", ["none"])
    assert session.question("total_income").value == 0


@pytest.mark.parametrize("form_id", form_ids())
def test_an_empty_interview_says_all_that_is_missing(form_id: str) -> None:
    session = open_session(shipped_form(form_id))
    problems = session.problems()
    assert len(problems) >= 4
    assert {problem.page for problem in problems} <= {page.ref for page in session.pages()}
    assert session.progress.percent < 30


def test_rent_is_yearly_and_the_lease_must_be_valid_today() -> None:
    session = open_session(shipped_form("herfa/support-request"))
    session.answer("tenure", "rent")
    session.answer("rent_yearly", 900)
    session.answer("lease_end", "2025-11-22")
    assert "سنوي" in str(session.question("rent_yearly").problem)
    assert "منتهٍ" in str(session.question("lease_end").problem)
    session.answer("lease_end", "2025-11-23")
    assert session.question("lease_end").problem is None


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(RuleBroken) as refusal:
        shipped_form("herfa/holiday-request")
    assert refusal.value.code == "form.not_shipped"
    assert "herfa/support-request" in refusal.value.ar


def test_the_product_opens_a_shipped_form_without_the_converter() -> None:
    source = (Path(__file__).parents[3] / "forms" / "interview" / "shipped.py").read_text(encoding="utf-8")
    assert "pyxform" not in re.sub(r'""".*?"""', "", source, flags=re.DOTALL)
