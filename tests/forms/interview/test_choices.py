import pytest

from domain.errors import RuleBroken
from tests.forms.interview.desk import open_form, reopened

PLACES = """
| settings |
| | default_language |
| | Arabic (ar) |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | choice_filter | relevant |
| | select_one region | region | المنطقة | Region | | |
| | select_one city | city | المدينة | City | of = ${region} | |
| | select_multiple city | seen | ما زاره | Seen | of = ${region} or of = 'any' | |
| | select_one region or_other | craft | الحرفة | Craft | | |
| | begin_repeat | trip | رحلة | Trip | | |
| | select_one region | trip_region | إلى أين | Where | | |
| | select_one city | trip_city | أي مدينة | Which city | of = ${trip_region} | ${region} != '' |
| | end_repeat | | | | | |
| choices |
| | list_name | name | label::Arabic (ar) | label::English (en) | of |
| | region | north | الشمال | North | |
| | region | south | الجنوب | South | |
| | city | sakaka | سكاكا | Sakaka | north |
| | city | dumah | دومة الجندل | Dumat | north |
| | city | abha | أبها | Abha | south |
| | city | abroad | خارج البلاد | Abroad | any |
"""


def offered(session: object, ref: str) -> list[str]:
    return [option.value for option in session.options(ref)]  # type: ignore[attr-defined]


def test_a_filter_offers_what_belongs_to_the_answer_before() -> None:
    session = open_form(PLACES)
    assert offered(session, "city") == []
    session.answer("region", "north")
    assert offered(session, "city") == ["sakaka", "dumah"]
    assert session.question("city").options == 2


def test_a_choice_that_is_no_longer_offered_is_cleared_and_undo_brings_it_back() -> None:
    session = open_form(PLACES)
    session.fill({"region": "north", "city": "dumah", "seen": ["sakaka", "abroad"]})
    events = session.answer("region", "south")
    assert session.question("city").value is None
    assert session.question("seen").value == ("abroad",)
    assert {("value", "/data/city"), ("options", "/data/city")} <= {(event.kind, event.ref) for event in events}
    session.undo()
    assert session.question("city").value == "dumah"
    assert session.question("seen").value == ("sakaka", "abroad")


def test_in_a_row_the_filter_looks_at_that_row() -> None:
    session = open_form(PLACES)
    session.add_row("/data/trip")
    session.answer("region", "north")
    session.answer("/data/trip[1]/trip_region", "north")
    session.answer("/data/trip[2]/trip_region", "south")
    assert offered(session, "/data/trip[1]/trip_city") == ["sakaka", "dumah"]
    assert offered(session, "/data/trip[2]/trip_city") == ["abha"]
    session.answer("/data/trip[1]/trip_city", "dumah")
    session.answer("/data/trip[2]/trip_region", "north")
    assert session.question("/data/trip[1]/trip_city").value == "dumah"


def test_a_hidden_choice_waits_and_is_checked_when_it_comes_back() -> None:
    session = open_form(PLACES)
    session.fill({"region": "north", "trip": [{"trip_region": "north", "trip_city": "dumah"}]})
    session.answer("region", None)
    session.answer("/data/trip[1]/trip_region", "south")
    assert "dumah" in session.save()
    session.answer("region", "south")
    assert session.question("/data/trip[1]/trip_city").value is None


def test_several_choices_are_kept_in_the_forms_order_and_once_each() -> None:
    session = open_form(PLACES)
    session.answer("region", "north")
    session.answer("seen", ["abroad", "sakaka", "abroad"])
    assert session.question("seen").value == ("sakaka", "abroad")
    assert session.question("seen").text == "سكاكا، خارج البلاد"
    assert "<seen>sakaka abroad</seen>" in session.to_xml()
    session.answer("seen", "abroad")
    assert session.question("seen").value == ("abroad",)
    session.answer("seen", [])
    assert session.question("seen").value is None


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        ("region", "east"),
        ("region", ["north", "south"]),
        ("region", True),
        ("seen", "north"),
        ("seen", [["x"]]),
        ("region", 2.5),
    ],
)
def test_a_strange_choice_is_refused_with_what_there_is(ref: str, value: object) -> None:
    session = open_form(PLACES)
    session.answer("region", "south")
    before = session.save()
    with pytest.raises(RuleBroken) as refusal:
        session.answer(ref, value)  # type: ignore[arg-type]
    assert refusal.value.code.startswith("answer.not_")
    assert refusal.value.field == ref
    assert "أبها" in refusal.value.ar or "الجنوب" in refusal.value.ar
    assert session.save() == before


def test_the_other_choice_asks_what_it_is_in_the_persons_language() -> None:
    session = open_form(PLACES)
    assert session.options("craft")[-1].label == "غير ذلك"
    session.answer("craft", "other")
    assert session.label("craft_other") == "اذكر الجواب الآخر"
    session.answer("craft_other", "نجارة")
    session.set_language("en")
    assert session.options("craft")[-1].label == "Other"
    assert session.label("craft_other") == "Please specify"


def test_the_language_changes_labels_and_not_answers() -> None:
    session = open_form(PLACES)
    session.answer("region", "north")
    session.set_language("en")
    assert session.label("region") == "Region"
    assert session.question("region").text == "North"
    assert session.form.languages == ("ar", "en")
    again = reopened(session, language="ar")
    assert again.question("region").text == "الشمال"


def test_a_language_the_form_lacks_falls_back_to_its_own() -> None:
    session = open_form(PLACES, language="fr")
    assert session.label("region") == "المنطقة"
