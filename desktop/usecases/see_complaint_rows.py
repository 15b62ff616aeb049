"""Whether somebody may see a record of the complaints where records of every kind are shown: in what waits for a
decision, in histories, in what was done about a person."""

from collections.abc import Iterable

from desktop.usecases.desk import Desk
from domain.complaint_rights import oversees, sees_whole
from domain.errors import RuleBroken
from domain.sync.complaint_tables import COMPLAINT_TABLES

KINDS = frozenset(table.name for table in COMPLAINT_TABLES)


def may_see_row(desk: Desk, table: str, row: str) -> bool:
    """Of any table. Of complaints: whoever oversees the office, and the owner what stands in the complaint itself."""
    if table not in KINDS or oversees(desk.user):
        return True
    found = desk.store.complaints.find(row) if table == "complaints" else None
    return found is not None and sees_whole(desk.user, found)


def refuse_unseen_complaints(desk: Desk, persons: Iterable[str]) -> None:
    """Raises RuleBroken where somebody complained whose complaint the user may not see whole."""
    for person in persons:
        for one in desk.store.complaints.of_person(person):
            if not sees_whole(desk.user, one):
                raise RuleBroken(
                    "statement.complaint",
                    ar="في الملف شكوى لا يراها كاملة إلا من يتابعها والمشرف. ليطبع البيانَ أحدهما.",
                    en="The record has a complaint that only its owner and a supervisor see whole. One of them prints.",
                )
