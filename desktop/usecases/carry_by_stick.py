"""What this laptop would copy to a USB stick, and what it remembers of the last copy. The carrying itself is sync's."""

from dataclasses import dataclass

import msgspec

from desktop.usecases.desk import Desk
from domain.sync.carried import CopiedOut

LAST_COPY = "stick.copied"


@dataclass(frozen=True)
class LastCopy:
    """`at` is local, ISO."""

    at: str
    file: str
    entries: int


@dataclass(frozen=True)
class StickStatus:
    """`waiting` entries head office has not said to hold, the oldest of `since` (ISO). `last_copy` is on its way: no
    reply of head office has been taken since."""

    is_enrolled: bool
    waiting: int
    since: str | None
    last_copy: LastCopy | None


def stick_status(desk: Desk) -> StickStatus:
    exchange = desk.store.exchange
    waiting = exchange.waiting()
    since = waiting.oldest.isoformat() if waiting.oldest else None
    return StickStatus(exchange.find_enrolment() is not None, waiting.count, since, _find_last_copy(desk))


def bundle_name(desk: Desk) -> str:
    """One that tells the office and the minute to whoever finds several on a stick."""
    return f"istiqbal-{desk.office_code}-{desk.now():%Y%m%d-%H%M}.istiqbal"


def note_copied(desk: Desk, copied: CopiedOut) -> None:
    last = LastCopy(desk.minute(), copied.files[0], copied.entries)
    desk.store.settings.save(LAST_COPY, msgspec.json.encode(last).decode())


def note_taken(desk: Desk) -> None:
    """Head office has answered: nothing is on its way any more."""
    desk.store.settings.remove(LAST_COPY)


def _find_last_copy(desk: Desk) -> LastCopy | None:
    found = desk.store.settings.find(LAST_COPY)
    return msgspec.json.decode(found, type=LastCopy) if found else None
