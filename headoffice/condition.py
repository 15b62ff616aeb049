"""How head office is: for whoever watches over it, without a word about anybody."""

import shutil
from pathlib import Path

import msgspec

from domain.sync.schema import SCHEMA_VERSION
from domain.sync.wire import PROTOCOL
from headoffice.hub import Hub
from headoffice.metrics import Gauges
from headoffice.store.counts import Counts, is_of_this_version

LOW_DISK_BYTES = 512 << 20


def health_of(hub: Hub, folder: Path, *, is_embedded: bool) -> bytes:
    """JSON, for anybody who asks. Reads the database, so that a hub which cannot does not say it is well: raises
    Unavailable then."""
    with hub.db.reading():
        is_enrolled = hub.registry.profile() is not None
        is_migrated = is_of_this_version(hub.db, is_embedded=is_embedded)
    is_roomy = free_bytes(folder) >= LOW_DISK_BYTES
    return msgspec.json.encode(
        {
            "status": "ok" if is_roomy and is_migrated else "degraded",
            "protocol": PROTOCOL,
            "schema": SCHEMA_VERSION,
            "database": "sqlite" if is_embedded else "postgresql",
            "migrations": "ok" if is_migrated else "newer",
            "disk": "ok" if is_roomy else "low",
            "enrolled": is_enrolled,
        }
    )


def gauges_of(hub: Hub, folder: Path) -> Gauges:
    """Raises Unavailable."""
    with hub.db.reading():
        counts = Counts(hub.db, hub.association)
        streams, silence = counts.streams(), counts.silence()
    age = None if silence.since_ms is None else max(0, hub.clock() - silence.since_ms) // 1000
    return Gauges(streams, silence.devices, age, free_bytes(folder))


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
