"""What an administrator does with the laptops: look at them, take rights from them, give rights back."""

from dataclasses import dataclass, replace

from domain.errors import RuleBroken
from domain.office import normal_office_code
from headoffice.hub import Hub
from headoffice.office_grants import (
    SENDING,
    WHOLE,
    complaints_of,
    find_grant,
    general_of,
    give,
    give_office,
    leave_former_offices,
    read_reading,
)
from headoffice.rights import UPLOAD_MS
from headoffice.store import standings
from headoffice.store.registry import Grant
from headoffice.store.standings import ListedDevice, Standing

LEAST_CHARACTERS = 4


@dataclass(frozen=True)
class DeviceStanding:
    """`sends_until_ms` is when a revoked or moved laptop's right to send what it holds ends."""

    device: ListedDevice
    grants: tuple[Grant, ...]
    sends_until_ms: int | None


def list_devices(hub: Hub) -> tuple[DeviceStanding, ...]:
    """By office and the time they joined."""
    with hub.db.reading():
        return tuple(_standing(hub, device) for device in hub.registry.standings.devices())


def revoke(hub: Hub, typed: str) -> DeviceStanding:
    """It receives nothing from now on, and may send what it holds for 90 days."""
    return _change(hub, typed, standings.REVOKED)


def report_lost(hub: Hub, typed: str) -> DeviceStanding:
    """It gets nothing and is believed nothing from now on."""
    return _change(hub, typed, standings.LOST)


def move(hub: Hub, typed: str, office: str) -> DeviceStanding:
    """It belongs to another office; what it holds of the old one it may send for 90 days. Raises RuleBroken."""
    office = normal_office_code(office)
    with hub.db.writing():
        device = _get(hub, typed)
        if device.office == office:
            raise _already_there(office)
        _refuse_lost(device)
        hub.registry.standings.move_device(device.id, office)
        # What it reads of complaints is what the laptop is for, not where it stands.
        known = find_grant(hub.registry, device.id, complaints_of(device.office))
        reads = known is not None and known.may_read
        give_office(hub.registry, device.id, office, complaints=WHOLE if reads else SENDING)
        hub.registry.standings.save(device.id, Standing(standings.MOVED, hub.clock()))
        return _standing(hub, _get(hub, device.id.hex()))


def grant(
    hub: Hub, typed: str, office: str | None = None, *, may_write: bool = True, complaints: str | None = None
) -> DeviceStanding:
    """Its own office's records, whatever was taken from it; or another office's too. What it reads of complaints stays
    as it was unless it is said; of another office none. Raises RuleBroken."""
    if office is not None:
        office = normal_office_code(office)
    if complaints is not None:
        complaints = read_reading(complaints)
        _refuse_nothing(complaints, may_write=may_write)
    with hub.db.writing():
        device = _get(hub, typed)
        _give(hub, device.id, office or device.office, may_write=may_write, complaints=complaints)
        if office is None:
            _stand(hub, device, standings.ACTIVE)
        return _standing(hub, _get(hub, device.id.hex()))


def narrow(hub: Hub, typed: str, office: str | None = None) -> DeviceStanding:
    """From now on it sends complaints and is sent none: of its own office, or of another one. Raises RuleBroken."""
    if office is not None:
        office = normal_office_code(office)
    with hub.db.writing():
        device = _get(hub, typed)
        known = find_grant(hub.registry, device.id, complaints_of(office or device.office))
        if known is None or not known.may_write:
            raise _nothing_to_narrow(office or device.office)
        give(hub.registry, device.id, replace(known, may_read=False))
        return _standing(hub, device)


def _give(hub: Hub, device: bytes, office: str, *, may_write: bool, complaints: str | None) -> None:
    give(hub.registry, device, Grant(general_of(office), may_write=may_write))
    known = find_grant(hub.registry, device, complaints_of(office))
    if complaints is None and known is None:
        return
    reads = complaints == WHOLE if complaints is not None else known is not None and known.may_read
    give(hub.registry, device, Grant(complaints_of(office), may_write=may_write, may_read=reads))


