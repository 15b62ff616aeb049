"""Head office judges who wrote, whether the clerk's word holds, and whether a step may follow the one it names."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.enquiry_tables import ENQUIRIES, OFFICIALS, SUGGESTIONS
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Restore, Void
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import SCHEMA_VERSION, Value, general_partition
from domain.sync.signatures import attestation_text
from domain.sync.tables import ATTESTATIONS, DOCUMENT_CHECKS, EXPORTS, INTERVIEWS, REFERRALS, USER_KEYS, USERS
from tests.support.made_entries import row

ME, OTHER, ROW = row(1), row(2), row(3)
COPY = DOCUMENT_CHECKS.cell("copy").number
ROLES = USERS.cell("roles").number
PROGRESS = REFERRALS.cell("progress").number
BASIS: Value = ["بأساس نظامي", ME, "2026-11-21T10:00"]
FIRST = EntryId(bytes(16), 1)


def user(id: str, roles: str) -> Add:
    return Add(USERS.number, id, {1: "u", 2: "اسم", ROLES: roles})


def made(*operations: Operation) -> RowState:
    state: RowState | None = None
    for seq, operation in enumerate(operations, 1):
        state = apply(state, operation, Meta(EntryId(bytes(16), seq), seq, seq - 1, seq))
    assert state is not None
    return state


def verdict(*operations: Operation, roles: str | None = "clerk", before: RowState | None = None) -> str:
    header = Header(general_partition("RYD1"), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    known = {ROW: before} if before is not None else {}
    if roles is not None:
        known[ME] = made(user(ME, roles))
    return judge(header, operations, known.get).reason


CHECK = made(Add(DOCUMENT_CHECKS.number, ROW, {3: "id_card"}))
RECORDED = made(Add(DOCUMENT_CHECKS.number, ROW, {3: "id_card"}), Put(DOCUMENT_CHECKS.number, ROW, {COPY: BASIS}, {}))
KNOWN = made(user(ROW, "clerk"))
RENAMED = Put(USERS.number, ROW, {2: "اسم آخر"}, {2: (FIRST,)})
PROMOTED = Put(USERS.number, ROW, {ROLES: "manager"}, {ROLES: (FIRST,)})
COPIED = Put(DOCUMENT_CHECKS.number, ROW, {COPY: BASIS}, {COPY: ()})
EXPORTED = Add(EXPORTS.number, ROW, {1: "herfa", 2: "csv", 3: 4})


# --- roles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "before", "allowed"),
    [
        (user(OTHER, "clerk"), None, ("administrator",)),
        (PROMOTED, KNOWN, ("administrator",)),
        (Void(USERS.number, ROW, "غادر"), KNOWN, ("administrator",)),
        (Add(USER_KEYS.number, ROW, {1: OTHER, 2: bytes(32)}), None, ("administrator",)),
        (COPIED, CHECK, ("supervisor", "manager", "administrator")),
        (Add(DOCUMENT_CHECKS.number, ROW, {3: "id", COPY: BASIS}), None, ("supervisor", "manager", "administrator")),
        (EXPORTED, None, ("supervisor", "manager", "administrator")),
        (Add(OFFICIALS.number, ROW, {1: "خالد العمر"}), None, ("administrator",)),
        (
            Put(SUGGESTIONS.number, ROW, {9: ["taken_up", "سبب", ME, "2026-11-21T10:00"]}, {9: ()}),
            made(Add(SUGGESTIONS.number, ROW, {8: ["مقترح", None], 11: "received"})),
            ("supervisor", "manager", "administrator"),
        ),
    ],
)
def test_what_needs_a_role_is_set_aside_of_whoever_does_not_have_it(
    operation: Operation, before: RowState | None, allowed: tuple[str, ...]
) -> None:
    for role in ("clerk", "researcher", "secretary", "supervisor", "manager", "administrator", "", "administratorx"):
        wanted = "" if role in allowed else "role.not_allowed"
        assert verdict(operation, roles=role, before=before) == wanted, role
    assert verdict(operation, roles=f"clerk {allowed[0]}", before=before) == ""


@pytest.mark.parametrize("operation", [user(OTHER, "clerk"), EXPORTED])
def test_an_author_who_has_not_come_yet_is_waited_for(operation: Operation) -> None:
    assert verdict(operation, roles=None) == "row.unknown"


def test_who_was_removed_has_no_role_any_more() -> None:
    removed = made(user(ME, "administrator"), Void(USERS.number, ME, "غادر"))
    header = Header(general_partition("RYD1"), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    assert judge(header, [EXPORTED], {ME: removed}.get).reason == "role.not_allowed"


def test_a_laptop_begins_with_a_user_who_gives_himself_his_key() -> None:
    opened = (user(ME, "administrator"), Add(USER_KEYS.number, ROW, {1: ME, 2: bytes(32)}))
    assert verdict(*opened, roles=None) == ""
    assert verdict(opened[1], roles="clerk") == ""


def test_nobody_takes_anothers_key_away_but_an_administrator() -> None:
    mine = made(Add(USER_KEYS.number, ROW, {1: ME, 2: bytes(32)}))
    anothers = made(Add(USER_KEYS.number, ROW, {1: OTHER, 2: bytes(32)}))
    gone = Void(USER_KEYS.number, ROW, "ضاعت")
    assert verdict(gone, before=mine) == ""
    assert verdict(gone, before=anothers) == "role.not_allowed"
    assert verdict(gone, roles="administrator", before=anothers) == ""


def test_a_name_is_no_right_and_choosing_between_two_recorded_copies_records_nothing() -> None:
    assert verdict(RENAMED, before=KNOWN) == ""
    assert verdict(COPIED, before=RECORDED) == ""
    other = Put(DOCUMENT_CHECKS.number, ROW, {COPY: ["أساس آخر", ME, "2026-11-21T11:00"]}, {COPY: (FIRST,)})
    assert verdict(other, before=RECORDED) == "role.not_allowed"
    assert verdict(Add(DOCUMENT_CHECKS.number, ROW, {3: "id", COPY: [None, None, None]})) == ""


def test_a_choice_between_recorded_copies_that_came_second_is_told_as_such() -> None:
    """Two clerks settle one disagreement differently at once: neither has written what he may not."""
    another: Value = ["أساس آخر", OTHER, "2026-11-21T11:00"]
    both = (EntryId(bytes(16), 2), EntryId(bytes(16), 3))
    two = (
        Add(DOCUMENT_CHECKS.number, ROW, {3: "id_card"}),
        Put(DOCUMENT_CHECKS.number, ROW, {COPY: BASIS}, {}),
        Put(DOCUMENT_CHECKS.number, ROW, {COPY: another}, {}),
    )
    chosen = Put(DOCUMENT_CHECKS.number, ROW, {COPY: BASIS}, {COPY: both})
    other = Put(DOCUMENT_CHECKS.number, ROW, {COPY: another}, {COPY: both})
    assert [verdict(choice, before=made(*two)) for choice in (chosen, other)] == ["", ""]
    settled = made(*two, chosen)
    assert verdict(chosen, before=settled) == ""
    assert verdict(other, before=settled) == "choice.settled"
    assert verdict(other, roles="manager", before=settled) == ""
    invented = Put(DOCUMENT_CHECKS.number, ROW, {COPY: another}, {COPY: both[:1]})
    assert verdict(invented, before=settled) == "role.not_allowed"


# --- the clerk's signature -------------------------------------------------------------------------------------------

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
FROZEN = b'{"kind":"attestation"}'


def attestation(**changes: Value) -> Add:
    hashed = sha256(FROZEN)
    said: dict[str, Value] = {
        "frozen": FROZEN,
        "sha256": hashed.hexdigest(),
        "key": KEY.public_key().public_bytes_raw(),
        "signature": KEY.sign(attestation_text(hashed.digest())),
    } | changes
    frozen: list[Value] = [said["frozen"], said["sha256"], "0" * 64]
    clerk: list[Value] = [ME, said["key"], said["signature"]]
    return Add(ATTESTATIONS.number, ROW, {5: frozen, 6: clerk})  # type: ignore[dict-item]


def test_an_attestation_stands_by_the_clerks_signature_over_what_was_frozen() -> None:
    assert verdict(attestation()) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"frozen": FROZEN + b" "},
        {"sha256": "0" * 64},
        {"sha256": None},
        {"key": bytes(32)},
        {"key": b"short"},
        {"signature": bytes(64)},
        {"signature": None},
        {"signature": KEY.sign(sha256(FROZEN).digest())},
    ],
)
def test_one_whose_signature_proves_something_else_is_set_aside(changes: dict[str, Value]) -> None:
    assert verdict(attestation(**changes)) == "signature.invalid"


def test_one_without_a_signature_is_set_aside() -> None:
    assert verdict(Add(ATTESTATIONS.number, ROW, {1: "A-1"})) == "signature.invalid"


# --- steps -----------------------------------------------------------------------------------------------------------


def referral(*steps: str) -> RowState:
    first: Operation = Add(REFERRALS.number, ROW, {PROGRESS: steps[0]})
    later = [
        Put(REFERRALS.number, ROW, {PROGRESS: step}, {PROGRESS: (EntryId(bytes(16), seq),)})
        for seq, step in enumerate(steps[1:], 1)
    ]
    return made(first, *later)


def step(value: Value, *bases: EntryId) -> Put:
    return Put(REFERRALS.number, ROW, {PROGRESS: value}, {PROGRESS: bases})


@pytest.mark.parametrize(
    ("value", "reason"),
    [("answered", ""), ("withdrawn", ""), ("asked", ""), ("told", "transition.illegal"), ("x", "transition.illegal")],
)
def test_a_step_must_be_one_that_may_follow_what_it_was_taken_from(value: str, reason: str) -> None:
    assert verdict(step(value, FIRST), before=referral("asked")) == reason


def test_a_step_that_was_legal_where_its_writer_stood_is_left_to_the_fold_to_skip() -> None:
    """Another had gone on: that is a question to a person, and no broken rule."""
    assert verdict(step("withdrawn", FIRST), before=referral("asked", "answered", "told")) == ""


def test_a_step_from_what_is_not_here_is_left_to_the_fold_too() -> None:
    gone = EntryId(bytes(16), 7)
    assert verdict(step("told", gone), before=referral("asked")) == ""
    assert verdict(step("told"), before=referral("asked")) == ""


def test_a_record_begins_in_a_state_that_there_is() -> None:
    state = INTERVIEWS.cell("state").number
    assert verdict(Add(INTERVIEWS.number, ROW, {state: "left"})) == ""
    assert verdict(Add(INTERVIEWS.number, ROW, {state: "x"})) == "transition.illegal"
    assert verdict(step(None, FIRST), before=referral("asked")) == "transition.illegal"


def test_what_is_brought_back_by_its_reason_needs_no_step() -> None:
    voided = made(Add(REFERRALS.number, ROW, {PROGRESS: "asked"}), Void(REFERRALS.number, ROW, "سبب"))
    assert verdict(Restore(REFERRALS.number, ROW, (EntryId(bytes(16), 2),)), before=voided) == ""


def test_an_enquiry_goes_from_open_to_told_and_is_never_answered_after_it_was_withdrawn() -> None:
    state = ENQUIRIES.cell("enquiry_state").number
    for before, legal in (
        ("open", {"open", "answered", "told", "withdrawn"}),
        ("answered", {"answered", "told"}),
        ("told", {"told", "answered"}),
        ("withdrawn", {"withdrawn", "open"}),
    ):
        known = made(Add(ENQUIRIES.number, ROW, {state: before}))
        for after in ("open", "answered", "told", "withdrawn", "settled"):
            wanted = "" if after in legal else "transition.illegal"
            assert verdict(Put(ENQUIRIES.number, ROW, {state: after}, {state: (FIRST,)}), before=known) == wanted
