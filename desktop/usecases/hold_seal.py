"""This laptop's key for sealing papers, made when first needed; it seals for itself until head office certifies it."""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from desktop.usecases.desk import Desk
from domain.sync.paper_certificates import own_certificate, serial_of_device
from domain.sync.signatures import device_id


def own_seal(desk: Desk) -> tuple[bytes, bytes]:
    """The private key (PKCS 8) and the certificate the laptop made for itself, both DER."""
    found = desk.store.seals.find_own()
    if found is None:
        found = _make(desk)
        desk.store.seals.save_own(*found)
    return found


def seal_public_key(desk: Desk) -> bytes:
    """DER, for head office to certify."""
    private, _ = own_seal(desk)
    key = load_der_private_key(private, password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError("the seal's key is of another kind")
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _make(desk: Desk) -> tuple[bytes, bytes]:
    key = generate_private_key(SECP256R1())
    device = device_id(desk.store.exchange.device_key().public_key().public_bytes_raw())
    certificate = own_certificate(
        key,
        organisation=desk.profile.id,
        office=desk.office_code,
        device=device.hex(),
        serial=serial_of_device(device),
        at=desk.now(),
    )
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), certificate
