"""Joining over a line that may have to be trusted first: a clerk types the address and the code, and nothing more."""

from dataclasses import dataclass
from pathlib import Path

from db.durable_file import write_durably
from db.failures import naming_disk
from desktop.sync.enrol import enrol
from desktop.sync.introduction import learn_authority
from desktop.sync.store import SyncStore
from desktop.sync.transport import UNREACHABLE, UNREADABLE_AUTHORITY, open_transport, open_unproved
from desktop.sync.untrusted import UNKNOWN_AUTHORITY
from domain.errors import Expected, Unavailable
from domain.sync.enrolment_code import read_code
from domain.sync.exchange import Enrolment

# It may be made anew from head office's key, which the code or the enrolment proves.
UNPROVED = frozenset((UNKNOWN_AUTHORITY, UNREADABLE_AUTHORITY))


@dataclass(frozen=True)
class Joining:
    """Who joins."""

    store: SyncStore
    profile: str
    office: str
    office_name: str

    def over(self, url: str, code: str, authority: Path | None) -> Enrolment:
        with open_transport(url, authority=authority) as transport:
            return enrol(
                self.store,
                transport,
                url,
                code,
                profile=self.profile,
                office=self.office,
                office_name=self.office_name,
            )


def join(joining: Joining, url: str, code: str, *, authority: Path) -> Enrolment:
    """`authority` is where the certificate of head office's own authority is kept, or will be once this laptop has
    joined it. Raises RuleBroken and Unavailable."""
    try:
        return joining.over(url, code, authority if authority.exists() else None)
    except Expected as error:
        if error.code == UNREACHABLE:
            raise _nobody_there() from error
        learned = _learn(url, code) if error.code in UNPROVED else b""
        if not learned:
            raise
    fresh = authority.with_suffix(".new")
    try:
        with naming_disk():
            write_durably(fresh, learned)
        enrolment = joining.over(url, code, fresh)
        with naming_disk():
            write_durably(authority, learned)
    finally:
        fresh.unlink(missing_ok=True)
    return enrolment


def renew_authority(enrolment: Enrolment, authority: Path) -> bool:
    """After the line was not trusted: head office that this laptop has joined may have made another authority, and its
    key, which the laptop knows, says so. Whether there is one to trust that is not trusted yet. Raises Unavailable."""
    with open_unproved(enrolment.hub_url) as line:
        learned = learn_authority(line, lambda key: key == enrolment.hub_key)
    if not learned or (authority.exists() and authority.read_bytes() == learned):
        return False
    with naming_disk():
        write_durably(authority, learned)
    return True


def _nobody_there() -> Unavailable:
    return Unavailable(
        UNREACHABLE,
        ar="لم يجب أحد في هذا العنوان. تحقق من كتابته ومن الشبكة ثم أعد المحاولة؛ عملك محفوظ هنا.",
        en="Nobody answers at this address. Check how it is written, and the line, and try again; your work is safe "
        "here.",
        field="url",
    )


def _learn(url: str, code: str) -> bytes:
    with open_unproved(url) as line:
        return learn_authority(line, read_code(code).fits_key)
