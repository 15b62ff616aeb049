"""A desk with a USB stick, and a hand that chooses places on it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop.usecases.carry_by_stick import LastCopy, StickStatus
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk

MADE_AT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
COPIED = CopiedOut(("istiqbal-17-20261121-1040.istiqbal",), 4_096, 12, MADE_AT)
TAKEN = TakenIn(MADE_AT, 7, 3, 0, changes=Changes(frozenset({"visits"})))


@dataclass
class StickDesk(FrontDesk):
    """`refuse_once` of the desk makes the next deed fail."""

    status: StickStatus = field(default_factory=lambda: StickStatus(True, 12, "2026-11-19T07:00:00+00:00", None))
    answer: TakenIn = TAKEN
    copied: CopiedOut = COPIED
    asked: list[str] = field(default_factory=list)
    progress: Progress | None = None
    taken_anyway: list[str] = field(default_factory=list)

    def stick_status(self) -> StickStatus:
        return self.status

    def copy_to_stick(self, folder: str, progress: Progress) -> CopiedOut:
        self._carry(folder, progress, 12)
        self.status = StickStatus(True, 12, self.status.since, LastCopy("2026-11-21T10:40+03:00", "a.istiqbal", 12))
        return self.copied

    def take_from_stick(self, file: str, progress: Progress) -> TakenIn:
        self._carry(file, progress, 4_096)
        self.status = StickStatus(True, self.answer.waiting, None, None)
        return self.answer

    def take_with_voids(self, file: str, progress: Progress) -> TakenIn:
        self.taken_anyway.append(file)
        return self.take_from_stick(file, progress)

    def write_card(self, folder: str) -> str:
        self.asked.append(folder)
        self._may_refuse()
        return "istiqbal-17-20261121-1042.istiqbal-card"

    def copy_for_laptop(self, card: str, progress: Progress) -> CopiedOut:
        self._carry(card, progress, 0)
        return CopiedOut(("istiqbal-17-20261121-1042.istiqbal",), 2_048, 5, None)

    def _carry(self, place: str, progress: Progress, total: int) -> None:
        self.asked.append(place)
        self.progress = progress
        progress.begin(total)
        self._may_refuse()
        progress.advance_to(total)


@dataclass
class Hand:
    """Chooses what it was told to; nothing when it changed its mind."""

    folder: str = "/media/stick"
    bundle: str = "/media/stick/reply.istiqbal"
    card: str = "/media/stick/two.istiqbal-card"

    def choose_folder(self) -> str:
        return self.folder

    def choose_bundle(self) -> str:
        return self.bundle

    def choose_card(self) -> str:
        return self.card
