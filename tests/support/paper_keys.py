"""Keys and certificates for tests of the seal: an association's root, an office under it, and one on its own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from domain.sync.paper_certificates import (
    office_certificate,
    own_certificate,
    revocation_list,
    root_certificate,
)
from forms.paper.seal import SealKey

MADE = datetime(2025, 1, 1, tzinfo=UTC)
DEVICE = "7f3k0102030405"


@dataclass(frozen=True)
class Authority:
    """An association's root, and what it has certified."""

    key: ec.EllipticCurvePrivateKey
    root: bytes
    chance: Random = field(default_factory=lambda: Random(1))
    serials: dict[bytes, bytes] = field(default_factory=dict)

    def office(self, code: str = "RY01") -> SealKey:
        key = ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        serial = self.chance.randbytes(16)
        made = office_certificate(self.key, self.root, public, office=code, device=DEVICE, serial=serial, at=MADE)
        self.serials[made] = serial
        return SealKey(private(key), made, (self.root,), (self.revoked(),))

    def revoked(self, *keys: SealKey, since: datetime = MADE) -> bytes:
        gone = {self.serials[key.certificate]: since for key in keys}
        return revocation_list(self.key, self.root, gone, at=datetime.now(UTC))


def authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, root_certificate(key, organisation="alqarinah", serial=bytes(15) + b"\x02", at=MADE))


def on_its_own() -> SealKey:
    key = ec.generate_private_key(ec.SECP256R1())
    own = own_certificate(key, organisation="alqarinah", office="RY01", device=DEVICE, serial=bytes(range(16)), at=MADE)
    return SealKey(private(key), own)


def private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
