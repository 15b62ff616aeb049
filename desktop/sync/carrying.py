"""Another laptop's bundle, carried to head office over this one's line; and head office's reply to it brought back."""

from collections.abc import Iterator
from pathlib import Path

from desktop.sync.asking import ask_bytes, refusal_of, sign_get
from desktop.sync.disk import DISK
from desktop.sync.outcome import not_enrolled
from desktop.sync.store import SyncStore
from desktop.sync.transport import Transport, not_head_office
from domain.errors import RuleBroken
from domain.sync import bundle_faults as faults
from domain.sync.bundle_files import part_name, write_files
from domain.sync.carrying import BUNDLE, MOST_CARRIED_BYTES, BundleTaken
from domain.sync.signatures import is_answer_signed
from domain.sync.wire import SIGNATURE_HEADER


def carry_bundle(store: SyncStore, transport: Transport, place: Path, reply: Path | None) -> BundleTaken:
    """Raises RuleBroken and Unavailable with what head office says of the bundle."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    key = store.device_key()
    taken = ask_bytes(
        transport, BUNDLE, _read(place), BundleTaken, key=key, hub_key=enrolment.hub_key, device=enrolment.device
    )
    if reply is not None:
        path = f"{BUNDLE}/{taken.device.hex()}"
        headers, signature = sign_get(key, path, enrolment.device)
        answer = transport.get_part(path, headers, most=MOST_CARRIED_BYTES)
        if answer.status != 200:
            raise refusal_of(answer, signature, hub_key=enrolment.hub_key)
        proof = bytes.fromhex(answer.headers.get(SIGNATURE_HEADER.lower(), ""))
        if not answer.is_whole or not is_answer_signed(enrolment.hub_key, proof, signature, answer.body):
            raise not_head_office()
        write_files(reply, _one(answer.body), DISK)
    return taken


def _one(content: bytes) -> Iterator[tuple[int, bytes]]:
    yield 1, content


def _read(place: Path) -> bytes:
    if not place.exists():
        raise faults.not_found(place.name)
    if place.with_name(part_name(place.name, 2)).exists() or place.stat().st_size > MOST_CARRIED_BYTES:
        raise RuleBroken(
            "bundle.too_large_to_carry",
            ar="هذه الحزمة أكبر مما يُحمل عبر الشبكة (32 ميغابايت)؛ خذها إلى المركز الرئيس على الذاكرة.",
            en="This bundle is larger than what goes over the line (32 MB); take it to head office on the stick.",
            field="file",
        )
    return place.read_bytes()
