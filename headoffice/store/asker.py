"""Who asks and what he may, in one question to the database: what the registry will be asked of one by one."""

from headoffice.store.connection import Foresight
from headoffice.store.driver import Row
from headoffice.store.registry import Device, Grant, Registry
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.standings import Standing
from headoffice.store.streams import Streams

# A row for each of its partitions and each of its replicas, in no order.
WHO = (
    "SELECT d.public_key, d.office, s.standing, s.since_ms, c.last_ms, e.epoch, e.started_ms, "
    "r.first_ms, r.replica, g.partition, g.may_write, g.may_read, h.seq, h.hash "
    "FROM device AS d "
    "LEFT JOIN device_standing AS s ON s.association_id = d.association_id AND s.device = d.device "
    "LEFT JOIN device_contact AS c ON c.association_id = d.association_id AND c.device = d.device "
    "LEFT JOIN hub_epoch AS e ON e.association_id = d.association_id "
    "AND e.epoch = (SELECT max(epoch) FROM hub_epoch WHERE association_id = ?) "
    "LEFT JOIN device_replica AS r ON r.association_id = d.association_id AND r.device = d.device "
    "LEFT JOIN device_grant AS g ON g.association_id = d.association_id AND g.device = d.device "
    "LEFT JOIN replica_head AS h "
    "ON h.association_id = d.association_id AND h.partition = g.partition AND h.replica = r.replica "
    "WHERE d.association_id = ? AND d.device = ?"
)


def asker(registry: Registry, streams: Streams, device: bytes, replica: bytes) -> Foresight:
    """Nothing is foreseen of a device that is not known."""

    def take(rows: list[Row]) -> None:
        if not rows:
            return
        public_key, office, standing, since_ms, last_ms, epoch, started_ms, *_ = rows[0]
        registry.foresee_device(Device(device, public_key, office))
        registry.standings.foresee(device, Standing(standing, since_ms) if standing is not None else None)
        registry.contacts.foresee(device, last_ms)
        streams.lines.foresee_epoch(epoch, started_ms)
        # From here on by what stands in each row.
        each = [row[7:] for row in rows]
        own = sorted({(first_ms, name) for first_ms, name, *_ in each if name is not None})
        registry.foresee_replicas(device, tuple(name for _, name in own))
        if any(name == replica for _, name in own):
            registry.foresee_owner(replica, device)
        grants = {(partition, may_write, may_read) for _, _, partition, may_write, may_read, _, _ in each if partition}
        registry.foresee_grants(device, tuple(Grant(name, bool(w), bool(r)) for name, w, r in sorted(grants)))
        for _, name, partition, _, _, seq, hash in each:
            if name is not None and partition:
                streams.note_seen_replica(partition, name, ReplicaHead(seq, hash) if seq is not None else None)

    return Foresight(WHO, (registry.association, registry.association, device), take)
