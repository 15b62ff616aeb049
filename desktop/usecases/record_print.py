"""Every print of an attestation is recorded: which paper and revision, which copy, when, by whom, where (PAPER.md)."""

from dataclasses import dataclass
from typing import Literal

from db.attestations import AttestationRow
from db.prints import PrintRow
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from domain.print_order import check_copies

Way = Literal["printer", "file"]


@dataclass(frozen=True)
class NewPrint:
    """`state` is the attestation's on the paper that was drawn; `place` the printer's or the file's name."""

    attestation: str
    state: str
    way: Way
    place: str
    copies: int = 1


@dataclass(frozen=True)
class PrintLine:
    """`first_copy` counts the copies of this paper on this laptop from 1; `at` is ISO with offset."""

    way: str
    place: str
    first_copy: int
    copies: int
    state: str
    sha256: str
    at: str
    user: str


def record_print(desk: Desk, made: NewPrint) -> tuple[PrintLine, ...]:
    """The paper's prints with this one, the newest first. Raises RuleBroken for an unknown paper."""
    check_copies(made.copies)
    row = desk.store.attestations.get(made.attestation)
    at = desk.now().isoformat(timespec="seconds")
    desk.store.prints.add(
        PrintRow(row.id, row.person, row.sha256, made.state, made.way, made.place, made.copies, at, desk.user.id)
    )
    return prints_of(desk, row)


def prints_of(desk: Desk, row: AttestationRow) -> tuple[PrintLine, ...]:
    """The newest first."""
    lines: list[PrintLine] = []
    copy = 1
    for one in desk.store.prints.of(row.id):
        user = name_author(desk, one.user)
        lines.append(PrintLine(one.way, one.place, copy, one.copies, one.state, one.sha256, one.at, user))
        copy += one.copies
    return tuple(reversed(lines))
