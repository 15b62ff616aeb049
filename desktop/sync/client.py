"""One round with head office: what is new here goes out, what is new there comes in (SYNC.md, "The wire").

The sender starts from the head in head office's last answer, never from what it believes it has sent. No transaction
waits for the network. An answer that brings only stamps is taken while head office works on what follows it.
"""

from collections.abc import Sequence

from desktop.sync import round_faults as faults
from desktop.sync.asking import Forked, Later
from desktop.sync.beside import Beside, in_turn
from desktop.sync.blobs import Carrying
from desktop.sync.budget import Budget
from desktop.sync.comparing import Comparing
from desktop.sync.foretelling import Untaken, find_untaken
from desktop.sync.loading import Loading
from desktop.sync.outcome import RoundOutcome, not_enrolled
from desktop.sync.requesting import Requesting, count_taken
from desktop.sync.sending import Sending
from desktop.sync.store import SyncStore
from desktop.sync.taking import Taking
from desktop.sync.telling import Clock, Telling
from desktop.sync.transfer import Unwatched, Watch
from desktop.sync.transport import Transport, not_head_office
from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.changes import NO_CHANGES
from domain.sync.exchange import Enrolment, Outgoing, Problem, widened
from domain.sync.signatures import device_id
from domain.sync.wire import Cursor, Head, Notice, SyncAnswer, WireDigest

MOST_REQUESTS = 100
MOST_CUTS = 8  # of one round, each to half the size
MOST_NAMES = 8  # that one laptop may need within a round

UNWATCHED = Unwatched()


