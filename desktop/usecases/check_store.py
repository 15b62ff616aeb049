"""Prove the store: the chain of every log, every part, the rows against a refold, the digests, the file itself."""

from dataclasses import dataclass

from db.damage import check_file
from db.keyslots import database_key
from db.store import database_path
from desktop.usecases.desk import Desk
from desktop.usecases.see_complaint_rows import refuse_part_of_complaints
from domain.sync.dump import dump_text


@dataclass(frozen=True)
class Verified:
    """Empty when everything is as the log says."""

    findings: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.findings


def verify(desk: Desk) -> Verified:
    findings = list(desk.store.check_chain())
    if not findings:
        # A log that is broken cannot be folded again, and says nothing about the rows.
        findings += [f"{name}: rows or digest differ from the log" for name in desk.store.check_rows()]
    file = check_file(database_path(desk.store.folder), database_key(desk.master))
    if not file.is_sound:
        findings.append(f"{file.kind}: {file.detail}")
    return Verified(tuple(findings))


def dump(desk: Desk) -> str:
    """The whole synced state, canonical and sorted: the same text on laptops that have converged. Raises RuleBroken
    for whoever may not see every complaint in it."""
    refuse_part_of_complaints(desk)
    return dump_text(desk.store.states())
