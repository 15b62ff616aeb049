"""`istiqbal-headoffice bundle`: take what a laptop's USB stick brings, and copy what goes back."""

import argparse
from pathlib import Path

from domain.sync.bundle_writing import MOST_PART_BYTES
from domain.sync.carried_files import TakenFiles
from headoffice.database_choice import add_database_options, chosen_database
from headoffice.hub import Hub, open_known_hub
from headoffice.stick import Brought, StickService, Written, unknown_device

Commands = argparse._SubParsersAction
LEAST_CHARACTERS = 4


def add_bundle_command(commands: "Commands[argparse.ArgumentParser]") -> None:
    help = "exchange bundles with laptops by USB stick · تبادل الحزم مع أجهزة الفروع بالذاكرة"
    verbs = commands.add_parser("bundle", help=help, description=help, allow_abbrev=False).add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    take = _verb(verbs, "import", "take a laptop's bundle · أخذ حزمة جهاز")
    take.add_argument("--reply", type=Path, metavar="FILE", help="write the bundle that goes back · حزمة الرد")
    copy = _verb(verbs, "export", "write a bundle for one laptop · كتابة حزمة لجهاز")
    copy.add_argument(
        "--device", required=True, metavar="ID", help="beginning of its id, as in the list · أول رقم الجهاز"
    )


def _verb(verbs: "Commands[argparse.ArgumentParser]", name: str, help: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=help, description=help, allow_abbrev=False)
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    add_database_options(verb)
    verb.add_argument("--part-bytes", type=int, default=MOST_PART_BYTES, metavar="N", help="largest file (4 GB)")
    verb.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return verb


def run_bundle(arguments: argparse.Namespace) -> tuple[dict[str, object], str]:
    """What to say, as data and as text. Raises Expected."""
    with open_known_hub(arguments.data, database=chosen_database(arguments)) as hub:
        service = StickService(hub, arguments.data)
        if arguments.verb == "export":
            device = find_device(hub, arguments.device)
            return _said_of_copy(service.copy_out(device, arguments.file, part_bytes=arguments.part_bytes))
        brought = service.take_in(arguments.file)
        reply = None
        if arguments.reply is not None:
            reply = service.reply(brought, arguments.reply, part_bytes=arguments.part_bytes)
    return _said_of_import(brought, reply)


def find_device(hub: Hub, typed: str) -> bytes:
    """The one laptop whose id begins so. Raises RuleBroken."""
    text = typed.strip().lower()
    with hub.db.reading():
        found = [device.id for device in hub.registry.standings.devices() if device.id.hex().startswith(text)]
    if len(text) < LEAST_CHARACTERS or len(found) != 1:
        raise unknown_device()
    return found[0]


def _said_of_copy(written: Written) -> tuple[dict[str, object], str]:
    data: dict[str, object] = {"files": list(written.names), "bytes": written.bytes, "beside": _data_of_copy(written)}
    said = f"كُتبت الحزمة · The bundle is written: {', '.join(written.names)}"
    return data, "\n".join([said, *_sentence_of_copy(written)])


def _data_of_copy(written: Written) -> dict[str, int]:
    carried, left = written.beside, written.left
    return {"files": carried.files, "bytes": carried.bytes, "left": left.files, "left_bytes": left.bytes}


def _sentence_of_copy(written: Written) -> list[str]:
    carried, left = written.beside, written.left
    if not carried.files and not left.files:
        return []
    return [
        f"ومعها ملفات: {carried.files} ({carried.bytes} بايت)، وبقي للحزمة التالية: {left.files}. · "
        f"Files with it: {carried.files} ({carried.bytes} bytes), left for the next bundle: {left.files}."
    ]


def _data_of_files(taken: TakenFiles) -> dict[str, object]:
    return {
        "taken": taken.taken.files,
        "bytes": taken.taken.bytes,
        "held": taken.held.files,
        "left": [
            {
                "code": item.reason.code,
                "files": item.count.files,
                "bytes": item.count.bytes,
                "ar": item.reason.ar,
                "en": item.reason.en,
            }
            for item in taken.left
        ],
    }


def _sentences_of_files(taken: TakenFiles) -> list[str]:
    lines = []
    if taken.taken.files or taken.held.files:
        lines.append(
            f"الملفات: أُخذ {taken.taken.files} ({taken.taken.bytes} بايت)، وكان هنا {taken.held.files}. · "
            f"Files: {taken.taken.files} taken ({taken.taken.bytes} bytes), {taken.held.files} were here."
        )
    lines.extend(
        f"لم يؤخذ من الملفات {item.count.files}: {item.reason.ar} · "
        f"{item.count.files} files not taken: {item.reason.en}"
        for item in taken.left
    )
    return lines


def _said_of_import(brought: Brought, reply: Written | None) -> tuple[dict[str, object], str]:
    refusal = brought.refusal
    data: dict[str, object] = {
        "outcome": brought.outcome,
        "device": brought.device.id.hex(),
        "office": brought.device.office,
        "carried": brought.carried,
        "received": brought.received.entries,
        "quarantined": brought.received.quarantined,
        "refusal": {"code": refusal.code, "ar": refusal.ar, "en": refusal.en} if refusal is not None else None,
        "reply": list(reply.names) if reply is not None else [],
        "beside": _data_of_files(brought.beside),
    }
    lines = [*_sentences(brought), *_sentences_of_files(brought.beside)]
    if reply is not None:
        lines.append(
            f"حزمة الرد، تعاد إلى الجهاز نفسه · The reply, to be taken back to that laptop: {', '.join(reply.names)}"
        )
        lines.extend(_sentence_of_copy(reply))
        data["reply_beside"] = _data_of_copy(reply)
    return data, "\n".join(lines)


def _sentences(brought: Brought) -> tuple[str, str]:
    new, carried = brought.received.entries, brought.carried
    if brought.refusal is not None:
        return brought.refusal.ar, brought.refusal.en
    match brought.outcome:
        case "gap":
            return (
                "تبدأ هذه الحزمة بعد آخر ما لدى المركز من ذلك الجهاز. خذ حزمته السابقة، أو أعد إليه حزمة الرد "
                "فيكتب ما ينقص.",
                "This bundle begins after what head office holds of that laptop. Take its earlier bundle, or bring the "
                "reply back: the laptop then writes what is missing.",
            )
        case "nothing_new":
            return (
                "ليس في هذه الحزمة ما ليس لدى المركز من قبل.",
                "Nothing in this bundle was new to head office.",
            )
    return (
        f"أُخذ من الحزمة {new} من {carried}.",
        f"Head office took {new} of the bundle's {carried}.",
    )
