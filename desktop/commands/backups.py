"""`istiqbal backup make`, `restore`, `status`, and `kept` and `drop` of what stands aside after a restore"""

import os
from pathlib import Path

from desktop.commands.context import Context, Result, choose_username, read_password, told_at
from desktop.usecases.kept_aside import KeptAside, count_only_kept_aside, list_kept_aside, remove_kept_aside
from desktop.usecases.make_backup import backup_here, backup_into, backup_status
from desktop.usecases.restore_backup import open_by_password, open_by_sheet, restore_backup
from domain.arabic import isolate


def run(context: Context) -> Result:
    match context.arguments.verb:
        case "make":
            return _make(context)
        case "restore":
            return _restore(context)
        case "status":
            return _status(context)
        case "kept":
            return _kept(context)
        case "drop":
            return _drop(context)
    raise LookupError(context.arguments.verb)


def _make(context: Context) -> Result:
    place = context.text("file")
    with context.desk() as desk:
        made = backup_into(desk, _place(place)) if place is not None else backup_here(desk)
    data = {"file": made.file, "bytes": made.bytes, "made_at": made.made_at}
    return Result(data, f"كُتبت النسخة الاحتياطية وفُحصت: {isolate(made.file)}")


def _place(text: str) -> Path:
    """With a slash at its end it means a folder: a file of that name is not what was asked for."""
    place = Path(text)
    return place / place.name if text.endswith(("/", "\\")) and not os.path.isdir(place) else place


def _restore(context: Context) -> Result:
    code = context.text("code")
    if code is not None:
        opening = open_by_sheet(code)
    else:
        password = read_password()
        opening = open_by_password(lambda known: choose_username(context.user, known), password)
    restored = restore_backup(context.home, Path(context.arguments.file), opening, world=context.world)
    data = {
        "office": restored.office,
        "made_at": restored.made_at,
        "persons": restored.persons,
        "last_written": restored.last_written,
        "aside": restored.aside or None,
    }
    lines = [f"استُعيد المكتب {isolate(restored.office)} كما كان في {told_at(restored.made_at)}."]
    if restored.aside:
        lines.append(
            f"وبقي ما كان هنا كما هو في المجلد {isolate(restored.aside)}. إذا استغنيت عنه فاحذفه بالأمر: "
            f"istiqbal backup drop {restored.aside}"
        )
    lines.append("ما كُتب بعد تلك النسخة ووصل المركز الرئيس يعود مع المزامنة القادمة.")
    return Result(data, "\n".join(lines))


def _status(context: Context) -> Result:
    with context.desk() as desk:
        status = backup_status(desk)
    data = {"made_at": status.made_at, "file": status.file, "problem": status.problem or None}
    if status.made_at is None or status.file is None:
        text = "لم تُعمل نسخة احتياطية بعد. اعملها بالأمر: istiqbal backup make"
    else:
        text = f"آخر نسخة احتياطية: {told_at(status.made_at)}، في {isolate(status.file)}"
    return Result(data, "\n".join(filter(None, (text, status.problem))))


def _kept(context: Context) -> Result:
    with context.desk() as desk:
        found = [(kept, count_only_kept_aside(desk, kept.name)) for kept in list_kept_aside(desk)]
    data = {"kept": [{**_fields(kept), "only_there": alone} for kept, alone in found]}
    lines = [
        f"{isolate(kept.name)}  {told_at(kept.kept_at)}  {kept.bytes} بايت  {_told(alone)}" for kept, alone in found
    ]
    return Result(data, "\n".join(lines) or "لا شيء أُبقي جانبًا بعد استعادة أو تحديث.")


def _told(alone: int | None) -> str:
    if alone is None:
        return "لا يُعلم هل فيه ما ليس هنا"
    return f"فيه ما ليس هنا: {alone}" if alone else "كل ما فيه موجود هنا"


def _drop(context: Context) -> Result:
    with context.desk() as desk:
        gone = remove_kept_aside(desk, context.arguments.name, even_if_alone=context.arguments.even_if_alone)
    return Result(_fields(gone), f"حُذف نهائيًا ما أُبقي جانبًا في {isolate(gone.name)} ({gone.bytes} بايت).")


def _fields(kept: KeptAside) -> dict[str, object]:
    return {"name": kept.name, "kept_at": kept.kept_at, "bytes": kept.bytes}
