"""Head office's word that it enrolled a device: what lets a restored or wiped hub know it again."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.signatures import device_id, is_certificate_signed, sign_certificate
from domain.sync.wire import DeviceCertificate, Stamped
from headoffice.hub import Hub
from headoffice.store.registry import Device


def certificate_of(key: Ed25519PrivateKey, association: bytes, device: Device) -> DeviceCertificate:
    """Always the same bytes for the same device."""
    return sign_certificate(key, DeviceCertificate(association, device.public_key, device.office))


def certified(certificates: Iterable[DeviceCertificate], *, association: bytes, hub_key: bytes) -> dict[bytes, Device]:
    """The devices whose certificates this head office made, by id. Others are passed over."""
    found: dict[bytes, Device] = {}
    for certificate in certificates:
        is_ours = certificate.association == association and len(certificate.device_key) == 32
        if is_ours and is_certificate_signed(hub_key, certificate):
            id = device_id(certificate.device_key)
            found[id] = Device(id, certificate.device_key, certificate.office)
    return found


def certificates_for(hub: Hub, items: Iterable[Stamped]) -> list[DeviceCertificate]:
    """Of the devices that signed what is sent. Inside a transaction."""
    ids = sorted({item.proof.device for item in items if item.proof is not None})
    known = (hub.registry.find_device(id) for id in ids)
    return [certificate_of(hub.key, hub.association, device) for device in known if device is not None]
