"""The first load of a laptop: which snapshot there is for it, and the bytes of one by Range."""

import re
from dataclasses import replace

from domain.sync.snapshot import RANGE_HEADER, SNAPSHOT, SnapshotRequest, no_snapshot
from headoffice import refusals
from headoffice.messages import read_message
from headoffice.service import Asked, Reply, Service

SNAPSHOT_FILE = SNAPSHOT + "/{name}"
MOST_RANGE_BYTES = 1 << 20
MOST_UNPACKED = 64 << 10

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?", re.ASCII)


def describe_snapshot(service: Service, asked: Asked) -> Reply:
    """Signed, so that its hashes prove every byte of the file, wherever that comes from. Raises Refused."""
    device = service.admitted(asked)
    request = read_message(asked.body, SnapshotRequest, most=MOST_UNPACKED)
    service.check_request(request.protocol, request.association)
    service.check_readable(device, request.partition)
    found = service.snapshots.find(request.partition, device, cursor=max(request.cursor, 0))
    answer = found or no_snapshot(service.hub.association, request.partition)
    facts = {"device": device.id.hex()[:8], "positions": answer.hub_seq}
    return replace(service.signed(asked, answer), facts=facts)


def read_snapshot(service: Service, asked: Asked) -> Reply:
    """At most a megabyte of it from where the `Range` begins; `Content-Range` says what. Raises Refused."""
    device = service.admitted(asked)
    first, last = range_of(asked.headers.get(RANGE_HEADER.lower(), ""))
    most = min(last - first + 1, MOST_RANGE_BYTES)
    found = service.snapshots.read(asked.path.rpartition("/")[2], offset=first, most=most)
    if found is None:
        raise refusals.gone()
    about, content = found
    service.check_readable(device, about.partition)
    if not content:
        raise refusals.beyond_the_end()
    headers = {"Content-Range": f"bytes {first}-{first + len(content) - 1}/{about.size}", "Accept-Ranges": "bytes"}
    return replace(service.signed_bytes(asked, content, status=206), headers=headers)


def range_of(said: str) -> tuple[int, int]:
    """The first and the last byte that is asked for. Everything when nothing is said. Raises Refused."""
    if not said:
        return 0, MOST_RANGE_BYTES - 1
    found = _RANGE.fullmatch(said)
    if found is None:
        raise refusals.beyond_the_end()
    first = int(found[1])
    last = int(found[2]) if found[2] else first + MOST_RANGE_BYTES - 1
    if last < first:
        raise refusals.beyond_the_end()
    return first, last
