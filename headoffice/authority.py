"""A certificate authority of one's own, for a head office that no public authority knows: ECDSA P-256, in four files
of head office's folder. Works without the Internet."""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from domain.errors import RuleBroken, Unavailable
from headoffice.keys import write_privately

AUTHORITY_NAME, AUTHORITY_KEY_NAME = "authority.pem", "authority.key"
SERVER_NAME, SERVER_KEY_NAME = "server.pem", "server.key"
AUTHORITY_YEARS = 20
SERVER_DAYS = 825
# A laptop whose clock is a little slow must not refuse a certificate made this minute.
EARLIER = timedelta(days=1)
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.ASCII)


@dataclass(frozen=True)
class IssuedCertificate:
    hosts: tuple[str, ...]
    until: datetime
    is_new_authority: bool


def issue_certificate(folder: Path, hosts: Sequence[str], *, now: datetime) -> IssuedCertificate:
    """A certificate of the server for these names and addresses, by the folder's authority, which is made when there
    is none. Laptops that know the authority accept the new one as they did the old. Raises RuleBroken, Unavailable."""
    named = tuple(dict.fromkeys(_alternative(host) for host in hosts))
    is_new = not (folder / AUTHORITY_NAME).exists()
    if is_new:
        _make_authority(folder, now=now)
    authority, authority_key = _read_authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    until = min(now + timedelta(days=SERVER_DAYS), authority.not_valid_after_utc)
    certificate = (
        _builder(key.public_key(), _subject("Istiqbal head office"), authority.subject, now - EARLIER, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(named), critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    # The key first: a server that is started in between finds a pair that fits or none.
    (folder / SERVER_NAME).unlink(missing_ok=True)
    write_privately(folder / SERVER_KEY_NAME, _pem_of_key(key))
    write_privately(folder / SERVER_NAME, _pem(certificate) + _pem(authority))
    return IssuedCertificate(tuple(str(name.value) for name in named), until.astimezone(UTC), is_new)


def find_server_files(folder: Path) -> tuple[Path, Path] | None:
    """The certificate and the key that `issue_certificate` made."""
    found = folder / SERVER_NAME, folder / SERVER_KEY_NAME
    return found if all(path.exists() for path in found) else None


def read_authority_pem(folder: Path) -> bytes:
    """Nothing when the folder has no authority."""
    path = folder / AUTHORITY_NAME
    return path.read_bytes() if path.exists() else b""


def certificate_end(folder: Path) -> datetime | None:
    """When the server's certificate ends; None without one."""
    path = folder / SERVER_NAME
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc if path.exists() else None


def _make_authority(folder: Path, *, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _subject("Istiqbal head office's authority")
    until = now.replace(year=now.year + AUTHORITY_YEARS, day=min(now.day, 28))
    certificate = (
        _builder(key.public_key(), name, name, now - EARLIER, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_privately(folder / AUTHORITY_KEY_NAME, _pem_of_key(key))
    write_privately(folder / AUTHORITY_NAME, _pem(certificate))


def _read_authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY_NAME).read_bytes())
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY_NAME).read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise _damaged() from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise _damaged()
    return certificate, key


def _damaged() -> Unavailable:
    return Unavailable(
        "certificate.authority",
        ar=f"الملفان {AUTHORITY_NAME} و{AUTHORITY_KEY_NAME} تالفان أو ناقصان؛ استعدهما من نسختك "
        "الاحتياطية، فأجهزة الفروع لا تثق بغيرهما.",
        en=f"The files {AUTHORITY_NAME} and {AUTHORITY_KEY_NAME} are damaged or missing; restore both from your "
        "backup, for the laptops trust no other.",
    )


def _alternative(host: str) -> x509.DNSName | x509.IPAddress:
    text = host.strip().rstrip(".").lower()
    try:
        return x509.IPAddress(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        pass
    if not _NAME.fullmatch(text):
        raise RuleBroken(
            "certificate.host",
            ar=f"«{host}» ليس اسم خادم ولا عنوانًا؛ اكتب الاسم كما تكتبه أجهزة الفروع، مثل sync.example.org أو "
            "192.0.2.7.",
            en=f"“{host}” is neither the name of a server nor an address; type it as the laptops will, like "
            "sync.example.org or 192.0.2.7.",
            field="host",
        )
    return x509.DNSName(text)


def _builder(
    key: ec.EllipticCurvePublicKey, subject: x509.Name, issuer: x509.Name, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _subject(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
