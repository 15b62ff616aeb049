"""A person's data taken away for good, so that every log can still be proven (SYNC.md, 8).

An entry's chain covers the hash of each part, and a part concerns one person or none. An `Erase` that head office has
applied takes the salt and the bytes of every part of that person's out of its partition, whether the entry came
before it or comes after it; the header with the hash stays. In another partition another `Erase` does so: each office
partition may be told to, also one in which no person stands. The rule is one for all entries, so that it does not
matter who heard of it when: **of an entry that concerns an erased person the part that concerns him is gone, and what
remains of it stands.** One of which nothing remains, or only what was built on the erased, is refused as
`subject.erased`.
"""

from collections.abc import Collection, Iterable

from domain.errors import RuleBroken
from domain.sync.canonical import canonical
from domain.sync.entries import ERASED, Entry, Erase, Header, Operation, Part, row_bytes
from domain.sync.entry_bytes import find_subjects
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.tables import PERSONS

SUBJECT_ERASED = "subject.erased"
PART_MISSING = "part.missing"  # waits: the erasure that explains it has not come yet
MAY_ERASE = frozenset({"administrator"})


def row_operations(operations: Iterable[Operation]) -> list[Operation]:
    """Those that the fold applies to rows."""
    return [operation for operation in operations if not isinstance(operation, Erase)]


def erased_by(operations: Iterable[Operation]) -> list[str]:
    """The persons an applied entry erases."""
    return [operation.row for operation in operations if isinstance(operation, Erase)]


def without_subjects(entry: Entry, subjects: Collection[bytes]) -> Entry:
    """The entry with only the hashes of the parts that concern these persons (row ids of 16 bytes)."""
    named = find_subjects(entry.header)
    if not subjects or not any(subject in subjects for subject in named):
        return entry
    parts = tuple(ERASED if subject in subjects else part for subject, part in zip(named, entry.parts, strict=True))
    return Entry(entry.header, entry.hash, parts)


def in_place(header: bytes, stored: Iterable[tuple[int, bytes, bytes]]) -> tuple[Part, ...]:
    """The parts of a stored entry from what is left of them: (number, salt, bytes)."""
    known = {number: Part(salt, data) for number, salt, data in stored}
    count = max(len(find_subjects(header)), max(known, default=-1) + 1)
    return tuple(known.get(number, ERASED) for number in range(count))


def missing_subjects(entry: Entry, header: Header) -> list[str]:
    """Whom the parts concern of which only the hash is here."""
    pairs = zip(entry.parts, header.parts, strict=True)
    return [subject for part, (subject, _) in pairs if part.is_erased and subject is not None]


def numbers_of(header: Header, subject: str) -> list[int]:
    """Which parts of an entry concern a person."""
    return [number for number, (concerned, _) in enumerate(header.parts) if concerned == subject]


def judge_erasure(header: Header, operations: Collection[Operation], erase: Erase, author: RowState | None) -> str:
    """Why a person may not be erased by this entry; empty when he may. He may be unknown."""
    if erase.table != PERSONS.number:
        return "erase.not_a_person"
    # Else the word of it could be erased with somebody.
    if len(operations) != 1 or [subject for subject, _ in header.parts] != [None]:
        return "erase.not_alone"
    if not erase.reason.strip():
        return "erase.without_reason"
    if author is None or author.created is None or not author.created.hub_seq:
        # As at a head office that was restored: who he is comes back with the rest.
        return "row.unknown"
    # As head office knows them: a role that is not agreed on yet allows nothing.
    return "" if MAY_ERASE & roles_of(canonical(author)) else "erase.not_allowed"


def erased_person() -> RuleBroken:
    return RuleBroken(
        SUBJECT_ERASED,
        ar="مُحيت بيانات هذا الشخص من الجمعية نهائيًا، فلا يُكتب عنه شيء. إن عاد يطلب خدمة فسجّله من جديد.",
        en="This person's data was erased from the association for good: nothing can be written about him. "
        "If he asks for a service again, register him anew.",
    )


def subject_bytes(subjects: Iterable[str]) -> frozenset[bytes]:
    return frozenset(row_bytes(subject) for subject in subjects)
