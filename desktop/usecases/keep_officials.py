"""The officials of the association: who answers for which field of work. An administrator enters them."""

from dataclasses import dataclass, replace

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.official import Official, OfficialDraft, check_official, find_officials
from domain.sync.changes import NO_CHANGES, Changes
from domain.user import ROLE_NAMES


@dataclass(frozen=True)
class KeptOfficial:
    official: Official
    changes: Changes = NO_CHANGES


def add_official(desk: Desk, draft: OfficialDraft) -> KeptOfficial:
    """Raises RuleBroken with the field, or for whoever is no administrator."""
    _check_role(desk)
    name, post, telephone, email, charges = check_official(desk.profile, draft)
    made = Official(
        *(desk.new_id(), name, post, telephone, email, charges), noted_at=desk.minute(), noted_by=desk.user.id
    )
    with desk.store.work("official.add", desk.user.id) as work:
        work.officials.add(made)
    return KeptOfficial(made, work.changes)


def edit_official(desk: Desk, official: str, draft: OfficialDraft) -> KeptOfficial:
    """Raises RuleBroken likewise."""
    _check_role(desk)
    before, seen = _get_own(desk, official)
    name, post, telephone, email, charges = check_official(desk.profile, draft)
    after = replace(before, name=name, post=post, telephone=telephone, email=email, charges=charges)
    with desk.store.work("official.edit", desk.user.id) as work:
        work.officials.edit(seen, before, after)
    return KeptOfficial(after, work.changes)


def remove_official(desk: Desk, official: str, reason: str) -> Changes:
    """He is offered no more; what was referred to him keeps his name. Raises RuleBroken without a reason."""
    _check_role(desk)
    found, _ = _get_own(desk, official)
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(
            "official.reason",
            ar="اكتب سبب حذفه من القائمة، مثل: انتقل إلى عمل آخر.",
            en="Write why he is taken off the list, such as: he moved to other work.",
            field="reason",
        )
    with desk.store.work("official.remove", desk.user.id) as work:
        work.officials.void(found.id, said)
    return work.changes


def bring_back_official(desk: Desk, official: str) -> Changes:
    """Raises RuleBroken when there is none of that id."""
    _check_role(desk)
    _, seen = _get_own(desk, official)
    with desk.store.work("official.return", desk.user.id) as work:
        work.officials.restore(seen)
    return work.changes


def list_officials(desk: Desk, field: str = "", category: str = "") -> tuple[Official, ...]:
    """All by name; with a field, or a category, whoever answers for it, the closest first."""
    found = desk.store.officials.all()
    return find_officials(found, field, category) if field or category else found


def _get_own(desk: Desk, official: str) -> tuple[Official, Seen]:
    found, seen = desk.store.officials.get(official)
    if found.is_of_association:
        raise RuleBroken(
            "official.of_association",
            ar=f"سجّل المركز الرئيس «{found.shown}» للمكاتب كلها، فلا يُغيَّر هنا. اطلب التغيير من المركز، "
            "أو سجّل مسؤولًا لهذا المكتب.",
            en=f"Head office entered “{found.shown}” for every office, so it is not changed here. Ask head office, "
            "or enter an official of this office.",
        )
    return found, seen


def _check_role(desk: Desk) -> None:
    if not desk.user.has_role("administrator"):
        raise RuleBroken(
            "official.role",
            ar=f"يسجّل المسؤولين ومجالاتهم {ROLE_NAMES['administrator'].ar}؛ اطلب منه ذلك.",
            en="Officials and their fields are entered by an administrator; ask one.",
        )
