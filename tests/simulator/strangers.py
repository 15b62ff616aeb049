"""A program of another make that joins an office, and writes what this one never would."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.enrolment_code import EnrolmentCode
from domain.sync.entries import Put
from domain.sync.tables import INTERVIEWS
from headoffice.enrolment import issue_code
from headoffice.office_grants import complaints_of
from tests.simulator.actions import Action
from tests.simulator.broken import expect
from tests.simulator.ledger import ACKNOWLEDGED, Deed, gist
from tests.simulator.records import hub_stream, hub_tags
from tests.support.bare_device import BareDevice

if TYPE_CHECKING:
    from tests.simulator.laptop_side import LaptopSide
    from tests.simulator.world import World

ANSWERS = INTERVIEWS.cell("answers").number


@dataclass(frozen=True)
class _Said:
    content: bytes
    status_code: int


@dataclass(frozen=True)
class _Straight:
    """Head office, and a line to it that holds."""

    world: "World"
    url: str = ""

    def code(self, office: str, *, complaints: str) -> EnrolmentCode:
        return issue_code(self.world.hub.hub, office, complaints=complaints).code

    def post(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> _Said:
        answer = self.world.hub.ask(url, content, headers)
        return _Said(answer.body, answer.status)


def write_elsewhere(world: "World", laptop: "LaptopSide", interview: str, action: Action) -> str:
    """It must never be applied: that partition may not write the row, though its rules can see it."""
    random = Random(f"stranger {world.plan.seed} {action.number}")
    line = _Straight(world)
    key = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    device = BareDevice(line, line, replica=random.randbytes(16), key=key)  # type: ignore[arg-type]
    partition, tag = complaints_of(laptop.office), f"a{action.number} stranger"
    device = device.enrol(laptop.office).at(partition)
    operation = Put(INTERVIEWS.number, interview, {ANSWERS: [f"{laptop.clerk.canary} {tag}", tag]}, {})
    device.write(operation, action=tag, author=laptop.clerk.new_id())
    deed = Deed(tag, "stranger", partition, ACKNOWLEDGED, (gist(operation),), is_foul=True)
    deed.latest_ms = world.clock.now_ms
    world.ledger.begin(deed)
    status = device.sync(device.segment()).status_code
    expect(status == 200, "what is authentic is kept", f"{tag}: {status}")
    (mine,) = [record for record in hub_stream(world.hub, partition) if record.header.action == tag]
    expect(bool(mine.reason), "no partition writes another's rows", f"{tag} is applied")
    expect((partition, tag) in hub_tags(world.hub), "what is authentic is kept", tag)
    return f"set aside: {mine.reason}"