def grant_all_returned(hub: Hub, *, complaints: str | None = None) -> tuple[DeviceStanding, ...]:
    """Confirms every laptop that came back by its certificate. What each read of complaints is forgotten: each sends
    them only, unless all of them are said to read."""
    if complaints is not None:
        complaints = read_reading(complaints)
    with hub.db.writing():
        back = [one for one in hub.registry.standings.devices() if one.standing.name == standings.RETURNED]
        active = Standing(standings.ACTIVE, hub.clock())
        for device in back:
            hub.registry.standings.save(device.id, active)
            _give(hub, device.id, device.office, may_write=True, complaints=complaints)
        return tuple(_standing(hub, replace(device, standing=active)) for device in back)


def begin_restored(hub: Hub) -> int:
    """Head office's folder was put back from a backup: says so in a new epoch, and returns it."""
    with hub.db.writing():
        return hub.streams.lines.begin_epoch(now_ms=hub.clock(), cause="restored")


def _change(hub: Hub, typed: str, standing: str) -> DeviceStanding:
    with hub.db.writing():
        device = _get(hub, typed)
        if standing == standings.REVOKED:
            _refuse_lost(device)
        _stand(hub, device, standing)
        return _standing(hub, _get(hub, device.id.hex()))


def _stand(hub: Hub, device: ListedDevice, standing: str) -> None:
    if device.standing.name == standings.MOVED:
        leave_former_offices(hub.registry, device.id, device.office)
    hub.registry.standings.save(device.id, Standing(standing, hub.clock()))


def _get(hub: Hub, typed: str) -> ListedDevice:
    """By the beginning of its id, as `device list` shows it. Raises RuleBroken."""
    text = typed.strip().lower()
    found = [one for one in hub.registry.standings.devices() if one.id.hex().startswith(text)]
    if len(text) < LEAST_CHARACTERS or len(found) != 1:
        raise RuleBroken(
            "device.unknown",
            ar="لا يُعرف جهاز واحد بهذا الرقم؛ خذه كما يظهر في device list.",
            en="No single laptop has this id; take it as `device list` shows it.",
            field="device",
        )
    return found[0]


def _refuse_lost(device: ListedDevice) -> None:
    if device.standing.name == standings.LOST:
        raise RuleBroken(
            "device.lost",
            ar="أُبلغ عن هذا الجهاز أنه مفقود، وهذا الأمر يعيد إليه حقًا؛ إن وُجد فأعد حقوقه أولًا بالأمر device grant.",
            en="This laptop was reported lost, and this would give it a right again; if it was found, "
            "give it back its rights with `device grant` first.",
            field="device",
        )


def _refuse_nothing(complaints: str, *, may_write: bool) -> None:
    if complaints == SENDING and not may_write:
        raise RuleBroken(
            "device.neither",
            ar="جهاز لا يكتب ولا يقرأ الشكاوى لا شأن له بها؛ احذف --read-only أو اكتب --complaints whole.",
            en="A laptop that neither writes nor reads complaints has nothing to do with them; leave out --read-only, "
            "or write --complaints whole.",
            field="complaints",
        )


def _nothing_to_narrow(office: str) -> RuleBroken:
    return RuleBroken(
        "device.no_complaints",
        ar=f"لا حق لهذا الجهاز في كتابة شكاوى المكتب {office} ليُقصر على إرسالها؛ انظر device list.",
        en=f"This laptop may not write complaints of office {office}, so that it cannot be left to send them only; see "
        "`device list`.",
        field="device",
    )


def _already_there(office: str) -> RuleBroken:
    return RuleBroken(
        "device.same_office",
        ar=f"هذا الجهاز للمكتب {office} من قبل.",
        en=f"This laptop is of office {office} already.",
        field="office",
    )


def _standing(hub: Hub, device: ListedDevice) -> DeviceStanding:
    grants = hub.registry.grants(device.id)
    ends = device.standing.name in (standings.REVOKED, standings.MOVED)
    return DeviceStanding(device, grants, device.standing.since_ms + UPLOAD_MS if ends else None)
