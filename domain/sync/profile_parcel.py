"""An association's profile with the forms and the logo that lie beside it, as one file that can be sent and named by
its hash: the MessagePack map of their names, relative to the profile's folder, to their bytes."""

from collections.abc import Mapping

import msgspec

from domain.sync.entries import Malformed

MOST_FILES = 60
MOST_BYTES = 24 << 20
_FORBIDDEN = set('\\:*?"<>|')
_READER = msgspec.msgpack.Decoder(dict[str, bytes])


def pack_parcel(files: Mapping[str, bytes]) -> bytes:
    """The same files make the same bytes. Raises ValueError for what `open_parcel` would not read."""
    if not _fits(files):
        raise ValueError("files that cannot be sent as one")
    return msgspec.msgpack.encode(dict(sorted(files.items())))


def open_parcel(raw: bytes) -> dict[str, bytes]:
    """Raises Malformed; a name leads nowhere but into the folder that it is put in."""
    try:
        files = _READER.decode(raw)
    except msgspec.MsgspecError as error:
        raise Malformed("no files") from error
    if not _fits(files):
        raise Malformed("files of names or sizes that cannot be")
    return files


def _fits(files: Mapping[str, bytes]) -> bool:
    is_small = 0 < len(files) <= MOST_FILES and sum(map(len, files.values())) <= MOST_BYTES
    return is_small and all(map(_is_inside, files))


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    is_plain = name.isprintable() and len(name) <= 200 and not set(name) & _FORBIDDEN
    return (
        is_plain
        and len(parts) <= 3
        and all(part and not part.startswith(".") and part.strip() == part for part in parts)
    )
