"""How each laptop stands with head office: since when it is revoked, moved, lost, or has come back by certificate."""

from dataclasses import dataclass

from headoffice.store.connection import Connection

ACTIVE = "active"
REVOKED = "revoked"
MOVED = "moved"
LOST = "lost"
RETURNED = "returned"


@dataclass(frozen=True)
class Standing:
    name: str
    since_ms: int


@dataclass(frozen=True)
class ListedDevice:
    id: bytes
    office: str
    office_name: str
    enrolled_ms: int
    standing: Standing


_ACTIVE = Standing(ACTIVE, 0)


class Standings:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def of(self, device: bytes) -> Standing:
        return self._db.noted(("standing", self._association, device), lambda: self._read(device))

    def foresee(self, device: bytes, standing: Standing | None) -> None:
        """What was read of a device beside others, for the length of this transaction."""
        self._db.notes["standing", self._association, device] = standing or _ACTIVE

    def _read(self, device: bytes) -> Standing:
        found = self._db.row(
            "SELECT standing, since_ms FROM device_standing WHERE association_id = ? AND device = ?",
            self._association,
            device,
        )
        return Standing(*found) if found else _ACTIVE

    def save(self, device: bytes, standing: Standing) -> None:
        self._db.forget_note(("standing", self._association, device))
        self._db.run(
            "INSERT INTO device_standing (association_id, device, standing, since_ms) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (association_id, device) DO UPDATE SET standing = excluded.standing, "
            "since_ms = excluded.since_ms",
            self._association,
            device,
            standing.name,
            standing.since_ms,
        )

    def devices(self) -> list[ListedDevice]:
        rows = self._db.rows(
            "SELECT device, office, office_name, enrolled_ms FROM device WHERE association_id = ? "
            "ORDER BY office, enrolled_ms, device",
            self._association,
        )
        return [ListedDevice(device, office, name, ms, self.of(device)) for device, office, name, ms in rows]

    def move_device(self, device: bytes, office: str) -> None:
        self._db.run(
            "UPDATE device SET office = ? WHERE association_id = ? AND device = ?", office, self._association, device
        )
