"""What most entries are: one new row, written without a base, of a table that everybody may write. What `judge` says of
such a row depends only on its table, the numbers of its cells and the types of their values, so it is asked once for
all rows that are alike in these."""

from collections.abc import Mapping

from domain.sync.deed_rules import RULES
from domain.sync.entries import Add, Malformed, row_text
from domain.sync.entry_bytes import AddSaid, read_said
from domain.sync.named_files import NAMING
from domain.sync.schema import BY_NUMBER

MOST_KINDS = 1_000  # of rows, that one who means no good may think of

NO_TYPE = type(None)


class PlainAdds:
    """Of partitions of one class."""

    def __init__(self, partition_class: str) -> None:
        self._class = partition_class
        self._known: dict[tuple[object, ...], bool] = {}

    def find(self, data: bytes) -> tuple[Add, bytes] | None:
        """The row that a part of an entry of a known schema adds, and its id; where that is all it says, and `judge`
        applies it whoever wrote it, if the row is not there yet. It names no file, nor has it a state that is walked
        through; its cells are in order."""
        try:
            said = read_said(data)
        except Malformed:
            return None
        if len(said) != 1 or type(one := said[0]) is not AddSaid:
            return None
        cells = one.cells
        kind = (one.table, *cells, *map(type, cells.values()))
        known = self._known.get(kind)
        if known is None:
            known = self._learn(kind, one.table, dict(zip(cells, map(type, cells.values()), strict=True)))
        return (Add(one.table, row_text(one.row), cells), one.row) if known else None

    def _learn(self, kind: tuple[object, ...], table: int, types: Mapping[int, type]) -> bool:
        if len(self._known) >= MOST_KINDS:
            self._known.clear()
        known = self._known[kind] = self._may_stand(table, types)
        return known

    def _may_stand(self, number: int, types: Mapping[int, type]) -> bool:
        table = BY_NUMBER.get(number)
        if table is None or self._class not in table.classes or number in RULES or number in NAMING:
            return False
        if not table.stateless.issuperset(types) or list(types) != sorted(types):
            return False
        # Whether a number has more than 64 bits its type does not tell.
        taken = {number: {kind, NO_TYPE} for number, kind in table.plain_cells.items() if kind is not int}
        return all(kind in taken.get(cell, ()) for cell, kind in types.items())
