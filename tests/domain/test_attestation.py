import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attestation import Affirmed, Frozen, answers_sha256, canonical_json, freeze, sha256_hex, state_of
from domain.carddate import CardDate
from domain.person import Person
from domain.policy import Profile, Text
from domain.profile_file import parse_profile

PROFILE = parse_profile(
    (Path(__file__).parent.parent / "data" / "policies" / "rawabi.toml").read_text(encoding="utf-8"), file="rawabi.toml"
)
PERSON = Person(
    id="0190-a",
    number="RYD1-7K2M-000001-5",
    name="نورة بنت صالح",
    mobile="+966500000001",
    born=CardDate("1410-05-12", None, "hijri"),
)
LINES = [
    {"path": "/data/amount", "question": "المبلغ", "value": "1200", "display": "1200"},
    {"path": "/data/member[1]/name", "question": "الاسم", "value": "سارة", "display": "سارة"},
    {"path": "/data/member[2]/name", "question": "الاسم", "value": "ريم", "display": "ريم"},
]

DEED = ({"id": "deed", "name": "صك المزرعة", "original_seen": True, "matches": True, "valid": True},)


def frozen(
    *,
    person: Person = PERSON,
    lines: Sequence[dict[str, str]] = LINES,
    made_at: str = "2026-11-21T10:38+03:00",
    profile: Profile = PROFILE,
    documents: Sequence[Mapping[str, object]] = DEED,
    interviewer: str = "سلمان الواحي",
) -> Frozen:
    return freeze(
        Affirmed(
            number="RYD1-7K2M-000002-3",
            made_at=made_at,
            profile=profile,
            office_code="RYD1",
            office_name="مكتب الروابي",
            person=person,
            form={"id": "rawabi/water-request", "version": "2", "sha256": "ab" * 32, "title": "طلب ماء"},
            interview_number="RYD1-7K2M-000003-1",
            answers=lines,
            interviewer=interviewer,
            documents=documents,
            clerk_id="0190-c",
            clerk_name="هند القحطاني",
        )
    )


def test_the_frozen_document_holds_everything_the_paper_says() -> None:
    document = json.loads(frozen().json)
    assert document["clause"] == {
        "id": "farm-attestation",
        "version": "2",
        "title": "إقرار",
        "text": "أشهد أنا المساهم أن ما كُتب صحيح.",
    }
    assert document["profile"] == {"id": "rawabi", "version": "3", "name": "جمعية روابي الوادي التعاونية"}
    assert document["answers"] == LINES
    assert document["answers_sha256"] == answers_sha256(LINES)
    assert document["person"] == {
        "number": "RYD1-7K2M-000001-5",
        "name": "نورة بنت صالح",
        "mobile": "+966500000001",
        "born": {"hijri": "1410-05-12", "gregorian": None, "typed": "hijri"},
    }
    assert document["documents"][0]["original_seen"] is True
    assert document["office"] == {"code": "RYD1", "name": "مكتب الروابي"}
    assert document["clerk"]["name"] == "هند القحطاني"
    assert document["made_at"] == "2026-11-21T10:38+03:00"


def test_documents_are_left_out_when_none_were_checked_and_the_interviewer_when_unknown() -> None:
    document = json.loads(frozen(documents=(), interviewer="").json)
    assert document["format"] == 2
    assert "documents" not in document
    assert document["interview"] == {"number": "RYD1-7K2M-000003-1"}
    assert json.loads(frozen().json)["interview"]["clerk_name"] == "سلمان الواحي"


def test_the_clause_and_the_word_for_the_person_fit_a_woman() -> None:
    wording = replace(PROFILE.person, feminine=Text("المساهمة", "the shareholder"))
    profile = replace(PROFILE, person=wording)
    woman, man = (
        json.loads(frozen(person=replace(PERSON, sex=sex), profile=profile).json) for sex in ("female", "male")
    )
    assert (woman["person_word"], man["person_word"]) == ("المساهمة", "المساهم")
    assert woman["clause"]["text"] == "أشهد أنا المساهمة أن ما كُتب صحيح."
    assert man["clause"]["text"] == "أشهد أنا المساهم أن ما كُتب صحيح."
    assert json.loads(frozen(person=replace(PERSON, sex="female")).json)["person_word"] == "المساهم"


def test_the_same_data_freezes_to_the_same_bytes() -> None:
    assert frozen() == frozen()
    assert frozen().sha256 == sha256_hex(frozen().json)


def test_any_changed_answer_changes_the_hash() -> None:
    changed = [{**LINES[0], "value": "1201"}, *LINES[1:]]
    assert frozen(lines=changed).sha256 != frozen().sha256
    assert answers_sha256(changed) != answers_sha256(LINES)
    assert answers_sha256(LINES[:2]) != answers_sha256(LINES)


def test_wording_and_display_of_an_answer_do_not_void_it() -> None:
    worded = [{**line, "question": "Another wording", "display": "١٢٠٠"} for line in LINES]
    assert answers_sha256(worded) == answers_sha256(LINES)


def test_a_later_phone_change_changes_no_answer() -> None:
    moved = replace(PERSON, mobile="+966500000002")
    before, after = (json.loads(frozen(person=person).json)["answers_sha256"] for person in (PERSON, moved))
    assert before == after


def test_one_question_has_one_answer() -> None:
    with pytest.raises(ValueError, match="two answers"):
        frozen(lines=[*LINES, LINES[0]])


@pytest.mark.parametrize("made_at", ["2026-11-21T10:38", "2026-11-21T10:38+00:00", "2026-11-21T10:38Z"])
def test_the_moment_is_saudi_time(made_at: str) -> None:
    with pytest.raises(ValueError, match="Saudi time"):
        frozen(made_at=made_at)


@pytest.mark.parametrize(
    ("current", "is_signed", "is_withdrawn", "state"),
    [
        ("a", False, False, "unsigned"),
        ("a", True, False, "signed"),
        ("b", False, False, "void"),
        ("b", True, False, "void"),
        (None, True, False, "void"),
        ("a", True, True, "void"),
    ],
)
def test_it_stands_while_the_answers_are_the_frozen_ones(
    current: str | None, is_signed: bool, is_withdrawn: bool, state: str
) -> None:
    found = state_of(
        frozen_answers_sha256="a", current_answers_sha256=current, is_signed=is_signed, is_withdrawn=is_withdrawn
    )
    assert found == state


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "ن"]}, '{"a":[true,null,"ن"],"b":1}'),
        ({"Z": 0, "a": 0, "_": -1}, '{"Z":0,"_":-1,"a":0}'),
        ('"\\/\n\t\x01\u2028', '"\\"\\\\/\\n\\t\\u0001\u2028"'),
        (9007199254740991, "9007199254740991"),
        ((), "[]"),
        ("أ", '"أ"'),
    ],
)
def test_canonical_json_is_the_one_of_rfc_8785(value: object, expected: str) -> None:
    assert canonical_json(value) == unicodedata.normalize("NFC", expected).encode()


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {"é": 1},
        {1: 1},
        b"x",
        {1, 2},
        2**53,
        -(2**53),
        object(),
        "\ud800",
        nested(40),
        "x" * 1_100_000,
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        canonical_json(value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_reading_and_writing_again_gives_the_same_bytes(value: object) -> None:
    data = canonical_json(value)
    assert canonical_json(json.loads(data)) == data


@given(st.text(st.characters(codec="utf-8"), max_size=10))
def test_two_spellings_of_one_letter_freeze_alike(text: str) -> None:
    assert canonical_json(unicodedata.normalize("NFD", text)) == canonical_json(text)
