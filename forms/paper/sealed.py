"""Is a sealed paper still what the office sealed? Demands that the seal covers the whole file: a box painted over a
page by a later addition leaves a signature that most readers still call valid."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
from asn1crypto import cms, core, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from domain.errors import RuleBroken
from domain.sync.paper_certificates import office_of
from forms.paper.archive import attached_data

MOST_BYTES = 40 << 20
# The last three are what pyHanko lets through of a file whose parts are of other kinds than it takes for granted.
_UNREADABLE = (
    *(PdfError, SignatureValidationError, pikepdf.PdfError, ValueError, TypeError, UnsupportedAlgorithm),
    *(LookupError, AttributeError, RecursionError),
)

# What it finds, `read_seal` tells; its logs would name certificates of strangers' files.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class ReadSeal:
    """`signer` is the DER of the certificate that sealed; `is_trusted` whether one of the given roots vouches for it;
    `at` is what the sealing laptop's clock said; `data` the canonical JSON, byte for byte as it was sealed."""

    signer: bytes
    is_trusted: bool
    at: datetime
    data: bytes | None


def read_seal(pdf: bytes, *, roots: Sequence[bytes]) -> ReadSeal:
    """`roots` are DER: whose seals count. Whether the signer's certificate was revoked since is asked of head office's
    list (`domain.sync.paper_certificates`): a thief sets his clock as he likes. Raises RuleBroken when there is no
    seal, or the file is not byte for byte what was sealed."""
    if len(pdf) > MOST_BYTES or not pdf.startswith(b"%PDF-"):
        raise _no_paper()
    try:
        seal = _only_seal(PdfFileReader(io.BytesIO(pdf)))
        status = _status(seal, roots)
        if not (_is_whole(status) and _is_envelope_plain(pdf, seal)):
            raise _changed()
        at = seal.self_reported_timestamp or datetime.fromtimestamp(0, UTC)
        signer = seal.signer_cert.dump()
        office_of(signer)  # raises for a certificate that other readers take and ours does not
        return ReadSeal(signer, bool(status.trusted), at, attached_data(pdf))
    except _UNREADABLE as error:
        raise _changed() from error


def _only_seal(reader: PdfFileReader) -> EmbeddedPdfSignature:
    seals: list[EmbeddedPdfSignature] = reader.embedded_signatures
    if not seals:
        raise RuleBroken(
            "paper.seal.none",
            ar="لا ختم إلكترونيًا على هذا الملف. افحص الرمز المربع المطبوع عليه بدل ذلك.",
            en="This file has no electronic seal. Check the square code printed on it instead.",
            field="file",
        )
    if len(seals) > 1:
        raise _changed()
    return seals[0]


def _status(seal: EmbeddedPdfSignature, roots: Sequence[bytes]) -> PdfSignatureStatus:
    """As at the moment of sealing: a certificate that ran out later sealed nothing wrongly."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(raw) for raw in roots],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=seal.self_reported_timestamp,
    )
    return validate_pdf_signature(seal, signer_validation_context=context, skip_diff=True)


def _is_whole(status: PdfSignatureStatus) -> bool:
    """Whatever was added to the file later, it is not asked what it changed: nothing may be."""
    return bool(status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE)


def _is_envelope_plain(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """The one part of a file that a signature cannot cover is the envelope it lies in: of that there is one spelling,
    and zeros after it, so that no byte of the file can be another."""
    found = cms.ContentInfo.load(bytes(seal.pkcs7_content))
    signer = found["content"]["signer_infos"][0]
    plain = _envelope(seal.signer_cert, signer["signed_attrs"], signer["signature"]).dump()
    _, first, after, _ = seal.byte_range
    return bool(pdf[first:after] == b"<" + plain.hex().upper().encode().ljust(after - first - 2, b"0") + b">")


def _envelope(
    certificate: x509.Certificate, attributes: cms.CMSAttributes, signature: core.OctetString
) -> cms.ContentInfo:
    digest = {"algorithm": "sha256", "parameters": core.Null()}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {
                "issuer_and_serial_number": {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            }
        ),
        "digest_algorithm": digest,
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signature.native,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _changed() -> RuleBroken:
    return RuleBroken(
        "paper.seal.changed",
        ar="تغيّر هذا الملف بعد ختمه أو تلف؛ لا يُعتدّ به. اطلب النسخة المحفوظة من المكتب الذي أصدره.",
        en="This file was changed after it was sealed, or is damaged: it does not count. Ask the office for its copy.",
        field="file",
    )


def _no_paper() -> RuleBroken:
    return RuleBroken(
        "paper.seal.form",
        ar="هذا الملف ليس ورقة PDF. اختر الملف الذي حفظه المكتب.",
        en="This file is no PDF paper. Choose the file that the office kept.",
        field="file",
    )
