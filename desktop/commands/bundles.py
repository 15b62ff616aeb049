"""`istiqbal bundle export`, `istiqbal bundle import`, `istiqbal bundle card`, `istiqbal bundle carry`"""

from pathlib import Path

from desktop.bootstrap_stick import carry_over_line, copy_for_laptop, copy_to_stick, take_from_stick, write_card
from desktop.commands.context import Context, Result
from desktop.usecases.desk import Desk
from domain.arabic import isolate
from domain.sync.carried import CopiedOut, TakenIn
from domain.sync.carried_files import TakenFiles
from domain.sync.carrying import BundleTaken


def run(context: Context) -> Result:
    place = Path(context.arguments.file)
    with context.desk() as desk:
        match context.arguments.verb:
            case "export":
                return _copied(desk, place, context)
            case "card":
                written = write_card(desk, place)
                return Result({"file": written.name}, f"كُتبت بطاقة هذا الجهاز في {isolate(written.name)}.")
            case "carry":
                reply = context.text("reply")
                return _carried(carry_over_line(desk, place, Path(reply) if reply else None))
            case "import":
                return _taken(take_from_stick(desk, place, may_void=context.arguments.allow_voids))
    raise LookupError(context.arguments.verb)


def _carried(taken: BundleTaken) -> Result:
    data = {
        "device": taken.device.hex(),
        "outcome": taken.outcome,
        "carried": taken.carried,
        "received": taken.received,
        "beside": {"taken": taken.files, "left": taken.files_left},
    }
    said = f"أخذ المركز الرئيس الحزمة: فيها {taken.carried}، والجديد منها {taken.received}."
    if taken.files or taken.files_left:
        said += f" والملفات الجديدة {taken.files}، ولم يؤخذ منها {taken.files_left}: تُنسخ في حزمة ذلك الجهاز التالية."
    return Result(data, said)


def _copied(desk: Desk, place: Path, context: Context) -> Result:
    part_bytes = context.arguments.part_bytes
    card = context.text("to")
    if card is not None:
        return _said(copy_for_laptop(desk, Path(card), place, part_bytes=part_bytes), "ما ينقص ذلك الجهاز")
    return _said(copy_to_stick(desk, place, part_bytes=part_bytes), "ما لم يصل المركز الرئيس بعد")


def _said(copied: CopiedOut, what: str) -> Result:
    data = {
        "files": list(copied.files),
        "bytes": copied.bytes,
        "entries": copied.entries,
        "since": copied.since.isoformat() if copied.since else None,
        "beside": {
            "files": copied.beside.files,
            "bytes": copied.beside.bytes,
            "left": copied.left.files,
            "left_bytes": copied.left.bytes,
        },
    }
    names = "، ".join(isolate(name) for name in copied.files)
    lines = [f"نُسخ إلى الذاكرة {what}: {copied.entries}، في {names}."]
    if copied.beside.files:
        lines.append(f"ومعه ملفات: {copied.beside.files}، حجمها {copied.beside.bytes} بايت.")
    if copied.left.files:
        lines.append(f"وبقيت للنسخ التالي ملفات لم تتسع لها الذاكرة: {copied.left.files}.")
    return Result(data, "\n".join(lines))


def _taken(taken: TakenIn) -> Result:
    data = {
        "outcome": taken.outcome,
        "received": taken.received,
        "confirmed": taken.confirmed,
        "waiting": taken.waiting,
        "reissued": taken.reissued,
        "from": "laptop" if taken.is_from_peer else "head_office",
        "left_out": taken.left_out,
        "made_at": taken.made_at.isoformat(),
        "notices": [{"code": notice.code, "ar": notice.ar, "en": notice.en} for notice in taken.notices],
        "beside": {
            "taken": taken.beside.taken.files,
            "bytes": taken.beside.taken.bytes,
            "held": taken.beside.held.files,
            "left": [
                {"code": left.reason.code, "files": left.count.files, "bytes": left.count.bytes, "ar": left.reason.ar}
                for left in taken.beside.left
            ],
        },
    }
    lines = [_sentence(taken), *_sentences_of_files(taken.beside), *(notice.ar for notice in taken.notices)]
    return Result(data, "\n".join(lines))


def _sentences_of_files(beside: TakenFiles) -> list[str]:
    lines = []
    if beside.taken.files:
        lines.append(f"وأُخذت معه ملفات: {beside.taken.files}، حجمها {beside.taken.bytes} بايت.")
    lines.extend(f"ولم يؤخذ من الملفات {left.count.files}: {left.reason.ar}" for left in beside.left)
    return lines


def _sentence(taken: TakenIn) -> str:
    match taken.outcome:
        case "old":
            return "لا جديد في هذه الحزمة: أُخذت من قبل، أو هي أقدم مما في هذا الجهاز. لم يتغير شيء."
        case "reissued":
            return (
                f"أُعيد قيد {taken.reissued} من أعمال هذا الجهاز باسم جديد، ولم يضع منها شيء. "
                "انسخها إلى الذاكرة من جديد ليأخذها المركز."
            )
    if taken.is_from_peer:
        left = f" وتُرك {taken.left_out} ينقصها ما قبلها." if taken.left_out else ""
        return f"جديد هنا من الجهاز الآخر: {taken.received}، ولم يصل المركز الرئيس بعد.{left}"
    return f"جديد هنا: {taken.received}، وأكّد المركز وصول {taken.confirmed}، وينتظر {taken.waiting}."
