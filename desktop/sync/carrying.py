"""Another laptop's bundle, carried to head office over this one's line; and head office's reply to it brought back."""

from collections.abc import Iterator
from pathlib import Path

from desktop.sync.asking import ask_bytes, refusal_of, sign_get, signature_of
from desktop.sync.disk import DISK
from desktop.sync.outcome import not_enrolled
from desktop.sync.store import SyncStore
from desktop.sync.transport import Transport, not_head_office
from domain.errors import Expected, RuleBroken
from domain.sync import bundle_faults as faults
from domain.sync.bundle_files import part_name, write_files
from domain.sync.carrying import BUNDLE, MOST_CARRIED_BYTES, BundleTaken
from domain.sync.disk_words import why
from domain.sync.signatures import is_answer_signed

CUT_IN_RECORDS = ("bundle.damaged", "bundle.part_missing")


def carry_bundle(store: SyncStore, transport: Transport, place: Path, reply: Path | None) -> BundleTaken:
    """Of a bundle that is too large the beginning, if that holds its records: the files that do not come along go with
    the laptop's next one. Raises RuleBroken and Unavailable with what head office says of the bundle."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    key = store.device_key()
    content, is_whole = _read(place)
    try:
        taken = ask_bytes(
            transport, BUNDLE, content, BundleTaken, key=key, hub_key=enrolment.hub_key, device=enrolment.device
        )
    except Expected as problem:
        if is_whole or problem.code not in CUT_IN_RECORDS:
            raise
        raise _too_large() from problem
    if reply is not None:
        path = f"{BUNDLE}/{taken.device.hex()}"
        headers, signature = sign_get(key, path, enrolment.device)
        answer = transport.get_part(path, headers, most=MOST_CARRIED_BYTES)
        if answer.status != 200:
            raise refusal_of(answer, signature, hub_key=enrolment.hub_key)
        proof = signature_of(answer)
        if not answer.is_whole or not is_answer_signed(enrolment.hub_key, proof, signature, answer.body):
            raise not_head_office()
        write_files(reply, _one(answer.body), DISK)
    return taken


def _one(content: bytes) -> Iterator[tuple[int, bytes]]:
    yield 1, content


def _read(place: Path) -> tuple[bytes, bool]:
    """As much of it as goes over the line, and whether that is all: behind its records a bundle may be cut anywhere."""
    try:
        with place.open("rb") as file:
            content = file.read(MOST_CARRIED_BYTES + 1)
        has_more = place.with_name(part_name(place.name, 2)).exists()
    except FileNotFoundError as error:
        raise faults.not_found(place.name) from error
    except OSError as error:
        raise faults.not_read(why(error)) from error
    is_whole = len(content) <= MOST_CARRIED_BYTES and not has_more
    return content if is_whole else content[:MOST_CARRIED_BYTES], is_whole


def _too_large() -> RuleBroken:
    return RuleBroken(
        "bundle.too_large_to_carry",
        ar="سجلات هذه الحزمة وحدها أكبر مما يُحمل عبر الشبكة (32 ميغابايت)؛ خذها إلى المركز الرئيس على الذاكرة.",
        en="The records alone of this bundle are larger than what goes over the line (32 MB); take it to head office "
        "on the stick.",
        field="file",
    )
