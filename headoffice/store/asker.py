"""Who asks and what he may, in one question to the database: what the registry will be asked of one by one."""

from headoffice.store.connection import Foresight
from headoffice.store.driver import Row
from headoffice.store.registry import Device, Grant, Registry
from headoffice.store.standings import Standing

WHO = (
    "SELECT d.public_key, d.office, s.standing, s.since_ms, c.last_ms, r.device, g.partition, g.may_write, g.may_read "
    "FROM device AS d "
    "LEFT JOIN device_standing AS s ON s.association_id = d.association_id AND s.device = d.device "
    "LEFT JOIN device_contact AS c ON c.association_id = d.association_id AND c.device = d.device "
    "LEFT JOIN device_replica AS r ON r.association_id = d.association_id AND r.replica = ? "
    "LEFT JOIN device_grant AS g ON g.association_id = d.association_id AND g.device = d.device "
    "WHERE d.association_id = ? AND d.device = ? ORDER BY g.partition"
)


def asker(registry: Registry, device: bytes, replica: bytes) -> Foresight:
    """Nothing is foreseen of a device that is not known."""

    def take(rows: list[Row]) -> None:
        if not rows:
            return
        public_key, office, standing, since_ms, last_ms, owner, *_ = rows[0]
        registry.foresee_device(Device(device, public_key, office))
        registry.standings.foresee(device, Standing(standing, since_ms) if standing is not None else None)
        registry.contacts.foresee(device, last_ms)
        registry.foresee_owner(replica, owner)
        grants = (Grant(name, bool(may_write), bool(may_read)) for *_, name, may_write, may_read in rows if name)
        registry.foresee_grants(device, tuple(grants))

    return Foresight(WHO, (replica, registry.association, device), take)
