"""A bundle that another laptop carries over its own line: it goes in as a stick would, and the reply comes the same
way. The carrier can read neither."""

from domain.sync.wire import Message

BUNDLE = "/v1/bundle"
MOST_CARRIED_BYTES = 32 << 20  # what is larger goes by stick


class BundleTaken(Message, frozen=True):
    """`device` is whose bundle it was. `outcome` is taken, nothing_new, gap, or the code of a refusal."""

    device: bytes
    outcome: str
    carried: int
    received: int
