"""The association, its laptops, what each may sync, and the codes that let a laptop join."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.contacts import Contacts
from headoffice.store.failures import contended
from headoffice.store.standings import Standings
from headoffice.store.statements import at


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
    """What a device was given; what it may do of it now is `headoffice.rights`. One that may not read sends what is
    written on it, and is sent nothing of the partition."""

    partition: str
    may_write: bool
    may_read: bool = True


@dataclass(frozen=True)
class StoredCode:
    """`used_by` is the device that joined with it. With `reads_complaints` it reads those of its office."""

    office: str
    expires_ms: int
    used_by: bytes | None
    reads_complaints: bool


_association = schema.association.c
_device = schema.device.c
_grant = schema.device_grant.c
_replica = schema.device_replica.c
_code = schema.enrolment_code.c

ADD_ASSOCIATION = insert(schema.association)
ASSOCIATIONS = select(_association.association_id, _association.public_key, _association.profile).order_by(
    _association.made_ms, _association.association_id
)
PROFILE = select(_association.profile).where(*at(schema.association))
FIX_PROFILE = (
    update(schema.association)
    .where(*at(schema.association), _association.profile.is_(None))
    .values(profile=bindparam("new_profile"))
)
ADD_DEVICE = insert(schema.device)
DEVICE = select(_device.device, _device.public_key, _device.office).where(*at(schema.device, "device"))
ADD_GRANT = insert(schema.device_grant)
CHANGE_GRANT = (
    update(schema.device_grant)
    .where(*at(schema.device_grant, "device", "partition"))
    .values({name: bindparam(f"new_{name}") for name in ("may_write", "may_read")})
)
GRANTS = (
    select(_grant.partition, _grant.may_write, _grant.may_read)
    .where(*at(schema.device_grant, "device"))
    .order_by(_grant.partition)
)
BIND_REPLICA = insert(schema.device_replica)
OWNER = select(_replica.device).where(*at(schema.device_replica, "replica"))
REPLICAS = (
    select(_replica.replica).where(*at(schema.device_replica, "device")).order_by(_replica.first_ms, _replica.replica)
)
ADD_CODE = insert(schema.enrolment_code).values(
    {
        name: bindparam(name)
        for name in ("association_id", "code_hash", "office", "made_ms", "expires_ms", "reads_complaints")
    }
)
# Locked, so that of two laptops with one code the second finds it used.
CODE = (
    select(_code.office, _code.expires_ms, _code.used_by, _code.reads_complaints)
    .where(*at(schema.enrolment_code, "code_hash"))
    .with_for_update()
)
USE_CODE = (
    update(schema.enrolment_code)
    .where(*at(schema.enrolment_code, "code_hash"))
    .values(used_by=bindparam("new_used_by"))
)


def find_association(db: Connection, public_key: bytes) -> Association | None:
    """The one of this key, or else the first."""
    known = [Association(*row) for row in db.rows(ASSOCIATIONS)]
    return next((one for one in known if one.public_key == public_key), known[0] if known else None)


def add_association(db: Connection, association: Association, *, now_ms: int) -> None:
    db.run(
        ADD_ASSOCIATION,
        association_id=association.id,
        public_key=association.public_key,
        profile=association.profile,
        made_ms=now_ms,
    )


class Registry:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes, head_office: Device) -> None:
        """`head_office` is itself as a device: it writes too, and stands in no list of laptops."""
        self._db = db
        self.association = association
        self.head_office = head_office
        self.standings = Standings(db, association)
        self.contacts = Contacts(db, association)

    def profile(self) -> str | None:
        found = self._db.row(PROFILE, association_id=self.association)
        return found[0] if found else None

    def fix_profile(self, profile: str) -> None:
        """Raises Contended when somebody else has just fixed it."""
        if not self._db.run(FIX_PROFILE, association_id=self.association, new_profile=profile):
            raise contended()

    # --- devices -------------------------------------------------------------------------------------------------

    def find_device(self, device: bytes) -> Device | None:
        if device == self.head_office.id:
            return self.head_office
        noted = self._db.notes.get(("device", self.association, device))
        return noted if isinstance(noted, Device) else self._read_device(device)

    def foresee_device(self, device: Device) -> None:
        """What was read of it beside others, for the length of this transaction."""
        self._db.notes["device", self.association, device.id] = device

    def _read_device(self, device: bytes) -> Device | None:
        found = self._db.row(DEVICE, association_id=self.association, device=device)
        return Device(*found) if found else None

    def add_device(self, device: Device, *, office_name: str, now_ms: int) -> None:
        self._db.run(
            ADD_DEVICE,
            association_id=self.association,
            device=device.id,
            public_key=device.public_key,
            office=device.office,
            office_name=office_name,
            enrolled_ms=now_ms,
        )

    def add_grant(self, device: bytes, grant: Grant) -> None:
        self._db.forget_note(("grants", self.association, device))
        self._db.run(
            ADD_GRANT,
            association_id=self.association,
            device=device,
            partition=grant.partition,
            may_write=int(grant.may_write),
            may_read=int(grant.may_read),
        )

    def change_grant(self, device: bytes, grant: Grant) -> None:
        """Of a partition of which it has one."""
        self._db.forget_note(("grants", self.association, device))
        self._db.run(
            CHANGE_GRANT,
            association_id=self.association,
            device=device,
            partition=grant.partition,
            new_may_write=int(grant.may_write),
            new_may_read=int(grant.may_read),
        )

    def grants(self, device: bytes) -> tuple[Grant, ...]:
        return self._db.noted(("grants", self.association, device), lambda: self._read_grants(device))

    def foresee_grants(self, device: bytes, grants: tuple[Grant, ...]) -> None:
        """What was read of a device beside others, for the length of this transaction."""
        self._db.notes["grants", self.association, device] = grants

    def _read_grants(self, device: bytes) -> tuple[Grant, ...]:
        rows = self._db.rows(GRANTS, association_id=self.association, device=device)
        return tuple(Grant(partition, bool(may_write), bool(may_read)) for partition, may_write, may_read in rows)

    # --- replicas ------------------------------------------------------------------------------------------------

    def find_owner(self, replica: bytes) -> bytes | None:
        """The device that a replica is bound to."""
        return self._db.noted(("owner", self.association, replica), lambda: self._read_owner(replica))

    def foresee_owner(self, replica: bytes, owner: bytes | None) -> None:
        """What was read of a replica beside others, for the length of this transaction."""
        self._db.notes["owner", self.association, replica] = owner

    def _read_owner(self, replica: bytes) -> bytes | None:
        found = self._db.row(OWNER, association_id=self.association, replica=replica)
        return found[0] if found else None

    def bind_replica(self, replica: bytes, device: bytes, *, now_ms: int) -> None:
        self._db.forget_note(("owner", self.association, replica))
        self._db.forget_note(("replicas", self.association, device))
        self._db.run(BIND_REPLICA, association_id=self.association, replica=replica, device=device, first_ms=now_ms)

    def replicas(self, device: bytes) -> tuple[bytes, ...]:
        """The first one first."""
        return self._db.noted(("replicas", self.association, device), lambda: self._read_replicas(device))

    def foresee_replicas(self, device: bytes, replicas: tuple[bytes, ...]) -> None:
        """What was read of a device beside others, for the length of this transaction."""
        self._db.notes["replicas", self.association, device] = replicas

    def _read_replicas(self, device: bytes) -> tuple[bytes, ...]:
        return tuple(name for (name,) in self._db.rows(REPLICAS, association_id=self.association, device=device))

    # --- codes ---------------------------------------------------------------------------------------------------

    def add_code(self, code_hash: bytes, *, office: str, reads_complaints: bool, now_ms: int, expires_ms: int) -> None:
        self._db.run(
            ADD_CODE,
            association_id=self.association,
            code_hash=code_hash,
            office=office,
            made_ms=now_ms,
            expires_ms=expires_ms,
            reads_complaints=int(reads_complaints),
        )

    def find_code(self, code_hash: bytes) -> StoredCode | None:
        """Nobody else uses it before this transaction ends."""
        found = self._db.row(CODE, association_id=self.association, code_hash=code_hash)
        if found is None:
            return None
        office, expires_ms, used_by, reads_complaints = found
        return StoredCode(office, expires_ms, used_by, bool(reads_complaints))

    def use_code(self, code_hash: bytes, device: bytes) -> None:
        self._db.run(USE_CODE, association_id=self.association, code_hash=code_hash, new_used_by=device)
