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
from domain.sync.blobs import HELD_HEADER
from domain.sync.carrying import BUNDLE, BundleTaken
from domain.sync.comparing import AGAIN, COMPARE, Again, Compared
from domain.sync.seals import SEAL, SealAnswer
from domain.sync.signatures import is_answer_signed
from domain.sync.snapshot import SNAPSHOT, Snapshot
from domain.sync.wire import EnrolAnswer, Hello, Message, Refusal, SyncAnswer, unpack_body
from headoffice.blobs import BLOB_FILE
from headoffice.carried_bundles import REPLY
from headoffice.loads import SNAPSHOT_FILE
from headoffice.paper_page import PAGE_OF_CODE
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.hostile_laptop import HostileLaptop, Question
from tests.support.hostile_routes import HostileRoutes
from tests.support.hub_truth import Tables, check_stream
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.known_refusals import known_refusals
from tests.support.made_entries import add_visit
from tests.support.small_store import Maker

ROUNDS = 280
HELLO, ENROL, SYNC, HEALTH, METRICS = "/v1/hello", "/v1/enrol", "/v1/sync", "/v1/health", "/v1/metrics"
# What is refused and kept all the same: a laptop of an older protocol brings its work and cannot read the answer.
KEPT = {"sync.older"}


def strange(method: str, path: str) -> Callable[[HostileRoutes], Question]:
    """Headers, a body and a query of any bytes, where a laptop's own are wanted."""
    return lambda routes: replace(routes.laptop.bare(path.replace("{name}", "0" * 64)), method=method)


# What each route is asked, and how often. Where a signature opens more, most of it is signed.
CASES: dict[tuple[str, str], tuple[tuple[Callable[[HostileRoutes], Question], int], ...]] = {
    ("GET", HELLO): ((strange("GET", HELLO), 2),),
    ("GET", HEALTH): ((strange("GET", HEALTH), 2),),
    ("GET", AUTHORITY): ((strange("GET", AUTHORITY), 2),),
    ("GET", METRICS): ((strange("GET", METRICS), 2),),
    ("POST", ENROL): ((lambda routes: routes.laptop.enrol(), 8),),
    ("POST", SYNC): ((lambda routes: routes.laptop.sync(), 40),),
    ("POST", SNAPSHOT): ((HostileRoutes.snapshot, 5), (strange("POST", SNAPSHOT), 1)),
    ("POST", COMPARE): ((HostileRoutes.compare, 5), (strange("POST", COMPARE), 1)),
    ("POST", AGAIN): ((HostileRoutes.again, 5), (strange("POST", AGAIN), 1)),
    ("POST", BUNDLE): ((HostileRoutes.bundle, 6), (strange("POST", BUNDLE), 1)),
    ("GET", PAGE_OF_CODE): ((HostileRoutes.paper, 2),),
    ("POST", SEAL): ((HostileRoutes.seal, 4), (strange("POST", SEAL), 1)),
    ("GET", REPLY): ((HostileRoutes.reply, 2), (strange("GET", REPLY), 1)),
    ("GET", SNAPSHOT_FILE): ((HostileRoutes.snapshot_file, 2), (strange("GET", SNAPSHOT_FILE), 1)),
    ("GET", BLOB_FILE): ((HostileRoutes.blob, 2), (strange("GET", BLOB_FILE), 1)),
    ("HEAD", BLOB_FILE): ((HostileRoutes.held, 2),),
    ("PATCH", BLOB_FILE): ((HostileRoutes.piece, 6), (strange("PATCH", BLOB_FILE), 1)),
}
# What is written by it when it is not refused; the others only read.
WRITING = {("POST", ENROL), ("POST", SYNC), ("POST", BUNDLE), ("PATCH", BLOB_FILE)}
MESSAGES: dict[str, type[Message]] = {
    HELLO: Hello,
    AUTHORITY: Authority,
    ENROL: EnrolAnswer,
    SYNC: SyncAnswer,
    SNAPSHOT: Snapshot,
    COMPARE: Compared,
    AGAIN: Again,
    BUNDLE: BundleTaken,
    SEAL: SealAnswer,
}


def test_every_route_has_its_cases(tmp_path: Path) -> None:
    with in_process_hub(tmp_path / "hub") as hub:
        routes = [route for route in hub.app.routes if isinstance(route, Route)]
        assert len(routes) == len(hub.app.routes)
        asked = {(method, route.path) for route in routes for method in (route.methods or ())}
    # Whatever is read can be asked for its head.
    assert asked - {("HEAD", path) for method, path in CASES if method == "GET"} == set(CASES) - {("HEAD", BLOB_FILE)}


@pytest.mark.parametrize("seed", range(9))
def test_damage_under_a_valid_signature_is_answered_and_leaves_nothing_half_done(tmp_path: Path, seed: int) -> None:
    with in_process_hub(tmp_path / "hub") as hub:
        counted = fuzz(hub, seed, ROUNDS)
    statuses: Counter[int] = Counter()
    for (_, status), times in counted.items():
        statuses[status] += times
    assert statuses[200] > ROUNDS // 10
    assert statuses[400] > ROUNDS // 10


