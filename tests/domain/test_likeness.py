"""Whoever may be registered already is pointed out; namesakes and families are not accused."""

import pytest

from domain.carddate import parse_card_date
from domain.likeness import ALIKE, BORN, MOBILE, NAME, find_likely
from domain.person import Person, PersonDraft

NOURA = Person(
    "p-1",
    "17-A-000042-5",
    "نورة بنت عبد الله السدري",
    id_number="1000000008",
    mobile="+966512345678",
    born=parse_card_date("12/5/1410"),
)


def reasons(**typed: str) -> tuple[str, ...]:
    found = find_likely(PersonDraft(**typed), [NOURA])
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": "نوره عبدالله السدرى"}, (NAME,)),
        ({"mobile": "٠٥١٢٣٤٥٦٧٨"}, (MOBILE,)),
        ({"name": "نورة عبدالله السدري", "born": "10/12/1989"}, (NAME, BORN)),
        ({"name": "نورة عبدالله السدري", "born": "11/5/1410", "mobile": "0512345678"}, (NAME, MOBILE, BORN)),
    ],
)
def test_one_name_or_one_mobile_is_pointed_out(typed: dict[str, str], expected: tuple[str, ...]) -> None:
    assert reasons(**typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "نورة"},
        {"born": "12/5/1410"},
        {"mobile": "05123"},
        {"name": "نورة عبدالله السدري", "born": "20/5/1410"},
        {"name": "سارة السدري", "mobile": "0512345678", "born": "3/3/1430"},
        {"name": "نورة عبدالله السدري", "mobile": "0512345678", "id_number": "1000000016"},
    ],
)
def test_another_number_or_another_birth_is_another_person(typed: dict[str, str]) -> None:
    assert reasons(**typed) == ()


def test_a_birth_date_typed_wrong_does_not_hide_one_name_and_one_mobile() -> None:
    assert reasons(name="نورة عبدالله السدري", mobile="0512345678", born="1/1/1420") == (NAME, MOBILE)


def test_the_most_alike_comes_first() -> None:
    namesake = Person("p-2", "17-A-000043-3", NOURA.name)
    found = find_likely(PersonDraft(name=NOURA.name, mobile="0512345678"), [namesake, NOURA])
    assert [item.person.id for item in found] == ["p-1", "p-2"]


def test_a_name_with_a_word_less_is_pointed_out_where_birth_or_mobile_are_the_same() -> None:
    assert reasons(name="نورة السدري", mobile="0512345678") == (ALIKE, MOBILE)
    assert reasons(name="نورة السدري", born="12/5/1410") == (ALIKE, BORN)
    assert reasons(name="نورة السدري") == ()
    assert reasons(name="سارة السدري", born="12/5/1410") == ()


def test_the_score_is_of_a_hundred_and_grows_with_what_is_the_same() -> None:
    (all_of_it,) = find_likely(PersonDraft(name=NOURA.name, mobile="0512345678", born="12/5/1410"), [NOURA])
    (some,) = find_likely(PersonDraft(name="نورة السدري", mobile="0512345678"), [NOURA])
    assert (all_of_it.score, some.score) == (100, 70)
