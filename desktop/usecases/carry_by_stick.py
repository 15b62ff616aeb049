"""What this laptop would copy to a USB stick, and what it remembers of the last copy. The carrying itself is sync's."""

from dataclasses import dataclass

import msgspec

from db.deeds import moment_of
from desktop.usecases.desk import Desk
from domain.calendar import saudi_second
from domain.sync.card import SUFFIX as CARD_SUFFIX
from domain.sync.carried import CopiedOut
from domain.sync.carried_files import NO_FILES, FileCount

LAST_COPY = "stick.copied"


@dataclass(frozen=True)
class LastCopy:
    """`at` is local, ISO."""

    at: str
    file: str
    entries: int


@dataclass(frozen=True)
class CarriedFor:
    """What somebody wrote at another laptop and this one carries on. `since` is of the oldest (ISO)."""

    writer: str
    entries: int
    since: str


@dataclass(frozen=True)
class StickStatus:
    """`waiting` entries head office has not said to hold, the oldest of `since` (ISO). `last_copy` is on its way: no
    reply of head office has been taken since. `foreign` ones other laptops handed over, and are not there yet."""

    is_enrolled: bool
    waiting: int
    since: str | None
    last_copy: LastCopy | None
    foreign: int = 0
    carried: tuple[CarriedFor, ...] = ()  # the foreign ones, by who wrote them; the oldest first
    files: FileCount = NO_FILES  # that head office has not said to hold


def stick_status(desk: Desk) -> StickStatus:
    exchange = desk.store.exchange
    waiting = exchange.waiting()
    since = saudi_second(waiting.oldest) if waiting.oldest else None
    foreign = desk.store.handover.count_foreign()
    is_enrolled = exchange.find_enrolment() is not None
    blobs = desk.store.blobs.to_send()
    files = FileCount(len(blobs), sum(blob.size for blob in blobs))
    return StickStatus(is_enrolled, waiting.count, since, _find_last_copy(desk), foreign, _carried(desk), files)


def _carried(desk: Desk) -> tuple[CarriedFor, ...]:
    names = {user.id: user.name for user in desk.store.users.all()}
    clocks: dict[str, list[int]] = {}
    for header in desk.store.handover.foreign_headers():
        clocks.setdefault(names.get(header.author, ""), []).append(header.clock)
    oldest_first = sorted(clocks.items(), key=lambda item: min(item[1]))
    return tuple(CarriedFor(name, len(all), saudi_second(moment_of(min(all)))) for name, all in oldest_first)


def bundle_name(desk: Desk) -> str:
    """One that tells the office and the minute to whoever finds several on a stick."""
    return f"{_stem(desk)}.istiqbal"


def card_name(desk: Desk) -> str:
    return f"{_stem(desk)}{CARD_SUFFIX}"


def _stem(desk: Desk) -> str:
    return f"istiqbal-{desk.office_code}-{desk.now():%Y%m%d-%H%M}"


def note_copied(desk: Desk, copied: CopiedOut) -> None:
    last = LastCopy(desk.minute(), copied.files[0], copied.entries)
    desk.store.settings.save(LAST_COPY, msgspec.json.encode(last).decode())


def note_taken(desk: Desk) -> None:
    """Head office has answered: nothing is on its way any more."""
    desk.store.settings.remove(LAST_COPY)


def _find_last_copy(desk: Desk) -> LastCopy | None:
    found = desk.store.settings.find(LAST_COPY)
    return msgspec.json.decode(found, type=LastCopy) if found else None
