"""Random days at the desk: whatever is answered, drafts, undo and partial recomputation are exact."""

import json
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.session import Session
from forms.interview.shipped import form_ids, shipped_form
from tests.forms.interview.desk import askable, form_of, open_session, refusal_of, reopened, row_refs

WILD = """
| survey |
|| type | name | label | relevant | constraint | calculation |choice_filter|repeat_count| default | required |readonly|
| | integer | n | N | | . < 100 and ${d} != 3 | | | | 2 | | |
| | decimal | d | D | ${n} != 4 | | | | | | ${n} > 5 | ${n} = 7 |
| | text | t | T | string-length(${n}) > 0 | | | | | | | |
| | date | dt | Dt | | . <= today() | | | | | | |
| | time | tm | Tm | | | | | | | | |
| | dateTime | dtm | Dtm | | | | | | | | |
| | select_one yn | y | Y | | | | | | | | |
| | select_multiple city | cities | C | | | | region = ${y} or ${n} > 3 | | | | |
| | begin_repeat | m | M | ${n} > 0 | | | | ${n} | | | |
| | integer | age | Age | | . < 120 | | | | | ${n} > 2 | |
| | text | nm | Name | ${age} > 5 | | | | | | | |
| | calculate | prev | | | | ../../m[position() = position(current()/..) - 1]/age | | | | | |
| | select_one city | mcity | MC | | | | region = ${y} or name = ${nm} | | | | |
| | end_repeat | | | | | | | | | | |
| | begin_repeat | f | F | ${y} = 'yes' | | | | | | | |
| | integer | fa | FA | | | | | | 1 | | |
| | begin_repeat | g | G | | | | | | | | |
| | integer | ga | GA | | | | | | today() - today() | | |
| | end_repeat | | | | | | | | | | |
| | calculate | sumg | | | | sum(${ga}) + ${n} | | | | | |
| | end_repeat | | | | | | | | | | |
| | calculate | s | | | | sum(${age}) + max(${sumg}) | | | | | |
| | calculate | o | | | | once(${s}) | | | | | |
| | calculate | day | | | | ${dt} + 1 | | | | | |
| | calculate | flag | | | | ${y} = 'yes' and ${s} > 3 | | | | | |
| | text | last | Last | ${flag} = true() and count(${f}) > 1 | | | | | | yes | |
| choices |
| | list_name | name | label | region |
| | yn | yes | Y | |
| | yn | no | N | |
| | city | r | Riyadh | yes |
| | city | j | Jeddah | no |
| | city | k | Khobar | yes |
"""


@cache
def forms() -> tuple[Form, ...]:
    return (form_of(WILD), *(shipped_form(form_id) for form_id in form_ids()))


def do_something(session: Session, chance: random.Random) -> None:
    """One random deed of a clerk; refusals are part of the day."""
    kind = chance.random()
    if kind < 0.1:
        session.undo()
        return
    refusal = refusal_of(lambda: add_remove_or_answer(session, kind, chance))
    assert refusal is None or refusal.code.startswith("answer.")


def add_remove_or_answer(session: Session, kind: float, chance: random.Random) -> None:
    if kind < 0.16:
        rows = row_refs(session)
        session.remove_row(chance.choice(rows) if rows else "/data")
    elif kind < 0.24:
        repeats = [item.ref for page in session.pages() for item in page.items if hasattr(item, "rows")]
        session.add_row(chance.choice(repeats) if repeats else "/data")
    else:
        ref = chance.choice(list(askable(session)))
        session.answer(ref, some_answer(session, ref, chance))


def some_answer(session: Session, ref: str, chance: random.Random) -> object:  # the answer's type is the question's
    question = session.question(ref)
    options = [option.value for option in session.options(ref)]
    if chance.random() < 0.15:
        return None
    if question.type == "select_one":
        return chance.choice(options) if options else None
    if question.type == "select_multiple":
        return [option for option in options if chance.random() < 0.5]
    return chance.choice(
        {
            "integer": [0, 1, 2, 3, 4, 5, 7, 19, 150],
            "decimal": [0, 1.5, 3, "٢٫٢٥", -2.5],
            "date": ["2019-05-01", "2031-02-28"],
            "time": ["10:30", "23:59:01"],
            "dateTime": ["2025-01-02T03:04", "2025-01-02T03:04:05+03:00"],
            "acknowledge": [True, False],
        }.get(question.type, ["abc", "5", "نورة", "r", "<&>\"'"])
    )


def state(session: Session) -> object:
    return session.save(), session.pages(), session.problems(), session.to_xml()


