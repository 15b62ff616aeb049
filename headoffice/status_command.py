"""`istiqbal-headoffice status`: how head office is, for its administrator."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.sync.reasons import reason_of
from headoffice.authority import certificate_end
from headoffice.condition import free_bytes
from headoffice.database_choice import add_database_options, chosen_database
from headoffice.epochs import suspicious_devices
from headoffice.hub import Hub, open_known_hub
from headoffice.store.counts import CountedStream, Counts
from headoffice.store.opening import find_database
from headoffice.store.standings import ListedDevice

REMEMBERED_MS = 30 * 24 * 3_600_000
SURE = 2  # one comeback may be a former name's last words, returned by a colleague

Commands = argparse._SubParsersAction
Said = tuple[dict[str, object], str]


@dataclass(frozen=True)
class HeardDevice:
    """`last_ms` is None for a laptop that has joined and never synced."""

    device: ListedDevice
    last_ms: int | None


@dataclass(frozen=True)
class Status:
    profile: str | None
    epoch: int
    devices: tuple[HeardDevice, ...]
    streams: tuple[CountedStream, ...]
    suspicious: Mapping[bytes, int]  # laptops that keep saying head office was restored, and how often
    copied: frozenset[bytes]  # laptops of which two copies write


def add_status_command(commands: "Commands[argparse.ArgumentParser]") -> None:
    text = "laptops and when each was last heard of, streams, what could not be applied · حال المركز"
    parser = commands.add_parser("status", help=text, description=text, allow_abbrev=False)
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    add_database_options(parser)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")


def run_status(arguments: argparse.Namespace) -> Said:
    """What to say, as data and as text. Raises Expected."""
    folder: Path = arguments.data
    database = chosen_database(arguments)
    with open_known_hub(folder, database=database) as hub:
        status = read_status(hub)
    end = certificate_end(folder)
    data: dict[str, object] = {
        "database": "sqlite" if find_database(folder, database).is_embedded else "postgresql",
        "profile": status.profile,
        "epoch": status.epoch,
        "disk_free_bytes": free_bytes(folder),
        "certificate_until": end.isoformat(timespec="seconds") if end is not None else None,
        "devices": [_plain_device(one) for one in status.devices],
        "streams": [_plain_stream(one) for one in status.streams],
        "suspicious": [{"device": device.hex(), "epochs": count} for device, count in status.suspicious.items()],
        "copied": sorted(device.hex() for device in status.copied),
    }
    return data, "\n".join(_lines(status, end))


def read_status(hub: Hub) -> Status:
    registry = hub.registry
    with hub.db.reading():
        devices = registry.standings.devices()
        return Status(
            registry.profile(),
            hub.streams.lines.epoch(),
            tuple(HeardDevice(device, registry.contacts.find(device.id)) for device in devices),
            tuple(Counts(hub.db, hub.association).each_stream()),
            suspicious_devices(hub.streams.lines, now_ms=hub.clock()),
            _copied(hub),
        )


def _copied(hub: Hub) -> frozenset[bytes]:
    comebacks = Counts(hub.db, hub.association).comebacks(hub.clock() - REMEMBERED_MS)
    return frozenset(device for device, count in comebacks.items() if count >= SURE)


def _plain_device(one: HeardDevice) -> dict[str, object]:
    return {
        "device": one.device.id.hex(),
        "office": one.device.office,
        "office_name": one.device.office_name,
        "standing": one.device.standing.name,
        "enrolled_at": _iso(one.device.enrolled_ms),
        "last_sync": _iso(one.last_ms) if one.last_ms is not None else None,
    }


def _plain_stream(one: CountedStream) -> dict[str, object]:
    return {"partition": one.partition, "entries": one.entries, "quarantined": dict(one.reasons)}


def _lines(status: Status, certificate_end: datetime | None) -> Iterator[str]:
    if certificate_end is not None:
        yield f"شهادة التشفير حتى · the certificate ends  {certificate_end:%Y-%m-%d}"
    if not status.devices:
        yield "لا جهاز · no laptop"
    for heard in status.devices:
        last = _iso(heard.last_ms) if heard.last_ms is not None else "لم يزامن بعد · never"
        yield f"{heard.device.id.hex()[:12]}  {heard.device.office}  {heard.device.standing.name}  {last}"
    for device, count in status.suspicious.items():
        yield (
            f"{device.hex()[:12]}  قال هذا الجهاز {count} مرات إن المركز استُعيد من نسخة احتياطية. إن لم يُستعد فافحص "
            "الجهاز، أو أوقفه بالأمر devices revoke.\n"
            f"    This laptop said {count} times that head office was restored from a backup. If it was not, examine "
            "the laptop, or stop it with devices revoke."
        )
    for device in sorted(status.copied):
        yield (
            f"{device.hex()[:12]}  تعمل من بيانات هذا الجهاز نسختان تكتبان بالتناوب. لم يضع شيء، لكن أوقف إحداهما "
            "وأعدّها من جديد برمز انضمام.\n"
            "    Two copies of this laptop's data are at work and take turns. Nothing is lost, but stop one of them, "
            "and set it up anew with a code."
        )
    for stream in status.streams:
        yield f"{stream.partition}  {stream.entries}"
        for code, number in stream.reasons.items():
            reason = reason_of(code)
            yield f"  {number} × {code}: {reason.ar}\n      {reason.en}"


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
