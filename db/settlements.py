"""Amicable settlements of complaints, and dossiers of compensation."""

import json
from collections.abc import Iterable
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.compensation import Dossier, Harm, Proof
from domain.errors import RuleBroken
from domain.settlement import Settlement, Term
from domain.sync.schema import Value

_SETTLEMENT = "id, complaint, person, number, made_at, made_by, terms, parties, agreed_on, signed_on, signed_noted_by"
_DOSSIER = (
    "id, complaint, person, number, made_at, made_by, damage, size, causes, holds, "
    "proof_kind, proof_day, proof_paper, members, negotiated, amount, progress, closed_on"
)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Settlements(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of(self, complaint: str) -> tuple[Settlement, ...]:
        """Those that stand, the oldest first."""
        return self._where("complaint = ?", complaint)

    def find(self, settlement: str) -> Settlement | None:
        return next(iter(self._where("id = ?", settlement)), None)

    def get_last(self, complaint: str) -> tuple[Settlement, Seen]:
        """Raises RuleBroken when nothing was written."""
        found = self.of(complaint)
        if not found:
            raise RuleBroken(
                "settlement.none",
                ar="لم تُكتب تسوية لهذه الشكوى. اكتب ما اتُّفق عليه أولًا.",
                en="No settlement of this complaint was written. Write what was agreed first.",
                field="terms",
            )
        return found[-1], self.seen("settlements", found[-1].id)

    def _where(self, condition: str, value: str) -> tuple[Settlement, ...]:
        rows = self._db.execute(
            f"SELECT {_SETTLEMENT} FROM settlements WHERE {condition} AND void_reason IS NULL ORDER BY made_at, id",  # noqa: S608
            (value,),
        )
        return tuple(_settlement(*row) for row in rows)


def _settlement(*row: str | None) -> Settlement:
    *head, terms, parties, agreed_on, signed_on, noted_by = row
    id, complaint, person, number, made_at, made_by = (text or "" for text in head)
    return Settlement(
        id,
        complaint,
        person,
        number,
        made_at,
        made_by,
        tuple(Term(*map(str, one)) for one in _list(terms)),
        tuple(map(str, _list(parties))),
        agreed_on or "",
        signed_on or "",
        noted_by or "",
    )


def _list(text: str | None) -> list[Any]:
    found = json.loads(text or "[]")
    return found if isinstance(found, list) else []


class SettlementWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Settlement) -> None:
        cells: dict[str, Value] = {
            "complaint": one.complaint,
            "person": one.person or None,
            "number": one.number,
            "made": [one.made_at, one.made_by],
            "agreement": [_terms(one.terms), _written(list(one.parties)), one.agreed_on],
        }
        self._journal.add("settlements", one.id, cells, subject=one.person or None)

    def sign(self, seen: Seen, one: Settlement) -> None:
        self._journal.put(seen, {"signing": [one.signed_on, one.signed_noted_by]}, subject=one.person or None)

    def void(self, one: Settlement, reason: str) -> None:
        self._journal.void("settlements", one.id, reason, subject=one.person or None)


def _terms(terms: Iterable[Term]) -> str:
    return _written([[one.what, one.who, one.until] for one in terms])


class Compensations(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of(self, complaint: str) -> tuple[Dossier, ...]:
        """Those that stand, the oldest first."""
        return self._where("complaint = ?", complaint)

    def get_last(self, complaint: str) -> tuple[Dossier, Seen]:
        """Raises RuleBroken when none was opened."""
        found = self.of(complaint)
        if not found:
            raise RuleBroken(
                "compensation.not_open",
                ar="لم يُفتح ملف تعويض لهذه الشكوى. افتحه ببيان الضرر أولًا.",
                en="No compensation dossier of this complaint was opened. Open it with the damage first.",
                field="damage",
            )
        return found[-1], self.seen("compensations", found[-1].id)

    def _where(self, condition: str, value: str) -> tuple[Dossier, ...]:
        rows = self._db.execute(
            f"SELECT {_DOSSIER} FROM compensations WHERE {condition} AND void_reason IS NULL ORDER BY made_at, id",  # noqa: S608
            (value,),
        )
        return tuple(_dossier(*row) for row in rows)


def _dossier(*row: str | None) -> Dossier:
    texts = [text or "" for text in row]
    id, complaint, person, number, made_at, made_by, damage, size, causes = texts[:9]
    holds, kind, day, paper, members, agreed, amount, progress, closed_on = texts[9:]
    found = json.loads(holds or "{}")
    return Dossier(
        id,
        complaint,
        person,
        number,
        made_at,
        made_by,
        Harm(damage, size, causes),
        {str(rule): str(how) for rule, how in found.items()} if isinstance(found, dict) else {},
        Proof(kind, day, paper, tuple(map(str, _list(members)))) if kind else None,
        agreed,
        amount,
        progress or "open",
        closed_on,
    )


class CompensationWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Dossier) -> None:
        cells: dict[str, Value] = {
            "complaint": one.complaint,
            "person": one.person or None,
            "number": one.number,
            "made": [one.made_at, one.made_by],
            "harm": _harm(one.harm),
            "progress": one.progress,
        }
        self._journal.add("compensations", one.id, cells, subject=one.person or None)

    def describe(self, seen: Seen, one: Dossier) -> None:
        self._journal.put(seen, {"harm": _harm(one.harm)}, subject=one.person or None)

    def hold(self, seen: Seen, one: Dossier) -> None:
        self._journal.put(seen, {"holds": _written(dict(one.holds))}, subject=one.person or None)

    def prove(self, seen: Seen, one: Dossier) -> None:
        self._journal.put(seen, {"proof_kind": _proof(one.proof)}, subject=one.person or None)

    def close(self, seen: Seen, one: Dossier) -> None:
        agreed: Value = [one.agreed, one.amount or None, one.closed_on]
        self._journal.put(seen, {"negotiated": agreed, "progress": one.progress}, subject=one.person or None)

    def void(self, one: Dossier, reason: str) -> None:
        self._journal.void("compensations", one.id, reason, subject=one.person or None)


def _harm(harm: Harm) -> Value:
    return [harm.damage, harm.size or None, harm.causes or None]


def _proof(proof: Proof | None) -> Value:
    if proof is None:
        return [None, None, None, None]
    return [proof.kind, proof.day, proof.paper, _written(list(proof.members)) if proof.members else None]
