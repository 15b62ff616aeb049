"""`istiqbal history`"""

from desktop.commands.context import Context, Result, told_at
from desktop.usecases.show_history import FieldHistory, HistoryLine, show_history


def run(context: Context) -> Result:
    with context.desk() as desk:
        history = show_history(desk, context.arguments.table, context.arguments.record)
    data = {
        "table": history.table,
        "row": history.row,
        "about": history.about,
        "fields": [{"cell": field.cell, "lines": list(map(_data, field.lines))} for field in history.fields],
    }
    return Result(data, "\n\n".join([history.about, *map(_text, history.fields)]))


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


def _text(field: FieldHistory) -> str:
    lines = [field.cell]
    for line in field.lines:
        values = "، ".join(text for _, text in line.values if text) or "—"
        lines.append(f"  {values}  ({line.author}، {told_at(line.written_at)}، {line.fate})")
    return "\n".join(lines)
