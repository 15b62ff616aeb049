"""Epochs that head office begins by itself: a laptop has passed places of this one which never were, so that head
office was restored from a backup and nobody said so.

What each laptop drops and returns is decided by its own line and not by the number: an epoch that is not begun costs
nothing. So one laptop that says so again and again is believed ever more rarely, and the administrator is told.
"""

import logging
from collections.abc import Iterable

from domain.sync.wire import Cursor
from headoffice.hub import Hub
from headoffice.store.lines import Lines

LEAST_MS = 60_000  # between two epochs, whoever notices
FIRST_WAIT_MS = 10 * 60_000  # of one laptop after its first; four times as long after each more
MOST_WAIT_MS = 7 * 24 * 3_600_000
REMEMBERED_MS = 90 * 24 * 3_600_000
SUSPICIOUS = 3  # a head office is not restored so often within that

logger = logging.getLogger(__name__)


def notice_another_line(hub: Hub, strayed: Iterable[Cursor], device: bytes, *, now_ms: int) -> None:
    """Inside a transaction that writes; of the cursors, those that have strayed."""
    lines = hub.streams.lines
    gone = next((cursor for cursor in strayed if cursor.epoch == lines.epoch()), None)
    if gone is None:
        return
    facts = {"device": device.hex()[:8], "partition": gone.partition}
    if _may_begin(lines, device, now_ms=now_ms):
        epoch = lines.begin_epoch(now_ms=now_ms, cause=cause_of(device))
        logger.info("restored", extra={"facts": {"epoch": epoch, **facts}})
    else:
        logger.warning("says restored too often", extra={"facts": facts})


def cause_of(device: bytes) -> str:
    return f"line:{device.hex()}"


def _may_begin(lines: Lines, device: bytes, *, now_ms: int) -> bool:
    if now_ms - lines.epoch_started_ms() < LEAST_MS:
        return False
    caused = lines.epochs_since(now_ms - REMEMBERED_MS).get(cause_of(device))
    if caused is None:
        return True
    wait_ms = min(FIRST_WAIT_MS << 2 * (min(caused.count, 10) - 1), MOST_WAIT_MS)
    return now_ms - caused.last_ms >= wait_ms


def suspicious_devices(lines: Lines, *, now_ms: int) -> dict[bytes, int]:
    """Laptops by whose word head office was restored more often than it can have been, and how often."""
    caused = lines.epochs_since(now_ms - REMEMBERED_MS)
    return {
        bytes.fromhex(cause.removeprefix("line:")): epochs.count
        for cause, epochs in sorted(caused.items())
        if cause.startswith("line:") and epochs.count >= SUSPICIOUS
    }
