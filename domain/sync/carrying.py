"""A bundle that another laptop carries over its own line: it goes in as a stick would, and the reply comes the same
way. The carrier can read neither."""

from domain.sync.wire import Message

BUNDLE = "/v1/bundle"
MOST_CARRIED_BYTES = 32 << 20  # what is larger goes by stick


class BundleTaken(Message, frozen=True):
    """`device` is whose bundle it was. `outcome` is taken, nothing_new, gap, or the code of a refusal. `files` beside
    the entries are new at head office; `files_left` did not come along, or were not taken."""

    device: bytes
    outcome: str
    carried: int
    received: int
    files: int = 0
    files_left: int = 0
