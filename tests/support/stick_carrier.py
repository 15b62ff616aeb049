"""A USB stick that somebody carries between laptops and head office."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.sync.peer import PeerStore, copy_to_peer, make_card, open_card
from desktop.sync.stick import copy_out, take_in
from domain.sync.bundle_writing import MOST_PART_BYTES
from domain.sync.carried import CopiedOut, Progress, TakenIn
from headoffice.stick import Brought, StickService
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub


@dataclass
class StickCarrier:
    """`stick` is its folder. The hub is opened beside its server, as the administrator's command does."""

    hub: RunningHub
    stick: Path
    part_bytes: int = MOST_PART_BYTES
    _count: int = field(default=0)

    def fresh(self, name: str) -> Path:
        self._count += 1
        return self.stick / f"{self._count:03}-{name}.istiqbal"

    def copy_out(self, laptop: BranchLaptop, place: Path | None = None) -> tuple[Path, CopiedOut]:
        place = place or self.fresh("out")
        return place, copy_out(
            PeerStore(laptop.store), place, now=laptop.now(), progress=Progress(), part_bytes=self.part_bytes
        )

    def bring(self, place: Path, reply: Path | None = None) -> tuple[Path, Brought]:
        """To head office, and the reply back on the stick."""
        reply = reply or self.fresh("reply")
        with self.hub.open_beside() as hub:
            service = StickService(hub, self.hub.folder)
            brought = service.take_in(place)
            service.reply(brought, reply, part_bytes=self.part_bytes)
        return reply, brought

    def unasked(self, laptop: BranchLaptop) -> Path:
        """What head office copies for a laptop that sent nothing."""
        enrolment = laptop.side.find_enrolment()
        assert enrolment is not None
        place = self.fresh("unasked")
        with self.hub.open_beside() as hub:
            StickService(hub, self.hub.folder).copy_out(enrolment.device, place, part_bytes=self.part_bytes)
        return place

    def take_in(self, laptop: BranchLaptop, place: Path, *, may_void: bool = False) -> TakenIn:
        return take_in(PeerStore(laptop.store), place, progress=Progress(), may_void=may_void)

    def hand_over(self, sender: BranchLaptop, receiver: BranchLaptop) -> tuple[Path, CopiedOut]:
        """The receiver's card one way, the sender's bundle the other."""
        card = make_card(PeerStore(receiver.store), self.stick / "one.istiqbal-card")
        return self.copy_to(sender, card)

    def copy_to(self, sender: BranchLaptop, card: Path) -> tuple[Path, CopiedOut]:
        store, place = PeerStore(sender.store), self.fresh("peer")
        found = open_card(store, card)
        return place, copy_to_peer(
            store, found, place, now=sender.now(), progress=Progress(), part_bytes=self.part_bytes
        )

    def round(self, laptop: BranchLaptop) -> TakenIn:
        """There and back."""
        place, _ = self.copy_out(laptop)
        reply, _ = self.bring(place)
        return self.take_in(laptop, reply)
