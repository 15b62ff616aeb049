"""A new recovery sheet for one that was lost or seen: the administrator's alone, his password asked again.

The new sheet is good from the moment it is made; the old one ends when the new one is confirmed, so that a cut at any
point leaves a sheet on paper that opens the store. Key slots are of this laptop: nothing of this is in the log.
"""

from dataclasses import dataclass, field

from db.key_memory import remember_keys
from db.keyslots import unlock
from db.recovery_slots import add_recovery_code, confirm_recovery_code, withdraw_recovery_code
from db.store import database_path
from desktop.usecases.desk import Desk
from desktop.usecases.print_sheets import recovery_sheet
from domain.errors import RuleBroken


@dataclass(frozen=True)
class NewSheet:
    """`id` names the sheet until it is confirmed or withdrawn; `pdf` is the page to print and lock away."""

    id: str
    pdf: bytes = field(repr=False)


def issue_sheet_with_password(desk: Desk, password: str) -> NewSheet:
    """For a window that may have been left open: only with the password of who signed in. Raises RuleBroken (field
    ``password``)."""
    _refuse_others(desk)
    if not password:
        raise RuleBroken(
            "recovery.password", ar="اكتب كلمة مرورك أولًا.", en="Write your password first.", field="password"
        )
    try:
        unlock(database_path(desk.store.folder), desk.user.username, password)
    except RuleBroken as error:
        raise RuleBroken(
            "recovery.password",
            ar="كلمة المرور غير صحيحة. تأكد من لغة لوحة المفاتيح ثم أعد المحاولة؛ الورقة القديمة باقية.",
            en="The password is not right. Check the keyboard's language and try again; the old sheet still stands.",
            field="password",
        ) from error
    return issue_sheet(desk)


def issue_sheet(desk: Desk) -> NewSheet:
    """The former sheet stays good until `confirm_sheet`. Raises RuleBroken for anybody but an administrator."""
    _refuse_others(desk)
    path = database_path(desk.store.folder)
    new = add_recovery_code(path, desk.master)
    try:
        pdf = recovery_sheet(desk, new.code)
    except BaseException:
        withdraw_recovery_code(path, new.slot)
        raise
    finally:
        remember_keys(desk.store.settings, path)
    return NewSheet(new.slot, pdf)


def confirm_sheet(desk: Desk, sheet: str) -> None:
    """It lies in the safe: every former sheet opens nothing any more. Raises RuleBroken ``recovery.gone``."""
    _refuse_others(desk)
    path = database_path(desk.store.folder)
    confirm_recovery_code(path, sheet)
    remember_keys(desk.store.settings, path)


def withdraw_sheet(desk: Desk, sheet: str) -> None:
    """It was not kept: it opens nothing, and the former sheet stands."""
    path = database_path(desk.store.folder)
    withdraw_recovery_code(path, sheet)
    remember_keys(desk.store.settings, path)


def _refuse_others(desk: Desk) -> None:
    if not desk.user.has_role("administrator"):
        raise RuleBroken(
            "recovery.not_allowed",
            ar="إصدار ورقة استعادة جديدة لمدير النظام وحده.",
            en="Only the administrator may make a new recovery sheet.",
        )
