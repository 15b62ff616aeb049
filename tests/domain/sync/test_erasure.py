"""What is left of an entry of which a part was erased: everything that proves it, and nothing that was said."""

from itertools import repeat

import pytest
from msgspec import structs

from domain.sync.chain import FIRST_HASH, Written, build_entry, check_entry, operations_of
from domain.sync.entries import ERASED, Add, Entry, EntryId, Erase, Malformed, Operation, Part, Void, row_bytes
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import in_place, missing_subjects, without_subjects
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import general_partition
from domain.sync.tables import ERASURE_SCHEMA, PERSONS, USERS, VISITS
from domain.sync.wire import WireEntry, stored_entry, wire_entry

AUTHOR = "01990000-0000-7000-8000-000000000001"
PERSON = "01990000-0000-7000-8000-000000000002"
VISIT = "01990000-0000-7000-8000-000000000003"
SAID = Written(Add(PERSONS.number, PERSON, {1: "N-1", 2: ["نورة", None, None, None, None]}), PERSON)
BESIDE = Written(Add(VISITS.number, VISIT, {1: "2026-11-21"}), None)


def entry_of(*written: Written) -> Entry:
    made, _ = build_entry(
        written,
        partition=general_partition("RYD1"),
        id=EntryId(bytes(16), 1),
        clock=1,
        author=AUTHOR,
        action="test",
        seen=0,
        previous=FIRST_HASH,
        salts=repeat(bytes(16)),
    )
    return made


def author(roles: str, *, hub_seq: int = 1) -> RowState:
    meta = Meta(EntryId(bytes(16), 9), 1, 0, hub_seq)
    return apply(None, Add(USERS.number, AUTHOR, {1: "amina", 2: "أمينة", 3: roles}), meta)


def verdict(*operations: Operation, of: RowState | None, subject: str | None = None) -> str:
    entry = entry_of(*(Written(operation, subject) for operation in operations))
    return judge(decode_header(entry.header), operations, lambda row: of if row == AUTHOR else None).reason


def test_an_erased_part_leaves_the_chain_the_other_parts_and_no_word() -> None:
    whole = entry_of(SAID, BESIDE)
    erased = without_subjects(whole, {row_bytes(PERSON)})
    header = check_entry(erased, FIRST_HASH)
    assert (erased.header, erased.hash) == (whole.header, whole.hash)
    assert erased.parts == (ERASED, whole.parts[1])
    assert operations_of(erased) == (BESIDE.operation,)
    assert missing_subjects(erased, header) == [PERSON]
    stored = [(n, part.salt, part.data) for n, part in enumerate(erased.parts) if not part.is_erased]
    assert in_place(erased.header, stored) == erased.parts


def test_it_travels_with_its_whole_header_and_comes_out_the_same() -> None:
    erased = without_subjects(entry_of(SAID, BESIDE), {row_bytes(PERSON)})
    wire = wire_entry(erased)
    assert (wire.parts[0], wire.subjects, wire.header) == (None, None, erased.header)
    assert stored_entry(wire, FIRST_HASH) == erased


def test_only_what_concerns_a_person_may_be_missing() -> None:
    whole = entry_of(SAID, BESIDE)
    for parts in ((whole.parts[0], ERASED), (ERASED,), (Part(b"", b"x"), whole.parts[1])):
        with pytest.raises(Malformed):
            check_entry(structs.replace(whole, parts=parts), FIRST_HASH)
    with pytest.raises(Malformed):
        stored_entry(with_parts(whole, [(b"", b""), (bytes(16), b"")]), FIRST_HASH)


def with_parts(entry: Entry, parts: list[tuple[bytes, bytes] | None]) -> WireEntry:
    return WireEntry(entry.header, parts)


def test_only_an_erasure_asks_for_the_newer_program() -> None:
    erase = Erase(PERSONS.number, PERSON, "بطلبه")
    assert decode_header(entry_of(SAID).header).schema == ERASURE_SCHEMA - 1
    assert decode_header(entry_of(Written(erase, None)).header).schema == ERASURE_SCHEMA
    assert operations_of(entry_of(Written(erase, None))) == (erase,)


@pytest.mark.parametrize(
    ("roles", "reason"),
    [("administrator", ""), ("clerk administrator", ""), ("clerk manager", "erase.not_allowed")],
)
def test_an_administrator_erases_and_nobody_else(roles: str, reason: str) -> None:
    assert verdict(Erase(PERSONS.number, PERSON, "بطلبه"), of=author(roles)) == reason


def test_an_author_who_is_not_known_or_not_agreed_on_yet_is_waited_for() -> None:
    erase = Erase(PERSONS.number, PERSON, "بطلبه")
    assert verdict(erase, of=None) == "row.unknown"
    assert verdict(erase, of=author("administrator", hub_seq=0)) == "row.unknown"


def test_an_administrator_who_was_removed_erases_nobody() -> None:
    removed = apply(author("administrator"), Void(USERS.number, AUTHOR, "غادر"), Meta(EntryId(bytes(16), 10), 2, 1, 2))
    assert verdict(Erase(PERSONS.number, PERSON, "بطلبه"), of=removed) == "erase.not_allowed"


def test_an_erasure_stands_alone_concerns_a_person_and_says_why() -> None:
    admin = author("administrator")
    erase = Erase(PERSONS.number, PERSON, "بطلبه")
    assert verdict(erase, erase, of=admin) == "erase.not_alone"
    assert verdict(erase, of=admin, subject=PERSON) == "erase.not_alone"
    assert verdict(Erase(VISITS.number, VISIT, "بطلبه"), of=admin) == "erase.not_a_person"
    assert verdict(Erase(PERSONS.number, PERSON, " "), of=admin) == "erase.without_reason"
