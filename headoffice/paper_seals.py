"""Head office certifies the seals of its laptops: a root of its own for paper, P-256, in two files of its folder."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from domain.errors import Unavailable
from domain.sync.entries import Malformed
from domain.sync.paper_certificates import (
    PublicRoot,
    office_certificate,
    public_root,
    revocation_list,
    root_certificate,
    serial_of_device,
)
from domain.sync.seals import SealAnswer, SealRequest, directory_of
from headoffice import refusals
from headoffice.certificates import certificate_of
from headoffice.hub import Hub
from headoffice.keys import place_privately
from headoffice.messages import read_message
from headoffice.service import Asked, Reply, Service
from headoffice.store import standings

logger = logging.getLogger(__name__)
KEY_NAME, ROOT_NAME = "paper.key", "paper.root"
MOST_UNPACKED = 16 << 10
STOPPED = frozenset((standings.LOST, standings.REVOKED))


def give_seal(service: Service, asked: Asked) -> Reply:
    """Raises Refused and Malformed."""
    device = service.admitted(asked)
    request = read_message(asked.body, SealRequest, most=MOST_UNPACKED)
    service.check_request(request.protocol, request.association)
    hub = service.hub
    at = datetime.fromtimestamp(hub.clock() / 1000, UTC)
    with hub.db.reading():
        listed = hub.registry.standings.devices()
        known = [hub.registry.find_device(one.id) for one in listed]
        organisation = hub.registry.profile() or "istiqbal"
    key, root = read_or_make_root(hub, organisation=organisation, at=at)
    gone = {one.id: one.standing for one in listed if one.standing.name in STOPPED}
    if device.id in gone:
        raise refusals.not_granted()
    certificate = office_certificate(
        key,
        root,
        request.public_key,
        office=device.office,
        device=device.id.hex(),
        serial=serial_of_device(device.id),
        at=at,
    )
    since = {serial_of_device(id): datetime.fromtimestamp(one.since_ms / 1000, UTC) for id, one in gone.items()}
    devices = [certificate_of(hub.key, hub.association, one) for one in known if one is not None]
    answer = SealAnswer(
        hub.association,
        certificate,
        root,
        revocation_list(key, root, since, at=at),
        sorted(gone),
        [] if directory_of(devices) == request.directory else devices,
    )
    return service.signed(asked, answer)


def read_or_make_root(hub: Hub, *, organisation: str, at: datetime) -> tuple[EllipticCurvePrivateKey, bytes]:
    """The key and the certificate (DER) that every seal of the association goes back to. Raises Unavailable."""
    key_file, root_file = hub.folder / KEY_NAME, hub.folder / ROOT_NAME
    if not root_file.exists():
        if not key_file.exists():
            _make_key(key_file)
        root = root_certificate(_read_key(key_file), organisation=organisation, serial=hub.random(16), at=at)
        place_privately(root_file, root)
        # Unless no laptop had a seal before, the files were lost, and a backup has them.
        logger.info("a new root for seals on paper was made", extra={"facts": {"file": ROOT_NAME}})
    return _read_key(key_file), root_file.read_bytes()


def find_root(folder: Path) -> PublicRoot | None:
    """What anybody may have of it; none before the first laptop asked for a seal. Raises Unavailable."""
    try:
        return public_root((folder / ROOT_NAME).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, Malformed) as error:
        raise Unavailable(
            "hub.paper_root.damaged",
            ar="ملف شهادة أختام الورق عند المركز الرئيس لا يُقرأ؛ استعد paper.root من نسختك الاحتياطية.",
            en="Head office's root of the seals on paper cannot be read; restore paper.root from your backup.",
        ) from error


def _make_key(file: Path) -> None:
    key = generate_private_key(SECP256R1())
    place_privately(file, key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def _read_key(file: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_der_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _damaged() from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise _damaged()
    return key


def _damaged() -> Unavailable:
    return Unavailable(
        "hub.paper_key.damaged",
        ar="ملف مفتاح أختام الورق عند المركز الرئيس ناقص أو تالف؛ استعد paper.key من نسختك الاحتياطية.",
        en="Head office's key for the seals on paper is missing or damaged; restore paper.key from your backup.",
    )
