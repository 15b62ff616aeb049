"""Files beside the entries over HTTP: how much of one is here, a piece more of it, a piece of it back."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from domain.sync.blobs import BLOB, HELD_HEADER, MOST_PIECE_BYTES, held_text
from domain.sync.entries import Malformed
from domain.sync.snapshot import RANGE_HEADER
from headoffice import refusals
from headoffice.loads import range_of
from headoffice.rights import may_bring_files, rights_of
from headoffice.service import Asked, Reply, Service
from headoffice.store.registry import Device

BLOB_FILE = BLOB + "/{name}"


def say_held(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    name, query = _named(asked)
    _check(service, service.admitted(asked), query["partition"])
    return _held(service, asked, name, query["partition"])


def check_piece(service: Service, asked: Asked) -> None:
    """Before the piece is read: only a laptop that may write there makes head office take a megabyte. The signature
    is checked when the piece is here. Raises Refused and Malformed."""
    name, query = _named(asked)
    _check(service, service.known(asked), query["partition"], to_write=True)
    _check_named(service, query["partition"], name)
    service.blobs.check(query["partition"], name, offset=_number(query, "offset"), length=_number(query, "length"))


def take_piece(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    name, query = _named(asked)
    _check(service, service.admitted(asked), query["partition"], to_write=True)
    _check_named(service, query["partition"], name)
    offset, length = _number(query, "offset"), _number(query, "length")
    service.blobs.add(query["partition"], name, asked.body, offset=offset, length=length)
    return _held(service, asked, name, query["partition"])


def give_piece(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    name, query = _named(asked)
    _check(service, service.admitted(asked), query["partition"], to_read=True)
    first, last = range_of(asked.headers.get(RANGE_HEADER.lower(), ""))
    most = min(last - first + 1, MOST_PIECE_BYTES)
    content, size = service.blobs.read(query["partition"], name, offset=first, most=most)
    if not content:
        raise refusals.beyond_the_end()
    headers = {"Content-Range": f"bytes {first}-{first + len(content) - 1}/{size}", "Accept-Ranges": "bytes"}
    return replace(service.signed_bytes(asked, content, status=206), headers=headers)


def _held(service: Service, asked: Asked, name: bytes, partition: str) -> Reply:
    said = held_text(*service.blobs.held(partition, name))
    return replace(service.signed_bytes(asked, said), headers={HELD_HEADER: said.decode()})


def _check(service: Service, device: Device, partition: str, *, to_write: bool = False, to_read: bool = False) -> None:
    with service.hub.db.reading():
        rights = rights_of(service.hub.registry, device, now_ms=service.hub.clock())
    right = next((right for right in rights if right.partition == partition), None)
    if right is None or (to_write and not may_bring_files(right)) or (to_read and not right.may_read):
        raise refusals.not_granted()


def _check_named(service: Service, partition: str, name: bytes) -> None:
    """A file that no entry names would stay for ever, whoever is erased."""
    with service.hub.db.reading():
        is_named = service.hub.streams.files.has(partition, name)
    if not is_named:
        raise refusals.unnamed_file()


def _named(asked: Asked) -> tuple[bytes, dict[str, str]]:
    parts = urlsplit(asked.path)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    try:
        name = bytes.fromhex(parts.path.rpartition("/")[2])
    except ValueError as error:
        raise Malformed("a file is named by its hash") from error
    if len(name) != 32 or "partition" not in query:
        raise Malformed("a file is named by its hash and its partition")
    return name, query


def _number(query: dict[str, str], key: str) -> int:
    said = query.get(key, "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise Malformed(f"no {key} of a piece")
    return int(said)
