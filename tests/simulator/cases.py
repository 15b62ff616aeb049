"""A table of the simulator's own that is as confidential as complaints: what is taken down stands in a partition of its
own, whose rule asks for the roles of who wrote it, which stand in another.

Some runs only (`has_cases`). In every run some laptops read that partition and others only send to it.
"""

from collections.abc import Callable, Mapping

from domain.sync.cells import Table, flagged, immutable
from domain.sync.deed_rules import _judge_author
from domain.sync.entries import Header, Operation
from domain.sync.row_state import RowState
from domain.sync.tables import COMPLAINTS, USERS
from domain.user import User
from domain.visit import Visit
from tests.simulator.broken import expect
from tests.simulator.clerk import AUTHOR, DAY, Clerk, choose

CASES = Table(902, "trial_cases", COMPLAINTS, (immutable(1, "person"), flagged(2, "told")))
MAY_TAKE = ("supervisor", "administrator")
KEEPER = "01990000-0000-7000-8000-000000000002"
ROLES = ("supervisor", "receptionist")


def judge_case(header: Header, _: Operation, find_row: Callable[[str], RowState | None]) -> str:
    return _judge_author(header, find_row, MAY_TAKE)


def make_keeper(clerk: Clerk) -> None:
    """Somebody beside the administrator, whose roles change."""
    clerk.made, clerk.tag = 0, f"{clerk.laptop} begun keeper"
    with clerk.work() as work:
        work.users.add(User(KEEPER, "k", f"{clerk.canary} k", ROLES[:1]))


def take_case(clerk: Clerk, a: int, b: int) -> None:
    """Now and then with a visit, which is nothing confidential: one deed, of which each partition has its share."""
    persons = clerk.persons()
    at = choose(persons, a, b)
    person = persons[at] if at is not None and b % 5 else None
    row, author = clerk.new_id(), _author(clerk, b)
    if author is None:
        return
    with clerk.work(author=author) as work:
        if b % 3 == 0:
            work.visits.add(Visit(clerk.new_id(), DAY, "09:15", "men", note=clerk.word(), person=person))
        work.operations.add(CASES.name, row, {"person": person, "told": clerk.secret()}, subject=person)
    expect(row in _rows(clerk), "read your writes", f"{clerk.tag} at {clerk.laptop}: a case")


def tell_case(clerk: Clerk, a: int, b: int) -> None:
    rows, author = _rows(clerk), _author(clerk, b)
    at = choose(rows, a, b)
    if at is None or author is None:
        take_case(clerk, a, b)
        return
    row, value = rows[at], clerk.secret(" anew")
    seen, before = clerk.store.seen(CASES.name, row), clerk.shown(CASES.name, row, "told")
    with clerk.work(shown=before, author=author) as work:
        work.operations.put(seen, {"told": value}, subject=clerk.subject(CASES.name, row))
    (found,) = clerk.shown(CASES.name, row, "told").values()
    expect(found == value, "read your writes", f"{clerk.tag} at {clerk.laptop}: a case says {found}")


def drop_case(clerk: Clerk, a: int, b: int) -> None:
    rows, author = _rows(clerk), _author(clerk, b)
    at = choose(rows, a, b)
    if at is None or author is None:
        return
    subject = clerk.subject(CASES.name, rows[at])
    with clerk.work(author=author) as work:
        work.operations.void(CASES.name, rows[at], clerk.secret(" reason"), subject=subject)


def change_role(clerk: Clerk, a: int, b: int) -> None:
    """While what he takes down is under way."""
    if not (_is_here(clerk, KEEPER) and _is_here(clerk, AUTHOR)):
        return
    seen, before = clerk.store.seen(USERS.name, KEEPER), clerk.shown(USERS.name, KEEPER, "roles")
    with clerk.work(shown=before) as work:
        work.operations.put(seen, {"roles": ROLES[b % 2]}, subject=None)


CASE_DEEDS: Mapping[str, Callable[[Clerk, int, int], None]] = {
    deed.__name__: deed for deed in (take_case, tell_case, drop_case, change_role)
}


def _author(clerk: Clerk, b: int) -> str | None:
    """Whoever may, as far as this laptop knows; nobody while head office gets back who there is."""
    if b % 2 and _is_here(clerk, KEEPER) and clerk.shown(USERS.name, KEEPER, "roles")[KEEPER, 3] in MAY_TAKE:
        return KEEPER
    return AUTHOR if _is_here(clerk, AUTHOR) else None


def _is_here(clerk: Clerk, user: str) -> bool:
    found = clerk.store.database.execute("SELECT void_reason FROM users WHERE id = ?", (user,)).fetchone()
    return found is not None and found[0] is None


def _rows(clerk: Clerk) -> list[str]:
    rows = clerk.store.database.execute("SELECT id FROM trial_cases WHERE void_reason IS NULL ORDER BY id")
    return [row for (row,) in rows.fetchall()]
