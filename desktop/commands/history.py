"""`istiqbal history`"""

from desktop.commands.context import Context, Result
from desktop.commands.said import said_values
from desktop.usecases.desk import Desk
from desktop.usecases.show_history import FieldHistory, HistoryLine, show_history
from domain import record_words as wording
from domain.record_names import FATES


def run(context: Context) -> Result:
    with context.desk() as desk:
        history = show_history(desk, context.arguments.table, context.arguments.record)
        fields = [_text(desk, field) for field in history.fields]
    data = {
        "table": history.table,
        "row": history.row,
        "about": history.about,
        "fields": [{"cell": field.cell, "lines": list(map(_data, field.lines))} for field in history.fields],
    }
    return Result(data, "\n\n".join([wording.record(history.table, history.about).ar, *fields]))


def _data(line: HistoryLine) -> dict[str, object]:
    return {
        "values": dict(line.values),
        "answers": [{"question": question, "said": said} for question, said in line.answers],
        "author": line.author,
        "written_at": line.written_at,
        "office": line.office,
        "here": line.is_here,
        "fate": line.fate,
        "waiting": line.is_waiting,
        "action": line.action,
    }


def _text(desk: Desk, field: FieldHistory) -> str:
    lines = [wording.cell(field.cell).ar]
    for line in field.lines:
        values = "، ".join(said_values(desk, line.values)) or "—"
        written = f"{line.author}، {wording.moment(line.written_at).ar}، {FATES[line.fate].ar}"
        lines.append(f"  {values}  ({written})")
    return "\n".join(lines)
