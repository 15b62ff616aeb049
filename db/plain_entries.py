"""What most positions of a stream are: an entry that adds one row which nobody else has touched, and that head office
has applied as it stands here. It goes the way of every other (`db.arrivals`), in fewer steps."""

from db.entries import Entries, StoredEntry
from db.projection import Projection
from domain.sync.canonical import added_hash
from domain.sync.entries import Add, EntryId
from domain.sync.row_state import Meta
from domain.sync.wire import Stamped


class PlainEntries:
    """Knows only what was read ahead; says None for all else, and has done nothing then."""

    def __init__(self, entries: Entries, projection: Projection) -> None:
        self._entries = entries
        self._projection = projection

    def confirm(self, item: Stamped, id: EntryId, known: StoredEntry, epoch: int) -> tuple[Add, int] | None:
        """Stamps an entry that is here and in the rows. What it added, and the hash of that row from now on."""
        is_plain = item.entry is None and item.proof is None and not item.reason and item.eff == known.eff
        if not is_plain or known.hub_seq or known.reason or known.is_parked:
            return None
        operation = self._entries.ahead.find_only_add(known.number)
        if operation is None:
            return None
        adding = self._projection.find_plain(operation.row)
        if adding is None or adding.id != id:
            return None
        self._entries.ahead.stamp(known.number, item, epoch)
        meta = Meta(id, item.eff, known.header.seen, item.hub_seq)
        self._projection.note_fresh(operation, meta)
        return operation, added_hash(operation, meta)