def run_round(
    store: SyncStore,
    transport: Transport,
    clock: Clock,
    budget: Budget | None = None,
    *,
    may_void: bool = False,
    watch: Watch = UNWATCHED,
    beside: Beside = in_turn,
) -> RoundOutcome:
    """Sends and receives until nothing is left on either side, or `watch` says to pause. Raises RuleBroken
    `sync.not_enrolled`; every other expected failure is the outcome's problem, and nothing that was written is lost by
    it."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    store.begin_round(may_void=may_void)
    round_ = _Round(store, transport, enrolment, budget or Budget(), clock, watch, beside)
    problem, is_complete = None, False
    try:
        is_complete = round_.run()
    except Expected as error:
        retry_seconds = error.retry_seconds if isinstance(error, Later) else 0
        problem = Problem(error.code, error.ar, error.en, isinstance(error, RuleBroken), retry_seconds)
    now = clock()
    if is_complete or problem is not None:
        try:
            store.note_sync(at=now, problem=problem)
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
        beside: Beside,
    ) -> None:
        self._beside = beside
        self._watch = watch
        self._clock = clock
        self._telling = Telling(store, watch, clock)
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
        self._heads: list[Head] = []  # that head office stated last, once they are remembered
        self._untaken: Untaken | None = None
        self._withheld: Notice | None = None
        self._comparing = Comparing(store, transport, enrolment, self._key)
        self._carrying = Carrying(store, transport, enrolment, self._key, budget, watch)
        self._taking = Taking(store, self._comparing)
        self._sending = Sending(store, self._key, budget)
        self._requesting = Requesting(store, transport, enrolment, self._key, self._sending)
        self._loading = Loading(store, transport, enrolment, self._key, self._taking, budget)
        self.tally = self._taking.tally

    def run(self) -> bool:
        """True when both sides have everything."""
        is_complete = self._run()
        self._take_untaken(is_last=True)
        return is_complete

    def _run(self) -> bool:
        last: object = None
        for number in range(MOST_REQUESTS):
            if number and not self._watch.may_go_on():
                self.is_paused = True
                return False
            if number and self._untaken is None and self._load(last):
                continue
            outgoing, cursors = self._next()
            standing = self._standing(outgoing, cursors)
            if standing == last:
                raise faults.stuck()
            last = standing
            if outgoing:
                # Else a crash could leave head office knowing more of this laptop than its own sidecar.
                self._store.write_sidecar()
            answer = self._try(outgoing, cursors)
            if answer is None:
                continue
            if (found := self._find_untaken(answer, cursors, outgoing)) is not None:
                self._untaken = found
                continue
            is_whole = self._take(answer, cursors, outgoing)
            if is_whole and not self._loading.partitions() and self._has_nothing_to_send():
                self._finish()
                return True
        return False

    def _next(self) -> tuple[list[Outgoing], list[Cursor]]:
        """What the next question is made of."""
        known = self._untaken
        return (self._outgoing(), self._cursors()) if known is None else (known.following, known.foretold)

    def _load(self, last: object) -> bool:
        """One step of a first load; what a clerk has written meanwhile goes first. What head office did not take the
        last time (another copy of this laptop wrote under its name) is told apart when the stream has come."""
        if not self._loading.partitions():
            return False
        outgoing = self._outgoing()
        if outgoing and self._standing(outgoing, self._cursors()) != last:
            return False
        self.tally.step = NO_CHANGES
        loaded = self._loading.step()
        if loaded is not None:
            self._telling.tell_loaded(loaded, self.tally.step)
        return True

    def _standing(self, outgoing: Sequence[Outgoing], cursors: Sequence[Cursor]) -> object:
        """What one request must move: where each log and each stream goes on, the way of asking, and what comes as a
        whole: one that is given up has the streams asked for again, or told that they may not be read."""
        return (
            [(item.partition, item.replica, item.first_seq) for item in outgoing],
            [(cursor.partition, cursor.epoch, cursor.hub_seq, len(cursor.marks)) for cursor in cursors],
            (len(self._names), self._sends, self._shows_certificate, self._requesting.asked, self._cuts),
            self._loading.partitions(),
        )

    def _has_nothing_to_send(self) -> bool:
        """Neither of its own, nor of others' that head office may have lost and has not been asked about."""
        if self._store.outgoing(max_entries=1, max_bytes=1):
            return False
        return self._requesting.asked.issuperset(self._store.asked())

    def _outgoing(self) -> list[Outgoing]:
        return self._sending.next() if self._sends else []

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
            raise faults.forked()

    def _finish(self) -> None:
        """What is beside the entries. Files of whoever may not read any more go out too, before a person is told why
        head office sends nothing."""
        if self._withheld is None:
            carried = self.tally.sent + self.tally.received
            self._comparing.look_daily(self._cursors(), self._clock(), carried=carried)
            self.tally.note(self._comparing.changes)
        self._carrying.carry()
        if self._withheld is not None:
            raise RuleBroken(self._withheld.code, ar=self._withheld.ar, en=self._withheld.en)

    def _cursors(self) -> list[Cursor]:
        """One per granted partition that is not loaded as a whole, also of one that nothing has come of yet."""
        known = {cursor.partition: cursor for cursor in self._store.cursors(self._taking.naming)}
        loading = self._loading.partitions()
        names = (name for name in self._store.partitions(self._enrolment) if name not in loading)
        fresh = (Cursor(name, 1, 0, WireDigest(0, 0)) for name in names)
        return [known.get(cursor.partition, cursor) for cursor in fresh]

    def _ask(self, outgoing: Sequence[Outgoing], cursors: list[Cursor]) -> SyncAnswer:
        try:
            body = self._requesting.body(outgoing, cursors, shows_certificate=self._shows_certificate)
            self._budget.begin()
            answer = self._beside(lambda: self._requesting.put(body), lambda: self._work_on(outgoing))
        except Unavailable:
            self._budget.note_cut()
            raise
        if answer.association != self._enrolment.association:
            raise not_head_office()
        self._budget.note_held()
        self.tally.sent += count_taken(answer, cursors, outgoing)
        return answer

    def _work_on(self, outgoing: Sequence[Outgoing]) -> None:
        """While head office works on these. What the answer before them changes comes before what follows them."""
        self._take_untaken(is_last=False)
        self._sending.prepare_after(outgoing)

    def _find_untaken(
        self, answer: SyncAnswer, cursors: Sequence[Cursor], outgoing: Sequence[Outgoing]
    ) -> Untaken | None:
        """The answer, if it may be taken while head office works on what follows it."""
        is_plain = not (self._shows_certificate or self._taking.naming)
        following = self._sending.prepared(behind=outgoing) if is_plain else []
        return find_untaken(answer, cursors, outgoing, following, stated=self._heads) if following else None

    def _take_untaken(self, *, is_last: bool) -> None:
        untaken, self._untaken = self._untaken, None
        if untaken is not None:
            self._take(untaken.answer, untaken.cursors, untaken.outgoing, is_last=is_last)

    def _take(
        self,
        answer: SyncAnswer,
        cursors: Sequence[Cursor],
        outgoing: Sequence[Outgoing],
        *,
        is_last: bool = True,
    ) -> bool:
        """True when every stream has been taken to its head. `is_last` unless a question is under way."""
        self._sends, self._shows_certificate = True, False
        replica = self._store.replica()
        self._acknowledge(answer, outgoing)
        self._note_name()
        if self._store.replica() != replica:
            # The answer leaves out the entries of the replica that asked, and this laptop turned out to lack some.
            return False
        asked = set(self._store.partitions(self._enrolment))
        self._store.note_grants(answer)
        self._note_partitions(answer)
        # What may be read since this answer is asked for in the same round.
        has_more = not asked.issuperset(self._store.partitions(self._enrolment))
        self._withheld = faults.withheld(answer, {cursor.partition for cursor in cursors}) or self._withheld
        if answer.certificates:
            self._store.save_certificates({device_id(item.device_key): item for item in answer.certificates})
        if any(item.entry is not None for stream in answer.streams for item in stream.items):
            # What others wrote may have taken a person out of what waits here.
            self._sending.forget()
        self.tally.step = NO_CHANGES
        is_whole = all([self._taking.take(stream, is_last=is_last) for stream in answer.streams])
        # Once more: what a restored laptop had lost has come back with the streams.
        self._acknowledge(answer, outgoing)
        self._telling.tell(answer, cursors, outgoing, self.tally.step)
        for stream in answer.streams:
            if stream.digest is None:
                self._loading.consider(stream)
        return is_whole and not has_more

    def _note_partitions(self, answer: SyncAnswer) -> None:
        """There may be more to read than was known when this laptop joined."""
        wider = widened(self._enrolment, answer.grants)
        if wider is not None:
            self._enrolment = wider
            self._store.save_enrolment(wider)

    def _acknowledge(self, answer: SyncAnswer, outgoing: Sequence[Outgoing]) -> None:
        sent = {(item.partition, item.replica): item.last_seq for item in outgoing}
        for head in answer.heads:
            self._store.acknowledge(head, sent_to=sent.get((head.partition, head.replica), 0))
        self._heads = answer.heads
