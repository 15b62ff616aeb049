"""Bundles over HTTP, carried by another laptop: the same deeds as for a file on a stick."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from domain.errors import Expected
from domain.sync.carrying import BUNDLE, MOST_CARRIED_BYTES, BundleTaken
from domain.sync.entries import Malformed
from headoffice import refusals
from headoffice.refusals import Refused
from headoffice.service import Asked, Reply, Service
from headoffice.stick import Brought, StickService

REPLY = BUNDLE + "/{name}"
FILE = "carried.istiqbal"

Done = TypeVar("Done")


def take_bundle(service: Service, asked: Asked) -> Reply:
    """Any laptop may carry: whose it is, and that it is whole, the bundle proves itself. Raises Refused."""
    service.admitted(asked)
    stick = StickService(service.hub, service.hub.folder)

    def taken(folder: Path) -> Brought:
        (folder / FILE).write_bytes(asked.body)
        return stick.take_in(folder / FILE)

    brought = _in_scratch(service, taken)
    service.snapshots.drop_untrue()
    beside = brought.beside
    answer = BundleTaken(
        brought.device.id,
        brought.outcome,
        brought.carried,
        brought.received.entries,
        beside.taken.files,
        beside.left_files,
    )
    return service.signed(asked, answer)


def give_reply(service: Service, asked: Asked) -> Reply:
    """What head office has to say to a laptop of the carrier's own office, sealed to it. Raises Refused."""
    carrier = service.admitted(asked)
    try:
        wanted = bytes.fromhex(asked.path.rpartition("/")[2])
    except ValueError as error:
        raise Malformed("a device is named by its id") from error
    with service.hub.db.reading():
        device = service.hub.registry.find_device(wanted)
    if device is None or device.office != carrier.office:
        raise refusals.not_granted()
    stick = StickService(service.hub, service.hub.folder)

    def written(folder: Path) -> bytes:
        files = stick.copy_out(device.id, folder / FILE, most_bytes=MOST_CARRIED_BYTES)
        if len(files.names) > 1 or files.bytes > MOST_CARRIED_BYTES:
            raise refusals.too_large()
        return (folder / FILE).read_bytes()

    return service.signed_bytes(asked, _in_scratch(service, written))


def _in_scratch(service: Service, work: Callable[[Path], Done]) -> Done:
    """In a folder that is gone afterwards. Raises Refused with the sentence that a stick would have been told."""
    with tempfile.TemporaryDirectory(dir=service.hub.folder, prefix="carried-") as folder:
        try:
            return work(Path(folder))
        except Expected as error:
            raise Refused(409, error.code, ar=error.ar, en=error.en) from error
