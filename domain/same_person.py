"""Two files that turned out to be one person's: linked, never thrown together, so that they can be parted again.

A link says that `person` is the same as `same_as`, whose file is the one that counts. Files that are linked, directly
or over others, are one group with one head. Two laptops may link the same files each the other way round before they
hear of one another: then the head is the oldest file, at both.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace

from domain.errors import RuleBroken
from domain.person import Person

# What of a person is judged as a whole: its names, and the fields of each.
PARTS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "given", "father", "grandfather", "family"),
    "identity": ("id_type", "id_number", "id_override"),
    "mobile": ("mobile",),
    "born": ("born",),
    "sex": ("sex",),
    "iban": ("iban",),
    "town": ("town",),
    "member_number": ("member_number",),
    "party_kind": ("party_kind",),
    "note": ("note",),
}


@dataclass(frozen=True)
class SameAs:
    """`counts` are parts of which the value of `person` is the right one, not that of `same_as`."""

    id: str
    person: str
    same_as: str
    counts: tuple[str, ...] = ()
    linked_at: str = ""
    linked_by: str = ""


@dataclass(frozen=True)
class JoinedPerson(Person):
    """Whoever has several files, as he is shown once. `files` are the numbers of the others."""

    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One part that both files fill in differently. `counts_kept` when that of the kept file is shown."""

    part: str
    kept: tuple[object, ...]
    other: tuple[object, ...]
    counts_kept: bool


def group_of(person: str, links: Collection[SameAs]) -> tuple[str, ...]:
    """Everyone linked to him, the head first, then by age (ids are ordered by time)."""
    known, waiting = {person}, [person]
    while waiting:
        here = waiting.pop()
        for link in links:
            if here in (link.person, link.same_as):
                reached = {link.person, link.same_as} - known
                known |= reached
                waiting.extend(reached)
    behind = {link.person for link in links}
    return tuple(sorted(known, key=lambda id: (id in behind, id)))


def shown_as(head: Person, others: Iterable[Person], links: Collection[SameAs]) -> Person:
    """The head's file, with what the others know better: what it lacks, and what was chosen when they were linked."""
    seen = head
    for other in others:
        chosen = {part for link in links if link.person == other.id for part in link.counts}
        for part, names in PARTS.items():
            if part_of(other, part) and (part in chosen or not part_of(seen, part)):
                seen = replace(seen, **{name: getattr(other, name) for name in names})
    return seen


def joined(shown: Person, files: Iterable[str]) -> JoinedPerson:
    return JoinedPerson(**{item.name: getattr(shown, item.name) for item in fields(Person)}, files=tuple(files))


def part_of(person: Person, part: str) -> tuple[object, ...]:
    """Its values; empty when all of them are."""
    values = tuple(getattr(person, name) for name in PARTS[part])
    return values if any(values) else ()


def differences(kept: Person, other: Person, counts: Collection[str] = ()) -> tuple[Difference, ...]:
    """What stands in both files and is not the same."""
    pairs = ((part, part_of(kept, part), part_of(other, part)) for part in PARTS)
    return tuple(
        Difference(part, one, two, part not in counts) for part, one, two in pairs if one and two and one != two
    )


def check_counts(counts: Iterable[str]) -> tuple[str, ...]:
    """Parts in the registry's order, each once. Raises RuleBroken for another word."""
    wanted = set(counts)
    unknown = sorted(wanted - set(PARTS))
    if unknown:
        raise RuleBroken(
            "person.same.part",
            ar=f"لا يوجد حقل بهذا الاسم. اختر من: {'، '.join(PARTS)}",
            en=f"There is no such field. Choose from: {', '.join(PARTS)}",
            field="counts",
        )
    return tuple(part for part in PARTS if part in wanted)
