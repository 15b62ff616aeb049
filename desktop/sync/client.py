"""One round with head office: what is new here goes out, what is new there comes in (SYNC.md, "The wire").

The sender starts from the head in head office's last answer, never from what it believes it has sent. No transaction
is open while the network is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.sync.asking import SYNC, Forked, Later, ask
from desktop.sync.outcome import Problem, RoundOutcome, not_enrolled
from desktop.sync.segments import segments_of
from desktop.sync.store import SyncStore
from desktop.sync.transfer import Step, Unwatched, Watch
from desktop.sync.transport import Transport, not_head_office
from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.entries import Malformed
from domain.sync.exchange import Enrolment, Outgoing
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.signatures import device_id
from domain.sync.wire import (
    NAME_MORE,
    PROTOCOL,
    Cursor,
    Notice,
    ReplicaName,
    Stream,
    SyncAnswer,
    SyncRequest,
    WireDigest,
)

MOST_REQUESTS = 100
MOST_ENTRIES = 1_000
LEAST_BYTES = 16 << 10
MOST_BYTES = 1 << 20
MOST_CUTS = 8  # of one round, each to half the size
MOST_NAMES = 8  # that one laptop may need within a round

UNWATCHED = Unwatched()

Clock = Callable[[], datetime]


@dataclass
class Budget:
    """How much one request carries: halved when the line was cut, doubled when it held."""

    bytes: int = 128 << 10

    def note_cut(self) -> None:
        self.bytes = max(LEAST_BYTES, self.bytes // 2)

    def note_held(self) -> None:
        self.bytes = min(MOST_BYTES, self.bytes * 2)


@dataclass
class _Tally:
    sent: int = 0
    received: int = 0
    changes: Changes = field(default=NO_CHANGES)
    step: Changes = field(default=NO_CHANGES)  # of the last answer

    def note(self, changes: Changes) -> None:
        self.changes |= changes
        self.step |= changes


def run_round(
    store: SyncStore,
    transport: Transport,
    clock: Clock,
    budget: Budget | None = None,
    *,
    may_void: bool = False,
    watch: Watch = UNWATCHED,
) -> RoundOutcome:
    """Sends and receives until nothing is left on either side, or `watch` says to pause. Raises RuleBroken
    `sync.not_enrolled`; every other expected failure is the outcome's problem, and nothing that was written is lost by
    it."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    store.begin_round(may_void=may_void)
    round_ = _Round(store, transport, enrolment, budget or Budget(), clock, watch)
    problem, is_complete = None, False
    try:
        is_complete = round_.run()
    except Expected as error:
        retry_seconds = error.retry_seconds if isinstance(error, Later) else 0
        problem = Problem(error.code, error.ar, error.en, isinstance(error, RuleBroken), retry_seconds)
    now = clock()
    if is_complete or problem is not None:
        try:
            store.note_sync(at=now, problem=problem.code if problem else None)
        except Unavailable as error:
            # A disk that is full cannot even remember that it is.
            problem, is_complete = Problem(error.code, error.ar, error.en, needs_person=False), False
    tally = round_.tally
    reached_at = now if is_complete else None
    return RoundOutcome(
        tally.sent, tally.received, store.waiting(), reached_at, tally.changes, problem, is_paused=round_.is_paused
    )


