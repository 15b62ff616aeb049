from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.usecases.load_profile import load_profile, profile_ids, read_profile_file
from domain.deadline import OwnMaximum
from domain.errors import RuleBroken, Unavailable
from domain.policy import Profile
from domain.profile_file import parse_profile
from domain.profile_version import is_later_version
from domain.signing import SigningRule

SIXTH = Path(__file__).parent.parent / "data" / "policies" / "rawabi.toml"
TEXT = SIXTH.read_text(encoding="utf-8")


def parse(text: str) -> Profile:
    return parse_profile(text, file="rawabi.toml")


def test_a_sixth_association_is_a_file_and_no_code() -> None:
    profile = read_profile_file(SIXTH)
    assert profile.name.ar == "جمعية روابي الوادي التعاونية"
    assert profile.attestation_text.ar == "أشهد أنا المساهم أن ما كُتب صحيح."
    assert profile.attestation_text.en == "I, the shareholder, attest that what is written is true."
    assert profile.reply_term.own_maximum == OwnMaximum(60, "days", "2026-01-15")
    assert [kind.form for kind in profile.request_kinds] == list(profile.interviews)
    assert (profile.licence, profile.compensation, profile.liaison, profile.defaults) == (None, None, None, ())


BROKEN = [
    ('version = "3"', 'versoin = "3"', "unknown_key", "versoin", "«version»"),
    ('version = "3"', "", "missing_key", "version", 'version = "…"'),
    ('version = "3"', "version = 3", "wrong_type", "version", "عدد صحيح"),
    ('version = "3"', 'version = "  "', "empty", "version", "فارغ"),
    ('id = "rawabi"\n', 'id = "Rawabi Valley"\n', "bad_id", "id", "لاتينية صغيرة"),
    (
        "separation_of_duties = true",
        'separation_of_duties = "yes"',
        "wrong_type",
        "separation_of_duties",
        "true أو false",
    ),
    ("separation_of_duties = true", "separation_of_duties = 1", "wrong_type", "separation_of_duties", "true أو false"),
    ('name = { ar = "جمعية روابي الوادي التعاونية", ', "name = { ", "missing_key", "name.ar", 'ar = "…"'),
    ('ar = "لجنة النظر في الطلبات"', 'ar = "Requests committee"', "no_arabic", "committee.ar", "العربي"),
    ('ar = "لجنة النظر في الطلبات"', 'ar = ""', "empty", "committee.ar", "فارغ"),
    ('en = "Requests committee" }', 'en = "x", fr = "y" }', "unknown_key", "committee.fr", "احذفه"),
    ('kinds = ["interview"]', 'kinds = ["pigeon"]', "not_a_choice", "channels[0].kinds[0]", "telephone"),
    ('kinds = ["interview"]', "kinds = []", "count", "channels[0].kinds", "فارغة"),
    ('kinds = ["interview"]', 'kinds = "interview"', "wrong_type", "channels[0].kinds", "قائمة"),
    ('id = "farmer"', 'id = "Farmer Man"', "bad_id", "party_kinds[0].id", "follow_up"),
    ('id = "other", text', 'id = "request", text', "duplicate", "purposes[1].id", "request"),
    (
        'purpose = "request"\nicon = "truck"',
        'purpose = "reqest"\nicon = "truck"',
        "dangling",
        "counter[1].purpose",
        "«request»",
    ),
    ('form = "rawabi/well-request"', 'form = "rawabi/wells"', "dangling", "request_kinds[1].form", "well-request"),
    ('"rawabi/well-request"]', '"rawabi/water-request"]', "bad_id", "interviews[1]", "مرة واحدة"),
    (
        'interviews = ["rawabi/water-request"',
        'interviews = ["water"',
        "bad_id",
        "interviews[0]",
        "rawabi/support-request",
    ),
    ('sex = "women"', 'sex = "woman"', "not_a_choice", "counter[3].sex", "men، women"),
    ('kind = "member"', 'kind = "customer"', "not_a_choice", "person.kind", "beneficiary، member"),
    ("count = 1\n", "count = 0\n", "range", "reply_term.count", "400"),
    ("count = 1\n", "count = 1.5\n", "wrong_type", "reply_term.count", "عدد صحيح"),
    ("count = 60", "count = 4000", "range", "reply_term.own_maximum.count", "400"),
    (
        'approved_on = "2026-01-15"',
        'approved_on = "15/1/2026"',
        "date",
        "reply_term.own_maximum.approved_on",
        "2024-02-14",
    ),
    ('unit = "hijri_month"', 'unit = "month"', "not_a_choice", "reply_term.unit", "gregorian_month"),
    ("[referral]\nmeans = []", '[referral]\nmeans = ["telephone"]', "missing_key", "referral.to", "means"),
    (
        "[referral]\n",
        '[referral]\nto = { ar = "الباحث", en = "Researcher" }\n',
        "count",
        "referral.scope",
        "organisational",
    ),
    ('hijri = "1447-06-02"', 'hijri = "1447-06-03"', "approval", "approval.hijri", "أم القرى"),
    ('hijri = "1447-06-02"', 'hijri = "1447-02-30"', "date", "approval.hijri", "1445-08-04"),
    ('hijri = "1447-06-02"', 'hijri = "2 جمادى"', "date", "approval.hijri", "1445-08-04"),
    ('gregorian = "2025-11-23"', "gregorian = 2025-11-23", "wrong_type", "approval.gregorian", "نص"),
    ("أنا {person} أن", "أنا {name} أن", "placeholder", "attestation.text.ar", "{person}"),
    ("I, {person},", "I, {person,", "placeholder", "attestation.text.en", "{person}"),
    ("[complaints]\n", "[complaint]\n", "unknown_key", "complaint", "«complaints»"),
    ("references = []", 'references = []\ndefaults = ["counters"]', "dangling", "defaults[0]", "«counter»"),
    (
        "references = []",
        'references = []\ndefault_purpose = "othr"',
        "dangling",
        "default_purpose",
        "«other»",
    ),
    ("references = []", 'references = []\ndefault_purpose = "other"', "default_purpose", "default_purpose", "request"),
    (
        "references = []",
        'references = []\nsources = [{ key = "committe", clause = "المادة ١" }]',
        "dangling",
        "sources[0].key",
        "«committee»",
    ),
    (
        "references = []",
        'references = []\ndefaults = ["counter"]\nsources = [{ key = "counter", clause = "المادة ١" }]',
        "duplicate",
        "sources[0].key",
        "counter",
    ),
    (
        "references = []",
        'references = []\nduties = [{ id = "count", source = "المادة ١", kind = "x", text = { ar = "عدّ", en = "x" } }]',
        "not_a_choice",
        "duties[0].kind",
        "supervisory",
    ),
    ("channels = [{", "channels = [5, {", "wrong_type", "channels[0]", "جدول"),
    ("أشهد أنا", "أشهد\u202e أنا", "control", "attestation.text.ar", "خفيّ"),
    ("أشهد أنا", "أشهد أنا" * 500, "too_long", "attestation.text.ar", "2000"),
]


