"""Two files of one person: compared, linked, shown as one, parted again. No file is changed by any of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.person import Person
from domain.same_person import (
    Difference,
    SameAs,
    check_counts,
    differences,
    group_of,
    joined,
    shown_as,
)
from domain.sync.changes import NO_CHANGES, Changes

PARTED = "شخصان مختلفان"


@dataclass(frozen=True)
class Comparison:
    """Two files side by side. `link` is what links them now; its choices are those of `differences`."""

    kept: Person
    other: Person
    differences: tuple[Difference, ...]
    link: SameAs | None = None


@dataclass(frozen=True)
class Joined:
    """`links` undo it."""

    links: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True)
class Group:
    """All files of one person, the head first; one file alone is a group, too. `shown` is what they say together."""

    files: tuple[Person, ...]
    links: tuple[SameAs, ...]
    shown: Person

    @property
    def head(self) -> Person:
        return self.files[0]


def find_group(desk: Desk, person: Person, links: tuple[SameAs, ...] | None = None) -> Group:
    """A file that was erased or voided is left out, whoever links to it."""
    found = desk.store.same_persons.around([person.id]) if links is None else links
    if not found:
        return Group((person,), (), person)
    ids = group_of(person.id, found)
    files = [person if id == person.id else desk.store.persons.find_by_key(id) for id in ids]
    standing = tuple(file for file in files if file is not None and file.void_reason is None)
    if len(standing) < 2:
        return Group((person,), (), person)
    mine = tuple(link for link in found if link.person in ids)
    shown = shown_as(standing[0], standing[1:], mine)
    return Group(standing, mine, joined(shown, [file.number for file in standing[1:]]))


def one_of_each(desk: Desk, people: Iterable[Person]) -> tuple[Person, ...]:
    """In the same order; in place of the files of one person he himself, once."""
    found = tuple(people)
    links = desk.store.same_persons.around([person.id for person in found])
    if not links:
        return found
    linked = {end for link in links for end in (link.person, link.same_as)}
    shown = (find_group(desk, person, links).shown if person.id in linked else person for person in found)
    return tuple({person.id: person for person in shown}.values())


def compare_persons(desk: Desk, keep: str, other: str) -> Comparison:
    """By id or file number. Raises RuleBroken for two that cannot be one."""
    kept, behind = desk.store.persons.get(keep)[0], desk.store.persons.get(other)[0]
    if kept.id == behind.id:
        raise RuleBroken(
            "person.same.itself",
            ar="هذا هو الملف نفسه. اختر ملفًا آخر للشخص.",
            en="This is the same file. Choose another file of the person.",
            field="other",
        )
    link = _link_between(desk, kept, behind)
    if link is not None and link.person == kept.id:
        kept, behind = behind, kept
    return Comparison(kept, behind, differences(kept, behind, link.counts if link else ()), link)


def join_persons(desk: Desk, keep: str, other: str, counts: Iterable[str] = ()) -> Joined:
    """From now on both are one person. `keep` is the file that counts, but for the parts of `counts`, which are taken
    from the other. Linked already: only what counts is chosen anew. Raises RuleBroken."""
    chosen = check_counts(counts)
    pair = compare_persons(desk, keep, other)
    if pair.link is not None:
        return _choose(desk, pair.link, chosen)
    for file in (pair.kept, pair.other):
        if file.void_reason is not None:
            raise RuleBroken(
                "person.same.void",
                ar="أحد الملفين ملغى، فلا يُربط بغيره.",
                en="One of the two files is void; it is not linked.",
                field="other",
            )
    if pair.other.id in group_of(pair.kept.id, desk.store.same_persons.around([pair.kept.id])):
        raise RuleBroken(
            "person.same.known",
            ar="الملفان لشخص واحد من قبل، عبر ملف آخر مربوط بهما.",
            en="The two are one person already, over another file that is linked to both.",
            field="other",
        )
    # Whoever stands behind another already brings all his files along: heads are linked, so that there is one.
    kept, behind = find_group(desk, pair.kept).head, find_group(desk, pair.other).head
    link = SameAs(desk.new_id(), behind.id, kept.id, chosen, desk.minute(), desk.user.id)
    with desk.store.work("person.join", desk.user.id) as work:
        work.same_persons.add(link)
    return Joined((link.id,), work.changes)


def _choose(desk: Desk, link: SameAs, chosen: tuple[str, ...]) -> Joined:
    found = desk.store.same_persons.find(link.id)
    if found is None or chosen == link.counts:
        return Joined((link.id,), NO_CHANGES)
    with desk.store.work("person.join", desk.user.id) as work:
        work.same_persons.choose(found[1], link, chosen)
    return Joined((link.id,), work.changes)


def part_persons(desk: Desk, one: str, other: str, reason: str = PARTED) -> Joined:
    """They are two again, each with what is his. Raises RuleBroken when nothing links them directly."""
    pair = compare_persons(desk, one, other)
    ends = {pair.kept.id, pair.other.id}
    links = [link for link in desk.store.same_persons.around(ends) if {link.person, link.same_as} == ends]
    if not links:
        raise RuleBroken(
            "person.same.none",
            ar="لا رابط مباشر بين هذين الملفين. افتح ملف الشخص لترى ما رُبط به.",
            en="Nothing links these two files directly. Open the person's file to see what is linked to it.",
            field="other",
        )
    with desk.store.work("person.part", desk.user.id) as work:
        for link in links:
            work.same_persons.part(link, reason.strip() or PARTED)
    return Joined(tuple(link.id for link in links), work.changes)


def undo_join(desk: Desk, links: Iterable[str]) -> Changes:
    """Takes a linking back that was just made."""
    found = [item for item in map(desk.store.same_persons.find, links) if item is not None]
    with desk.store.work("person.part", desk.user.id) as work:
        for link, _ in found:
            work.same_persons.part(link, "تراجع")
    return work.changes


def undo_part(desk: Desk, links: Iterable[str]) -> Changes:
    """Links again what was just parted."""
    found = [item for item in map(desk.store.same_persons.find, links) if item is not None]
    with desk.store.work("person.join", desk.user.id) as work:
        for link, seen in found:
            work.same_persons.join_again(seen, link)
    return work.changes


def _link_between(desk: Desk, one: Person, other: Person) -> SameAs | None:
    ends = {one.id, other.id}
    links = desk.store.same_persons.around([one.id])
    return next((link for link in links if {link.person, link.same_as} == ends), None)
