"""Every endpoint against valid signatures over damaged bodies: an answer of a known kind, and nothing half done.

A case is named by its seed and number; the same seed asks the same things.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import httpx
import msgspec
import pytest
from starlette.routing import Route

from domain.sync.authority import AUTHORITY, Authority
from domain.sync.carrying import BUNDLE
from domain.sync.comparing import AGAIN, COMPARE
from domain.sync.signatures import is_answer_signed
from domain.sync.snapshot import SNAPSHOT
from domain.sync.wire import EnrolAnswer, Hello, Message, Refusal, SyncAnswer, unpack_body
from headoffice.blobs import BLOB_FILE
from headoffice.carried_bundles import REPLY
from headoffice.loads import SNAPSHOT_FILE
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.hostile_laptop import HostileLaptop, Question
from tests.support.hub_truth import Tables, check_stream
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.known_refusals import known_refusals
from tests.support.made_entries import add_visit
from tests.support.small_store import Maker

ROUNDS = 280
HELLO, ENROL, SYNC, HEALTH, METRICS = "/v1/hello", "/v1/enrol", "/v1/sync", "/v1/health", "/v1/metrics"
# What is refused and kept all the same: a laptop of an older protocol brings its work and cannot read the answer.
KEPT = {"sync.older"}

CASES: dict[tuple[str, str], Callable[[HostileLaptop], Question]] = {
    ("GET", HELLO): lambda laptop: laptop.bare(HELLO),
    ("GET", HEALTH): lambda laptop: laptop.bare(HEALTH),
    ("GET", AUTHORITY): lambda laptop: laptop.bare(AUTHORITY),
    ("GET", METRICS): lambda laptop: laptop.bare(METRICS),
    ("POST", ENROL): HostileLaptop.enrol,
    ("POST", SYNC): HostileLaptop.sync,
}


def strange(method: str, path: str) -> Callable[[HostileLaptop], Question]:
    """Headers, a body and a query of any bytes, where a laptop's own are wanted."""
    return lambda laptop: replace(laptop.bare(path.replace("{name}", "0" * 64)), method=method)


# What only a known laptop's signature opens: its own tests go further in.
OTHERS = (
    *(("POST", path) for path in (SNAPSHOT, COMPARE, AGAIN, BUNDLE)),
    *(("GET", path) for path in (SNAPSHOT_FILE, BLOB_FILE, REPLY)),
    ("PATCH", BLOB_FILE),
)
CASES |= {case: strange(*case) for case in OTHERS}
SHARES = {HELLO: 1, HEALTH: 1, METRICS: 1, AUTHORITY: 1, ENROL: 4, SYNC: 20} | {path: 1 for _, path in OTHERS}
MESSAGES: dict[str, type[Message]] = {
    HELLO: Hello,
    AUTHORITY: Authority,
    ENROL: EnrolAnswer,
    SYNC: SyncAnswer,
}


def test_every_route_has_its_cases(tmp_path: Path) -> None:
    with in_process_hub(tmp_path / "hub") as hub:
        routes = [route for route in hub.app.routes if isinstance(route, Route)]
        assert len(routes) == len(hub.app.routes)
        asked = {(method, route.path) for route in routes for method in (route.methods or ()) if method != "HEAD"}
    assert asked == set(CASES)


@pytest.mark.parametrize("seed", range(11))
def test_damage_under_a_valid_signature_is_answered_and_leaves_nothing_half_done(tmp_path: Path, seed: int) -> None:
    with in_process_hub(tmp_path / "hub") as hub:
        counted = fuzz(hub, seed, ROUNDS)
    assert counted[200] > ROUNDS // 10
    assert counted[400] > ROUNDS // 10


def test_postgresql_is_as_calm(tmp_path: Path, postgresql_database: DatabaseUrl) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        fuzz(hub, 100, ROUNDS // 2)


def fuzz(hub: InProcessHub, seed: int, rounds: int) -> Counter[int]:
    """Asks so many things, and looks at everything after each. Returns how often each status came."""
    laptop = HostileLaptop(hub, Random(seed))
    watch = Watch(hub)
    kinds = [case for case in CASES for _ in range(SHARES[case[1]])]
    counted: Counter[int] = Counter()
    for number in range(rounds):
        question = CASES[laptop.random.choice(kinds)](laptop)
        watch.look()
        hub.clock.pass_minutes(2)
        try:
            response = hub.ask(question.method, question.path, content=question.body, headers=question.headers)
            watch.judge(question, response)
        except BaseException as error:
            error.add_note(f"seed {seed}, case {number}: {question.method} {question.path[:60]}")
            raise
        counted[response.status_code] += 1
    check_stream(hub.beside, PARTITION)
    check_that_work_goes_on(hub)
    return counted


class Watch:
    """Looks at every table before and after."""

    def __init__(self, hub: InProcessHub) -> None:
        self._hub = hub
        self._tables = Tables(hub)
        self._before: dict[str, str] = {}
        self._codes = known_refusals()

    def look(self) -> None:
        self._before = self._tables.hashes()

    def judge(self, question: Question, response: httpx.Response) -> None:
        path = question.path.partition("?")[0]
        if response.status_code == 200:
            self._judge_answer(question, path, response)
            return
        assert response.status_code < 500, response.status_code
        if path == METRICS:
            assert response.status_code == 401
            return
        self._check_signature(question, response)
        code = unpack_body(response.content, Refusal).code
        assert response.status_code in self._codes[code]
        assert (response.status_code == 429) == ("retry-after" in response.headers)
        if code not in KEPT:
            after = self._tables.hashes()
            assert after == self._before, [name for name in after if after[name] != self._before[name]]

    def _judge_answer(self, question: Question, path: str, response: httpx.Response) -> None:
        if path in MESSAGES:
            self._check_signature(question, response)
            assert unpack_body(response.content, MESSAGES[path])
        else:
            assert msgspec.json.decode(response.content)
        if self._tables.hashes() != self._before:
            check_stream(self._hub.beside, PARTITION)

    def _check_signature(self, question: Question, response: httpx.Response) -> None:
        signature = bytes.fromhex(response.headers["istiqbal-signature"])
        asked = [value for name, value in question.headers if name.lower() == b"istiqbal-signature"]
        candidates = {question.signature, b""} | {bytes.fromhex(text.decode()) for text in asked if _is_hex(text)}
        key = self._hub.beside.public_key
        assert any(is_answer_signed(key, signature, text, response.content) for text in candidates)


def _is_hex(text: bytes) -> bool:
    try:
        bytes.fromhex(text.decode("latin-1"))
    except ValueError:
        return False
    return True


def check_that_work_goes_on(hub: InProcessHub) -> None:
    """An honest laptop sends, and another reads everything into a real store, which agrees with head office."""
    honest = BareDevice(hub, hub, replica=b"honest laptop 16").enrol()
    honest.write(add_visit(1_000_000))
    assert honest.sync(honest.segment()).status_code == 200
    head, place = check_stream(hub.beside, PARTITION), 0
    honest.replica = b"reads everything"
    with Maker(hub.folder.parent).store("reader", clock=hub.clock) as reader:
        while place < head:
            (stream,) = honest.pull(place).streams
            assert stream.items
            reader.store.exchange.receive(stream)
            place += len(stream.items)
        assert stream.items[-1].reason == ""
        (cursor,) = reader.store.exchange.cursors()
        assert (cursor.hub_seq, cursor.digest) == (head, stream.digest)
        assert reader.store.check_rows() == ()
