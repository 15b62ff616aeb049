"""A head office with the right key and a bug: its answers are authentic and wrong. The laptop takes nothing of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.client import run_round
from desktop.sync.store import LaptopStore
from desktop.sync.transport import Answer, Transport, open_transport
from domain.sync.signatures import sign_answer
from domain.sync.wire import SIGNATURE_HEADER, Head, SyncAnswer, pack_body, unpack_body
from headoffice.hub import open_hub
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub

Pair = tuple[BranchLaptop, BranchLaptop]
Break = Callable[[SyncAnswer], SyncAnswer]


@dataclass
class Broken:
    """Changes the message and signs it again, as head office itself would."""

    line: Transport
    key: Ed25519PrivateKey
    change: Break

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self.line.get(path, headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        answer = self.line.post(path, body, headers)
        changed = pack_body(self.change(unpack_body(answer.body, SyncAnswer)))
        signature = sign_answer(self.key, bytes.fromhex(headers[SIGNATURE_HEADER]), changed)
        return replace(answer, body=changed, headers={**answer.headers, SIGNATURE_HEADER.lower(): signature.hex()})


def with_items(change: Callable[[list[Any]], list[Any]]) -> Break:
    def break_(answer: SyncAnswer) -> SyncAnswer:
        # A stream that stands still has nothing to break.
        streams = [
            msgspec.structs.replace(stream, items=change(stream.items) if stream.items else [])
            for stream in answer.streams
        ]
        return msgspec.structs.replace(answer, streams=streams)

    return break_


def changed(number: int, **fields: object) -> Break:
    return with_items(
        lambda items: [
            msgspec.structs.replace(item, **fields) if place == number else item for place, item in enumerate(items)
        ]
    )


def with_damaged_part(items: list[Any]) -> list[Any]:
    entry = items[1].entry
    salt, data = entry.parts[0]
    damaged = msgspec.structs.replace(entry, parts=[(salt, data[:-1] + b"\0")])
    return [items[0], msgspec.structs.replace(items[1], entry=damaged), *items[2:]]


BREAKS: dict[str, Break] = {
    "no stream": lambda answer: msgspec.structs.replace(answer, streams=[]),
    "a gap": with_items(lambda items: [items[0], *items[2:]]),
    "a repeated position": with_items(lambda items: [items[0], *items]),
    "another order": with_items(lambda items: items[::-1]),
    "an entry of another number": changed(1, seq=7),
    "an entry of another replica": changed(1, replica=bytes(16)),
    "a stamp without its entry": changed(1, entry=None),
    "a damaged part": with_items(with_damaged_part),
}


@pytest.fixture
def key(hub: RunningHub) -> Ed25519PrivateKey:
    with open_hub(hub.folder) as opened:
        return opened.key


@pytest.mark.parametrize("how", BREAKS)
def test_a_stream_that_is_not_whole_is_not_taken_at_all(
    laptops: Pair, hub: RunningHub, key: Ed25519PrivateKey, how: str
) -> None:
    one, two = laptops
    for _ in range(3):
        two.count()
    two.sync()
    before = one.dump()
    with open_transport(hub.url) as line:
        outcome = run_round(one.side, Broken(line, key, BREAKS[how]), one.now)
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.damaged_answer"
    assert one.dump() == before
    assert one.sync().received == 3
    assert one.dump() == two.dump() == hub.dump()


def test_a_head_that_is_not_this_log_is_a_fork_and_nothing_is_sent_over_it(
    laptops: Pair, hub: RunningHub, key: Ed25519PrivateKey
) -> None:
    one, _ = laptops
    one.count()

    def foreign_heads(answer: SyncAnswer) -> SyncAnswer:
        return msgspec.structs.replace(answer, heads=[Head(h.partition, h.replica, 1, bytes(32)) for h in answer.heads])

    with open_transport(hub.url) as line:
        outcome = run_round(one.side, Broken(line, key, foreign_heads), one.now)
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.needs_person) == ("sync.fork", True)
    assert outcome.waiting.count == 1


def test_an_answer_of_another_association_is_not_believed(
    laptops: Pair, hub: RunningHub, key: Ed25519PrivateKey
) -> None:
    one, _ = laptops
    with open_transport(hub.url) as line:
        other = Broken(line, key, lambda answer: msgspec.structs.replace(answer, association=bytes(16)))
        outcome = run_round(one.side, other, one.now)
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.not_head_office"


def test_a_head_office_that_acknowledges_nothing_is_not_asked_for_ever(
    laptops: Pair, hub: RunningHub, key: Ed25519PrivateKey
) -> None:
    one, _ = laptops
    one.count()
    one.sync()
    one.count()

    def first_heads(answer: SyncAnswer) -> SyncAnswer:
        held = [msgspec.structs.replace(head, seq=0, hash=bytes(32)) for head in answer.heads]
        return msgspec.structs.replace(answer, heads=held)

    with open_transport(hub.url) as line:
        outcome = run_round(one.side, Broken(line, key, first_heads), one.now)
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.stuck"
    assert one.sync().problem is None


def test_the_network_never_waits_inside_a_transaction(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    one.count()
    open_ones: list[bool] = []

    @dataclass
    class Looking:
        line: Transport

        def get(self, path: str, headers: Mapping[str, str]) -> Answer:
            return self.line.get(path, headers)

        def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            open_ones.append(one.store.database.conn.in_transaction)
            if len(open_ones) < 4:
                one.count()  # a clerk writes while the line is busy
            return self.line.post(path, body, headers)

    with open_transport(hub.url) as line:
        outcome = run_round(LaptopStore(one.store), Looking(line), one.now)
    assert open_ones == [False] * 4
    assert (outcome.sent, outcome.waiting.count, outcome.problem) == (4, 0, None)
    assert one.dump() == hub.dump()
