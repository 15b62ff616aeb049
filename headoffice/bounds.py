"""How much a request may cost before anybody has looked at what is in it.

A laptop asks for at most a megabyte of entries at once (`desktop.sync.client`), and of what it says salts and hashes do
not get smaller; so a body that swells more than this is nobody's work.
"""

from domain.sync.entries import Malformed
from domain.sync.wire import MAX_MESSAGE_BYTES, SyncRequest, stated_bytes
from headoffice import refusals
from headoffice.limits import Buckets

MOST_BYTES_OF_STRANGERS = 64 << 10
MOST_UNPACKED_OF_STRANGERS = 256 << 10
FREE_BYTES = 2 << 20  # any body may unpack to so much
MOST_SWELLING = 40  # times, beyond that
BYTES_OF_A_ROUND = 64 << 10  # so much of a body weighs as much as asking once more
MOST_SEGMENTS = 1_000
MOST_CERTIFICATES = 100
MOST_ASKED = 1_000


def weigh(body: bytes, rounds: Buckets, caller: object, *, now_ms: int) -> None:
    """Counts what unpacking it costs against what the caller may ask. Raises Refused for what swells too much: sent
    in smaller pieces it is taken."""
    size = stated_bytes(body)
    if size > min(MAX_MESSAGE_BYTES, max(FREE_BYTES, len(body) * MOST_SWELLING)):
        raise refusals.too_large()
    rounds.charge(caller, size / BYTES_OF_A_ROUND, now_ms)


def check_counts(request: SyncRequest) -> None:
    """Raises Refused for more segments than a laptop sends at once, and Malformed for a partition asked for twice."""
    if len(request.segments) > MOST_SEGMENTS:
        raise refusals.too_large()
    if len({cursor.partition for cursor in request.cursors}) < len(request.cursors):
        raise Malformed("a partition is asked for twice")
