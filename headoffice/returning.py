"""A device that this head office enrolled in a life it does not remember: it was restored from a backup, or wiped.

Its certificate proves it. It may send at once, so that nothing is lost; it reads again when an administrator has
confirmed it, since a laptop that was reported lost in the forgotten time would come back the same way.
"""

from headoffice.office_grants import SENDING, give_office
from headoffice.store.registry import Device, Registry
from headoffice.store.standings import RETURNED, Standing


def welcome_back(registry: Registry, device: Device, *, now_ms: int) -> None:
    registry.add_device(device, office_name="", now_ms=now_ms)
    # What it read of complaints is forgotten too: it may not be more than was meant for it.
    give_office(registry, device.id, device.office, complaints=SENDING)
    registry.standings.save(device.id, Standing(RETURNED, now_ms))
