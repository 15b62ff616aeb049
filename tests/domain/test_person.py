from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.carddate import CardDate
from domain.errors import RuleBroken
from domain.person import ID_TYPES, SEXES, Person, PersonDraft, draft_of

TODAY = date(2026, 11, 21)
WHOLE = PersonDraft(
    name="نورة بنت صالح العنزي",
    given="نورة",
    father="صالح",
    family="العنزي",
    id_number="١٠٠٠٠٠٠٠٠٨",
    mobile="0500000001",
    born="12/5/1410",
    sex="female",
    iban="SA03 8000 0000 6080 1016 7519",
    town="القرينة",
    member_number="١٧",
    party_kind="beneficiary",
    note="تفضّل الاتصال\nبعد العصر",
)


def codes(draft: PersonDraft) -> dict[str | None, str]:
    return {problem.field: problem.code for problem in draft.problems(today=TODAY, party_kinds=["beneficiary"])}


def test_a_whole_person_is_kept_as_typed_with_ascii_digits() -> None:
    assert WHOLE.check(today=TODAY, party_kinds=["beneficiary"]) == Person(
        id="",
        number="",
        name="نورة بنت صالح العنزي",
        given="نورة",
        father="صالح",
        family="العنزي",
        id_type="national",
        id_number="1000000008",
        mobile="+966500000001",
        born=CardDate("1410-05-12", None, "hijri"),
        sex="female",
        iban="SA0380000000608010167519",
        town="القرينة",
        member_number="17",
        party_kind="beneficiary",
        note="تفضّل الاتصال\nبعد العصر",
    )


def test_a_name_alone_is_a_person() -> None:
    assert PersonDraft(name="  خالد   الحربي ").check() == Person(id="", number="", name="خالد الحربي")


def test_a_full_name_is_made_of_its_parts_where_none_is_typed() -> None:
    assert PersonDraft(given="خالد", family="الحربي").check().name == "خالد الحربي"


@pytest.mark.parametrize("name", ["", "   ", "\u200f", "5", "خ", "!!"])
def test_a_person_has_a_name(name: str) -> None:
    assert codes(PersonDraft(name=name)) == {"name": "person.name.empty"}


def test_marks_that_do_not_print_are_dropped_from_a_pasted_name() -> None:
    assert PersonDraft(name="\u202bخا\u200fلد\tالحربي\u202c").check().name == "خالد الحربي"


def test_everything_wrong_is_told_at_once_each_beside_its_field() -> None:
    draft = PersonDraft(
        name="",
        id_number="123",
        mobile="5",
        born="soon",
        sex="x",
        iban="SA1",
        party_kind="ghost",
        town="ط" * 201,
    )
    assert codes(draft) == {
        "name": "person.name.empty",
        "id_number": "person.id.length",
        "mobile": "person.mobile.short",
        "born": "carddate.form",
        "sex": "person.sex",
        "iban": "person.iban.length",
        "party_kind": "person.party_kind",
        "town": "person.too_long",
    }
    with pytest.raises(RuleBroken):
        draft.check()


def test_a_number_that_fails_its_check_needs_a_reason_and_the_reason_is_kept() -> None:
    draft = PersonDraft(name="خالد الحربي", id_number="1000000000")
    assert codes(draft) == {"id_number": "person.id.checksum"}
    person = replace(draft, id_override="رأيت البطاقة الأصل").check()
    assert (person.id_number, person.id_override) == ("1000000000", "رأيت البطاقة الأصل")


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    assert replace(WHOLE, id_override="للاحتياط").check().id_override is None


def test_the_type_of_a_civil_number_is_found_and_must_not_contradict() -> None:
    assert PersonDraft(name="خالد الحربي", id_number="2000000006").check().id_type == "resident"
    wrong = PersonDraft(name="خالد الحربي", id_number="2000000006", id_type="national")
    assert codes(wrong) == {"id_number": "person.id.kind"}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [("gcc", "٧٨٤-1990", None), ("gcc", "784199012345678", "784199012345678"), ("passport", "a1234567", "A1234567")],
)
def test_numbers_of_other_documents_keep_their_form(kind: str, typed: str, kept: str | None) -> None:
    draft = PersonDraft(name="خالد الحربي", id_number=typed, id_type=kind)
    if kept is None:
        assert codes(draft) == {"id_number": "person.id.form"}
    else:
        assert (draft.check().id_type, draft.check().id_number) == (kind, kept)


def test_nobody_is_born_after_today() -> None:
    assert codes(PersonDraft(name="خالد الحربي", born="22/11/2026")) == {"born": "person.born.future"}
    assert codes(PersonDraft(name="خالد الحربي", born="21/11/2026")) == {}
    assert codes(PersonDraft(name="خالد الحربي", born="1/1/1499")) == {"born": "person.born.future"}
    assert codes(PersonDraft(name="خالد الحربي", born_other="22/11/2026")) == {"born": "person.born.future"}


def test_a_card_with_two_dates_keeps_both() -> None:
    draft = PersonDraft(name="خالد الحربي", born="4/8/1445", born_other="14/2/2024")
    assert draft.check().born == CardDate("1445-08-04", "2024-02-14", "both")
    assert codes(replace(draft, born_other="1/1/2024")) == {"born": "carddate.disagree"}


def test_sentences_for_a_choice_are_in_the_readers_language() -> None:
    with pytest.raises(RuleBroken) as caught:
        PersonDraft(name="خالد الحربي", sex="x").check()
    assert "ذكر" in caught.value.ar
    assert "female" in caught.value.en


@given(
    st.builds(
        PersonDraft,
        name=st.just("خالد الحربي"),
        given=st.text(max_size=8),
        town=st.text(max_size=8),
        note=st.text(max_size=20),
        sex=st.sampled_from(["", *SEXES]),
        id_type=st.just(""),
        id_number=st.sampled_from(["", "1000000008", "2000000006", "1000000000"]),
        id_override=st.just("رأيت الأصل"),
        born=st.sampled_from(["", "12/5/1410", "1989-12-10"]),
        mobile=st.sampled_from(["", "0500000001"]),
    )
)
def test_an_edit_that_changes_nothing_gives_the_same_person(draft: PersonDraft) -> None:
    person = draft.check()
    assert draft_of(person).check() == person


@pytest.mark.parametrize("field", ["name", "id_number", "mobile", "iban", "town", "note"])
def test_no_sentence_repeats_what_was_typed(field: str) -> None:
    secret = "7391" * 1200
    problems = replace(WHOLE, **{field: secret}).problems(today=TODAY)
    assert problems
    assert not [problem for problem in problems if "7391" in problem.ar + problem.en]


def test_every_kind_of_document_can_be_chosen() -> None:
    assert ID_TYPES == ("national", "resident", "gcc", "passport", "other")
