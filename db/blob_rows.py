"""Which files beside the entries the log and its records name (`domain.sync.named_files`)."""

from db.connection import Database
from domain.sync.schema import TABLES

# The columns of records that show a file.
SHOWING = tuple(
    (table.name, column.name)
    for table in TABLES
    for cell in table.cells
    for column in cell.columns
    if column.names_file
)
_THERE = "(SELECT id FROM stream WHERE partition = ?)"


def shown_files(db: Database, partition: str) -> frozenset[bytes]:
    """By the records of a partition that are not void."""
    found: set[bytes] = set()
    for table, column in SHOWING:
        rows = db.execute(
            f"SELECT DISTINCT t.{column} FROM {table} AS t JOIN entry AS e ON e.id = t.entry "  # noqa: S608
            f"WHERE t.{column} IS NOT NULL AND t.void_reason IS NULL AND e.stream = {_THERE}",
            (partition,),
        ).fetchall()
        found.update(name for (name,) in rows)
    return frozenset(found)


def is_named(db: Database, name: bytes, partition: str) -> bool:
    """By an entry of the partition's log, whatever has become of what it said. 32 bytes of a hash stand in no part by
    chance, so parts need not be decoded; most files are in a record, which is found sooner."""
    for table, column in SHOWING:
        of_record = (
            f"SELECT 1 FROM {table} AS t JOIN entry AS e ON e.id = t.entry "  # noqa: S608
            f"WHERE t.{column} = ? AND e.stream = {_THERE} LIMIT 1"
        )
        if db.execute(of_record, (name, partition)).fetchone() is not None:
            return True
    in_log = (
        "SELECT 1 FROM part AS p JOIN entry AS e ON e.id = p.entry "  # noqa: S608
        f"WHERE instr(p.data, ?) > 0 AND e.stream = {_THERE} LIMIT 1"
    )
    return db.execute(in_log, (name, partition)).fetchone() is not None
