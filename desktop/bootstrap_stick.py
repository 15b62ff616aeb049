"""The USB stick, connected: for the window and for the command line alike."""

from pathlib import Path

from desktop.bootstrap_sync import authority_of, take_up
from desktop.sync.carrying import carry_bundle
from desktop.sync.outcome import not_enrolled
from desktop.sync.peer import PeerStore, copy_to_peer, make_card, open_card
from desktop.sync.stick import copy_out, take_in
from desktop.sync.stick_store import StickStore
from desktop.sync.store import LaptopStore, OnStore, directly
from desktop.sync.transport import open_transport
from desktop.usecases.carry_by_stick import bundle_name, card_name, note_copied, note_taken
from desktop.usecases.desk import Desk
from domain.sync.bundle_writing import MOST_PART_BYTES
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.carrying import BundleTaken


def copy_to_stick(
    desk: Desk,
    place: Path,
    *,
    on_store: OnStore = directly,
    progress: Progress | None = None,
    part_bytes: int = MOST_PART_BYTES,
) -> CopiedOut:
    """Everything head office has not said to hold. Raises RuleBroken and Unavailable."""
    store = StickStore(desk.store, on_store)
    copied = copy_out(store, place, now=desk.now(), progress=progress or Progress(), part_bytes=part_bytes)
    on_store(lambda: note_copied(desk, copied))
    return copied


def write_card(desk: Desk, place: Path, *, on_store: OnStore = directly) -> Path:
    """This laptop's address card. Raises RuleBroken and Unavailable."""
    return make_card(PeerStore(desk.store, on_store), place)


def copy_for_laptop(
    desk: Desk,
    card: Path,
    place: Path,
    *,
    on_store: OnStore = directly,
    progress: Progress | None = None,
    part_bytes: int = MOST_PART_BYTES,
) -> CopiedOut:
    """What the laptop of that card lacks. Raises RuleBroken and Unavailable."""
    store = PeerStore(desk.store, on_store)
    found = open_card(store, card)
    return copy_to_peer(store, found, place, now=desk.now(), progress=progress or Progress(), part_bytes=part_bytes)


def carry_over_line(desk: Desk, place: Path, reply: Path | None) -> BundleTaken:
    """Another laptop's bundle, over this one's line. Raises RuleBroken and Unavailable."""
    store = LaptopStore(desk.store)
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    with open_transport(enrolment.hub_url, authority=authority_of(desk)) as transport:
        return carry_bundle(store, transport, place, reply)


def copy_into_folder(desk: Desk, folder: str, progress: Progress, *, on_store: OnStore) -> CopiedOut:
    """Under a name that tells the office and the minute."""
    name = on_store(lambda: bundle_name(desk))
    return copy_to_stick(desk, Path(folder) / name, on_store=on_store, progress=progress)


def take_from_stick(
    desk: Desk,
    place: Path,
    *,
    on_store: OnStore = directly,
    progress: Progress | None = None,
    may_void: bool = False,
) -> TakenIn:
    """What head office wrote for this laptop. Raises RuleBroken and Unavailable."""
    store = PeerStore(desk.store, on_store)
    taken = take_in(store, place, progress=progress or Progress(), may_void=may_void)
    if not taken.was_old and not taken.is_from_peer:
        on_store(lambda: note_taken(desk))
        take_up(desk, on_store)
    return taken


def write_card_into(desk: Desk, folder: str, *, on_store: OnStore) -> str:
    name = on_store(lambda: card_name(desk))
    return write_card(desk, Path(folder) / name, on_store=on_store).name


def copy_beside_card(desk: Desk, card: Path, progress: Progress, *, on_store: OnStore) -> CopiedOut:
    name = on_store(lambda: bundle_name(desk))
    return copy_for_laptop(desk, card, card.with_name(name), on_store=on_store, progress=progress)
