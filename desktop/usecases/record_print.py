"""Every print is recorded: which paper and revision, which copy, when, by whom, where (PAPER.md)."""

import hashlib
from collections.abc import Iterable
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


@dataclass(frozen=True)
class MadeSheet:
    """A paper that is no attestation: made anew from the store whenever it is asked for, and kept nowhere. `paper` is
    what it is called in the record of prints, `subject` the row it is about, `person` whose it is; both empty where it
    is about nobody. `revision` is its form's, `number` what names a copy of it; `prints` are those there were."""

    paper: str
    pdf: bytes
    subject: str = ""
    person: str = ""
    number: str = ""
    revision: str = ""
    prints: tuple[PrintLine, ...] = ()

    @property
    def file_name(self) -> str:
        return f"{'-'.join(filter(None, (self.paper, self.number)))}.pdf"


def record_print(desk: Desk, made: NewPrint) -> tuple[PrintLine, ...]:
    """The paper's prints with this one, the newest first. Raises RuleBroken for an unknown paper."""
    check_copies(made.copies)
    row = desk.store.attestations.get(made.attestation)
    place = (made.way, made.place, made.copies, _now(desk), desk.user.id)
    desk.store.prints.add(PrintRow(row.id, row.person, row.sha256, made.state, *place))
    return prints_of(desk, row)


def record_sheet(desk: Desk, sheet: MadeSheet, way: Way, place: str, copies: int = 1) -> tuple[PrintLine, ...]:
    """The same of a paper that is no attestation."""
    check_copies(copies)
    drawn = hashlib.sha256(sheet.pdf).hexdigest()
    where = (way, place, copies, _now(desk), desk.user.id)
    desk.store.prints.add(PrintRow(sheet.subject, sheet.person, drawn, sheet.revision, *where, sheet.paper))
    return prints_about(desk, sheet.paper, sheet.subject)


def prints_of(desk: Desk, row: AttestationRow) -> tuple[PrintLine, ...]:
    """The newest first."""
    return _lines(desk, desk.store.prints.of(row.id))


def prints_about(desk: Desk, paper: str, subject: str) -> tuple[PrintLine, ...]:
    """Of the sheets of one kind about one row, the newest first."""
    return _lines(desk, desk.store.prints.of(subject, paper))


def _lines(desk: Desk, rows: Iterable[PrintRow]) -> tuple[PrintLine, ...]:
    lines: list[PrintLine] = []
    copy = 1
    for one in rows:
        user = name_author(desk, one.user)
        lines.append(PrintLine(one.way, one.place, copy, one.copies, one.state, one.sha256, one.at, user))
        copy += one.copies
    return tuple(reversed(lines))


def _now(desk: Desk) -> str:
    return desk.now().isoformat(timespec="seconds")
