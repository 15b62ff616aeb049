"""The committee's sessions, who was there, and what they look at."""

from dataclasses import replace
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.committee import OPENED, AgendaItem, Member, Session
from domain.errors import RuleBroken
from domain.sync.schema import Value

_COLUMNS = (
    "id, number, day, committee, opened_by, opened_at, place, starts_at, ends_at, state, recommendations, direction, "
    "signed_on, signers, signing_noted_by"
)
_MEMBERS = "SELECT id, session, name, office, is_present, excuse, place_in_list FROM session_members"
_YES, _NO = "yes", "no"


class Sessions(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, session: str) -> tuple[Session, Seen]:
        """By id or number. Raises RuleBroken."""
        found = self.find(session)
        if found is None:
            raise RuleBroken(
                "committee.unknown",
                ar="لا توجد جلسة بهذا الرقم. راجع قائمة الجلسات.",
                en="There is no session with this number. See the list of sessions.",
                field="session",
            )
        return found, self.seen("sessions", found.id)

    def find(self, session: str) -> Session | None:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM sessions WHERE (id = ?1 OR number = ?1) AND void_reason IS NULL "  # noqa: S608
            "ORDER BY id = ?1 DESC, day DESC, id DESC",
            (session,),
        ).fetchone()
        return _session(row) if row else None

    def latest(self, *, limit: int = 50) -> tuple[Session, ...]:
        """The newest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM sessions WHERE void_reason IS NULL ORDER BY day DESC, id DESC LIMIT ?",  # noqa: S608
            (limit,),
        )
        return tuple(map(_session, rows))

    def members(self, session: str) -> tuple[Member, ...]:
        """In the order they were entered."""
        rows = self._db.execute(
            f"{_MEMBERS} WHERE session = ? AND void_reason IS NULL ORDER BY place_in_list, id",
            (session,),
        )
        return tuple(map(_seated, rows))

    def find_member(self, member: str) -> tuple[Member, Seen]:
        """Raises RuleBroken."""
        row = self._db.execute(
            f"{_MEMBERS} WHERE id = ? AND void_reason IS NULL",
            (member,),
        ).fetchone()
        if row is None:
            raise RuleBroken(
                "committee.member",
                ar="لا يوجد عضو بهذا المعرّف في الجلسة.",
                en="There is no member with this id.",
                field="member",
            )
        return _seated(row), self.seen("session_members", member)

    def agenda(self, session: str) -> tuple[AgendaItem, ...]:
        """Each request once, in the order they were put on."""
        rows = self._db.execute(
            "SELECT id, session, interview, person, coalesce(place_in_list, 0) FROM session_items "
            "WHERE session = ? AND void_reason IS NULL AND interview IS NOT NULL ORDER BY place_in_list, id",
            (session,),
        )
        found: dict[str, AgendaItem] = {}
        for row in rows:
            found.setdefault(row[2], AgendaItem(*row))
        return tuple(found.values())

    def open_with(self, interview: str) -> tuple[Session, ...]:
        """The open sessions that have it on their agenda."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM sessions WHERE void_reason IS NULL AND state = ? AND id IN "  # noqa: S608
            "(SELECT session FROM session_items WHERE interview = ? AND void_reason IS NULL) ORDER BY day, id",
            (OPENED, interview),
        )
        return tuple(map(_session, rows))


def _seated(row: tuple[Any, ...]) -> Member:
    id, of, name, office, present, excuse, place = row
    return Member(id, of, name or "", office or "", present != _NO, excuse or "", place or 0)


def _session(row: tuple[Any, ...]) -> Session:
    texts = [value or "" for value in row]
    id, number, day, committee, by, at, place, starts, ends, state = texts[:10]
    made = Session(id=id, number=number, day=day, committee=committee, opened_by=by, opened_at=at)
    made = replace(made, place=place, starts_at=starts, ends_at=ends, state=state or OPENED)
    recommendations, direction, signed_on, signers, noted_by = texts[10:]
    return replace(
        made,
        recommendations=recommendations,
        direction=direction,
        signed_on=signed_on,
        signers=signers,
        signing_noted_by=noted_by,
    )


class SessionWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def open(self, session: Session) -> None:
        cells: dict[str, Value] = {
            "opening": _opening(session),
            "committee": session.committee,
            "opened_by": session.opened_by,
            "opened_at": session.opened_at,
            "state": session.state,
        }
        self._journal.add("sessions", session.id, cells, subject=None)

    def edit(self, seen: Seen, before: Session, after: Session) -> None:
        """Writes what differs."""
        cells: dict[str, Value] = {}
        if _opening(before) != _opening(after):
            cells["opening"] = _opening(after)
        if before.recommendations != after.recommendations:
            cells["recommendations"] = after.recommendations or None
        if before.direction != after.direction:
            cells["direction"] = after.direction or None
        if before.signed_on != after.signed_on:
            cells["signing"] = [after.signed_on, after.signers, after.signing_noted_by]
        if before.state != after.state:
            cells["state"] = after.state
        if cells:
            self._journal.put(seen, cells, subject=None)

    def add_member(self, member: Member) -> None:
        self._journal.add(
            "session_members",
            member.id,
            {"session": member.session, "place_in_list": member.place, **_member(member)},
            subject=None,
        )

    def put_member(self, seen: Seen, member: Member) -> None:
        self._journal.put(seen, _member(member), subject=None)

    def remove_member(self, member: Member, reason: str) -> None:
        self._journal.void("session_members", member.id, reason, subject=None)

    def add_item(self, item: AgendaItem) -> None:
        cells: dict[str, Value] = {
            "session": item.session,
            "interview": item.interview,
            "person": item.person,
            "place_in_list": item.place,
        }
        self._journal.add("session_items", item.id, cells, subject=item.person)

    def remove_item(self, item: AgendaItem, reason: str) -> None:
        self._journal.void("session_items", item.id, reason, subject=item.person)


def _opening(session: Session) -> list[str | int | bytes | None]:
    return [session.number, session.day, session.starts_at or None, session.ends_at or None, session.place or None]


def _member(member: Member) -> dict[str, Value]:
    return {"member": [member.name, member.office or None, _YES if member.is_present else _NO, member.excuse or None]}
