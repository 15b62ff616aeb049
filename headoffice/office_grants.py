"""What a laptop is given of an office: its general records whole, and of its complaints either all, or only to send
those that are taken down at its desk."""

from dataclasses import replace

from domain.errors import RuleBroken
from domain.sync.partitions import office_of, partition_of
from domain.sync.tables import COMPLAINTS, GENERAL
from headoffice.store.registry import Grant, Registry

WHOLE, SENDING = "whole", "sending"
READING = (WHOLE, SENDING)
"""Of complaints: everything, or only what the laptop itself writes, which it sends and never gets back."""


def complaints_of(office: str) -> str:
    return partition_of(office, COMPLAINTS)


def general_of(office: str) -> str:
    return partition_of(office, GENERAL)


def give_office(registry: Registry, device: bytes, office: str, *, complaints: str) -> None:
    """To a laptop of that office."""
    give(registry, device, Grant(general_of(office), may_write=True))
    give(registry, device, Grant(complaints_of(office), may_write=True, may_read=complaints == WHOLE))


def give(registry: Registry, device: bytes, fresh: Grant) -> None:
    """What it was given of that partition before, it has no more."""
    known = find_grant(registry, device, fresh.partition)
    if known is None:
        registry.add_grant(device, fresh)
    elif known != fresh:
        registry.change_grant(device, fresh)


def leave_former_offices(registry: Registry, device: bytes, office: str) -> None:
    """Before a laptop that was moved to an office stands otherwise: what it wrote in the others it may send, and reads
    nothing of them until it is given that anew."""
    for one in registry.grants(device):
        if one.may_read and office_of(one.partition) != office:
            give(registry, device, replace(one, may_read=False))


def find_grant(registry: Registry, device: bytes, partition: str) -> Grant | None:
    return next((one for one in registry.grants(device) if one.partition == partition), None)


def read_reading(said: str) -> str:
    """What a code or a command says of complaints. Raises RuleBroken (field `complaints`)."""
    if said not in READING:
        raise RuleBroken(
            "complaints.reading",
            ar="اكتب whole ليقرأ الجهاز شكاوى المكتب كلها، أو sending ليرسل ما يُكتب فيه منها فقط.",
            en="Write `whole` for a laptop that reads all complaints of the office, or `sending` for one that only "
            "sends those written on it.",
            field="complaints",
        )
    return said
