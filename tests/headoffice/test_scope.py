"""No route hands out a partition that its asker may not read: another office's, or its own since it may only send."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from domain.sync.blobs import blob_name, blob_path, piece_path
from domain.sync.comparing import AGAIN, COMPARE, AgainRequest, CompareRequest
from domain.sync.entries import row_bytes
from domain.sync.signatures import sign_request
from domain.sync.snapshot import SNAPSHOT, Snapshot, SnapshotRequest
from domain.sync.wire import DEVICE_HEADER, PROTOCOL, SIGNATURE_HEADER, Message, Refusal, pack_body, unpack_body
from headoffice import devices, snapshots
from headoffice.carried_bundles import REPLY
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, row

FILE = blob_name(b"%PDF-1.7")
NONCE = bytes(8)


@dataclass(frozen=True)
class Question:
    method: str
    path: str
    body: bytes = b""


def posted(path: str, message: Message) -> Question:
    return Question("POST", path, pack_body(message))


def questions(device: BareDevice, snapshot: str, of: BareDevice) -> dict[str, Question]:
    """Everything that asks for something of the partition."""
    known = (PROTOCOL, device.association, PARTITION)
    return {
        "the stream": posted("/v1/sync", device.request(cursors=[device.cursor()])),
        "a file for the first load": posted(SNAPSHOT, SnapshotRequest(*known, 0, NONCE)),
        "its bytes": Question("GET", snapshot),
        "what rows it has": posted(COMPARE, CompareRequest(*known, 3, [], NONCE)),
        "entries once more": posted(AGAIN, AgainRequest(*known, [row_bytes(row(1))], [], NONCE)),
        "a picture": Question("GET", blob_path(FILE, PARTITION)),
        "whether there is a picture": Question("HEAD", blob_path(FILE, PARTITION)),
        "a place for a picture": Question("PATCH", piece_path(FILE, PARTITION, offset=0, length=8), b"%PDF-1.7"),
        "a bundle": Question("GET", REPLY.format(name=of.id.hex())),
    }


def ask(device: BareDevice, hub: InProcessHub, question: Question) -> httpx.Response:
    signature = sign_request(device.key, question.path, question.body)
    headers = {DEVICE_HEADER: device.id.hex(), SIGNATURE_HEADER: signature.hex()}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return hub.ask(question.method, hub.url + question.path, content=question.body, headers=raw)


def refused(hub: InProcessHub, device: BareDevice, asked: dict[str, Question]) -> dict[str, str]:
    """Which of them are refused with 403, and with which word; the answer to HEAD has none."""
    found = {}
    for name, question in asked.items():
        answer = ask(device, hub, question)
        if answer.status_code == 403:
            found[name] = unpack_body(answer.content, Refusal).code if answer.content else ""
    return found


@dataclass(frozen=True)
class Scene:
    hub: InProcessHub
    mine: BareDevice
    other: BareDevice
    snapshot: str  # the address of a file of `mine`'s office


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr(snapshots, "LEAST_POSITIONS", 2)
    with in_process_hub(tmp_path) as hub:
        mine = BareDevice(hub, hub).enrol()
        other = BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol("JED1")
        for number in (1, 2, 3):
            mine.write(add_visit(number))
        assert mine.sync(mine.segment()).status_code == 200
        wanted = SnapshotRequest(PROTOCOL, mine.association, PARTITION, 0, NONCE)
        made = next(answer for _ in range(9) if (answer := described(hub, mine, wanted)).size)
        yield Scene(hub, mine, other, f"{SNAPSHOT}/{made.sha256.hex()}")


def described(hub: InProcessHub, device: BareDevice, wanted: SnapshotRequest) -> Snapshot:
    return unpack_body(ask(device, hub, posted(SNAPSHOT, wanted)).content, Snapshot)


def test_a_laptop_of_another_office_is_refused_on_every_route(scene: Scene) -> None:
    asked = questions(scene.other, scene.snapshot, scene.mine)
    assert refused(scene.hub, scene.other, asked) == dict.fromkeys(asked, "sync.grant") | {
        "whether there is a picture": ""
    }
    # The same is given to whom it belongs: it is the right that is missing, and not the thing.
    own = questions(scene.mine, scene.snapshot, scene.mine)
    assert refused(scene.hub, scene.mine, own) == {}
    assert ask(scene.mine, scene.hub, own["its bytes"]).status_code == 206


def test_a_revoked_laptop_is_given_nothing_on_any_route_and_may_still_send(scene: Scene) -> None:
    devices.revoke(scene.hub.beside, scene.mine.id.hex())
    asked = questions(scene.mine, scene.snapshot, scene.mine)
    given = {"the stream", "whether there is a picture", "a place for a picture", "a bundle"}
    assert refused(scene.hub, scene.mine, asked) == dict.fromkeys(asked.keys() - given, "sync.grant")
    assert scene.mine.pull().streams == []
    scene.mine.write(add_visit(4))
    assert scene.mine.sync(scene.mine.segment(4)).status_code == 200


def test_a_lost_laptop_is_refused_on_every_route(scene: Scene) -> None:
    devices.report_lost(scene.hub.beside, scene.mine.id.hex())
    asked = questions(scene.mine, scene.snapshot, scene.mine)
    answers = {name: ask(scene.mine, scene.hub, question) for name, question in asked.items()}
    assert {name for name, answer in answers.items() if answer.status_code < 400} == set()
