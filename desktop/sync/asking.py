"""One question to head office and its answer, proved by the key it is known by."""

import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.transport import Answer, Transport, not_head_office
from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.entries import Malformed
from domain.sync.signatures import is_answer_signed, sign_request
from domain.sync.wire import (
    DEVICE_HEADER,
    KEY_HEADER,
    SIGNATURE_HEADER,
    ForkPlace,
    Hello,
    M,
    Message,
    Refusal,
    pack_body,
    unpack_body,
)

HELLO = "/v1/hello"
ENROL = "/v1/enrol"
SYNC = "/v1/sync"
LONGEST_RETRY_SECONDS = 3_600


class Forked(RuleBroken):
    """Head office holds another log under one of this laptop's names, from `place` on."""

    def __init__(self, refusal: Refusal, place: ForkPlace) -> None:
        super().__init__(refusal.code, ar=refusal.ar, en=refusal.en)
        self.place = place


class Later(Unavailable):
    """Head office says when it may be asked again."""

    def __init__(self, refusal: Refusal, retry_seconds: int) -> None:
        super().__init__(refusal.code, ar=refusal.ar, en=refusal.en)
        self.retry_seconds = retry_seconds


def ask_hello(transport: Transport) -> Hello:
    """Who answers there: it has proved that it holds the key that it shows, not whose key that is."""
    challenge = os.urandom(64)
    answer = transport.get(HELLO, {SIGNATURE_HEADER: challenge.hex()})
    if answer.status != 200:
        raise not_head_office()
    hello = _unpack(answer.body, Hello)
    if not is_answer_signed(hello.hub_key, signature_of(answer), challenge, answer.body):
        raise not_head_office()
    return hello


def ask(
    transport: Transport,
    path: str,
    message: Message,
    kind: type[M],
    *,
    key: Ed25519PrivateKey,
    hub_key: bytes,
    device: bytes = b"",
) -> M:
    """Signs, sends, and returns the answer when it is head office's own. Raises Unavailable; RuleBroken when head
    office says that only a person can help."""
    return ask_bytes(transport, path, pack_body(message), kind, key=key, hub_key=hub_key, device=device)


def ask_bytes(
    transport: Transport,
    path: str,
    body: bytes,
    kind: type[M],
    *,
    key: Ed25519PrivateKey,
    hub_key: bytes,
    device: bytes = b"",
) -> M:
    """The same with a body as it is."""
    signature = sign_request(key, path, body)
    headers = {SIGNATURE_HEADER: signature.hex()}
    if device:
        headers[DEVICE_HEADER] = device.hex()
    answer = transport.post(path, body, headers)
    if not is_answer_signed(hub_key, signature_of(answer), signature, answer.body):
        raise _another_hub() if _is_of_another_hub(answer, signature) else not_head_office()
    if answer.status != 200:
        raise _refusal(answer)
    return _unpack(answer.body, kind)


def sign_get(key: Ed25519PrivateKey, path: str, device: bytes) -> tuple[dict[str, str], bytes]:
    """The headers of a question without a body, and its signature."""
    return sign_asked(key, path, device, b"")


def sign_asked(key: Ed25519PrivateKey, path: str, device: bytes, body: bytes) -> tuple[dict[str, str], bytes]:
    """The headers of a question whose body is bytes as they are, and its signature."""
    signature = sign_request(key, path, body)
    return {SIGNATURE_HEADER: signature.hex(), DEVICE_HEADER: device.hex()}, signature


def signature_of(answer: Answer) -> bytes:
    """What the answer says to be signed with; empty when that is nothing one can read."""
    return _from_hex(answer, SIGNATURE_HEADER)


def refusal_of(answer: Answer, signature: bytes, *, hub_key: bytes) -> Expected:
    """Why head office did not do it, when it was head office."""
    if not answer.is_whole or not is_answer_signed(hub_key, signature_of(answer), signature, answer.body):
        return _another_hub() if _is_of_another_hub(answer, signature) else not_head_office()
    return _refusal(answer)


def _is_of_another_hub(answer: Answer, signature: bytes) -> bool:
    """Whether it is a whole answer to this very question, by a head office of another key."""
    return is_answer_signed(_from_hex(answer, KEY_HEADER), signature_of(answer), signature, answer.body)


def _from_hex(answer: Answer, header: str) -> bytes:
    try:
        return bytes.fromhex(answer.headers.get(header.lower(), ""))
    except ValueError:
        return b""


def _another_hub() -> RuleBroken:
    return RuleBroken(
        "sync.another_hub",
        ar="في عنوان المركز الرئيس مركز آخر بمفتاح غير الذي انضم إليه هذا الجهاز، ولم يؤخذ منه شيء. عملك محفوظ هنا؛ "
        "أبلغ مدير النظام: إن أُعيد تثبيت المركز فليُعِد إليه ملف hub.key من نسخته الاحتياطية.",
        en="Another head office answers at this address, with another key than the one this laptop joined, and nothing "
        "of it was taken. Your work is safe here; tell the administrator: if head office was installed again, its own "
        "hub.key must be restored from the backup.",
    )


def _retry_seconds(answer: Answer) -> int:
    """0 when head office did not say, or not in a way that makes sense."""
    said = answer.headers.get("retry-after", "")
    return min(int(said), LONGEST_RETRY_SECONDS) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _unpack(body: bytes, kind: type[M]) -> M:
    try:
        return unpack_body(body, kind)
    except Malformed as error:
        raise not_head_office() from error


def _refusal(answer: Answer) -> Expected:
    """Head office's own words. A refusal that waiting or trying again may cure is Unavailable."""
    refusal = _unpack(answer.body, Refusal)
    if refusal.parted is not None:
        return Forked(refusal, refusal.parted)
    retry_seconds = _retry_seconds(answer)
    if retry_seconds:
        return Later(refusal, retry_seconds)
    kind = RuleBroken if answer.status in (401, 403, 409, 412) else Unavailable
    field = "code" if refusal.code.startswith("enrol.code") else None
    return kind(refusal.code, ar=refusal.ar, en=refusal.en, field=field)
