"""`istiqbal task …`"""

from desktop.commands.context import Context, Result, told_at
from desktop.usecases.settle_task import TaskPage, list_tasks, settle_task


def run(context: Context) -> Result:
    with context.desk() as desk:
        if context.arguments.verb == "settle":
            changes = settle_task(desk, context.arguments.task, context.arguments.choose)
            return Result({"task": context.arguments.task, "changed": sorted(changes.kinds)}, "حُسمت المهمة.")
        pages = list_tasks(desk)
        text = "\n\n".join(map(_text, pages)) or "لا توجد مهام تنتظر الحسم."
        return Result({"tasks": [_data(page) for page in pages]}, text)


def _data(page: TaskPage) -> dict[str, object]:
    return {
        "id": page.id,
        "kind": page.kind,
        "table": page.table,
        "row": page.row,
        "cell": page.cell,
        "about": page.about,
        "choices": [
            {
                "values": dict(choice.values),
                "author": choice.author,
                "written_at": choice.written_at,
                "office": choice.office,
                "here": choice.is_here,
                "answers": [{"question": question, "said": said} for question, said in choice.answers],
            }
            for choice in page.choices
        ],
    }


def _text(page: TaskPage) -> str:
    lines = [f"{page.id}  {page.about}  ({page.cell})"]
    for number, choice in enumerate(page.choices):
        values = "، ".join(value for _, value in choice.values if value)
        lines.append(f"  {number}: {values or '—'}  ({choice.author}، {told_at(choice.written_at)})")
    return "\n".join(lines)
