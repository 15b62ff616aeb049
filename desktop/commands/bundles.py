"""`istiqbal bundle export`, `istiqbal bundle import`"""

from pathlib import Path

from desktop.bootstrap_stick import copy_to_stick, take_from_stick
from desktop.commands.context import Context, Result
from domain.arabic import isolate
from domain.sync.carried import CopiedOut, TakenIn


def run(context: Context) -> Result:
    place = Path(context.arguments.file)
    with context.desk() as desk:
        match context.arguments.verb:
            case "export":
                return _copied(copy_to_stick(desk, place, part_bytes=context.arguments.part_bytes))
            case "import":
                return _taken(take_from_stick(desk, place))
    raise LookupError(context.arguments.verb)


def _copied(copied: CopiedOut) -> Result:
    data = {
        "files": list(copied.files),
        "bytes": copied.bytes,
        "entries": copied.entries,
        "since": copied.since.isoformat() if copied.since else None,
    }
    names = "، ".join(isolate(name) for name in copied.files)
    return Result(data, f"نُسخ إلى الذاكرة ما لم يصل المركز الرئيس بعد: {copied.entries}، في {names}.")


def _taken(taken: TakenIn) -> Result:
    data = {
        "outcome": taken.outcome,
        "received": taken.received,
        "confirmed": taken.confirmed,
        "waiting": taken.waiting,
        "reissued": taken.reissued,
        "made_at": taken.made_at.isoformat(),
        "notices": [{"code": notice.code, "ar": notice.ar, "en": notice.en} for notice in taken.notices],
    }
    return Result(data, "\n".join([_sentence(taken), *(notice.ar for notice in taken.notices)]))


def _sentence(taken: TakenIn) -> str:
    match taken.outcome:
        case "old":
            return "هذه الحزمة أقدم مما في هذا الجهاز، فلم يتغير شيء."
        case "reissued":
            return (
                f"أُعيد قيد {taken.reissued} من أعمال هذا الجهاز باسم جديد، ولم يضع منها شيء. "
                "انسخها إلى الذاكرة من جديد ليأخذها المركز."
            )
    return f"جديد هنا: {taken.received}، وأكّد المركز وصول {taken.confirmed}، وينتظر {taken.waiting}."
