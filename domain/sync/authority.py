"""How a laptop comes to trust a head office that is its own certificate authority.

The enrolment code carries the fingerprint of head office's key. A laptop that cannot check head office's certificate
asks, over that very line and sending nothing else, for the authority behind it: the answer is signed by the key of the
code over the laptop's own 64 random bytes, so whoever stands between can pass it on and not change it. From then on
only what this authority signed is trusted, and only then is the code sent.
"""

from domain.sync.wire import Message

AUTHORITY = "/v1/authority"


class Authority(Message, frozen=True):
    """`certificate` is PEM; empty where head office has no authority of its own."""

    hub_key: bytes
    certificate: bytes
