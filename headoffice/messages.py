"""Bytes of a request read as what they should be; whatever they are not is refused."""

from domain.sync.entries import Malformed
from domain.sync.wire import MAGIC, MAX_MESSAGE_BYTES, PROTOCOL, M, SyncAnswer, unpack_body
from headoffice import refusals
from headoffice.open_stream import Received
from headoffice.store.registry import Device


def from_hex(text: str) -> bytes:
    """Nothing for what is no hex: no signature and no device is that."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def read_message(body: bytes, kind: type[M], *, most: int = MAX_MESSAGE_BYTES) -> M:
    """Raises Refused."""
    if body[:4] == MAGIC[:4] and body[4:5] > MAGIC[4:5]:
        raise refusals.newer_protocol()
    try:
        return unpack_body(body, kind, most=most)
    except Malformed as error:
        raise refusals.damaged() from error


def check_protocol(protocol: int) -> None:
    if protocol > PROTOCOL:
        raise refusals.newer_protocol()


def facts_of(device: Device, received: Received, answer: SyncAnswer) -> dict[str, object]:
    """Of a round, for the log: nothing that a clerk wrote."""
    return {
        "device": device.id.hex()[:8],
        "received": received.entries,
        "quarantined": received.quarantined,
        "sent": sum(len(stream.items) for stream in answer.streams),
        "heads": {stream.partition: stream.head for stream in answer.streams},
    }
