"""How a laptop joins: an administrator makes a one-time code for an office, the laptop brings it with its key."""

import re
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.office import normal_office_code
from domain.sync.enrolment_code import SECRET_BYTES, EnrolmentCode, make_code, read_code
from domain.sync.entries import REPLICA_BYTES, Malformed
from domain.sync.signatures import device_id
from domain.sync.wire import EnrolAnswer, EnrolRequest
from headoffice import refusals
from headoffice.certificates import certificate_of
from headoffice.hub import Hub
from headoffice.office_grants import SENDING, WHOLE, give_office, leave_former_offices, read_reading
from headoffice.rights import rights_of
from headoffice.store.registry import Device, StoredCode
from headoffice.store.standings import ACTIVE, LOST, MOVED, Standing

VALID_MS = 7 * 24 * 60 * 60 * 1000
LONGEST_NAME = 200
_PROFILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)


@dataclass(frozen=True)
class IssuedCode:
    code: EnrolmentCode
    office: str
    complaints: str
    expires_ms: int


def issue_code(hub: Hub, office: str, *, complaints: str = WHOLE) -> IssuedCode:
    """A fresh code for one laptop of an office, which reads the office's complaints or only sends them. Raises
    RuleBroken for a code of an office that cannot be."""
    office = normal_office_code(office)
    complaints = read_reading(complaints)
    code = make_code(hub.random(SECRET_BYTES), hub.public_key)
    with hub.db.writing():
        now_ms = hub.clock()
        hub.registry.add_code(
            code.digest,
            office=office,
            reads_complaints=complaints == WHOLE,
            now_ms=now_ms,
            expires_ms=now_ms + VALID_MS,
        )
    return IssuedCode(code, office, complaints, now_ms + VALID_MS)


class WrongCode(refusals.Refused):
    """A guess, which is counted."""


def enrol(hub: Hub, request: EnrolRequest) -> EnrolAnswer:
    """Adds the laptop, or finds it when it has joined with this code before. Raises Refused, Malformed, WrongCode."""
    _check_shape(request)
    device = Device(device_id(request.device_key), request.device_key, request.office)
    with hub.db.writing():
        now_ms = hub.clock()
        code_hash, code = _find_code(hub, request.code)
        _check_code(code, request.office, device, now_ms=now_ms)
        _check_profile(hub, request.profile)
        _add_device(hub, device, request, now_ms=now_ms)
        if code.used_by is None:
            _give_back_rights(hub, device, complaints=WHOLE if code.reads_complaints else SENDING)
        hub.registry.use_code(code_hash, device.id)
        rights = rights_of(hub.registry, device, now_ms=now_ms)
    return EnrolAnswer(
        hub.association,
        hub.public_key,
        device.id,
        [right.partition for right in rights],
        certificate_of(hub.key, hub.association, device),
        [right.on_the_wire() for right in rights],
    )


def _give_back_rights(hub: Hub, device: Device, *, complaints: str) -> None:
    """A fresh code is an administrator's word that the laptop may work again, and what it reads; one that was reported
    lost needs more."""
    standing = hub.registry.standings.of(device.id)
    if standing.name == LOST:
        raise refusals.lost()
    if standing.name == MOVED:
        leave_former_offices(hub.registry, device.id, device.office)
    give_office(hub.registry, device.id, device.office, complaints=complaints)
    if standing.name != ACTIVE:
        hub.registry.standings.save(device.id, Standing(ACTIVE, hub.clock()))


def _check_shape(request: EnrolRequest) -> None:
    if len(request.device_key) != 32 or len(request.replica) != REPLICA_BYTES:
        raise Malformed("a key or a replica has the wrong length")
    if not _PROFILE.fullmatch(request.profile) or len(request.office_name) > LONGEST_NAME:
        raise Malformed("a profile or a name has an unknown shape")


def _find_code(hub: Hub, typed: str) -> tuple[bytes, StoredCode]:
    try:
        code_hash = read_code(typed).digest
    except RuleBroken as error:
        raise _wrong() from error
    found = hub.registry.find_code(code_hash)
    if found is None:
        raise _wrong()
    return code_hash, found


def _wrong() -> WrongCode:
    refused = refusals.unknown_code()
    return WrongCode(refused.status, refused.refusal.code, ar=refused.refusal.ar, en=refused.refusal.en)


def _check_code(code: StoredCode, office: str, device: Device, *, now_ms: int) -> None:
    if code.used_by is not None and code.used_by != device.id:
        raise refusals.used_code()
    if code.used_by is None and now_ms > code.expires_ms:
        raise refusals.expired_code()
    if code.office != office:
        raise refusals.another_office(code.office)


def _check_profile(hub: Hub, profile: str) -> None:
    fixed = hub.registry.profile()
    if fixed is None:
        hub.registry.fix_profile(profile)
    elif fixed != profile:
        raise refusals.another_profile(fixed)


def _add_device(hub: Hub, device: Device, request: EnrolRequest, *, now_ms: int) -> None:
    known = hub.registry.find_device(device.id)
    if known is None:
        hub.registry.add_device(device, office_name=request.office_name, now_ms=now_ms)
    elif known.office != device.office:
        raise refusals.device_of_another_office()
    owner = hub.registry.find_owner(request.replica)
    if owner is None:
        hub.registry.bind_replica(request.replica, device.id, now_ms=now_ms)
    elif owner != device.id:
        raise refusals.replica_of_another()
