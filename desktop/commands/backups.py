"""`istiqbal backup make`, `istiqbal backup restore`, `istiqbal backup status`"""

import os
from pathlib import Path

from desktop.commands.context import Context, Result, choose_username, read_password, told_at
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
        lines.append(f"وبقي ما كان هنا كما هو في المجلد {isolate(restored.aside)}.")
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
