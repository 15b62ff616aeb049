"""`istiqbal task …`"""

from desktop.commands.context import Context, Result
from desktop.commands.said import said_values
from desktop.usecases.desk import Desk
from desktop.usecases.settle_task import TaskPage, list_tasks, settle_task
from domain import record_words as wording
from domain.record_names import KINDS


def run(context: Context) -> Result:
    with context.desk() as desk:
        if context.arguments.verb == "settle":
            changes = settle_task(desk, context.arguments.task, context.arguments.choose)
            return Result({"task": context.arguments.task, "changed": sorted(changes.kinds)}, "حُسمت المهمة.")
        pages = list_tasks(desk)
        text = "\n\n".join(_text(desk, page) for page in pages) or "لا توجد مهام تنتظر الحسم."
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


def _text(desk: Desk, page: TaskPage) -> str:
    """What the page of tasks says, by line; the number before a value is what `--choose` takes."""
    kind = KINDS[page.kind].ar
    title = kind if page.kind == "edit_after_void" else f"{kind}: {wording.cell(page.cell).ar}"
    lines = [f"{page.id}  {title}، {wording.record(page.table, page.about).ar}"]
    for number, choice in enumerate(page.choices):
        said = "، ".join(said_values(desk, choice.values)) or "—"
        lines.append(f"  {number}: {said}  ({choice.author}، {wording.moment(choice.written_at).ar})")
    return "\n".join(lines)
