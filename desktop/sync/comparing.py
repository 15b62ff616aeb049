"""Rows that differ from head office's: found with few questions, and mended from what head office has of them.

What has no stamp is not touched by any of it. The administrator is told of every row that was found.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.asking import ask
from desktop.sync.round_faults import different
from desktop.sync.store import SyncStore
from desktop.sync.transport import Transport
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.comparing import (
    AGAIN,
    COMPARE,
    MOST_AGAIN,
    MOST_NAMED,
    MOST_RANGES,
    Again,
    AgainRequest,
    Compared,
    CompareRequest,
    EntryName,
    Hashes,
    RowRange,
    differing,
    still_differing,
    whole_range,
)
from domain.sync.entries import Malformed
from domain.sync.exchange import Enrolment
from domain.sync.schema import TABLES
from domain.sync.signatures import device_id
from domain.sync.wire import PROTOCOL, Cursor

ROWS_AT_ONCE = 500  # that the store is asked about, so that the clerk is served in between
MOST_QUESTIONS = 20
EVERY = timedelta(days=1)
MUCH = 1_000  # entries of a round
EVERYTHING = Changes(frozenset(table.name for table in TABLES))


class Comparing:
    """Of one round."""

    def __init__(self, store: SyncStore, transport: Transport, enrolment: Enrolment, key: Ed25519PrivateKey) -> None:
        self._store = store
        self._transport = transport
        self._enrolment = enrolment
        self._key = key
        self.changes = NO_CHANGES
        self._has_gone_on = False  # head office, since the cursor that was looked at last

    def look_daily(self, cursors: Iterable[Cursor], now: datetime, *, carried: int) -> None:
        """Also while the digests agree: they are kept along with the rows, and a row may change under them. A round
        that has carried much leaves it to the next one. Raises RuleBroken when something stays different."""
        for cursor in cursors:
            last = self._store.last_compared(cursor.partition)
            if last is not None and timedelta() <= now - last < EVERY:
                continue
            if last is not None and carried >= MUCH and self._store.leave_comparison(cursor.partition):
                continue
            if last is not None and cursor.hub_seq and not self._store.is_partial(cursor.partition):
                self._look(cursor)
                if self._has_gone_on:
                    continue  # nothing was compared: the next round looks again
            self._store.note_compared(cursor.partition, now)

    def _look(self, cursor: Cursor) -> None:
        if not self.settle(cursor):
            raise different(cursor.partition)

    def settle(self, cursor: Cursor) -> bool:
        """Finds the rows that are other than head office's, which stands at the same position, and puts them right.
        False when some stay different. Raises Unavailable; RuleBroken when head office refuses."""
        found = self._find(cursor)
        if not found:
            return True
        self.changes |= EVERYTHING
        # The rows are a cache of the log: made anew from it before anything is asked for again.
        self._store.rebuild()
        left = self._find(cursor)
        for rows in _groups(sorted(left)):
            self._take_again(cursor.partition, rows)
        still = self._find(cursor) if left else set()
        self._store.note_mended(cursor.partition, len(found))
        return not still

    # --- finding ---------------------------------------------------------------------------------------------------

    def _find(self, cursor: Cursor) -> set[bytes]:
        """Nothing when head office has gone on since: the next round looks again."""
        self._has_gone_on = False
        mine = self._hashes(cursor.partition)
        asked = [whole_range(mine)]
        found: set[bytes] = set()
        for _ in range(MOST_QUESTIONS):
            if not asked:
                break
            answer = self._compare(cursor, asked[:MOST_RANGES])
            if answer.head != cursor.hub_seq:
                self._has_gone_on = True
                return set()
            for listed in answer.listed:
                found |= differing(mine, listed)
            asked = [*asked[MOST_RANGES:], *still_differing(mine, answer.ranges)]
        return found

    def _hashes(self, partition: str) -> Hashes:
        found: list[tuple[bytes, int]] = []
        while True:
            more = self._store.row_hashes(partition, after=found[-1][0] if found else None, most=ROWS_AT_ONCE)
            if not more:
                return found
            found.extend(more)

    def _compare(self, cursor: Cursor, ranges: list[RowRange]) -> Compared:
        request = CompareRequest(
            PROTOCOL, self._enrolment.association, cursor.partition, cursor.hub_seq, ranges, self._store.nonce()
        )
        return ask(
            self._transport,
            COMPARE,
            request,
            Compared,
            key=self._key,
            hub_key=self._enrolment.hub_key,
            device=self._enrolment.device,
        )

    # --- mending ---------------------------------------------------------------------------------------------------

    def _take_again(self, partition: str, rows: list[bytes]) -> None:
        known = sorted(self._store.touched(rows))[:MOST_NAMED]
        request = AgainRequest(
            PROTOCOL,
            self._enrolment.association,
            partition,
            rows,
            [EntryName(*id) for id in known],
            self._store.nonce(),
        )
        again = ask(
            self._transport,
            AGAIN,
            request,
            Again,
            key=self._key,
            hub_key=self._enrolment.hub_key,
            device=self._enrolment.device,
        )
        self._store.save_certificates({device_id(item.device_key): item for item in again.certificates})
        try:
            self._store.replace_entries(partition, again.items)
        except Malformed:
            # More of the log is damaged than these rows tell: what stays different is told to a person.
            return


def _groups(rows: list[bytes]) -> list[list[bytes]]:
    return [rows[at : at + MOST_AGAIN] for at in range(0, len(rows), MOST_AGAIN)]
