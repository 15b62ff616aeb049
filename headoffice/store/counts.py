"""What head office holds, in numbers: for whoever watches over it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from domain.sync.second_name import is_second
from headoffice.store import schema
from headoffice.store.connection import Connection

_SILENCE = (
    "SELECT count(*), min(coalesce(c.last_ms, d.enrolled_ms)) "
    "FROM device d LEFT JOIN device_contact c ON c.association_id = d.association_id AND c.device = d.device "
    "LEFT JOIN device_standing s ON s.association_id = d.association_id AND s.device = d.device "
    "WHERE d.association_id = ? AND coalesce(s.standing, 'active') IN ('active', 'moved', 'returned')"
)
_WRITTEN = (
    "SELECT g.device, g.received_ms, g.replica FROM segment g WHERE g.association_id = ? AND g.received_ms >= ? "
    "AND g.device IN (SELECT r.device FROM device_replica r WHERE r.association_id = ? "
    "GROUP BY r.device HAVING count(*) > 1) ORDER BY g.device, g.received_ms, g.replica"
)


@dataclass(frozen=True)
class CountedStream:
    """`reasons`: how many entries are set aside or wait now, by reason."""

    partition: str
    entries: int
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Silence:
    """The laptops that should sync: how many, and since when the most silent one is. One that joined and never synced
    is silent since it joined."""

    devices: int
    since_ms: int | None


class Counts:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def streams(self) -> int:
        found = self._db.row("SELECT count(*) FROM stream_head WHERE association_id = ?", self._association)
        return int(found[0]) if found else 0

    def silence(self) -> Silence:
        found = self._db.row(_SILENCE, self._association)
        return Silence(*found) if found else Silence(0, None)

    def comebacks(self, since_ms: int) -> dict[bytes, int]:
        """By device: how often one of its names wrote again after a later one had written. A laptop that was restored
        leaves its former name for good; two copies of one take turns."""
        written: dict[bytes, dict[int, set[bytes]]] = {}
        for device, received_ms, replica in self._db.rows(_WRITTEN, self._association, since_ms, self._association):
            if not is_second(replica):
                written.setdefault(device, {}).setdefault(received_ms, set()).add(replica)
        return {device: _comebacks(moments.values()) for device, moments in written.items()}

    def each_stream(self) -> list[CountedStream]:
        """Goes through every stamp. The last one of an entry counts: what waited and was applied since is not named."""
        reasons: dict[str, dict[str, int]] = {}
        for partition, reason, number in self._db.rows(
            "SELECT h.partition, a.reason, count(*) FROM stream_head h JOIN stamp a ON a.stream = h.number "
            "WHERE h.association_id = ? AND a.reason <> '' AND a.hub_seq = "
            "(SELECT e.hub_seq FROM entry e WHERE e.stream = a.stream AND e.log = a.log AND e.seq = a.seq) "
            "GROUP BY h.partition, a.reason ORDER BY h.partition, a.reason",
            self._association,
        ):
            reasons.setdefault(partition, {})[reason] = number
        heads = self._db.rows(
            "SELECT partition, head FROM stream_head WHERE association_id = ? ORDER BY partition", self._association
        )
        return [CountedStream(partition, head, reasons.get(partition, {})) for partition, head in heads]


def _comebacks(moments: Iterable[set[bytes]]) -> int:
    # Where several names are written to at once a log is returned, as after a restore of head office.
    names = [next(iter(moment)) for moment in moments if len(moment) == 1]
    seen: set[bytes] = set()
    found = 0
    for before, name in pairwise([b"", *names]):
        found += name != before and name in seen
        seen.add(name)
    return found


def is_of_this_version(db: Connection, *, is_embedded: bool) -> bool:
    """Whether no newer program has changed the tables while this one was running."""
    found = db.row("PRAGMA user_version" if is_embedded else "SELECT version FROM istiqbal_schema")
    return found is not None and found[0] == schema.VERSION
