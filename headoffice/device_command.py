"""`istiqbal-headoffice device`: the laptops and their rights. `istiqbal-headoffice restored`: after a backup."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import RuleBroken
from headoffice import devices
from headoffice.database_choice import add_database_options, chosen_database
from headoffice.devices import DeviceStanding
from headoffice.hub import Hub, open_known_hub
from headoffice.office_grants import READING

Commands = argparse._SubParsersAction
Said = tuple[dict[str, object], str]

STANDINGS = {
    "active": "عامل · active",
    "revoked": "موقوف · revoked",
    "moved": "منقول · moved",
    "lost": "مفقود · reported lost",
    "returned": "عاد بشهادته وينتظر التأكيد · returned, to be confirmed",
}


def add_device_commands(commands: "Commands[argparse.ArgumentParser]") -> None:
    help = "the laptops and what each may do · الأجهزة وحقوقها"
    verbs = commands.add_parser("device", help=help, description=help, allow_abbrev=False).add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    _verb(verbs, "list", "every laptop that has joined · الأجهزة المنضمة")
    _of_device(_verb(verbs, "revoke", "it receives nothing, and sends what it holds for 90 days · إيقاف جهاز"))
    _of_device(_verb(verbs, "lost", "it gets nothing and is believed nothing · جهاز مفقود"))
    moving = _of_device(_verb(verbs, "move", "to another office · نقل جهاز إلى مكتب"))
    moving.add_argument("--office", required=True, metavar="CODE", help="the new office · المكتب الجديد")
    giving = _verb(verbs, "grant", "give rights, or give them back · منح الحقوق أو إعادتها")
    giving.add_argument("device", nargs="?", metavar="ID", help="beginning of its id, as in the list · أول رقم الجهاز")
    giving.add_argument("--office", metavar="CODE", help="of another office too · لمكتب آخر أيضًا")
    giving.add_argument("--read-only", action="store_true", help="to read only · للقراءة فقط")
    _of_complaints(giving)
    giving.add_argument("--returned", action="store_true", help="to all that came back by certificate · لكل من عاد")
    help = "it sends complaints and is sent none · يرسل الشكاوى ولا يصله منها شيء"
    narrowing = _of_device(_verb(verbs, "narrow", help))
    narrowing.add_argument("--office", metavar="CODE", help="those of another office · شكاوى مكتب آخر")
    _with_folder(
        commands.add_parser(
            "restored",
            help="say that this folder was put back from a backup · بعد استعادة المجلد من نسخة احتياطية",
            description="Say that the folder of head office was put back from a backup.",
            allow_abbrev=False,
        )
    )


def _verb(verbs: "Commands[argparse.ArgumentParser]", name: str, help: str) -> argparse.ArgumentParser:
    return _with_folder(verbs.add_parser(name, help=help, description=help, allow_abbrev=False))


def _with_folder(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    add_database_options(parser)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return parser


def _of_device(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("device", metavar="ID", help="beginning of its id, as in the list · أول رقم الجهاز")
    return parser


def _of_complaints(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--complaints",
        choices=READING,
        help="read all, or only send those of its desk · قراءة الشكاوى أو إرسالها",
    )


def run_device(arguments: argparse.Namespace) -> Said:
    """What to say, as data and as text. Raises Expected."""
    with open_known_hub(arguments.data, database=chosen_database(arguments)) as hub:
        found = _run(hub, arguments)
    text = "\n".join(map(_line, found)) or "لا جهاز · no laptop"
    return {"devices": [_plain(one) for one in found]}, text


def _run(hub: Hub, arguments: argparse.Namespace) -> Sequence[DeviceStanding]:
    match arguments.verb:
        case "list":
            return devices.list_devices(hub)
        case "revoke":
            return (devices.revoke(hub, arguments.device),)
        case "lost":
            return (devices.report_lost(hub, arguments.device),)
        case "move":
            return (devices.move(hub, arguments.device, arguments.office),)
        case "narrow":
            return (devices.narrow(hub, arguments.device, arguments.office),)
        case "grant":
            return _grant(hub, arguments)
    raise LookupError(arguments.verb)


def _grant(hub: Hub, arguments: argparse.Namespace) -> Sequence[DeviceStanding]:
    if (arguments.device is None) is not arguments.returned or (arguments.returned and arguments.office):
        raise RuleBroken(
            "usage.grant",
            ar="أعط رقم جهاز واحد، أو الخيار --returned وحده.",
            en="Give the id of one laptop, or --returned alone.",
        )
    if arguments.returned:
        return devices.grant_all_returned(hub, complaints=arguments.complaints)
    may_write = not arguments.read_only
    return (
        devices.grant(hub, arguments.device, arguments.office, may_write=may_write, complaints=arguments.complaints),
    )


def run_restored(arguments: argparse.Namespace) -> Said:
    with open_known_hub(arguments.data, database=chosen_database(arguments)) as hub:
        epoch = devices.begin_restored(hub)
        waiting = sum(one.device.standing.name == "returned" for one in devices.list_devices(hub))
    text = (
        "بدأ عهد جديد: يعيد كل جهاز ما فقده المركز عند مزامنته. من انضم بعد النسخة يعود بشهادته وينتظر device grant؛ "
        "وأعد الإبلاغ عمّا فُقد من الأجهزة بعدها.\n"
        "A new epoch: each laptop returns what head office lost when it syncs. Those that joined after the backup come "
        "back by certificate and wait for `device grant`; report again the laptops that were lost since."
    )
    return {"epoch": epoch, "returned": waiting}, text


def _plain(one: DeviceStanding) -> dict[str, object]:
    return {
        "device": one.device.id.hex(),
        "office": one.device.office,
        "office_name": one.device.office_name,
        "enrolled_at": _iso(one.device.enrolled_ms),
        "standing": one.device.standing.name,
        "since": _iso(one.device.standing.since_ms) if one.device.standing.since_ms else None,
        "sends_until": _iso(one.sends_until_ms) if one.sends_until_ms is not None else None,
        "partitions": [grant.partition for grant in one.grants],
        "sends_only": [grant.partition for grant in one.grants if not grant.may_read],
    }


def _line(one: DeviceStanding) -> str:
    until = f" ({_iso(one.sends_until_ms)[:10]})" if one.sends_until_ms is not None else ""
    sends = any(not grant.may_read for grant in one.grants)
    only = "  يرسل الشكاوى فقط · only sends complaints" if sends else ""
    return f"{one.device.id.hex()[:12]}  {one.device.office}  {STANDINGS[one.device.standing.name]}{until}{only}"


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
