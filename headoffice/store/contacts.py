"""When each laptop was last heard of."""

from headoffice.store.connection import Connection

# A round a minute is as good as every round, and does not write where a laptop only reads.
EXACT_TO_MS = 60_000


class Contacts:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def note(self, device: bytes, *, now_ms: int) -> None:
        """Exact to a minute. A clock that was set back is believed."""
        last_ms = self.find(device)
        if last_ms is not None and 0 <= now_ms - last_ms < EXACT_TO_MS:
            return
        self._db.forget_note(("contact", self._association, device))
        self._db.run(
            "INSERT INTO device_contact (association_id, device, last_ms) VALUES (?, ?, ?) "
            "ON CONFLICT (association_id, device) DO UPDATE SET last_ms = excluded.last_ms",
            self._association,
            device,
            now_ms,
        )

    def find(self, device: bytes) -> int | None:
        """None for one that has joined and never synced."""
        return self._db.noted(("contact", self._association, device), lambda: self._read(device))

    def foresee(self, device: bytes, last_ms: int | None) -> None:
        """What was read of a device beside others, for the length of this transaction."""
        self._db.notes["contact", self._association, device] = last_ms

    def _read(self, device: bytes) -> int | None:
        found = self._db.row(
            "SELECT last_ms FROM device_contact WHERE association_id = ? AND device = ?", self._association, device
        )
        return found[0] if found else None
