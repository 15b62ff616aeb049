"""What an administrator does with the laptops: look at them, take rights from them, give rights back."""

from dataclasses import dataclass, replace

from domain.errors import RuleBroken
from domain.office import normal_office_code
from domain.sync.schema import general_partition
from headoffice.hub import Hub
from headoffice.rights import UPLOAD_MS
from headoffice.store import standings
from headoffice.store.registry import Grant
from headoffice.store.standings import ListedDevice, Standing

LEAST_CHARACTERS = 4


@dataclass(frozen=True)
class DeviceStanding:
    """`sends_until_ms` is when a revoked or moved laptop's right to send what it holds ends."""

    device: ListedDevice
    partitions: tuple[str, ...]
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
        _add_grant(hub, device.id, Grant(general_partition(office), may_write=True))
        hub.registry.standings.save(device.id, Standing(standings.MOVED, hub.clock()))
        return _standing(hub, _get(hub, device.id.hex()))


def grant(hub: Hub, typed: str, office: str | None = None, *, may_write: bool = True) -> DeviceStanding:
    """Its own office's records, whatever was taken from it; or another office's too. Raises RuleBroken."""
    if office is not None:
        office = normal_office_code(office)
    with hub.db.writing():
        device = _get(hub, typed)
        _add_grant(hub, device.id, Grant(general_partition(office or device.office), may_write=may_write))
        if office is None:
            hub.registry.standings.save(device.id, Standing(standings.ACTIVE, hub.clock()))
        return _standing(hub, _get(hub, device.id.hex()))


def grant_all_returned(hub: Hub) -> tuple[DeviceStanding, ...]:
    """Confirms every laptop that came back by its certificate."""
    with hub.db.writing():
        back = [one for one in hub.registry.standings.devices() if one.standing.name == standings.RETURNED]
        active = Standing(standings.ACTIVE, hub.clock())
        for device in back:
            hub.registry.standings.save(device.id, active)
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
        hub.registry.standings.save(device.id, Standing(standing, hub.clock()))
        return _standing(hub, _get(hub, device.id.hex()))


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


def _add_grant(hub: Hub, device: bytes, fresh: Grant) -> None:
    known = {one.partition: one for one in hub.registry.grants(device)}
    if fresh.partition not in known:
        hub.registry.add_grant(device, fresh)
    elif known[fresh.partition] != fresh:
        hub.registry.standings.change_grant(device, fresh.partition, may_write=fresh.may_write)


def _refuse_lost(device: ListedDevice) -> None:
    if device.standing.name == standings.LOST:
        raise RuleBroken(
            "device.lost",
            ar="أُبلغ عن هذا الجهاز أنه مفقود، وهذا الأمر يعيد إليه حقًا؛ إن وُجد فأعد حقوقه أولًا بالأمر device grant.",
            en="This laptop was reported lost, and this would give it a right again; if it was found, "
            "give it back its rights with `device grant` first.",
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
    partitions = tuple(one.partition for one in hub.registry.grants(device.id))
    ends = device.standing.name in (standings.REVOKED, standings.MOVED)
    return DeviceStanding(device, partitions, device.standing.since_ms + UPLOAD_MS if ends else None)
