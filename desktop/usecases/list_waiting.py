"""What is saved here and not yet at head office, in words."""

from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author, name_deed_record, record_of
from domain.calendar import saudi_second
from domain.deed import deed_of

MOST_LISTED = 500


@dataclass(frozen=True)
class WaitingDeed:
    """`written_at` is ISO, Saudi time: since then it waits."""

    id: str
    action: str
    title_ar: str
    title_en: str
    table: str
    about: str
    author: str
    written_at: str


@dataclass(frozen=True)
class WaitingList:
    """The newest first. `count` is of all that waits, of which no more than MOST_LISTED are listed."""

    count: int
    since: str | None
    deeds: tuple[WaitingDeed, ...]


def list_waiting(desk: Desk) -> WaitingList:
    waiting = desk.store.exchange.waiting()
    listed = []
    for deed in desk.store.deeds.waiting(most=MOST_LISTED):
        title = deed_of(deed.header.action)
        listed.append(
            WaitingDeed(
                deed.name,
                deed.header.action,
                title.ar,
                title.en,
                record_of(deed)[0],
                name_deed_record(desk, deed),
                name_author(desk, deed.header.author),
                saudi_second(deed.written_at),
            )
        )
    return WaitingList(waiting.count, saudi_second(waiting.oldest) if waiting.oldest else None, tuple(listed))