class _Round:
    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        enrolment: Enrolment,
        budget: Budget,
        clock: Clock,
        watch: Watch,
    ) -> None:
        self._clock = clock
        self._watch = watch
        self.is_paused = False
        self._store = store
        self._transport = transport
        self._enrolment = enrolment
        self._budget = budget
        self._key = store.device_key()
        self._names = {store.replica()}
        self._sends = True
        self._shows_certificate = False
        self._cuts = 0
        self._naming: set[str] = set()
        self._asked: frozenset[ReplicaName] = frozenset()
        self._withheld: Notice | None = None
        self.tally = _Tally()

    def run(self) -> bool:
        """True when both sides have everything."""
        last: object = None
        for number in range(MOST_REQUESTS):
            if number and not self._watch.may_go_on():
                self.is_paused = True
                return False
            outgoing = self._outgoing()
            cursors = self._cursors()
            standing = (_standing(outgoing, cursors), self._way_of_asking())
            if standing == last:
                raise _stuck()
            last = standing
            if outgoing:
                # Else a crash could leave head office knowing more of this laptop than its own sidecar.
                self._store.write_sidecar()
            answer = self._try(outgoing, cursors)
            if answer is None:
                continue
            if self._take(answer, cursors, outgoing) and self._has_nothing_to_send():
                self._say_what_is_withheld()
                return True
        return False

    def _way_of_asking(self) -> object:
        return len(self._names), self._sends, self._shows_certificate, self._asked, self._cuts

    def _has_nothing_to_send(self) -> bool:
        """Neither of its own, nor of others' that head office may have lost and has not been asked about."""
        if self._store.outgoing(max_entries=1, max_bytes=1):
            return False
        return self._asked.issuperset(self._store.asked())

    def _outgoing(self) -> list[Outgoing]:
        if not self._sends:
            return []
        return self._store.outgoing(max_entries=MOST_ENTRIES, max_bytes=self._budget.bytes)

    def _try(self, outgoing: Sequence[Outgoing], cursors: list[Cursor]) -> SyncAnswer | None:
        """None when head office's refusal says how to ask better."""
        try:
            return self._ask(outgoing, cursors)
        except Forked as fork:
            self._part(fork)
        except Unavailable as error:
            if error.code != "sync.too_large" or self._cuts == MOST_CUTS:
                raise
            # The budget has been halved: the same, in smaller pieces.
            self._cuts += 1
        except RuleBroken as error:
            if error.code != "sync.unknown_device" or self._shows_certificate or not self._enrolment.certificate:
                raise
            # Head office was restored from a backup, or wiped: its own certificate tells it whom it forgot.
            self._sends, self._shows_certificate = False, True
        return None

    def _part(self, fork: Forked) -> None:
        """Another copy of this laptop wrote under its name: what it wrote itself goes on under a new one."""
        if self._store.reissue(fork.place) == 0:
            # What parted has a stamp here: head office itself may have gone another way since. Its stream tells.
            if not self._sends:
                raise fork
            self._sends = False
        self._note_name()

    def _note_name(self) -> None:
        self._names.add(self._store.replica())
        if len(self._names) > MOST_NAMES:
            raise _forked()

    def _say_what_is_withheld(self) -> None:
        """Everything is sent, and head office sends nothing: a person must know why."""
        if self._withheld is not None:
            raise RuleBroken(self._withheld.code, ar=self._withheld.ar, en=self._withheld.en)

    def _cursors(self) -> list[Cursor]:
        """One per granted partition, also of one that nothing has come of yet."""
        known = {cursor.partition: cursor for cursor in self._store.cursors(self._naming)}
        fresh = (Cursor(name, 1, 0, WireDigest(0, 0)) for name in self._enrolment.partitions)
        return [known.get(cursor.partition, cursor) for cursor in fresh]

    def _ask(self, outgoing: Sequence[Outgoing], cursors: list[Cursor]) -> SyncAnswer:
        try:
            answer = ask(
                self._transport,
                SYNC,
                self._request(outgoing, cursors),
                SyncAnswer,
                key=self._key,
                hub_key=self._enrolment.hub_key,
                device=self._enrolment.device,
            )
        except Unavailable:
            self._budget.note_cut()
            raise
        if answer.association != self._enrolment.association:
            raise not_head_office()
        self._budget.note_held()
        self.tally.sent += sum(len(item.entries) for item in outgoing)
        return answer

    def _request(self, outgoing: Sequence[Outgoing], cursors: list[Cursor]) -> SyncRequest:
        own = self._enrolment.certificate if self._shows_certificate else None
        devices = {item.device for item in outgoing if item.device}
        asked = self._store.asked()
        self._asked = frozenset(asked)
        return SyncRequest(
            PROTOCOL,
            SCHEMA_VERSION,
            self._enrolment.association,
            self._store.replica(),
            [segment for item in outgoing for segment in segments_of(item, self._key)],
            cursors,
            asked,
            [*([own] if own else []), *(self._store.certificates(devices) if devices else [])],
            self._store.nonce(),
        )

    def _take(self, answer: SyncAnswer, cursors: Sequence[Cursor], outgoing: Sequence[Outgoing]) -> bool:
        """True when every stream has been taken to its head."""
        self._sends, self._shows_certificate = True, False
        replica = self._store.replica()
        self._acknowledge(answer, outgoing)
        self._note_name()
        if self._store.replica() != replica:
            # The answer leaves out the entries of the replica that asked, and this laptop turned out to lack some.
            return False
        self._check_streams(answer, {cursor.partition for cursor in cursors})
        if answer.certificates:
            self._store.save_certificates({device_id(item.device_key): item for item in answer.certificates})
        self.tally.step = NO_CHANGES
        is_whole = all([self._take_stream(stream) for stream in answer.streams])
        # Once more: what a restored laptop had lost has come back with the streams.
        self._acknowledge(answer, outgoing)
        self._tell(answer, cursors, outgoing)
        return is_whole

    def _tell(self, answer: SyncAnswer, cursors: Sequence[Cursor], outgoing: Sequence[Outgoing]) -> None:
        asked = {cursor.partition: cursor.hub_seq for cursor in cursors}
        reached = {
            stream.partition: stream.items[-1].hub_seq if stream.items else asked.get(stream.partition, 0)
            for stream in answer.streams
        }
        self._watch.note_step(
            Step(
                sum(len(item.entries) for item in outgoing),
                sum(len(stream.items) for stream in answer.streams),
                self._store.waiting().count,
                sum(max(stream.head - reached[stream.partition], 0) for stream in answer.streams),
                answer.time_ms,
                int(self._clock().timestamp() * 1000),
                self.tally.step,
            )
        )

    def _check_streams(self, answer: SyncAnswer, asked: set[str]) -> None:
        """Every stream that was asked for and may be read is there, and no other."""
        closed = {grant.partition for grant in answer.grants if not grant.may_read}
        if asked - closed != {stream.partition for stream in answer.streams}:
            raise _damaged()
        if asked & closed:
            self._withheld = answer.notices[0] if answer.notices else _nothing_to_read()

    def _acknowledge(self, answer: SyncAnswer, outgoing: Sequence[Outgoing]) -> None:
        sent = {(item.partition, item.replica): item.last_seq for item in outgoing}
        for head in answer.heads:
            self._store.acknowledge(head, sent_to=sent.get((head.partition, head.replica), 0))

    def _take_stream(self, stream: Stream) -> bool:
        if stream.after == NAME_MORE:
            if stream.partition in self._naming:
                raise _damaged()
            self._naming.add(stream.partition)
            return False
        self._naming.discard(stream.partition)
        try:
            self.tally.note(self._store.receive(stream))
        except Malformed as error:
            raise _damaged() from error
        self.tally.received += sum(item.entry is not None for item in stream.items)
        if stream.digest is None:
            return False
        if not self._agrees(stream):
            # The rows are a cache of the log: made anew from it before anybody is troubled.
            self._store.rebuild()
            if not self._agrees(stream):
                raise _different(stream.partition)
        return True

    def _agrees(self, stream: Stream) -> bool:
        """The digest is computed here and compared, never adopted. What waits here for a newer program is missing
        from it."""
        mine = next((cursor for cursor in self._store.cursors() if cursor.partition == stream.partition), None)
        if mine is None:
            return stream.head == 0
        is_here = mine.hub_seq == stream.head
        return is_here and (mine.digest == stream.digest or self._store.is_partial(stream.partition))


