"""Joining over a line that may have to be trusted first: a clerk types the address and the code, and nothing more."""

import os
from dataclasses import dataclass
from pathlib import Path

from desktop.sync.enrol import enrol
from desktop.sync.introduction import learn_authority
from desktop.sync.store import SyncStore
from desktop.sync.transport import open_transport, open_unproved
from desktop.sync.untrusted import UNKNOWN_AUTHORITY
from domain.errors import Unavailable
from domain.sync.enrolment_code import read_code
from domain.sync.exchange import Enrolment


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
    except Unavailable as error:
        if error.code != UNKNOWN_AUTHORITY:
            raise
        learned = _learn(url, code)
        if not learned:
            raise
    fresh = authority.with_suffix(".new")
    fresh.write_bytes(learned)
    try:
        enrolment = joining.over(url, code, fresh)
        os.replace(fresh, authority)
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
    fresh = authority.with_suffix(".new")
    fresh.write_bytes(learned)
    os.replace(fresh, authority)
    return True


def _learn(url: str, code: str) -> bytes:
    with open_unproved(url) as line:
        return learn_authority(line, read_code(code).fits_key)
