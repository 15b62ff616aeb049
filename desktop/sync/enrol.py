"""Joining head office, once, with a code that an administrator gave."""

from desktop.sync.asking import ENROL, ask, ask_hello
from desktop.sync.store import SyncStore
from desktop.sync.transport import Transport, not_head_office, read_hub_url
from domain.errors import RuleBroken
from domain.sync.enrolment_code import read_code
from domain.sync.exchange import Enrolment
from domain.sync.schema import general_partition, partition_class
from domain.sync.tables import COMPLAINTS
from domain.sync.wire import PROTOCOL, EnrolAnswer, EnrolRequest


def enrol(
    store: SyncStore, transport: Transport, url: str, code: str, *, profile: str, office: str, office_name: str
) -> Enrolment:
    """Joins, and remembers head office's key for good. The same code works again when the answer was lost.

    The code's fingerprint is held against the server's key before the code or anything else is sent. Raises RuleBroken
    (fields `url`, `code`) and Unavailable.
    """
    address = read_hub_url(url)
    known_code = read_code(code)
    hello = ask_hello(transport)
    if not known_code.fits_key(hello.hub_key):
        raise RuleBroken(
            "enrol.fingerprint",
            ar="هذا الرمز ليس من المركز الرئيس الذي في هذا العنوان، ولم يُرسل شيء؛ تحقق من العنوان ومن الرمز.",
            en="This code was not made by the head office at this address, and nothing was sent; check both.",
            field="code",
        )
    _refuse_another(store, hello.association)
    key = store.device_key()
    request = EnrolRequest(
        PROTOCOL,
        known_code.plain,
        key.public_key().public_bytes_raw(),
        store.replica(),
        profile,
        office,
        office_name,
    )
    answer = ask(transport, ENROL, request, EnrolAnswer, key=key, hub_key=hello.hub_key)
    is_whole = answer.hub_key == hello.hub_key and answer.association == hello.association
    if not is_whole or general_partition(office) not in answer.partitions:
        raise not_head_office()
    enrolment = Enrolment(
        address, answer.association, answer.hub_key, answer.device, _readable(answer), answer.certificate
    )
    store.save_enrolment(enrolment)
    return enrolment


def _readable(answer: EnrolAnswer) -> tuple[str, ...]:
    """What is asked for: of a laptop that may read nothing the answer says why. A head office of before grants lets
    everything be read."""
    closed = {grant.partition for grant in answer.grants if not grant.may_read}
    return tuple(name for name in answer.partitions if not (name in closed and partition_class(name) == COMPLAINTS))


def _refuse_another(store: SyncStore, association: bytes) -> None:
    known = store.find_enrolment()
    if known is not None and known.association != association:
        raise RuleBroken(
            "enrol.another",
            ar="هذا الجهاز منضم من قبل إلى مركز رئيس آخر، ولا ينتقل بين مركزين؛ أبلغ مدير النظام.",
            en="This laptop has joined another head office already and cannot change; tell the administrator.",
            field="url",
        )