OPENED = {ENROL, SYNC, SNAPSHOT, COMPARE, AGAIN, BUNDLE, SEAL, REPLY, BLOB_FILE}


def test_every_route_that_a_signature_opens_is_entered_and_refuses_damage(tmp_path: Path) -> None:
    """Else the fuzzing would knock at doors and see no room. What one chance misses the next ones find."""
    counted: Counter[tuple[str, int]] = Counter()
    for seed in range(52, 56):
        with in_process_hub(tmp_path / f"hub{seed}") as hub:
            counted += fuzz(hub, seed, 3 * ROUNDS // 2)
        entered = {path for path, status in counted if status in (200, 206)}
        refused = {path for path, status in counted if status in (400, 409, 416)}
        if entered >= OPENED and refused >= OPENED:
            return
    assert entered >= OPENED
    assert refused >= OPENED


def test_postgresql_is_as_calm(tmp_path: Path, postgresql_database: DatabaseUrl) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        fuzz(hub, 100, ROUNDS // 2)


def fuzz(hub: InProcessHub, seed: int, rounds: int) -> Counter[tuple[str, int]]:
    """Asks so many things, and looks at everything after each. Returns how often each route gave each status."""
    routes = HostileRoutes(HostileLaptop(hub, Random(seed)))
    watch = Watch(hub)
    kinds = [(case, ask) for case, asking in CASES.items() for ask, share in asking for _ in range(share)]
    counted: Counter[tuple[str, int]] = Counter()
    for number in range(rounds):
        case, ask = routes.laptop.random.choice(kinds)
        question = ask(routes)
        watch.look()
        hub.clock.pass_minutes(2)
        try:
            response = hub.ask(question.method, question.path, content=question.body, headers=question.headers)
            watch.judge(case, question, response)
        except BaseException as error:
            error.add_note(f"seed {seed}, case {number}: {question.method} {question.path[:60]}")
            raise
        routes.note_held(response.headers.get(HELD_HEADER, ""))
        counted[case[1], response.status_code] += 1
    check_stream(hub.beside, PARTITION)
    check_that_work_goes_on(hub)
    return counted


class Watch:
    """Looks at every table and every file before and after."""

    def __init__(self, hub: InProcessHub) -> None:
        self._hub = hub
        self._tables = Tables(hub)
        self._before: dict[str, str] = {}
        self._codes = known_refusals()

    def look(self) -> None:
        self._before = self._everything()

    def _everything(self) -> dict[str, str]:
        """Of files that are still coming nothing: one that turns out to be another is thrown away."""
        files = (self._hub.folder / "blobs").glob("*/*/*")
        whole = {str(file): str(file.stat().st_size) for file in files if file.suffix != ".part"}
        return {**self._tables.hashes(), **whole}

    def judge(self, case: tuple[str, str], question: Question, response: httpx.Response) -> None:
        if response.status_code in (200, 206):
            self._judge_answer(case, question, response)
            return
        assert response.status_code < 500, response.status_code
        if case[1] in (METRICS, PAGE_OF_CODE):
            assert response.status_code in (401, 404, 429)
            return
        if case[0] == "HEAD":
            # The signed sentence is in the body, which no answer to HEAD brings.
            self._expect_unchanged()
            return
        self._check_signature(question, response)
        code = unpack_body(response.content, Refusal).code
        assert response.status_code in self._codes[code] or code.startswith("bundle."), code
        assert (response.status_code == 429) == ("retry-after" in response.headers)
        if case[1] == BUNDLE:
            # Each request of it is one transaction: what came before the damage is kept.
            check_stream(self._hub.beside, PARTITION)
        elif code not in KEPT:
            self._expect_unchanged()

    def _judge_answer(self, case: tuple[str, str], question: Question, response: httpx.Response) -> None:
        if case[1] in (HEALTH, METRICS):
            assert msgspec.json.decode(response.content)
        elif case[1] == PAGE_OF_CODE:
            assert "<script" not in response.text
        else:
            self._check_signature(question, response)
        if case[1] in MESSAGES:
            assert unpack_body(response.content, MESSAGES[case[1]])
        if case in WRITING:
            check_stream(self._hub.beside, PARTITION)
        else:
            self._expect_unchanged()

    def _expect_unchanged(self) -> None:
        after = self._everything()
        assert after == self._before, [name for name in after if after[name] != self._before.get(name)]

    def _check_signature(self, question: Question, response: httpx.Response) -> None:
        """By the association, over the question's own signature. Of a file's state the header is what is signed."""
        signature = bytes.fromhex(response.headers["istiqbal-signature"])
        said = response.content or response.headers.get(HELD_HEADER, "").encode()
        asked = [value for name, value in question.headers if name.lower() == b"istiqbal-signature"]
        candidates = {question.signature, b""} | {bytes.fromhex(text.decode()) for text in asked if _is_hex(text)}
        key = self._hub.beside.public_key
        assert any(is_answer_signed(key, signature, text, said) for text in candidates)


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
