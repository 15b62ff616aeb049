"""What of a row a writer had been shown though no number says so: it goes along under `WHOLE_ROW`.

Who has seen what is known by the place in head office's stream and within one log. A laptop that goes on under another
name, or builds on what another laptop handed it, has seen entries that have no place there yet; without their names
its void would not have known the edits, nor its edit the void, and a person would be asked about nothing.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from domain.sync.entries import WHOLE_ROW, EntryId, Operation, Put, Void
from domain.sync.row_state import Meta, RowState

MOST_BASES = 256

Unsaid = Callable[[Operation], tuple[EntryId, ...]]
"""The entries of the row of an operation that have to be named."""


def not_said(operation: Operation, state: RowState | None, is_said: Callable[[Meta], bool]) -> tuple[EntryId, ...]:
    """What decides whether edit and void know each other: of a void the values, of an edit the voids."""
    if state is None:
        return ()
    metas: Iterable[Meta] = ()
    if isinstance(operation, Put):
        metas = (mark.meta for mark in state.voids)
    elif isinstance(operation, Void):
        metas = (version.meta for versions in state.cells.values() for version in versions)
    return tuple(sorted({meta.id for meta in metas if not is_said(meta)})[-MOST_BASES:])


def with_row_bases(operation: Operation, unsaid: Unsaid) -> Iterator[Operation]:
    """The operation, and before a void a `Put` of no cell that says what it knew."""
    named = unsaid(operation)
    match operation:
        case Put() if named:
            known = {*operation.bases.get(WHOLE_ROW, ()), *named}
            yield replace(operation, bases={**operation.bases, WHOLE_ROW: tuple(sorted(known)[-MOST_BASES:])})
            return
        case Void() if named:
            yield Put(operation.table, operation.row, {}, {WHOLE_ROW: named})
    yield operation