@settings(max_examples=60)
@given(st.integers(0, 5), st.integers(0, 2**32))
def test_a_draft_opens_exactly_as_it_was_after_every_deed(which: int, seed: int) -> None:
    chance = random.Random(seed)
    session = open_session(forms()[which])
    for _ in range(12):
        do_something(session, chance)
        assert state(reopened(session)) == state(session)


@settings(max_examples=60)
@given(st.integers(0, 5), st.integers(0, 2**32))
def test_undo_walks_all_the_way_back_through_the_same_states(which: int, seed: int) -> None:
    chance = random.Random(seed)
    session = open_session(forms()[which])
    states = [state(session)]
    for _ in range(15):
        depth = len(session._undo)
        do_something(session, chance)
        if len(session._undo) > depth:
            states.append(state(session))
        elif len(session._undo) < depth:
            states.pop()
        assert state(session) == states[-1]
    while session.can_undo:
        session.undo()
        states.pop()
        assert state(session) == states[-1]


@settings(max_examples=60)
@given(st.integers(0, 5), st.integers(0, 2**32))
def test_working_out_only_what_changed_leaves_nothing_stale(which: int, seed: int) -> None:
    chance = random.Random(seed)
    session = open_session(forms()[which])
    for _ in range(15):
        do_something(session, chance)
        engine = session._engine
        before = state(session)
        engine.make_everything_due(lambda _: True)
        events = [event for event in engine.settle() if event.kind not in ("label", "options")]
        assert events == []
        assert state(session) == before


@settings(max_examples=40)
@given(st.integers(1, 5), st.integers(0, 2**32))
def test_what_was_answered_can_be_given_again_as_a_file(which: int, seed: int) -> None:
    chance = random.Random(seed)
    session = open_session(forms()[which])
    for _ in range(12):
        do_something(session, chance)
    answers = json.loads(json.dumps(session.to_answers()))
    again = open_session(session.form)
    again.fill(answers)
    assert again.to_answers() == session.to_answers()


def test_a_draft_of_another_version_is_refused() -> None:
    draft = open_session(form_of(WILD)).save()
    other = form_of(WILD.replace("Riyadh", "Ar Riyadh"))
    with pytest.raises(RuleBroken) as refusal:
        open_session(other, saved=draft)
    assert refusal.value.code == "draft.other_form"


@pytest.mark.parametrize(
    "break_it",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: text[:-5],
        lambda text: "[" * 100_000,
        lambda text: text.replace('"shape":1', '"shape":2'),
        lambda text: text.replace("/data/n", "/data/nowhere"),
        lambda text: text.replace('"/data/n":2.0', '"/data/n":{"date":"never"}'),
        lambda text: text.replace('"/data/n":2.0', '"/data/n":{"what":"ever"}'),
        lambda text: text.replace('"/data/n":2.0', '"/data/n":NaN'),
        lambda text: text.replace('"/data/n":2.0', '"/data/n":[1]'),
        lambda text: text.replace('"/data/n":2.0', '"/data/n":null'),
        lambda text: text.replace('"/data/f":[', '"/data/f":7,"/data/m":['),
        lambda text: text.replace('"/data/f":[', '"/data/f":[' + "{}," * 10_000),
        lambda text: "x" * 5_000_000,
    ],
)
def test_a_damaged_draft_is_refused_with_a_sentence(break_it) -> None:  # type: ignore[no-untyped-def]
    draft = open_session(form_of(WILD)).save()
    broken = break_it(draft)
    assert broken != draft
    with pytest.raises(RuleBroken) as refusal:
        open_session(form_of(WILD), saved=broken)
    assert refusal.value.code == "draft.damaged"


REMARKED = """
| survey |
| | type | name | label |
| | text | town | Town |
| | begin_repeat | child | Child |
| | text | name | Name |
| | end_repeat | | |
"""


def test_a_remark_goes_with_its_answer_through_drafts_rows_and_undo_and_into_no_submission() -> None:
    session = open_session(form_of(REMARKED))
    for _ in range(2):
        session.add_row("/data/child")
    rows = len(row_refs(session))
    session.remark("town", "رأى ١ عقد\x00 الإيجار ")
    session.remark(f"/data/child[{rows}]/name", "بلا هوية")
    session.remove_row("/data/child[1]")
    assert reopened(session).question(f"/data/child[{rows - 1}]/name").remark == "بلا هوية"
    assert reopened(session).question("town").remark == "رأى 1 عقد الإيجار"
    assert "بلا هوية" not in session.to_xml() + str(session.attestation_lines())
    session.undo()
    assert session.question(f"/data/child[{rows}]/name").remark == "بلا هوية"
    session.undo()
    assert session.question(f"/data/child[{rows}]/name").remark == ""
    assert session.remark("town", "رأى 1 عقد الإيجار") == []
