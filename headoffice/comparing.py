"""A laptop and head office disagree about a stream: where, and what the laptop needs to mend itself.

Head office looks at its own rows too: what its log says otherwise is mended here.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace

from domain.sync.canonical import Digest, canonical_hash
from domain.sync.comparing import (
    FIRST_ROW,
    LAST_ROW,
    MOST_AGAIN,
    MOST_NAMED,
    MOST_RANGES,
    Again,
    AgainRequest,
    Compared,
    CompareRequest,
    answer_ranges,
    digest_of,
)
from domain.sync.entries import BEYOND_SEQ, EntryId, Malformed, row_text
from domain.sync.wire import WireDigest, wire_entry
from headoffice.certificates import certificates_for
from headoffice.hub import Hub
from headoffice.messages import read_message
from headoffice.refolding import refolded
from headoffice.send import stamped
from headoffice.service import Asked, Reply, Service

MOST_UNPACKED = 256 << 10
ROW_ID_BYTES = 16

logger = logging.getLogger(__name__)


def compare(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    device = service.admitted(asked)
    request = read_message(asked.body, CompareRequest, most=MOST_UNPACKED)
    service.check_request(request.protocol, request.association)
    service.check_readable(device, request.partition)
    if len(request.ranges) > MOST_RANGES or any(_is_no_range(item.first, item.last) for item in request.ranges):
        raise Malformed("no ranges of rows can be like that")
    hub = service.hub
    with hub.db.reading():
        head = hub.streams.head(request.partition)
        if head.head != request.hub_seq:
            return service.signed(asked, Compared(hub.association, request.partition, head.head, [], []))
        hashes = service.row_hashes.at_head(request.partition, head.head)
    ranges, listed = answer_ranges(hashes, request.ranges)
    is_all = any(item.first == FIRST_ROW and item.last == LAST_ROW for item in request.ranges)
    if is_all and digest_of(hashes) != WireDigest(head.digest.count, head.digest.total):
        _recount(service, request.partition)
    return service.signed(asked, Compared(hub.association, request.partition, head.head, ranges, listed))


def _is_no_range(first: bytes, last: bytes) -> bool:
    return not (len(first) == len(last) == ROW_ID_BYTES and first <= last)


def send_again(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    device = service.admitted(asked)
    request = read_message(asked.body, AgainRequest, most=MOST_UNPACKED)
    service.check_request(request.protocol, request.association)
    service.check_readable(device, request.partition)
    if len(request.rows) > MOST_AGAIN or len(request.known) > MOST_NAMED:
        raise Malformed("too much is wanted at once")
    rows = [row_text(row) for row in request.rows if len(row) == ROW_ID_BYTES]
    if not all(0 < name.seq < BEYOND_SEQ for name in request.known):
        raise Malformed("no entry has such a number")
    known = {EntryId(name.replica, name.seq) for name in request.known}
    hub, partition = service.hub, request.partition
    with hub.db.writing():
        hub.streams.lock(partition)
        states = hub.streams.rows.find_many(partition, rows)
        said = {id for id in known if hub.streams.find_last_stamp(partition, id) is not None}
        touched = said.union(*(state.touched for state in states.values() if state is not None))
        mended = _mend(hub, partition, rows, touched)
    if mended:
        _recount(service, partition)
        logger.warning("mended", extra={"facts": {"partition": partition, "rows": mended}})
    with hub.db.reading():
        stamps = sorted((hub.streams.last_stamp(partition, id) for id in touched), key=lambda stamp: stamp.hub_seq)
        proofs = hub.streams.proofs.between(partition, [stamp.id for stamp in stamps])
        items = [
            stamped(stamp, wire_entry(hub.streams.get_entry(partition, stamp.id)), proofs.get(stamp.id))
            for stamp in stamps
        ]
        certificates = certificates_for(hub, items)
    facts = {"device": device.id.hex()[:8], "rows": len(rows), "mended": mended}
    answer = Again(hub.association, partition, items, certificates, mended)
    return replace(service.signed(asked, answer), facts=facts)


def _mend(hub: Hub, partition: str, rows: Iterable[str], touched: set[EntryId]) -> int:
    """Rows of head office's own that its log says otherwise. The head is locked."""
    count = 0
    for row in rows:
        before = hub.streams.rows.find(partition, row)
        mine = {*touched, *(before.touched if before is not None else ())}
        after = refolded(hub.streams, partition, row, mine)
        if canonical_hash(row, before) != canonical_hash(row, after):
            count += 1
            if after is None:
                hub.streams.erased.remove_row(partition, row)
            else:
                hub.streams.rows.save(partition, [(row, after)])
    return count


def _recount(service: Service, partition: str) -> None:
    """The digest of the stream, from its rows."""
    hub = service.hub
    service.row_hashes.forget(partition)
    with hub.db.writing():
        head = hub.streams.lock(partition)
        digest = digest_of(service.row_hashes.read(partition))
        hub.streams.move(replace(head, digest=Digest(digest.count, digest.total)))
