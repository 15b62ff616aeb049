"""Whether somebody may see a record of the complaints where records of every kind are shown: in what waits for a
decision, in histories, in what was done about a person."""

from collections.abc import Iterable

from db.deeds import Deed
from desktop.usecases.desk import Desk
from desktop.usecases.send_complaints import only_sends
from domain.complaint_rights import oversees, sees_whole
from domain.errors import RuleBroken
from domain.sync.complaint_tables import COMPLAINT_TABLES
from domain.sync.schema import BY_NUMBER

KINDS = frozenset(table.name for table in COMPLAINT_TABLES)


def may_see_row(desk: Desk, table: str, row: str) -> bool:
    """Of any table. Of complaints: whoever oversees the office, and the owner what stands in the complaint itself."""
    if table not in KINDS or oversees(desk.user):
        return True
    found = desk.store.complaints.find(row) if table == "complaints" else None
    return found is not None and sees_whole(desk.user, found)


def may_see_deed(desk: Desk, deed: Deed) -> bool:
    """What somebody wrote himself, and what touches nothing that he may not see."""
    tables = ((BY_NUMBER.get(operation.table), operation.row) for operation in deed.operations or ())
    is_own = deed.header.author == desk.user.id
    return is_own or all(table is None or may_see_row(desk, table.name, row) for table, row in tables)


def refuse_part_of_complaints(desk: Desk) -> None:
    """Raises RuleBroken where a complaint is kept that the user may not see whole."""
    if not oversees(desk.user) and not all(sees_whole(desk.user, one) for one in desk.store.complaints.all()):
        raise RuleBroken(
            "dump.complaint",
            ar="في السجل شكاوى لا تراها، فلا يُطبع كله بحسابك. ليطبعه المشرف أو المدير العام أو مدير النظام.",
            en="There are complaints that you may not see, so the whole is not printed for you. A supervisor, the "
            "general manager or an administrator prints it.",
        )


def refuse_unseen_complaints(desk: Desk, persons: Iterable[str]) -> None:
    """Raises RuleBroken where somebody complained whose complaint the user may not see whole, and on a laptop that does
    not know who did."""
    if only_sends(desk):
        raise RuleBroken(
            "statement.only_sent",
            ar="هذا الجهاز يرسل الشكاوى ولا تُعرض فيه، فلا يكون البيان الذي يُطبع منه تامًّا. اطبعه من جهاز تُعرض فيه.",
            en="This laptop sends complaints and does not show them, so a statement printed here would lack them. "
            "Print it on a laptop that shows complaints.",
        )
    for person in persons:
        for one in desk.store.complaints.of_person(person):
            if not sees_whole(desk.user, one):
                raise RuleBroken(
                    "statement.complaint",
                    ar="في الملف شكوى لا يراها كاملة إلا من يتابعها والمشرف. ليطبع البيانَ أحدهما.",
                    en="The record has a complaint that only its owner and a supervisor see whole. One of them prints.",
                )
