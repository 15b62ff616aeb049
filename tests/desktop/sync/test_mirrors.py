"""Whoever stands on the line knows what head office has said before, and its key's public half: with that he gets
nothing, and nothing that he makes up is believed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from db.blobs import StoredBlob
from desktop.sync.asking import HELLO
from desktop.sync.blobs import Carrying
from desktop.sync.budget import Budget
from desktop.sync.carrying import carry_bundle
from desktop.sync.enrol import enrol
from desktop.sync.peer import PeerStore
from desktop.sync.stick import copy_out
from desktop.sync.transfer import Unwatched
from desktop.sync.transport import Answer, Transport, open_transport
from domain.errors import Unavailable
from domain.sync.blobs import HELD_HEADER, blob_name
from domain.sync.carried import Progress
from domain.sync.schema import general_partition
from domain.sync.wire import SIGNATURE_HEADER
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE, Maker

FILE = b"%PDF-1.7 of a paper" * 100
PARTITION = general_partition(OFFICE)


class Mirror:
    """Says what head office once said."""

    def __init__(self, heard: Answer) -> None:
        self._heard = heard
        self.was_told: list[bytes] = []

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self._heard

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        return self._heard

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self.post(path, body, headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.was_told.append(body)
        return self._heard


class Pretender(Mirror):
    """Lets everything through, but says of every file that head office has it."""

    def __init__(self, line: Transport) -> None:
        super().__init__(Answer(200, b""))
        self._line = line

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        return self._line.get_part(path, headers, most=most)

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        answer = self._line.ask(method, path, body, headers)
        held = {HELD_HEADER.lower(): f"{len(FILE)}/{len(FILE)}"}
        return Answer(answer.status, answer.body, {**answer.headers, **held})


class Forger(Mirror):
    """Lets everything through but head office's reply to a bundle, which it puts another in the place of."""

    def __init__(self, line: Transport, forge: Callable[[Answer], Answer]) -> None:
        super().__init__(Answer(200, b""))
        self._line, self._forge = line, forge

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._line.post(path, body, headers)

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        return self._forge(self._line.get_part(path, headers, most=most))


def _signed_otherwise(answer: Answer, signature: str) -> Answer:
    return Answer(answer.status, answer.body, {**answer.headers, SIGNATURE_HEADER.lower(): signature})


FORGERIES: tuple[Callable[[Answer], Answer], ...] = (
    lambda answer: replace(answer, body=answer.body[:-1] + bytes([answer.body[-1] ^ 1])),
    lambda answer: replace(answer, body=b"a bundle of somebody else's"),
    lambda answer: replace(answer, is_whole=False),
    lambda answer: replace(answer, headers={}),
    lambda answer: _signed_otherwise(answer, "no number"),
    lambda answer: _signed_otherwise(answer, bytes(64).hex()),
)


@pytest.fixture
def laptop(make: Maker):  # type: ignore[no-untyped-def]
    with branch_laptop(make, "one") as laptop:
        yield laptop


def test_who_repeats_what_head_office_said_is_not_given_the_code(laptop: BranchLaptop, hub: RunningHub) -> None:
    with open_transport(hub.url) as line:
        mirror = Mirror(line.get(HELLO, {SIGNATURE_HEADER: bytes(64).hex()}))
    code = str(hub.code(OFFICE))
    with pytest.raises(Unavailable) as refusal:
        enrol(laptop.side, mirror, hub.url, code, profile="herfa", office=OFFICE, office_name="مكتب التجربة")
    assert refusal.value.code == "sync.not_head_office"
    assert mirror.was_told == []
    assert laptop.side.find_enrolment() is None


def test_a_file_is_held_when_head_office_itself_says_so(laptop: BranchLaptop, hub: RunningHub) -> None:
    enrolment = laptop.enrol(hub.url, hub.code(OFFICE))
    laptop.issue(blob_name(FILE))
    assert laptop.sync().problem is None
    laptop.store.blobs.keep(FILE, PARTITION)
    with open_transport(hub.url) as line:
        for way, done in ((Pretender(line), 0), (line, 1)):
            round_of = Carrying(laptop.side, way, enrolment, laptop.side.device_key(), Budget(), Unwatched())
            assert round_of.carry() == done
            assert len(laptop.store.blobs.to_send()) == 1 - done


def test_a_reply_to_a_carried_bundle_is_kept_when_it_is_head_offices_own(
    laptop: BranchLaptop, hub: RunningHub, tmp_path: Path
) -> None:
    laptop.enrol(hub.url, hub.code(OFFICE))
    stick = tmp_path / "stick"
    stick.mkdir()
    place, reply = stick / "out.istiqbal", stick / "reply.istiqbal"
    copy_out(PeerStore(laptop.store), place, now=laptop.now(), progress=Progress())
    with open_transport(hub.url) as line:
        heard: list[Answer] = []
        for forge in FORGERIES:
            with pytest.raises(Unavailable) as refusal:
                carry_bundle(laptop.side, Forger(line, forge), place, reply)
            assert refusal.value.code == "sync.not_head_office"
            assert list(stick.iterdir()) == [place]

        def listen(answer: Answer) -> Answer:
            heard.append(answer)
            return answer

        carry_bundle(laptop.side, Forger(line, listen), place, reply)
        assert reply.read_bytes() == heard[0].body


def test_bytes_that_are_not_of_the_files_name_are_not_kept_and_it_is_begun_again(laptop: BranchLaptop) -> None:
    blobs, name = laptop.store.blobs, blob_name(FILE)
    blobs.want(name, PARTITION)
    coming = StoredBlob(name, PARTITION, len(FILE))
    assert not blobs.add(coming, FILE[:-1] + b"x")
    assert blobs.find(name) is None
    assert [held for _, held in blobs.wanted()] == [0]
    assert blobs.add(coming, FILE)
    assert blobs.find(name) == FILE
