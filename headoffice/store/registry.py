"""The association, its laptops, what each may sync, and the codes that let a laptop join."""

from dataclasses import dataclass

from headoffice.store.connection import Connection


@dataclass(frozen=True)
class Association:
    """`profile` is None until the first laptop joins, and fixed from then on."""

    id: bytes
    public_key: bytes
    profile: str | None


@dataclass(frozen=True)
class Device:
    id: bytes
    public_key: bytes
    office: str


@dataclass(frozen=True)
class Grant:
    partition: str
    may_write: bool


@dataclass(frozen=True)
class StoredCode:
    """`used_by` is the device that joined with it."""

    office: str
    expires_ms: int
    used_by: bytes | None


def find_association(db: Connection) -> Association | None:
    found = db.row("SELECT association_id, public_key, profile FROM association")
    return Association(*found) if found else None  # type: ignore[arg-type]


def add_association(db: Connection, association: Association, *, now_ms: int) -> None:
    db.run(
        "INSERT INTO association (association_id, public_key, profile, made_ms) VALUES (?, ?, ?, ?)",
        association.id,
        association.public_key,
        association.profile,
        now_ms,
    )


class Registry:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def profile(self) -> str | None:
        found = self._db.row("SELECT profile FROM association WHERE association_id = ?", self._association)
        return found[0] if found else None  # type: ignore[return-value]

    def fix_profile(self, profile: str) -> None:
        self._db.run("UPDATE association SET profile = ? WHERE association_id = ?", profile, self._association)

    # --- devices -------------------------------------------------------------------------------------------------

    def find_device(self, device: bytes) -> Device | None:
        found = self._db.row(
            "SELECT device, public_key, office FROM device WHERE association_id = ? AND device = ?",
            self._association,
            device,
        )
        return Device(*found) if found else None  # type: ignore[arg-type]

    def add_device(self, device: Device, *, office_name: str, now_ms: int) -> None:
        self._db.run(
            "INSERT INTO device (association_id, device, public_key, office, office_name, enrolled_ms) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            self._association,
            device.id,
            device.public_key,
            device.office,
            office_name,
            now_ms,
        )

    def add_grant(self, device: bytes, grant: Grant) -> None:
        self._db.run(
            "INSERT INTO device_grant (association_id, device, partition, may_write) VALUES (?, ?, ?, ?)",
            self._association,
            device,
            grant.partition,
            int(grant.may_write),
        )

    def grants(self, device: bytes) -> tuple[Grant, ...]:
        rows = self._db.rows(
            "SELECT partition, may_write FROM device_grant WHERE association_id = ? AND device = ? ORDER BY partition",
            self._association,
            device,
        )
        return tuple(Grant(partition, bool(may_write)) for partition, may_write in rows)

    # --- replicas ------------------------------------------------------------------------------------------------

    def find_owner(self, replica: bytes) -> bytes | None:
        """The device that a replica is bound to."""
        found = self._db.row(
            "SELECT device FROM device_replica WHERE association_id = ? AND replica = ?", self._association, replica
        )
        return found[0] if found else None  # type: ignore[return-value]

    def bind_replica(self, replica: bytes, device: bytes, *, now_ms: int) -> None:
        self._db.run(
            "INSERT INTO device_replica (association_id, replica, device, first_ms) VALUES (?, ?, ?, ?)",
            self._association,
            replica,
            device,
            now_ms,
        )

    def replicas(self, device: bytes) -> tuple[bytes, ...]:
        rows = self._db.rows(
            "SELECT replica FROM device_replica WHERE association_id = ? AND device = ? ORDER BY first_ms, replica",
            self._association,
            device,
        )
        return tuple(replica for (replica,) in rows)

    # --- codes ---------------------------------------------------------------------------------------------------

    def add_code(self, code_hash: bytes, *, office: str, now_ms: int, expires_ms: int) -> None:
        self._db.run(
            "INSERT INTO enrolment_code (association_id, code_hash, office, made_ms, expires_ms) "
            "VALUES (?, ?, ?, ?, ?)",
            self._association,
            code_hash,
            office,
            now_ms,
            expires_ms,
        )

    def find_code(self, code_hash: bytes) -> StoredCode | None:
        found = self._db.row(
            "SELECT office, expires_ms, used_by FROM enrolment_code WHERE association_id = ? AND code_hash = ?",
            self._association,
            code_hash,
        )
        return StoredCode(*found) if found else None  # type: ignore[arg-type]

    def use_code(self, code_hash: bytes, device: bytes) -> None:
        self._db.run(
            "UPDATE enrolment_code SET used_by = ? WHERE association_id = ? AND code_hash = ?",
            device,
            self._association,
            code_hash,
        )
