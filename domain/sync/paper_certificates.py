"""X.509 certificates of the seals on paper (RFC 5280): the association's root at head office, one for each laptop under
it, and the one a laptop makes for itself until head office has certified it. P-256, and ASCII names alone: readers of
PDFs mistake mixed scripts, and know no Ed25519.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.x509.oid import NameOID

from domain.sync.entries import Malformed

ROOT_YEARS, OFFICE_YEARS = 30, 10
LIST_DAYS = 400
_YEAR = timedelta(days=365)
_BEFORE = timedelta(days=1)
"""A laptop whose clock is a little behind still finds its certificate in force."""
SERIAL_BYTES = 16


def root_certificate(key: EllipticCurvePrivateKey, *, organisation: str, serial: bytes, at: datetime) -> bytes:
    """DER. `organisation` is the profile's id; `serial` 16 random bytes."""
    name = _name(organisation, "Head office", "Paper seals")
    builder = _builder(name, name, key.public_key(), key.public_key(), serial, at, ROOT_YEARS)
    made = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        _usage(certificates=True), critical=True
    )
    return made.sign(key, SHA256()).public_bytes(Encoding.DER)


def serial_of_device(device: bytes) -> bytes:
    """A laptop's seal has the same serial whenever it is certified, so the list of revoked ones needs no other book."""
    return hashlib.sha256(b"istiqbal/seal/1" + device).digest()[:SERIAL_BYTES]


def office_certificate(
    root_key: EllipticCurvePrivateKey,
    root: bytes,
    public_key: bytes,
    *,
    office: str,
    device: str,
    serial: bytes,
    at: datetime,
) -> bytes:
    """DER, of the laptop `device` (hexadecimal) at `office`; `public_key` is DER. Raises Malformed for another kind of
    key."""
    issuer = x509.load_der_x509_certificate(root).subject
    (organisation,) = issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    name = _name(str(organisation.value), office, f"{office} {device[:8]}")
    builder = _builder(name, issuer, _p256(public_key), root_key.public_key(), serial, at, OFFICE_YEARS)
    return _of_an_office(builder).sign(root_key, SHA256()).public_bytes(Encoding.DER)


def own_certificate(
    key: EllipticCurvePrivateKey, *, organisation: str, office: str, device: str, serial: bytes, at: datetime
) -> bytes:
    """DER: the laptop vouches for itself, until head office does."""
    name = _name(organisation, office, f"{office} {device[:8]}")
    builder = _builder(name, name, key.public_key(), key.public_key(), serial, at, OFFICE_YEARS)
    return _of_an_office(builder).sign(key, SHA256()).public_bytes(Encoding.DER)


def revocation_list(
    root_key: EllipticCurvePrivateKey, root: bytes, revoked: Mapping[bytes, datetime], *, at: datetime
) -> bytes:
    """DER: the serials that no longer count, each since when."""
    issuer = x509.load_der_x509_certificate(root).subject
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer)
        .last_update(at - _BEFORE)
        .next_update(at + timedelta(days=LIST_DAYS))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    )
    for serial, since in sorted(revoked.items()):
        one = x509.RevokedCertificateBuilder().serial_number(_number(serial)).revocation_date(since).build()
        builder = builder.add_revoked_certificate(one)
    return builder.sign(root_key, SHA256()).public_bytes(Encoding.DER)


def is_issued_by(certificate: bytes, root: bytes) -> bool:
    """Whether the root signed it."""
    try:
        x509.load_der_x509_certificate(certificate).verify_directly_issued_by(x509.load_der_x509_certificate(root))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def is_revoked(certificate: bytes, lists: Iterable[bytes], root: bytes) -> bool:
    """Whether one of the root's own lists names it; a list that somebody else made is none."""
    serial = x509.load_der_x509_certificate(certificate).serial_number
    key = x509.load_der_x509_certificate(root).public_key()
    if not isinstance(key, EllipticCurvePublicKey):
        return False
    read = (x509.load_der_x509_crl(raw) for raw in lists)
    return any(
        one.is_signature_valid(key) and one.get_revoked_certificate_by_serial_number(serial) is not None for one in read
    )


def is_in_force(certificate: bytes, at: datetime) -> bool:
    """Whether a seal made at that moment counts; of a laptop whose clock is days behind it does not yet."""
    read = x509.load_der_x509_certificate(certificate)
    return read.not_valid_before_utc <= at <= read.not_valid_after_utc


def office_of(certificate: bytes) -> str:
    """The code of the office that a seal's certificate names. Raises Malformed."""
    try:
        names = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(
            NameOID.ORGANIZATIONAL_UNIT_NAME
        )
    except ValueError as error:
        raise Malformed("not a certificate") from error
    return str(names[0].value) if names else ""


@dataclass(frozen=True)
class PublicRoot:
    """What a reader of PDFs takes in. `pem` holds every root, the present one first; `fingerprint` (SHA-256) is the
    present one's, as readers show it."""

    pem: bytes
    fingerprint: str


def public_root(*roots: bytes) -> PublicRoot:
    """`roots` are DER, the present one first, and one at the least. Raises Malformed."""
    try:
        read = [x509.load_der_x509_certificate(root) for root in roots]
    except ValueError as error:
        raise Malformed("not a certificate") from error
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in read)
    return PublicRoot(pem, read[0].fingerprint(SHA256()).hex(":").upper())


def _name(organisation: str, unit: str, common: str) -> x509.Name:
    if not all(text.isascii() and text for text in (organisation, unit, common)):
        raise ValueError("a certificate's names are ASCII")
    parts = (
        (NameOID.COUNTRY_NAME, "SA"),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit[:64]),
        (NameOID.COMMON_NAME, common[:64]),
    )
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: EllipticCurvePublicKey,
    issuer_key: EllipticCurvePublicKey,
    serial: bytes,
    at: datetime,
    years: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(_number(serial))
        .not_valid_before(at - _BEFORE)
        .not_valid_after(at + years * _YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _number(serial: bytes) -> int:
    """Positive, as the standard asks."""
    if len(serial) != SERIAL_BYTES:
        raise ValueError(f"a serial has {SERIAL_BYTES} bytes")
    return int.from_bytes(serial, "big") >> 1 | 1


def _of_an_office(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    return builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(
        _usage(certificates=False), critical=True
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _p256(public_key: bytes) -> EllipticCurvePublicKey:
    try:
        key = load_der_public_key(public_key)
    except ValueError as error:
        raise Malformed("not a public key") from error
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise Malformed("not a key of P-256")
    return key
