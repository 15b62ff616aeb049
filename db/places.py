"""In which partition what is written here goes: where the row stands; of a new one, where its table's class is, or
beside the row that it belongs to."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from db.connection import Database
from domain.errors import RuleBroken
from domain.sync.chain import Written
from domain.sync.entries import Add, Erase, Operation
from domain.sync.partitions import in_order, partition_of
from domain.sync.schema import BY_NUMBER, TABLES, Table, partition_class
from domain.sync.tables import COMPLAINTS, GENERAL

BESIDE: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("interview_files", "attestations", "document_checks", "case_steps", "referrals", "request_steps"),
            ("interview", ("interviews",)),
        ),
        **dict.fromkeys(("signatures", "signature_proofs"), ("attestation", ("attestations",))),
        "papers": ("record", ("attestations", "interviews", "complaints", "settlements", "compensations")),
    }
)
"""Of the tables whose rows stand where another row does: the cell that names it, and of which tables it may be."""

_STATE = 'SELECT s.partition FROM row_state AS r JOIN stream AS s ON s.id = r.stream WHERE r.row = ? AND r."table" = ?'
_ADDED = (
    "SELECT s.partition FROM {table} AS r JOIN entry AS e ON e.id = r.entry JOIN stream AS s ON s.id = e.stream "
    "WHERE r.id = ?"
)


class Places:
    """Of one office. `writable` are its partitions in which this laptop may write."""

    def __init__(self, db: Database, office_code: str, writable: Iterable[str]) -> None:
        self._db = db
        self._office = office_code
        self._writable = tuple(writable)

    def find(self, table: str, row: str) -> str | None:
        """Where a row stands that is here."""
        known = next(item for item in TABLES if item.name == table)
        found = self._db.execute(_STATE, (row, known.number)).fetchone()
        found = found or self._db.execute(_ADDED.format(table=table), (row,)).fetchone()
        return str(found[0]) if found else None

    def split(self, written: Iterable[Written], classes: Mapping[str, str]) -> dict[str, list[Written]]:
        """By partition, in the order in which they are taken. `classes` says where new rows stand that could stand
        elsewhere. Raises RuleBroken for a row that stands where nothing of its table is written any more."""
        new = {row: partition_of(self._office, named) for row, named in classes.items()}
        found: dict[str, list[Written]] = {}
        for item in written:
            for partition in self._places(item.operation, new):
                found.setdefault(partition, []).append(item)
        return {partition: found[partition] for partition in sorted(found, key=in_order)}

    def _places(self, operation: Operation, new: dict[str, str]) -> tuple[str, ...]:
        if isinstance(operation, Erase):
            return self._writable
        table = BY_NUMBER[operation.table]
        own = partition_of(self._office, table.partition_class)
        if not isinstance(operation, Add):
            place = new.get(operation.row) or self.find(table.name, operation.row) or own
            _refuse_left_behind(table, place)
            return (place,)
        if operation.row not in new:
            new[operation.row] = (self._beside(table, operation, new) if table.also else None) or own
        return (new[operation.row],)

    def _beside(self, table: Table, operation: Add, new: Mapping[str, str]) -> str | None:
        cell, tables = BESIDE.get(table.name, ("", ()))
        named = operation.cells.get(table.cell(cell).number) if cell else None
        if not isinstance(named, str):
            return None
        known = new.get(named) or next((place for one in tables if (place := self.find(one, named))), None)
        return known if known and partition_class(known) in table.classes else None


def _refuse_left_behind(table: Table, partition: str) -> None:
    if partition_class(partition) in table.classes:
        return
    raise RuleBroken(
        "row.left_behind",
        ar="كُتب هذا السجل قبل أن يصير للشكاوى سجل مستقل، فهو للقراءة فقط. سجّل الشكوى من جديد لتتابعها.",
        en="This record was written before complaints had a register of their own, and can only be read. Register the "
        "complaint anew to work on it.",
    )


def office_partitions(office_code: str) -> tuple[str, ...]:
    """Those that an office owns."""
    return tuple(partition_of(office_code, named) for named in (GENERAL, COMPLAINTS))
