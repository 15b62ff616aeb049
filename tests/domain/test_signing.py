"""What makes an attestation signed, who may witness a thumb, and how a drawing is kept."""

from dataclasses import replace
from itertools import combinations

import pytest

from domain.drawn_signature import BoundDrawing, Drawing, check_drawing, find_drawing, read_drawing, write_drawing
from domain.errors import RuleBroken
from domain.ink import InkPoint, Stroke
from domain.signing import INK, SCAN, SCREEN, THUMB, SigningRule, Witness, check_witnesses

FIRST, SECOND = Witness("سالم بن فهد العنزي", "1000000016"), Witness("فهد بن سالم الحربي", "1000000024")
HAND = Drawing(1200, 420, (Stroke((InkPoint(1.5, 2.5, 0.25, 0), InkPoint(9.0, 7.0, 1.0, 16)), 6.0, "#123a8c", True),))
FULL = Stroke(tuple(InkPoint(1.0, 1.0, 0.5, n) for n in range(20_001)), 6.0, "#123a8c")
BOUND = BoundDrawing(HAND, "RYD1-6NQ8-000003-Y", "ab" * 32, "2026-11-21T09:05+03:00", "pen")


@pytest.mark.parametrize(
    ("rule", "enough"),
    [
        (SigningRule(), ({INK}, {SCAN}, {THUMB})),
        (SigningRule(thumbprint=False), ({INK}, {SCAN})),
        (SigningRule("scan"), ({SCAN},)),
        (SigningRule("screen"), ({INK}, {SCAN}, {SCREEN}, {THUMB})),
        (SigningRule("screen", thumbprint=False), ({INK}, {SCAN}, {SCREEN})),
    ],
)
def test_a_rule_is_met_by_what_it_names_and_never_less_by_more(rule: SigningRule, enough: tuple[set[str], ...]) -> None:
    kinds = (INK, SCAN, SCREEN, THUMB)
    for given in (set(some) for count in range(5) for some in combinations(kinds, count)):
        assert rule.is_met_by(given) == any(one <= given for one in enough), given
    assert rule.text.ar.endswith(".")


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        (Witness(" ", "1000000016"), SECOND, "first_witness"),
        (FIRST, Witness("فهد", "1000000017"), "second_witness_id"),
        (FIRST, Witness("فهد", "5000000016"), "second_witness_id"),
        (FIRST, Witness("فهد", FIRST.id_number), "second_witness_id"),
        (Witness("نورة", "1000000008"), SECOND, "first_witness_id"),
    ],
    ids=["no name", "check digit", "no such number", "one person", "the signer"],
)
def test_witnesses_are_two_others_with_numbers_that_can_be(first: Witness, second: Witness, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_witnesses(first, second, signer_id="1000000008")
    assert refused.value.field == field
    assert "اكتب سبب" not in refused.value.ar  # a witness's card is here to be read


def test_witnesses_are_kept_as_on_their_cards() -> None:
    typed = Witness("  سالم  بن فهد العنزي ", "١٠٠٠٠٠٠٠١٦")
    assert check_witnesses(typed, SECOND, signer_id=None) == (FIRST, SECOND)


def test_a_drawing_is_read_back_as_it_was_kept() -> None:
    raw = write_drawing(BOUND)
    assert read_drawing(raw) == BOUND
    assert write_drawing(read_drawing(raw)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        write_drawing(BOUND).replace(b'"format":1', b'"format":9'),
        write_drawing(BOUND).replace(b"[1200,420]", b"[0,420]"),
        write_drawing(BOUND).replace(b"[15,25,250,0,", b"[15,25,250,"),
        write_drawing(BOUND).replace(b"[15,25,250,0,", b"[15,99999,250,0,"),
        write_drawing(BOUND).replace(b"[15,25,250,0,", b"[15,-25,250,0,"),
        write_drawing(BOUND).replace(b"[15,25,250,0,", b"[15,25,250,1" + b"0" * 400 + b","),
        write_drawing(BOUND).replace(b"#123a8c", b"url(#a)"),
        write_drawing(BOUND).replace(b"2026-11-21T", b"2026-11-51T"),
        write_drawing(replace(BOUND, drawing=Drawing(1200, 420, (FULL,)))),
    ],
    ids=[
        *("empty", "no text", "a list", "another format", "no sheet", "half a point", "below its sheet"),
        *("above its sheet", "without end", "no colour", "no day", "scribbled full"),
    ],
)
def test_what_is_no_drawing_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (json's own among them)
        read_drawing(raw)
    assert find_drawing(raw, sha256=BOUND.sha256) is None


def test_a_drawing_is_found_for_the_data_it_was_made_for_alone() -> None:
    raw = write_drawing(BOUND)
    assert find_drawing(raw, sha256=BOUND.sha256) == BOUND
    assert find_drawing(raw, sha256="cd" * 32) is None


def test_a_touch_is_no_signature_and_neither_is_a_sheet_scribbled_full() -> None:
    for drawing, code in ((HAND, "signature.drawing.empty"), (Drawing(9, 9, (FULL,)), "signature.drawing.full")):
        with pytest.raises(RuleBroken) as refused:
            check_drawing(drawing)
        assert refused.value.code == code
