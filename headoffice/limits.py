"""How much one caller may ask in a while: a token bucket for each address and each laptop, in bounded memory."""

import ipaddress
import math
import threading
from collections import OrderedDict
from dataclasses import dataclass

MOST_CALLERS = 4_096


@dataclass(frozen=True)
class Rate:
    """`burst` requests at once, and so many again each second."""

    per_second: float
    burst: int


# A laptop that catches up after months asks a few hundred times in a row; an office's laptops share an address.
OF_A_LAPTOP = Rate(per_second=20, burst=2_000)
OF_AN_ADDRESS = Rate(per_second=100, burst=5_000)


class Buckets:
    """Several threads may ask. When there are too many callers the one unheard of for longest is forgotten: it may
    ask a whole burst again, which harms less than locking out somebody new."""

    def __init__(self, rate: Rate, *, most: int = MOST_CALLERS) -> None:
        self._rate = rate
        self._most = most
        self._left: OrderedDict[object, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._left)

    def wait_seconds(self, caller: object, now_ms: int) -> int:
        """0 when the caller may ask now, which is counted; else when it may, at least 1."""
        with self._lock:
            left, at_ms = self._left.pop(caller, (float(self._rate.burst), now_ms))
            # A clock that was set back must not lock anybody out.
            passed_ms = max(0, now_ms - at_ms)
            left = min(float(self._rate.burst), left + passed_ms * self._rate.per_second / 1000)
            wait = 0 if left >= 1 else max(1, math.ceil((1 - left) / self._rate.per_second))
            self._left[caller] = (left if wait else left - 1, now_ms)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
            return wait

    def charge(self, caller: object, requests: float, now_ms: int) -> None:
        """As much more was asked by a caller that was let in: a debt of a burst at most, so that it is paid in time."""
        with self._lock:
            left, at_ms = self._left.get(caller, (float(self._rate.burst), now_ms))
            self._left[caller] = (max(left - requests, -float(self._rate.burst)), at_ms)


def who_asks(address: str) -> str | None:
    """What to count an address under; None for this machine itself, whose proxy or administrator is not limited.
    One who has an IPv6 network has all its 2^64 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
    if known.is_loopback or (mapped is not None and mapped.is_loopback):
        return None
    if known.version == 6 and mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return address
