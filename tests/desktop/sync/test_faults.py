"""What a bad line, a bad server or a bad moment can do to a laptop's sync: nothing that lasts."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.sidecar import Sidecar, find_sidecar
from db.store import database_path
from desktop.sync.budget import LEAST_BYTES, MOST_BYTES, Budget
from desktop.sync.client import run_round
from desktop.sync.outcome import RoundOutcome
from desktop.sync.segments import segments_of
from desktop.sync.transport import Answer, HttpTransport, Transport, open_transport
from domain.errors import RuleBroken
from domain.sync.exchange import Enrolment
from domain.sync.wire import SIGNATURE_HEADER
from headoffice.hub import open_hub
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import START_MS
from tests.support.cut_line import cut_line
from tests.support.foreign_server import foreign_server
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker

Pair = tuple[BranchLaptop, BranchLaptop]
NOW = datetime.fromtimestamp(START_MS / 1000, UTC)


def code_of(outcome: RoundOutcome) -> str | None:
    return outcome.problem.code if outcome.problem else None


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_cut_line_never_loses_or_doubles_a_visit(laptops: Pair, hub: RunningHub, direction: str) -> None:
    one, two = laptops
    counted = 0
    for bytes_carried in (1, 40, 120, 250, 400, 520, 640, 700, 760, 820, 900, 1_000, 1_200, 1_500):
        one.count()
        counted += 1
        with cut_line(hub.port, **{direction: bytes_carried}) as line:
            outcome = one.sync(line.url)
        assert code_of(outcome) in (None, "sync.unreachable")
    assert one.sync().problem is None
    assert two.sync().received == counted
    assert one.dump() == two.dump() == hub.dump()
    assert hub.dump().count('"table":"visits"') == counted


def test_after_a_lost_answer_the_laptop_sends_again_and_head_office_keeps_one(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    one.count()
    with cut_line(hub.port, down=30) as line:
        assert code_of(one.sync(line.url)) == "sync.unreachable"
    assert hub.dump().count("visits") == 1
    assert one.side.waiting().count == 1
    assert (one.sync().sent, one.side.waiting().count) == (1, 0)
    assert hub.dump().count("visits") == 1


def test_a_bad_line_is_given_smaller_and_smaller_pieces(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    before = one.budget.bytes
    with cut_line(hub.port, up=10) as line:
        one.sync(line.url)
        one.sync(line.url)
    assert one.budget.bytes == before // 4
    one.sync()
    assert one.budget.bytes == before // 2


def test_a_slow_line_is_given_no_more_at_once_than_goes_in_ten_seconds(laptops: Pair) -> None:
    one, _ = laptops
    line = HandSeconds(each=40)
    one.budget.seconds = line
    before = one.budget.bytes
    one.sync()
    assert one.budget.bytes == before // 4
    line.each = 1
    one.sync()
    assert one.budget.bytes == before // 2


@dataclass
class HandSeconds:
    """A clock of which each look takes so long."""

    each: float
    now: float = 0

    def __call__(self) -> float:
        self.now += self.each
        return self.now


def test_a_budget_follows_the_time_that_a_request_takes() -> None:
    def after(bytes: int, took: float) -> int:
        budget = Budget(bytes, seconds=HandSeconds(took))
        budget.begin()
        budget.note_held()
        return budget.bytes

    assert [after(1 << 18, took) for took in (0, 1, 5, 10, 20)] == [1 << 19] * 3 + [1 << 18, 1 << 17]
    assert after(MOST_BYTES, 10) == MOST_BYTES
    assert after(LEAST_BYTES, 3_600) == LEAST_BYTES


def test_head_office_may_restart_between_any_two_requests(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    with open_transport(hub.url) as transport:
        for _ in range(3):
            one.count()
            assert run_round(one.side, transport, one.now).problem is None
            hub.stop()
            hub.start()
    assert two.sync().received == 3
    assert hub.dump() == two.dump()


@dataclass
class Meddling:
    """A line that sees every exchange and may change the answer or send the request twice."""

    line: Transport
    change: Callable[[Answer], Answer] = lambda answer: answer
    times: int = 1

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self.change(self.line.get(path, headers))

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        answers = [self.line.post(path, body, headers) for _ in range(self.times)]
        return self.change(answers[-1])


@contextmanager
def meddling(url: str, **how: object):  # type: ignore[no-untyped-def]
    with open_transport(url) as line:
        assert isinstance(line, HttpTransport)
        yield Meddling(line, **how)  # type: ignore[arg-type]


def test_a_request_that_arrives_twice_counts_once(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    one.add_person("سعاد ناصر")
    one.count()
    with meddling(hub.url, times=3) as line:
        assert run_round(one.side, line, one.now).problem is None
    two.sync()
    assert one.dump() == two.dump() == hub.dump()
    assert hub.dump().count("\n") == 2


def test_a_request_recorded_and_sent_again_later_changes_nothing(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    recorded: list[tuple[str, bytes, Mapping[str, str]]] = []

    class Recording(Meddling):
        def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            recorded.append((path, body, headers))
            return super().post(path, body, headers)

    with open_transport(hub.url) as line:
        person = one.add_person("سعاد ناصر", mobile="+966501234567")
        run_round(one.side, Recording(line), one.now)
        two.sync()
        two.edit_person(person, mobile="+966507654321")
        two.sync()
        before = hub.dump()
        for path, body, headers in recorded:
            assert line.post(path, body, headers).status == 200
    assert hub.dump() == before
    assert one.sync().problem is None
    assert one.dump() == hub.dump()


def test_an_answer_changed_in_any_byte_is_no_answer(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    two.count()
    two.sync()
    empty = one.dump()

    def flipped(place: int) -> Callable[[Answer], Answer]:
        def change(answer: Answer) -> Answer:
            body = bytearray(answer.body)
            body[place % len(body)] ^= 1 << place % 8
            return replace(answer, body=bytes(body))

        return change

    for place in range(0, 400, 7):
        with meddling(hub.url, change=flipped(place)) as line:
            outcome = run_round(one.side, line, one.now)
        assert code_of(outcome) == "sync.not_head_office"
        assert (one.dump(), one.side.last_reached()) == (empty, None)
    assert one.sync().received == 1


def test_a_signature_of_another_key_or_none_is_no_answer(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    for signature in ("", "zz", "00" * 64):
        with meddling(
            hub.url,
            change=lambda answer, s=signature: replace(answer, headers={**answer.headers, SIGNATURE_HEADER.lower(): s}),
        ) as line:
            assert code_of(run_round(one.side, line, one.now)) == "sync.not_head_office"


@pytest.mark.parametrize("page", ["html", "redirect", "empty", "gzip", "endless"])
def test_a_sign_in_page_is_not_head_office(laptops: Pair, page: str) -> None:
    one, _ = laptops
    one.count()
    with foreign_server(page) as url:
        outcome = one.sync(url)
    assert code_of(outcome) == "sync.not_head_office"
    assert outcome.waiting.count == 1
    assert one.sync().problem is None


def test_another_head_office_at_the_address_gets_nothing_and_is_not_believed(laptops: Pair, make: Maker) -> None:
    one, _ = laptops
    one.count()
    with running_hub(make._root / "other") as other:
        outcome = one.sync(other.url)
        assert code_of(outcome) == "sync.another_hub"
        assert other.dump() == ""
    assert outcome.waiting.count == 1


def test_a_laptop_that_never_joined_is_told_so(make: Maker, hub: RunningHub) -> None:
    with branch_laptop(make, "fresh") as laptop, pytest.raises(RuleBroken) as refusal:
        laptop.sync(hub.url)
    assert refusal.value.code == "sync.not_enrolled"


def test_a_laptop_that_head_office_forgot_is_told_by_head_office(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    known = one.side.find_enrolment()
    assert known is not None
    one.side.save_enrolment(replace(known, device=bytes(16)))
    outcome = one.sync()
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.needs_person) == ("sync.unknown_device", True)


def test_a_part_of_another_office_is_not_given(laptops: Pair) -> None:
    one, _ = laptops
    known = one.side.find_enrolment()
    assert isinstance(known, Enrolment)
    one.side.save_enrolment(replace(known, partitions=("office:JED1/general",)))
    assert code_of(one.sync()) == "sync.grant"


def test_rows_that_went_wrong_here_are_made_anew_when_the_digest_says_so(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    one.sync()
    one.edit_person(person, town="أبها")
    one.sync()
    one.store.database.execute("UPDATE stream SET digest_total = '1'")
    one.store.exchange._log._streams.clear()
    two.count()
    two.sync()
    assert one.sync().problem is None
    assert two.sync().problem is None
    assert one.dump() == two.dump() == hub.dump()
    assert one.store.check_rows() == ()


def test_a_digest_of_head_offices_that_its_own_rows_do_not_bear_out_is_put_right_there(
    laptops: Pair, hub: RunningHub
) -> None:
    """What differs beyond mending is told to a person: test_differing."""
    one, two = laptops
    person = one.add_person("سعاد ناصر")
    one.sync()
    two.sync()
    with open_hub(hub.folder) as other, other.db.writing():
        other.db.run("UPDATE stream_head SET digest_total = '1'")
    two.count()
    assert one.sync().problem is None
    assert two.sync().problem is None
    assert one.sync().problem is None
    assert one.dump() == two.dump() == hub.dump()
    assert one.store.persons.get(person)[0].name == "سعاد ناصر"


def test_a_laptop_restored_from_a_backup_goes_on_under_a_new_name_and_gets_its_own_work_back(
    make: Maker, hub: RunningHub, tmp_path: Path
) -> None:
    with branch_laptop(make, "one") as one:
        one.enrol(hub.url, hub.code(OFFICE))
        one.count()
        one.sync()
    database = tmp_path / "one" / "istiqbal.db"
    backup = database.read_bytes()
    with branch_laptop(make, "one") as one:
        one.count()
        one.sync(hub.url)
        before = one.store.replica
    database.write_bytes(backup)
    with branch_laptop(make, "one", seed=1) as one:
        assert one.store.replica != before
        one.count()
        outcome = one.sync(hub.url)
        assert (outcome.problem, outcome.sent, outcome.received) == (None, 1, 1)
        assert one.dump() == hub.dump()
        assert hub.dump().count("\n") == 3


def test_the_sidecar_is_written_before_anything_is_sent(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    one.count()
    written: list[Sidecar | None] = []

    class Watching(Meddling):
        def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            written.append(find_sidecar(database_path(one.store.folder)))
            return super().post(path, body, headers)

    with open_transport(hub.url) as line:
        run_round(one.side, Watching(line), one.now)
    assert written[0] is not None
    assert written[0].tips[one.store.partition].seq == 1


def test_segments_stay_within_what_head_office_takes(laptops: Pair) -> None:
    one, _ = laptops
    for _ in range(700):
        one.count()
    (outgoing,) = one.side.outgoing(max_entries=700, max_bytes=1 << 22)
    segments = list(segments_of(outgoing, one.side.device_key()))
    assert [len(segment.entries) <= 500 for segment in segments] == [True] * len(segments)
    assert sum(len(segment.entries) for segment in segments) == 700
    assert segments[0].first_seq == outgoing.first_seq


def test_an_old_answer_is_none_to_a_new_question_that_asks_the_same(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    one.sync()
    answers: list[Answer] = []

    class Remembering(Meddling):
        def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            answers.append(super().post(path, body, headers))
            return answers[-1]

    with open_transport(hub.url) as line:
        assert run_round(one.side, Remembering(line), one.now).problem is None
        two.count()
        two.sync()
        old = Meddling(line, change=lambda _: answers[-1])
        assert code_of(run_round(one.side, old, one.now)) == "sync.not_head_office"
    assert one.sync().received == 1
