"""What is prepared while head office works is sent only when its answer says that it comes next."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from desktop.sync import comparing, sending
from desktop.sync.beside import Beside, at_once, in_turn
from desktop.sync.client import UNWATCHED, run_round
from desktop.sync.outcome import RoundOutcome
from desktop.sync.transfer import Step, Watch
from desktop.sync.transport import Answer, HttpTransport, open_transport
from domain.errors import Unavailable
from domain.sync.schema import general_partition
from domain.sync.wire import Cursor, SyncRequest, WireDigest, unpack_body
from headoffice.hub import open_hub
from headoffice.store.opening import DATABASE_NAME
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE
from tests.support.strictness import LogWatch

Pair = tuple[BranchLaptop, BranchLaptop]


def general(cursors: Iterable[Cursor]) -> Cursor:
    return next(cursor for cursor in cursors if cursor.partition == general_partition(OFFICE))


@dataclass
class Watched:
    """A line that remembers what was sent; `before_answer` happens once, when the first answer has come."""

    line: HttpTransport
    before_answer: Callable[[], object] | None = None
    sent: list[list[int]] = field(default_factory=list)  # of each request, the first entries of its segments
    cursors: list[tuple[int, WireDigest]] = field(default_factory=list)  # of each request
    asked: list[str] = field(default_factory=list)

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self.line.get(path, headers)

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        return self.line.get_part(path, headers, most=most)

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self.line.ask(method, path, body, headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.asked.append(path)
        if path == "/v1/sync":
            request = unpack_body(body, SyncRequest)
            self.sent.append([segment.first_seq for segment in request.segments])
            cursor = general(request.cursors)
            self.cursors.append((cursor.hub_seq, cursor.digest))
        answer = self.line.post(path, body, headers)
        if self.before_answer is not None:
            happens, self.before_answer = self.before_answer, None
            happens()
        return answer


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_ENTRIES", 3)


def round_of(
    laptop: BranchLaptop,
    *,
    beside: Beside = in_turn,
    before_answer: Callable[[], object] | None = None,
    watch: Watch = UNWATCHED,
) -> tuple[RoundOutcome, Watched]:
    with open_transport(laptop.url) as line:
        watched = Watched(line, before_answer)
        return run_round(laptop.side, watched, laptop.now, laptop.budget, beside=beside, watch=watch), watched


@pytest.mark.parametrize("beside", [in_turn, at_once])
def test_a_long_log_goes_out_in_order_and_each_piece_once(laptops: Pair, beside: Beside) -> None:
    one, two = laptops
    for _ in range(10):
        one.count()
    outcome, watched = round_of(one, beside=beside)
    assert (outcome.sent, outcome.problem) == (10, None)
    assert watched.sent == [[1], [4], [7], [10]]
    assert two.sync().problem is None
    assert one.dump() == two.dump()


@pytest.mark.parametrize("beside", [in_turn, at_once])
def test_a_piece_goes_out_before_the_answer_to_the_one_before_is_taken(laptops: Pair, beside: Beside) -> None:
    """It says where the laptop will stand then, and counts no rows that it has not taken yet."""
    one, _ = laptops
    for _ in range(10):
        one.count()
    _, watched = round_of(one, beside=beside)
    stood = general(one.side.cursors())
    assert [place for place, _ in watched.cursors] == [0, 3, 6, 9]
    assert [digest.count for _, digest in watched.cursors] == [0, 0, 0, 0]
    assert (stood.hub_seq, stood.digest.count) == (10, 10)
    # As head office counts them: a round that finds a difference would refold, and ask.
    assert round_of(one)[1].asked == ["/v1/sync"]


@dataclass
class Pausing:
    """A watch that pauses the round before its third request."""

    asked: int = 0
    steps: list[Step] = field(default_factory=list)

    def may_go_on(self) -> bool:
        self.asked += 1
        return self.asked < 2

    def note_step(self, step: Step) -> None:
        self.steps.append(step)


def test_a_round_that_is_paused_takes_the_answer_that_has_come(laptops: Pair) -> None:
    one, _ = laptops
    for _ in range(10):
        one.count()
    watch = Pausing()
    outcome, watched = round_of(one, watch=watch)
    assert (outcome.is_paused, outcome.waiting.count, watched.sent) == (True, 4, [[1], [4]])
    assert [step.left_to_send for step in watch.steps] == [7, 4]
    assert general(one.side.cursors()).hub_seq == 6


def test_an_answer_that_has_come_is_taken_though_the_line_is_cut_after_it(laptops: Pair) -> None:
    one, two = laptops
    for _ in range(10):
        one.count()

    def cut_the_third() -> None:
        watched.before_answer = lambda: setattr(watched, "before_answer", lambda: failing("sync.unreachable"))

    with open_transport(one.url) as line:
        watched = Watched(line, cut_the_third)
        outcome = run_round(one.side, watched, one.now, one.budget, beside=at_once)
    assert (outcome.problem is not None, outcome.waiting.count) == (True, 4)
    assert general(one.side.cursors()).hub_seq == 6
    # What head office holds already is not stored twice.
    assert one.sync().problem is None
    assert two.sync().received == 10
    assert one.dump() == two.dump()


def test_rows_that_were_counted_wrong_are_found_out_when_the_last_answer_has_come(laptops: Pair) -> None:
    one, _ = laptops
    one.count()
    assert one.sync().problem is None
    one.store.database.execute("UPDATE stream SET digest_total = '1'")
    one.store.exchange._log._streams.clear()
    for _ in range(10):
        one.count()
    outcome, watched = round_of(one, beside=at_once)
    assert (outcome.problem, len(watched.asked)) == (None, 4)
    assert round_of(one)[1].asked == ["/v1/sync"]


def test_what_is_written_while_head_office_works_follows_what_was_prepared(laptops: Pair) -> None:
    one, two = laptops
    for _ in range(5):
        one.count()
    outcome, watched = round_of(one, before_answer=one.count)
    assert (outcome.sent, outcome.problem) == (6, None)
    assert watched.sent == [[1], [4], [6]]
    two.sync()
    assert one.dump() == two.dump()


def test_what_was_prepared_is_not_sent_when_another_log_waits_too(laptops: Pair) -> None:
    """A restored laptop goes on under a new name in the middle of a round."""
    one, two = laptops

    def become_another() -> None:
        one.store.exchange._log.continue_as(one.store.exchange._incarnation.renew(None))
        one.count()

    for _ in range(7):
        one.count()
    outcome, _ = round_of(one, before_answer=become_another)
    assert outcome.problem is None
    for laptop in (one, two):
        assert laptop.sync().problem is None
    assert len(two.store.visits.of_day("2026-11-21")) == 8
    assert one.dump() == two.dump()


def test_a_smaller_budget_makes_what_was_prepared_too_large(laptops: Pair) -> None:
    one, _ = laptops
    for _ in range(6):
        one.count()

    def shrink() -> None:
        # The answer that comes now doubles it.
        one.budget.bytes = 200

    outcome, watched = round_of(one, before_answer=shrink)
    assert outcome.problem is None
    assert watched.sent[:2] == [[1], [4]]
    assert len(watched.sent) > 2


def failing(code: str) -> None:
    raise Unavailable(code, ar="تعذّر.", en="Failed.")


def test_the_question_is_asked_while_the_store_is_read_and_each_failure_is_told() -> None:
    here = threading.current_thread()
    met = threading.Barrier(2, timeout=120)
    threads: list[threading.Thread] = []

    def asks() -> str:
        threads.append(threading.current_thread())
        met.wait()
        return "answered"

    def works() -> None:
        met.wait()

    assert at_once(asks, works) == "answered"
    assert threads[0] is not here

    for beside in (in_turn, at_once):
        with pytest.raises(Unavailable) as told:
            beside(lambda: failing("line"), lambda: None)
        assert told.value.code == "line"
        with pytest.raises(Unavailable) as told:
            beside(lambda: "answered", lambda: failing("store"))
        assert told.value.code == "store"


def test_a_round_that_carried_much_leaves_the_daily_look_to_the_next_and_no_further(
    laptops: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MUCH", 4)
    one, _ = laptops
    assert one.sync().problem is None
    looks = []
    for _ in range(3):
        one.clock.pass_minutes(25 * 60)
        for _ in range(5):
            one.count()
        looks.append("/v1/compare" in round_of(one)[1].asked)
    assert looks == [False, True, False]


def test_a_stream_that_head_office_cannot_read_keeps_nothing_out(
    laptops: Pair, hub: RunningHub, expected_logs: LogWatch
) -> None:
    expected_logs.expect("headoffice.app", "failed")
    one, two = laptops
    one.count()
    assert one.sync().problem is None
    hub.stop()
    with closing(sqlite3.connect(hub.folder / DATABASE_NAME)) as database, database:
        database.execute("DELETE FROM entry")
    hub.start()
    two.count()
    problem = two.sync().problem
    assert problem is not None
    assert problem.code == "hub.error"
    with open_hub(hub.folder) as opened, opened.db.reading():
        head = opened.streams.replica_head(two.store.partition, two.store.replica)
    assert head.seq == 1
