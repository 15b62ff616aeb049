"""`istiqbal holidays`: the days by which terms are reckoned, and who says so of each."""

from desktop.commands.context import Context, Result
from desktop.usecases.list_holidays import KnownDay, list_holidays


def run(context: Context) -> Result:
    with context.desk() as desk:
        found = list_holidays(desk, context.arguments.year)
    return Result({"days": [_plain(one) for one in found]}, "\n".join(map(_text, found)))


def _plain(one: KnownDay) -> dict[str, object]:
    said = one.declared
    return {
        "day": one.day.isoformat(),
        "working": one.is_working,
        "title": {"ar": one.title.ar, "en": one.title.en},
        "source": "table" if said is None else "head_office",
        "certain": one.is_certain,
        "declared": None if said is None else {"by": said.declared_by, "at": said.declared_at, "note": said.note},
    }


def _text(one: KnownDay) -> str:
    kind = "دوام" if one.is_working else "إجازة"
    return f"{one.day}  {kind}  {one.title.ar}  ({one.source.ar})"