@pytest.mark.parametrize(("find", "replacement", "kind", "key", "mend"), BROKEN)
def test_a_broken_profile_names_file_key_and_mend(find: str, replacement: str, kind: str, key: str, mend: str) -> None:
    assert find in TEXT
    with pytest.raises(RuleBroken) as caught:
        parse(TEXT.replace(find, replacement, 1))
    assert (caught.value.code, caught.value.field) == (f"profile.{kind}", key)
    assert caught.value.ar.startswith(f"الملف rawabi.toml، المفتاح {key}: ")
    assert mend in caught.value.ar
    assert caught.value.en.startswith(f"File rawabi.toml, key {key}: ")


def test_an_empty_list_is_refused_where_one_is_needed() -> None:
    for name in ("purposes", "steps", "satisfaction", "party_kinds"):
        start = TEXT.index(f"{name} = [")
        end = TEXT.index("]\n", start) + 2
        with pytest.raises(RuleBroken) as caught:
            parse(TEXT[:start] + f"{name} = []\n" + TEXT[end:])
        assert (caught.value.code, caught.value.field) == ("profile.count", name)


@pytest.mark.parametrize("wanted", [3, 10])
def test_a_counter_has_four_to_nine_keys(wanted: int) -> None:
    head, *categories = TEXT.split("[[counter]]\n")
    last, rest = categories[3].split("[reply_term]")
    pool = [*categories[:3], last, *(categories[0].replace('"water"', f'"water{n}"', 1) for n in range(6))]
    chosen = "".join(f"[[counter]]\n{category}" for category in pool[:wanted])
    with pytest.raises(RuleBroken) as caught:
        parse(head + chosen + "[reply_term]" + rest)
    assert (caught.value.code, caught.value.field) == ("profile.count", "counter")


