"""Which files beside the entries (`domain.sync.blobs`) an entry names: a file is kept as long as one does."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from domain.sync.entries import Add, Entry, Malformed, Operation, Put
from domain.sync.entry_bytes import decode_operations
from domain.sync.schema import TABLES, Table, Value

NAME_BYTES = 32


def _columns(table: Table) -> tuple[tuple[int, int], ...]:
    return tuple(
        (cell.number, place) for cell in table.cells for place, column in enumerate(cell.columns) if column.names_file
    )


NAMING: Mapping[int, tuple[tuple[int, int], ...]] = MappingProxyType(
    {table.number: columns for table in TABLES if (columns := _columns(table))}
)

NO_NAMES: frozenset[bytes] = frozenset()


def named_files(operations: Iterable[Operation]) -> frozenset[bytes]:
    """Their names, whatever came of the entry: what was set aside may be mended."""
    found: frozenset[bytes] = NO_NAMES
    for operation in operations:
        if operation.table in NAMING and isinstance(operation, Add | Put):
            found = found.union(_names(operation))
    return found


def files_of(entry: Entry) -> frozenset[bytes]:
    """The same of an entry as it is stored: none of a part that cannot be read here."""
    return frozenset(name for part in entry.parts if not part.is_erased for name in files_of_part(part.data))


def files_of_part(data: bytes) -> frozenset[bytes]:
    """None of one that cannot be read here."""
    try:
        return named_files(decode_operations(data))
    except Malformed:
        return frozenset()


def _names(operation: Add | Put) -> Iterator[bytes]:
    for number, place in NAMING[operation.table]:
        value: Value = operation.cells.get(number)
        said = value[place] if isinstance(value, list) and place < len(value) else value
        if isinstance(said, bytes) and len(said) == NAME_BYTES:
            yield said
