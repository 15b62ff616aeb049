"""Telling a scanned card from typing: a reader types a burst that no hand does, and ends it with Enter. Knows no Qt."""

from domain.arabic import to_ascii_digits

MOST_MS_BETWEEN_KEYS = 35
LEAST_DIGITS = 6


class ScanWatch:
    """Hears every key with its moment in milliseconds."""

    def __init__(self) -> None:
        self._digits = ""
        self._last_ms = 0

    def hear(self, text: str, at_ms: int) -> bool:
        """Whether this may be the first digit of a card. A pause, or what is no digit, begins anew: under an Arabic
        layout a reader garbles letters, so cards carry digits only."""
        digit = to_ascii_digits(text)
        is_digit = len(digit) == 1 and digit in "0123456789"
        is_burst = bool(self._digits) and self._follows(at_ms)
        self._last_ms = at_ms
        if not is_digit:
            self._digits = ""
        else:
            self._digits = self._digits + digit if is_burst else digit
        return is_digit and not is_burst

    def take(self, at_ms: int) -> str:
        """With Enter: the digits that were scanned, or nothing when a hand typed them."""
        digits, self._digits = self._digits, ""
        is_scan = len(digits) >= LEAST_DIGITS and self._follows(at_ms)
        return digits if is_scan else ""

    def _follows(self, at_ms: int) -> bool:
        return 0 <= at_ms - self._last_ms <= MOST_MS_BETWEEN_KEYS