@pytest.mark.parametrize("text", ["id = ", "a = [[[[", "x" * 100, "a = " + "[" * 50_000, "\x00", "id = 1\nid = 2"])
def test_what_is_no_toml_is_refused_with_the_place(text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse(text)
    assert caught.value.code == "profile.not_toml"
    assert "rawabi.toml" in caught.value.ar


def test_a_file_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(RuleBroken) as caught:
        parse("#" + "ا" * 200_000)
    assert caught.value.code == "profile.too_large"


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(['"', "[", "}", "=", "\n", "1", "", "é"]))
def test_a_slip_of_the_keyboard_never_gives_anything_but_a_profile_or_a_sentence(place: int, slip: str) -> None:
    problem = None
    try:
        parse(TEXT[:place] + slip + TEXT[place + 1 :])
    except RuleBroken as broken:
        problem = broken
    assert problem is None or (problem.code.startswith("profile.") and "rawabi.toml" in problem.ar)


def test_the_shipped_profiles_are_listed_and_loaded() -> None:
    assert [load_profile(key).id for key in profile_ids()] == list(profile_ids())


@pytest.mark.parametrize("key", ["", "rawabi", "../policies/herfa", "herfa.toml"])
def test_an_unknown_profile_is_refused_and_the_known_ones_are_named(key: str) -> None:
    with pytest.raises(RuleBroken, match="dumat-al-jandal-beekeepers") as caught:
        load_profile(key)
    assert caught.value.field == "profile"


def test_a_profile_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(TEXT, encoding="utf-8-sig")
    assert read_profile_file(path).id == "rawabi"


def test_a_profile_in_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(TEXT.encode("cp1256", "replace"))
    with pytest.raises(RuleBroken, match="UTF-8"):
        read_profile_file(path)


def test_a_profile_that_cannot_be_read_is_the_worlds_problem(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"own\.toml"):
        read_profile_file(tmp_path / "own.toml")


def test_versions_are_compared_as_numbers() -> None:
    later = [("2", "1"), ("1.10", "1.9"), ("1.0.1", "1"), ("10", "9")]
    assert [is_later_version(*pair) for pair in later] == [True] * len(later)
    others = [("1", "1"), ("1.0", "1"), ("1", "2"), ("1.9", "1.10"), ("draft", "1"), ("2", "draft"), ("٢", "1")]
    assert [is_later_version(*pair) for pair in others] == [False] * len(others)


def test_what_makes_an_attestation_signed_is_ink_unless_the_file_says_otherwise() -> None:
    assert parse(TEXT).attestation.rule == SigningRule("ink", thumbprint=True)
    chosen = TEXT.replace("[attestation]", '[attestation]\nrecord = "scan"\nthumbprint = false')
    assert parse(chosen).attestation.rule == SigningRule("scan", thumbprint=False)
    with pytest.raises(RuleBroken, match=r"attestation\.record"):
        parse(chosen.replace('"scan"', '"pen"'))
