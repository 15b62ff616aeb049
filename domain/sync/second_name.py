"""The second name of an entry whose own name somebody else has taken (`db.reissue`).

It is computed from the entry alone, so whoever holds the entry gives it the same one, and head office takes it once,
whoever brings it. Such a log has one entry, and no device owns it.
"""

import hashlib

from domain.sync.entries import REPLICA_BYTES, EntryId

MARK = b"2nd\x00"  # how the replica of every second name begins
_TAG = b"istiqbal/second-name/1"


def second_name(hash: bytes) -> EntryId:
    """Of the entry with this hash."""
    digest = hashlib.sha256(_TAG + hash).digest()
    return EntryId(MARK + digest[: REPLICA_BYTES - len(MARK)], 1)


def is_second(replica: bytes) -> bool:
    return replica.startswith(MARK)
