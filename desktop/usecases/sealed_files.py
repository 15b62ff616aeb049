"""The sealed files of a paper: the one that counts, and those that two laptops made before they knew of each other.

Which one counts is what the record shows (LOG.md, "Who wins"), the same on every laptop once they have synced. The
others stay named by their entries: they are true papers, and go when their person does.
"""

from dataclasses import dataclass

from db.deeds import Deed
from db.papers import PaperRow
from desktop.usecases.desk import Desk
from domain.calendar import saudi_minute
from domain.paper import Copy
from domain.sync.named_files import named_files


@dataclass(frozen=True)
class SealedFile:
    """`at` is when it was kept, by the clock of the laptop that did, ISO with offset."""

    name: bytes
    at: str


def files_of_paper(desk: Desk, paper: PaperRow) -> tuple[SealedFile, ...]:
    """All that an entry here names, the newest first; one that head office did not apply too."""
    state = desk.store.papers.seen("papers", paper.id).state
    there = desk.store.place_of("papers", paper.id)
    deeds = desk.store.deeds.of(there, state.touched if state is not None else ())
    return tuple(SealedFile(name, saudi_minute(deed.written_at)) for deed in deeds for name in _named(deed, paper.id))


def copy_of(desk: Desk, paper: PaperRow | None, name: bytes) -> tuple[Copy, str]:
    """Which of its files this is; and, of one that another has replaced, when that other one was kept."""
    if paper is None or paper.file is None:
        return "", ""
    if paper.file == name:
        return "kept", ""
    files = files_of_paper(desk, paper)
    if all(file.name != name for file in files):
        return "beside", ""
    return "replaced", next((file.at for file in files if file.name == paper.file), "")


def _named(deed: Deed, paper: str) -> frozenset[bytes]:
    return named_files(operation for operation in deed.operations or () if operation.row == paper)
