"""Stores that were kept aside when a backup was restored, the program updated or damage found: what they are, what
would go with one, and removing it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from db.kept_aside import count_only_aside, list_aside, remove_aside
from db.keyslots import database_key
from desktop.usecases.desk import Desk
from domain.arabic import isolate
from domain.calendar import saudi_second
from domain.errors import RuleBroken


@dataclass(frozen=True)
class KeptAside:
    """`name` is the folder's beside the store, `kept_at` ISO with offset, `bytes` what it takes of the disk."""

    name: str
    kept_at: str
    bytes: int


def list_kept_aside(desk: Desk) -> tuple[KeptAside, ...]:
    """The newest first; nothing for who may not remove one. Raises Unavailable."""
    if not _may_remove(desk):
        return ()
    found = list_aside(desk.store.folder)
    return tuple(
        KeptAside(one.name, saudi_second(datetime.fromtimestamp(one.seconds, UTC)), one.bytes) for one in found
    )


def count_only_kept_aside(desk: Desk, name: str) -> int | None:
    """How many entries, drafts and files stand in it alone; None when that cannot be told. Raises RuleBroken and
    Unavailable."""
    _find(desk, name)
    return count_only_aside(desk.store.database, desk.store.folder, name, database_key(desk.master))


def remove_kept_aside(desk: Desk, name: str, *, even_if_alone: bool = False) -> KeptAside:
    """For good; returns what it was. Raises RuleBroken ``kept.not_allowed``, ``kept.unknown`` and, unless
    `even_if_alone`, ``kept.alone`` for one that holds what stands nowhere else here, or may; Unavailable."""
    kept = _find(desk, name)
    if not even_if_alone and (alone := count_only_kept_aside(desk, name)) != 0:
        raise _alone(alone)
    remove_aside(desk.store.folder, name)
    return kept


def _find(desk: Desk, name: str) -> KeptAside:
    if not _may_remove(desk):
        raise RuleBroken(
            "kept.not_allowed",
            ar="حذف ما أُبقي جانبًا لمدير النظام وحده. اطلب منه أن يدخل ويحذفه.",
            en="Only an administrator may remove what was kept aside. Ask one to sign in and do it.",
            field="user",
        )
    found = next((one for one in list_kept_aside(desk) if one.name == name), None)
    if found is None:
        raise RuleBroken(
            "kept.unknown",
            ar=f"لا شيء أُبقي جانبًا باسم {isolate(name)}. الأسماء في «istiqbal backup kept».",
            en=f"Nothing was kept aside as {name}. `istiqbal backup kept` lists the names.",
            field="name",
        )
    return found


def _may_remove(desk: Desk) -> bool:
    return desk.user.has_role("administrator")


def _alone(alone: int | None) -> RuleBroken:
    if alone is None:
        return RuleBroken(
            "kept.alone",
            ar="لا يُعلم هل فيه ما ليس هنا، فلم يُحذف. إن كنت لا تحتاجه فأضف ‎--even-if-alone.",
            en="It cannot be told whether it holds what is not here, so it was not removed. If you do not need it, add "
            "--even-if-alone.",
            field="name",
        )
    return RuleBroken(
        "kept.alone",
        ar=f"فيه ما ليس في بيانات هذا الجهاز (أعمال ومسودّات وملفات: {alone})، فلم يُحذف. زامن أولًا، فقد يكون عند المركز "
        "الرئيس؛ وإن كنت لا تحتاجه فأضف ‎--even-if-alone.",
        en=f"It holds what is not in this laptop's data ({alone} entries, drafts and files), so it was not removed. "
        "Sync first: head office may have them; if you do not need them, add --even-if-alone.",
        field="name",
    )
