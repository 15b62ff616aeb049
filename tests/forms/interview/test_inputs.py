from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.interview.inputs import read_answer
from tests.forms.interview.desk import RIYADH, open_form, refusal_of

KINDS = """
| survey |
| | type | name | label |
| | text | text | T |
| | integer | integer | I |
| | decimal | decimal | D |
| | date | date | D |
| | time | time | T |
| | dateTime | moment | M |
| | geopoint | place | P |
| | barcode | code | C |
| | acknowledge | agreed | A |
| | note | note | N |
"""

GOOD = [
    ("text", " نورة\r\nبنت سالم ", "نورة\nبنت سالم", "نورة\nبنت سالم"),
    ("text", "رقم ٥٥", "رقم 55", "رقم 55"),
    ("text", 55, "55", "55"),
    ("text", "a\x00b\x1f", "ab", "ab"),
    ("text", "e\u0301", "\u00e9", "\u00e9"),
    ("integer", "١٢", 12, "12"),
    ("integer", "۱۲", 12, "12"),
    ("integer", "١٬٢٥٠", 1250, "1250"),
    ("integer", "1,250", 1250, "1250"),
    ("integer", 12.0, 12, "12"),
    ("integer", "-0", 0, "0"),
    ("integer", "000000000000000000042", 42, "42"),
    ("decimal", "١٢٫٥", 12.5, "12.5"),
    ("decimal", "1,250.5", 1250.5, "1250.5"),
    ("decimal", 3, 3.0, "3.0"),
    ("date", "٢٠٢٥-٠٣-٠١", date(2025, 3, 1), "2025-03-01"),
    ("date", "2025/3/1", date(2025, 3, 1), "2025-03-01"),
    ("date", date(2025, 3, 1), date(2025, 3, 1), "2025-03-01"),
    ("date", datetime(2025, 3, 1, 9, 0, tzinfo=UTC), date(2025, 3, 1), "2025-03-01"),
    ("time", "٩:٣٠", time(9, 30), "09:30:00.000+03:00"),
    ("time", time(9, 30), time(9, 30), "09:30:00.000+03:00"),
    ("moment", "2025-03-01 09:30", datetime(2025, 3, 1, 9, 30, tzinfo=RIYADH), "2025-03-01T09:30:00.000+03:00"),
    ("place", "٢٤٫٧١ ٤٦٫٦٧", "24.71 46.67 0.0 0.0", "24.71 46.67 0.0 0.0"),
    ("code", "٠٠١٢-A", "0012-A", "0012-A"),
    ("agreed", True, "OK", "OK"),
    ("agreed", "ok", "OK", "OK"),
]


@pytest.mark.parametrize(("name", "given_value", "value", "stored"), GOOD)
def test_an_answer_as_typed_is_stored_plainly(name: str, given_value: object, value: object, stored: str) -> None:
    session = open_form(KINDS)
    session.answer(name, given_value)  # type: ignore[arg-type]
    assert session.question(name).value == value
    assert f"<{name}>{stored}</{name}>" in session.to_xml()


@pytest.mark.parametrize("name", ["text", "integer", "decimal", "date", "time", "moment", "place", "code", "agreed"])
@pytest.mark.parametrize("blank", [None, "", "  ", "\u200f\u00a0"])
def test_a_blank_clears_any_answer(name: str, blank: str | None) -> None:
    session = open_form(KINDS)
    session.answer(name, next(value for kind, value, _, _ in GOOD if kind == name))  # type: ignore[arg-type]
    session.answer(name, blank)
    assert session.question(name).value is None
    assert f"<{name}/>" in session.to_xml()


@pytest.mark.parametrize(
    ("name", "wrong", "code"),
    [
        *(
            ("integer", wrong, "not_integer")
            for wrong in ("1.5", "abc", "1e3", "1_0", "inf", "nan", "5,6", True, 1.5, "½", "٣ ٤")
        ),
        ("integer", "9" * 16, "not_integer"),
        ("integer", 10**15, "not_integer"),
        ("integer", [1], "not_integer"),
        *(
            ("decimal", wrong, "not_number")
            for wrong in ("1.2.3", "nan", "infinity", "1e5", "--2", False, float("inf"), float("nan"))
        ),
        *(
            ("date", wrong, "not_date")
            for wrong in ("2025-02-30", "1447-13-01", "yesterday", "20250301", 5, "2025-03-01T10:00")
        ),
        *(("time", wrong, "not_time") for wrong in ("25:00", "9", 5)),
        *(("moment", wrong, "not_moment") for wrong in ("10:00", "2025-13-01T10:00", 5)),
        *(("place", wrong, "not_place") for wrong in ("24", "91 0", "0 181", "a b", "1 2 3 4 5", "1 2 3 -4", 5)),
        *(("agreed", wrong, "not_acknowledged") for wrong in ("no", 5)),
        ("text", "x" * 10_001, "too_long"),
        ("text", ["a"], "not_text"),
        ("text", True, "not_text"),
        ("note", "x", "readonly"),
    ],
)
def test_what_is_not_of_the_type_is_refused_and_nothing_changes(name: str, wrong: object, code: str) -> None:
    session = open_form(KINDS)
    before = session.save()
    with pytest.raises(RuleBroken) as refusal:
        session.answer(name, wrong)  # type: ignore[arg-type]
    assert refusal.value.code == f"answer.{code}"
    assert refusal.value.field == name
    assert session.save() == before
    assert not session.can_undo


@given(
    st.sampled_from(["text", "integer", "decimal", "date", "time", "dateTime", "geopoint", "acknowledge"]), st.text()
)
def test_no_text_breaks_a_question(kind: str, text: str) -> None:
    refusal = refusal_of(lambda: read_answer(kind, text, "q"))
    assert refusal is None or refusal.field == "q"


@given(st.sampled_from(["integer", "decimal"]), st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_number_is_read_in_all_three_kinds_of_digits(kind: str, number: int) -> None:
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    persian = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert [read_answer(kind, each, "q") for each in (str(number), arabic, persian, number)] == [float(number)] * 4
