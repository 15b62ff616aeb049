"""How often somebody may try a wrong enrolment code."""

import threading
from collections import deque

MOST = 10
WINDOW_MS = 10 * 60 * 1000
MOST_ADDRESSES = 4_096


class GuessLimit:
    """Counts wrong codes per address in memory; a code has 95 random bits, so this only keeps the noise down.

    Several threads may ask.
    """

    def __init__(self) -> None:
        self._failures: dict[str, deque[int]] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, address: str, now_ms: int) -> int:
        """0 when the address may try now."""
        with self._lock:
            failures = self._recent(address, now_ms)
            return 0 if len(failures) < MOST else max(1, (failures[0] + WINDOW_MS - now_ms) // 1000)

    def note_failure(self, address: str, now_ms: int) -> None:
        with self._lock:
            failures = self._failures.pop(address, deque())
            failures.append(now_ms)
            self._failures[address] = failures
            while len(self._failures) > MOST_ADDRESSES:
                del self._failures[next(iter(self._failures))]

    def _recent(self, address: str, now_ms: int) -> deque[int]:
        failures = self._failures.get(address, deque())
        # A clock that was set back must not lock anybody out.
        while failures and not now_ms - WINDOW_MS < failures[0] <= now_ms:
            failures.popleft()
        return failures
