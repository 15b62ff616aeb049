"""This laptop's seal: its key, what head office certified of it, whose word on a paper counts. Never synced."""

from datetime import datetime

import msgspec

from db.settings import Settings
from domain.sync.seals import SealAnswer

KEY, CERTIFICATE, ANSWER = "seal.key", "seal.certificate", "seal.answer"
ROOTS = "seal.roots"
ASKED, TRIED = "seal.asked", "seal.tried"


class Seals:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def find_own(self) -> tuple[bytes, bytes] | None:
        """The private key (PKCS 8, DER) and the certificate that the laptop made for itself."""
        key, certificate = self._settings.find_secret(KEY), self._settings.find_secret(CERTIFICATE)
        return (key, certificate) if key is not None and certificate is not None else None

    def save_own(self, key: bytes, certificate: bytes) -> None:
        self._settings.save_secret(KEY, key)
        self._settings.save_secret(CERTIFICATE, certificate)

    def find_answer(self) -> SealAnswer | None:
        """What head office said last, without the list of devices."""
        raw = self._settings.find_secret(ANSWER)
        return msgspec.msgpack.decode(raw, type=SealAnswer) if raw else None

    def save_answer(self, answer: SealAnswer, at: datetime) -> None:
        self._settings.save_secret(ROOTS, msgspec.msgpack.encode([*self.roots(but=answer.root), answer.root]))
        self._settings.save_secret(ANSWER, msgspec.msgpack.encode(msgspec.structs.replace(answer, devices=[])))
        self._settings.save(ASKED, at.isoformat())

    def roots(self, *, but: bytes = b"") -> list[bytes]:
        """Every root head office has had, the last one last: papers outlive the loss of its key."""
        raw = self._settings.find_secret(ROOTS)
        return [root for root in msgspec.msgpack.decode(raw, type=list[bytes]) if root != but] if raw else []

    def note_tried(self, at: datetime) -> None:
        """Asked, and not answered."""
        self._settings.save(TRIED, at.isoformat())

    def last_asked(self) -> datetime | None:
        return self._moment(ASKED)

    def last_tried(self) -> datetime | None:
        return self._moment(TRIED)

    def _moment(self, key: str) -> datetime | None:
        found = self._settings.find(key)
        return datetime.fromisoformat(found) if found else None
