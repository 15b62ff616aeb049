"""`istiqbal quarantine …`"""

from desktop.commands.context import Context, Result
from desktop.usecases.desk import Desk
from desktop.usecases.mend_refused import Mending, mend_refused
from desktop.usecases.settle_quarantine import RefusedDeed, list_refused, withdraw_refused
from domain.errors import RuleBroken


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "withdraw":
                withdraw_refused(desk, arguments.deed)
                return Result({"deed": arguments.deed, "handled": "withdrawn"}, "سُحب، وبقي في السجل كما كُتب.")
            case "mend":
                mending = Mending(tuple(map(_pair, arguments.set)), arguments.reason)
                changes = mend_refused(desk, arguments.deed, mending)
                data = {"deed": arguments.deed, "handled": "mended", "changed": sorted(changes.kinds)}
                return Result(data, "كُتب من جديد، ويُرسل مع ما ينتظر.")
            case "list":
                return _list(desk, everything=arguments.all)
    raise LookupError(arguments.verb)


def _list(desk: Desk, *, everything: bool) -> Result:
    deeds = [deed for deed in list_refused(desk) if everything or not deed.handled]
    text = "\n\n".join(map(_text, deeds)) or "طبّق المركز الرئيس كل ما وصله من هذا الجهاز."
    return Result({"quarantine": [_data(deed) for deed in deeds]}, text)


def _pair(text: str) -> tuple[str, str]:
    name, is_there, value = text.partition("=")
    if not is_there or not name.strip():
        raise RuleBroken(
            "usage.set",
            ar="اكتب الحقل وقيمته هكذا: --set الحقل=القيمة.",
            en="Write the field and its value like this: --set FIELD=VALUE.",
            field="set",
        )
    return name.strip(), value


def _data(deed: RefusedDeed) -> dict[str, object]:
    return {
        "id": deed.id,
        "action": deed.action,
        "title": {"ar": deed.title_ar, "en": deed.title_en},
        "reason": {"code": deed.reason.code, "ar": deed.reason.ar, "en": deed.reason.en},
        "waits": deed.reason.waits,
        "mendable": deed.can_be_mended,
        "table": deed.table,
        "row": deed.row,
        "about": deed.about,
        "author": deed.author,
        "written_at": deed.written_at,
        "fields": [{"table": field.table, "column": field.column, "text": field.text} for field in deed.fields],
        "handled": deed.handled or None,
        "handled_at": deed.handled_at or None,
    }


def _text(deed: RefusedDeed) -> str:
    what = f"{deed.id}  {deed.title_ar}: {deed.about}  ({deed.author}، {deed.written_at})"
    return f"{what}\n  {deed.reason.ar}\n  {deed.reason.en}"
