"""The states of a request: whatever steps two laptops take and in whatever order they sync, both end at one place, and
every step that was taken is still there; and what head office lets nobody write."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.request import DECIDED, FIRST, NEXT, SERVED, RequestStep, path_of
from domain.sync.committee_tables import REQUEST_STEPS, SESSION_ITEMS, SESSIONS
from domain.sync.decision_text import decision_text
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Void
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import SCHEMA_VERSION, Table, Value, general_partition
from domain.sync.signatures import attestation_text
from domain.sync.tables import ATTESTATIONS, INTERVIEWS, SIGNATURES, USERS
from domain.sync.tasks import tasks
from domain.sync.winners import shown, walk
from tests.support.made_entries import row
from tests.support.model import AUTHOR, ModelHub, ModelLaptop

CASE, PAPER, SIGNED, SESSION, CLERK = row(10), row(11), row(12), row(13), row(14)
REQUEST = INTERVIEWS.cell("request")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
FROZEN = b"{}"
DAY, AT = "2026-11-21", "2026-11-21T10:00+03:00"


def cells(table: Table, **values: Value) -> dict[int, Value]:
    return {table.cell(name).number: value for name, value in values.items() if value is not None}


def added(table: Table, id: str, **values: Value) -> Add:
    return Add(table.number, id, cells(table, **values))


def opened(id: str) -> Add:
    opening: Value = ["1", DAY, None, None, None]
    return added(SESSIONS, id, opening=opening, state="opened", opened_by=AUTHOR, opened_at=AT)


def attested(clerk: str = CLERK) -> tuple[Add, ...]:
    """An interview whose attestation a clerk has signed, and a session."""
    hashed = sha256(FROZEN)
    word = KEY.sign(attestation_text(hashed.digest()))
    return (
        added(INTERVIEWS, CASE, number="1", state="finished"),
        added(
            ATTESTATIONS,
            PAPER,
            interview=CASE,
            frozen=[FROZEN, hashed.hexdigest(), "0" * 64],
            clerk_signature=[clerk, KEY.public_key().public_bytes_raw(), word],
        ),
        added(SIGNATURES, SIGNED, attestation=PAPER, kind="ink"),
        opened(SESSION),
    )


def step(
    id: str,
    stage: str,
    follows: str = "",
    *,
    by: str = AUTHOR,
    override: str | None = "وحده في الفرع",
    sat: str = SESSION,
    **said: Value,
) -> Add:
    signing = decision_text(
        interview=CASE,
        stage=stage,
        follows=follows,
        on_day=DAY,
        said="",
        session=sat,
        votes="",
        attestation=PAPER,
        done_at=AT,
        done_by=by,
    )
    known: dict[str, Value] = {
        "interview": CASE,
        "stage": [stage, follows or None, DAY],
        "session": [sat, None],
        "rests_on": [PAPER, SIGNED],
        "override": override,
        "done_at": AT,
        "done_by": by,
        "word": [KEY.public_key().public_bytes_raw(), KEY.sign(signing)],
    }
    return added(REQUEST_STEPS, id, **(known | said))


def moved(id: str, stage: str, *bases: EntryId) -> Put:
    return Put(INTERVIEWS.number, CASE, {REQUEST.number: [stage, id]}, {REQUEST.number: bases})


# --- two laptops -----------------------------------------------------------------------------------------------------

MOVES = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["step", "step", "push", "pull", "sync"]), st.integers(0, 5)),
    min_size=4,
    max_size=24,
)


def take_step(laptop: ModelLaptop, id: str, choice: int) -> None:
    """One that may follow where this laptop sees the request."""
    walked = walk(REQUEST, laptop.rows[CASE].cells.get(REQUEST.number, ()))
    at = walked.current
    if at is None:
        stage = FIRST[choice % len(FIRST)]
        laptop.write(step(id, stage), moved(id, stage))
        return
    assert isinstance(at.value, list)
    here, follows = str(at.value[0]), str(at.value[1])
    stages = [one.stage for one in path_of(steps_of(laptop), follows).steps]
    open_to = sorted(NEXT[here] - {here})
    if SERVED in open_to and next(one for one in reversed(stages) if one in DECIDED) == "rejected":
        open_to.remove(SERVED)
    elif here == "answered" and "closed" in open_to and SERVED in open_to:
        open_to.remove("closed")
    if open_to:
        stage = open_to[choice % len(open_to)]
        laptop.write(step(id, stage, follows), moved(id, stage, at.meta.id))


def steps_of(laptop: ModelLaptop) -> Iterator[RequestStep]:
    for id, state in laptop.rows.items():
        view = shown(state) if state.table == REQUEST_STEPS.number else None
        if view is not None:
            said = view.values[REQUEST_STEPS.cell("stage").number]
            assert isinstance(said, list)
            yield RequestStep(
                id=id,
                interview=CASE,
                person="",
                stage=str(said[0]),
                follows=str(said[1] or ""),
                on_day=DAY,
                done_at=AT,
                done_by=AUTHOR,
            )


def exchange(laptop: ModelLaptop) -> None:
    laptop.push(1_000)
    laptop.pull(1_000)


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_two_laptops_end_at_one_place_with_every_step_kept_whatever_they_did_and_in_whatever_order(
    moves: list[tuple[int, str, int]],
) -> None:
    hub = ModelHub()
    laptops = [ModelLaptop(bytes(15) + bytes([n]), hub) for n in (1, 2)]
    laptops[0].write(added(USERS, AUTHOR, username="a", name="a", roles="manager"), *attested(AUTHOR))
    for laptop in (*laptops, *laptops):
        exchange(laptop)
    taken = 0
    for which, what, choice in moves:
        laptop = laptops[which]
        if what == "step":
            taken += 1
            take_step(laptop, row(100 + taken), choice)
        elif what == "push":
            laptop.push(1 + choice)
        elif what == "pull":
            laptop.pull(1 + choice)
        else:
            exchange(laptop)
    for laptop in (*laptops, *laptops):
        exchange(laptop)
    one, two = (laptop.rows for laptop in laptops)
    assert one == two == hub.rows
    assert {position.reason for position in hub.stream} == {""}
    view = shown(one[CASE])
    assert view is not None
    standing = view.values.get(REQUEST.number)
    steps = list(steps_of(laptops[0]))
    assert len(steps) == len({id for laptop in laptops for id in laptop.rows if int(id[-4:], 16) > 100})
    if isinstance(standing, list):
        path = path_of(steps, str(standing[1]))
        assert len(path.steps) + len(path.beside) == len(steps)
        assert path.steps[-1].stage == standing[0]
        assert path.steps[0].stage in FIRST
        # What does not count is asked about, unless it only follows something that does not.
        is_asked = bool(tasks(CASE, one[CASE]))
        assert is_asked == bool(path.beside)


# --- what head office judges -----------------------------------------------------------------------------------------


def made(*operations: Operation) -> RowState:
    state: RowState | None = None
    for seq, operation in enumerate(operations, 1):
        state = apply(state, operation, Meta(EntryId(bytes(16), seq), seq, seq - 1, seq))
    assert state is not None
    return state


def verdict(*operations: Operation, roles: str = "manager", before: tuple[Add, ...] = ()) -> str:
    header = Header(general_partition("RYD1"), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, AUTHOR, "test", 0, ())
    rows = {one.row: made(one) for one in (*attested(), *before)}
    rows[AUTHOR] = made(added(USERS, AUTHOR, username="a", name="a", roles=roles))
    return judge(header, operations, rows.get).reason


NEW = row(200)
HANDED_IN = step(row(101), "submitted", by=CLERK)
STUDIED = step(row(102), "under_study", row(101), by=CLERK)
REFUSED = step(row(103), "rejected", row(102), by=CLERK)
TOLD = step(row(104), "answered", row(103), by=CLERK)
BEFORE = (HANDED_IN, STUDIED, REFUSED, TOLD)
EVERYBODY = ("clerk", "researcher", "supervisor", "secretary", "manager", "administrator")


@pytest.mark.parametrize(
    ("stage", "follows", "allowed"),
    [
        ("submitted", "", EVERYBODY),
        ("under_study", row(101), ("secretary", "manager")),
        ("accepted", row(102), ("secretary", "manager")),
        ("answered", row(103), EVERYBODY),
        ("voided", row(101), ("secretary", "supervisor", "manager")),
    ],
)
def test_each_step_is_of_those_whose_role_allows_it(stage: str, follows: str, allowed: tuple[str, ...]) -> None:
    for role in EVERYBODY:
        wanted = "" if role in allowed else "role.not_allowed"
        assert verdict(step(NEW, stage, follows, override=None), roles=role, before=BEFORE) == wanted, role


def test_a_step_follows_another_of_its_request_and_an_order_that_is_legal() -> None:
    assert verdict(step(NEW, "accepted"), before=BEFORE) == "transition.illegal"
    assert verdict(step(NEW, "accepted", row(101)), before=BEFORE) == "transition.illegal"
    assert verdict(step(NEW, "served", row(104)), before=BEFORE) == "transition.illegal"
    assert verdict(step(NEW, "closed", row(104)), before=BEFORE) == ""
    assert verdict(step(NEW, "accepted", row(99)), before=BEFORE) == "row.unknown"
    assert verdict(step(NEW, "accepted", "no row"), before=BEFORE) == "transition.illegal"
    assert verdict(step(NEW, "accepted", row(102), interview=row(9)), before=BEFORE) == "transition.illegal"
    assert verdict(step(NEW, "submitted", by=CLERK), before=BEFORE) == "transition.illegal"
    assert verdict(Void(REQUEST_STEPS.number, row(102), "خطأ"), before=BEFORE) == "transition.illegal"


def test_nothing_is_handed_in_or_decided_without_a_signed_attestation_of_this_very_request() -> None:
    for rests_on in ([None, None], [PAPER, None], [PAPER, PAPER], [row(102), SIGNED]):
        found = verdict(step(NEW, "submitted", rests_on=list(rests_on)), before=BEFORE)
        assert found in ("request.not_attested", "row.unknown"), rests_on
    other = added(ATTESTATIONS, row(20), interview=row(9))
    sworn = added(SIGNATURES, row(21), attestation=row(20), kind="ink")
    assert verdict(step(NEW, "submitted", rests_on=[row(20), row(21)]), before=(other, sworn)) == "request.not_attested"


def test_who_took_it_does_not_decide_and_who_decided_does_not_close_but_for_a_managers_reason() -> None:
    mine = (step(row(101), "submitted"), step(row(102), "under_study", row(101)))
    decision = step(NEW, "accepted", row(102), override=None)
    assert verdict(decision, before=mine) == "duties.not_separated"
    reasoned = step(NEW, "accepted", row(102))
    assert verdict(reasoned, before=mine) == ""
    assert verdict(reasoned, before=mine, roles="secretary") == "duties.not_separated"
    decided = (HANDED_IN, STUDIED, step(row(103), "rejected", row(102)), TOLD)
    assert verdict(step(NEW, "closed", row(104), override=None), before=decided) == "duties.not_separated"
    assert verdict(step(NEW, "closed", row(104)), before=decided) == ""


def test_a_decision_is_one_of_a_session_and_bears_the_word_of_who_wrote_it_down() -> None:
    before = (HANDED_IN, STUDIED)
    assert verdict(step(NEW, "accepted", row(102)), before=before) == ""
    assert verdict(step(NEW, "accepted", row(102), session=[None, None]), before=before) == "transition.illegal"
    assert verdict(step(NEW, "accepted", row(102), session=[row(98), None]), before=before) == "row.unknown"
    assert verdict(step(NEW, "accepted", row(102), word=[None, None]), before=before) == "signature.invalid"
    assert verdict(step(NEW, "accepted", row(102), said="بسبب آخر"), before=before) == "signature.invalid"


def test_no_decision_is_added_to_a_session_that_is_over() -> None:
    for state, wanted in (("held", ""), ("signed", "session.over"), ("cancelled", "session.over")):
        other = added(SESSIONS, row(97), opening=["2", DAY, None, None, None], state=state)
        found = verdict(step(NEW, "accepted", row(102), sat=row(97)), before=(HANDED_IN, STUDIED, other))
        assert found == wanted, state


def test_nothing_is_decided_on_an_attestation_that_is_void() -> None:
    paper = attested()[1]
    rows = {one.row: made(one) for one in (*attested(), HANDED_IN, STUDIED)}
    rows[PAPER] = made(paper, Void(ATTESTATIONS.number, PAPER, "خطأ"))
    rows[AUTHOR] = made(added(USERS, AUTHOR, username="a", name="a", roles="manager"))
    header = Header(general_partition("RYD1"), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, AUTHOR, "test", 0, ())
    assert judge(header, [step(NEW, "accepted", row(102))], rows.get).reason == "request.not_attested"


def test_a_request_stands_only_where_a_step_of_its_own_has_brought_it() -> None:
    taken = step(NEW, "submitted")
    assert verdict(taken, moved(NEW, "submitted")) == ""
    assert verdict(taken, moved(NEW, "withdrawn")) == "transition.illegal"
    assert verdict(moved(NEW, "submitted")) == "row.unknown"
    assert verdict(moved(row(102), "under_study"), before=BEFORE) == "transition.illegal"
    assert verdict(added(INTERVIEWS, row(30), number="2", request=["closed", NEW])) == "transition.illegal"


@pytest.mark.parametrize("table", [SESSIONS, SESSION_ITEMS])
def test_a_session_and_its_agenda_are_the_secretarys_and_the_managers(table: Table) -> None:
    for role in ("clerk", "supervisor", "administrator", "secretary", "manager"):
        wanted = "" if role in ("secretary", "manager") else "role.not_allowed"
        item = added(SESSION_ITEMS, NEW, session=SESSION, interview=CASE)
        assert verdict(opened(NEW) if table is SESSIONS else item, roles=role) == wanted, role
