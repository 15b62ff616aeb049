"""`istiqbal init`, `profiles`, `recover`, `user …`, `dump`, `verify`"""

import json
from pathlib import Path

from desktop.commands.context import Context, Result, read_new_password, read_password
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.add_user import NewUser, add_user, check_new_name
from desktop.usecases.check_store import dump, verify
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.open_desk import FirstDesk, SetUp, create_desk, recover
from desktop.usecases.print_sheets import recovery_sheet
from domain.errors import Unavailable


def run(context: Context) -> Result:
    match context.arguments.command:
        case "init":
            return _init(context)
        case "profiles":
            return _profiles()
        case "recover":
            return _recover(context)
        case "user":
            return _user(context)
        case "dump":
            return _dump(context)
        case "verify":
            return _verify(context)
    raise LookupError(context.arguments.command)


def _init(context: Context) -> Result:
    arguments = context.arguments
    set_up = SetUp(
        arguments.profile,
        arguments.office,
        arguments.office_name,
        arguments.admin,
        arguments.admin_name,
        read_password(),
    )
    sheet = Path(arguments.recovery_sheet) if arguments.recovery_sheet is not None else None
    if sheet is not None:
        refuse_unwritable(sheet)
    first = create_desk(context.home, set_up, world=context.world)
    try:
        problem = _write_sheet(first, sheet) if sheet is not None else ""
        data = {
            "id": first.desk.user.id,
            "profile": first.desk.profile.id,
            "profile_version": first.desk.profile.version,
            "office": first.desk.office_code,
            "recovery_code": first.recovery_code,
            "problem": problem or None,
        }
    finally:
        first.desk.store.close()
    text = f"أُعدّ المكتب {data['office']}.\nرمز الاستعادة (يظهر مرة واحدة، احفظه مطبوعًا): {first.recovery_code}"
    return Result(data, f"{text}\n{problem}".rstrip(), exit_code=3 if problem else 0)


def _write_sheet(first: FirstDesk, path: Path) -> str:
    """What was wrong. The office stands by then and its code is shown only once, so a full disk must not hide it."""
    try:
        write_whole(path, recovery_sheet(first.desk, first.recovery_code))
    except Unavailable as failure:
        return failure.ar
    return ""


def _profiles() -> Result:
    profiles = [load_profile(id) for id in profile_ids()]
    data = {"profiles": [{"id": profile.id, "name": profile.name.ar} for profile in profiles]}
    return Result(data, "\n".join(f"{profile.id}  {profile.name.ar}" for profile in profiles))


def _recover(context: Context) -> Result:
    username = context.username()
    desk = recover(context.home, context.arguments.code, username, read_new_password(), world=context.world)
    desk.store.close()
    return Result({"user": username}, "غُيّرت كلمة المرور.")


def _user(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        if arguments.verb == "list":
            users = desk.store.users.all()
            data = {"users": [{"id": u.id, "username": u.username, "name": u.name, "roles": u.roles} for u in users]}
            return Result(data, "\n".join(f"{user.username}  {user.name}  {' '.join(user.roles)}" for user in users))
        roles = tuple(arguments.role) or ("clerk",)
        check_new_name(desk, arguments.username, roles)
        added = add_user(desk, NewUser(arguments.username, arguments.name, roles, read_new_password()))
        return Result({"id": added.user.id, "username": added.user.username}, added.user.id)


def _dump(context: Context) -> Result:
    with context.desk() as desk:
        text = dump(desk)
    return Result({"rows": [json.loads(line) for line in text.splitlines()]}, text.rstrip("\n"))


def _verify(context: Context) -> Result:
    with context.desk() as desk:
        found = verify(desk)
    if found.is_clean:
        return Result({"clean": True, "findings": []}, "البيانات سليمة: السلسلة والسجلات والملف.")
    text = "وُجد خلل. أوقف العمل على هذا الجهاز وأبلغ مدير النظام:\n" + "\n".join(found.findings)
    return Result({"clean": False, "findings": list(found.findings)}, text, exit_code=3)