def _standing(outgoing: Sequence[Outgoing], cursors: Sequence[Cursor]) -> object:
    """What one request must move: where each log and each stream goes on."""
    return (
        [(item.partition, item.replica, item.first_seq) for item in outgoing],
        [(cursor.partition, cursor.epoch, cursor.hub_seq, len(cursor.marks)) for cursor in cursors],
    )


def _damaged() -> Unavailable:
    return Unavailable(
        "sync.damaged_answer",
        ar="جاء من المركز الرئيس جواب ناقص فلم يؤخذ منه شيء؛ ستعاد المحاولة، وإن تكرر فأبلغ مدير النظام.",
        en="Head office's answer was not whole and nothing of it was taken; it will be tried again. "
        "If this repeats, tell the administrator.",
    )


def _stuck() -> Unavailable:
    return Unavailable(
        "sync.stuck",
        ar="أجاب المركز الرئيس ولم يتقدم شيء؛ عملك محفوظ هنا وستعاد المحاولة، وإن تكرر فأبلغ مدير النظام.",
        en="Head office answered and nothing moved; your work is safe here and it will be tried again. "
        "If this repeats, tell the administrator.",
    )


def _forked() -> RuleBroken:
    return RuleBroken(
        "sync.fork",
        ar="يقول المركز الرئيس إن لديه سجلات أخرى بكل اسم يأخذه هذا الجهاز. عملك محفوظ هنا؛ أبلغ مدير النظام.",
        en="Head office says that it holds other logs under every name this laptop takes. Your work is safe here; "
        "tell the administrator.",
    )


def _nothing_to_read() -> Notice:
    return Notice(
        "sync.not_readable",
        "ما كُتب هنا أُرسل إلى المركز الرئيس، ولم يعد لهذا الجهاز حق أن يصله شيء؛ أبلغ مدير النظام.",
        "What was written here is sent to head office, and this laptop may not receive anything any more; "
        "tell the administrator.",
    )


def _different(partition: str) -> RuleBroken:
    return RuleBroken(
        "sync.digest",
        ar="ما في هذا الجهاز يختلف عما في المركز الرئيس حتى بعد إعادة بنائه؛ عملك محفوظ، أبلغ مدير النظام.",
        en=f"This laptop and head office differ in {partition} even after a rebuild; your work is safe, "
        "tell the administrator.",
    )
