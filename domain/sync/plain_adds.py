"""What most entries are: one new row, written without a base, of a table that everybody may write. What `judge` says of
such a row depends only on its table, the numbers of its cells and the types of their values, so it is asked once for
all rows that are alike in these."""

from domain.sync.deed_rules import RULES
from domain.sync.entries import Add, Operation
from domain.sync.named_files import NAMING
from domain.sync.schema import BY_NUMBER


class PlainAdds:
    """Of partitions of one class."""

    def __init__(self, partition_class: str) -> None:
        self._class = partition_class
        self._known: dict[tuple[object, ...], bool] = {}

    def is_plain(self, operations: tuple[Operation, ...]) -> bool:
        """Whether the operations of an entry of a known schema are one `Add` that `judge` applies whoever wrote it, if
        its row is not there yet, and that names no file."""
        if len(operations) != 1 or type(operation := operations[0]) is not Add:
            return False
        cells = operation.cells
        shape = (operation.table, *cells, *map(type, cells.values()))
        known = self._known.get(shape)
        if known is None:
            known = self._known[shape] = self._may_stand(operation)
        return known

    def _may_stand(self, operation: Add) -> bool:
        table = BY_NUMBER.get(operation.table)
        if table is None or table.partition_class != self._class or table.number in RULES or table.number in NAMING:
            return False
        plain = table.plain_cells
        return all(
            number in plain and (value is None or type(value) is plain[number])
            for number, value in operation.cells.items()
        )
