"""Has this laptop's seal certified, and hears whose word on a paper counts: once a day, after a round."""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.store import Store
from desktop.sync.asking import ask
from desktop.sync.store import OnStore, directly
from desktop.sync.transport import Transport, not_head_office
from domain.sync.card import is_known
from domain.sync.exchange import Enrolment
from domain.sync.paper_certificates import is_issued_by
from domain.sync.seals import MOST_DEVICES, SEAL, SealAnswer, SealRequest, directory_of
from domain.sync.signatures import device_id
from domain.sync.wire import PROTOCOL

EVERY = timedelta(days=1)
AGAIN = timedelta(minutes=15)


def is_seal_due(store: Store, now: datetime) -> bool:
    """Not with every round of a head office that does not answer it, as one of before seals."""
    return not (_is_within(EVERY, store.seals.last_asked(), now) or _is_within(AGAIN, store.seals.last_tried(), now))


def _is_within(span: timedelta, last: datetime | None, now: datetime) -> bool:
    """A clock that was put back makes it due."""
    return last is not None and timedelta() <= now - last < span


def renew_seal(
    store: Store, transport: Transport, public_key: bytes, now: datetime, *, on_store: OnStore = directly
) -> None:
    """Of a laptop that has joined. Raises Unavailable; RuleBroken when head office refuses."""
    enrolment, request, key = on_store(lambda: _question(store, public_key))
    answer = ask(transport, SEAL, request, SealAnswer, key=key, hub_key=enrolment.hub_key, device=enrolment.device)
    if not _is_ours(answer, enrolment):
        raise not_head_office()
    on_store(lambda: _keep(store, answer, now))


def _question(store: Store, public_key: bytes) -> tuple[Enrolment, SealRequest, Ed25519PrivateKey]:
    exchange = store.exchange
    enrolment = exchange.find_enrolment()
    if enrolment is None:
        raise not_head_office()
    known = directory_of(exchange.association_devices())
    return (
        enrolment,
        SealRequest(PROTOCOL, enrolment.association, public_key, known, exchange.nonce()),
        exchange.device_key(),
    )


def _is_ours(answer: SealAnswer, enrolment: Enrolment) -> bool:
    devices = answer.devices
    return (
        answer.association == enrolment.association
        and len(devices) <= MOST_DEVICES
        and all(is_known(one, association=enrolment.association, hub_key=enrolment.hub_key) for one in devices)
        and is_issued_by(answer.certificate, answer.root)
    )


def _keep(store: Store, answer: SealAnswer, now: datetime) -> None:
    store.exchange.save_certificates({device_id(one.device_key): one for one in answer.devices})
    store.seals.save_answer(answer, now)
