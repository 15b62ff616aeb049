"""The office's seal on a paper: a PAdES signature (ETSI EN 319 142) over the whole file, after which nothing may be
changed. It is set last; verifying it is `forms.paper.sealed`."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, crl, keys, x509
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from forms.paper.fonts import Weight, fonts_for
from forms.paper.layout import CONTENT_WIDTH, MARGIN
from forms.paper.pen import DARK, MILLIMETRE, PAGE_HEIGHT, Pen, Type
from forms.paper.text import Text

FIELD = "Seal"
_DIGEST = "sha256"
_RESERVED = 4_096
"""Hexadecimal digits for the signature and its certificate: about 1,900 are used."""
_LINE = Type(Weight.REGULAR, 7.5, 11, DARK)
_HEIGHT = _LINE.leading
_BOTTOM = 5.5 * MILLIMETRE
"""Below the foot of every paper, and still inside of what office printers reach."""


@dataclass(frozen=True)
class SealKey:
    """DER throughout. `chain` leads from the office's certificate to the association's root, which is not in it when
    the office still seals for itself; `revoked` are the root's lists of certificates that no longer hold."""

    private_key: bytes = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    revoked: tuple[bytes, ...] = ()


def sealed(pdf: bytes, key: SealKey, *, words: Text, at: datetime) -> bytes:
    """An archived paper with the seal on it. `words` is the line that says so at the foot of the last page."""
    writer = _Writer(io.BytesIO(pdf))
    pages = int(writer.root["/Pages"]["/Count"])
    box = (int(MARGIN), int(_BOTTOM), int(MARGIN + CONTENT_WIDTH), int(_BOTTOM + _HEIGHT))
    if key.revoked:
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[x509.Certificate.load(raw) for raw in key.chain],
            crls=[crl.CertificateList.load(raw) for raw in key.revoked],
        )
    spec = fields.SigFieldSpec(sig_field_name=FIELD, on_page=pages - 1, box=box)
    steps = PdfCMSEmbedder(new_field_spec=spec).write_cms(FIELD, writer)
    next(steps)
    steps.send(_set_up(_line(words, box), at))
    target = io.BytesIO()
    prepared, _ = steps.send(SigIOSetup(md_algorithm=_DIGEST, output=target))
    steps.send(asyncio.run(_signature(key, prepared.document_digest, at)))
    return target.getvalue()


def _set_up(line: bytes, at: datetime) -> SigObjSetup:
    placed = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
    style = StaticStampStyle(background=_Drawn(line), background_layout=placed, border_width=0)
    signed = PdfSignedData(pdf_name("/Sig"), fields.SigSeedSubFilter.PADES, timestamp=at, bytes_reserved=_RESERVED)
    return SigObjSetup(
        sig_placeholder=signed,
        mdp_setup=SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=fields.MDPPerm.NO_CHANGES),
        appearance_setup=SigAppearanceSetup(style=style, timestamp=at, name=None),
    )


async def _signature(key: SealKey, digest: bytes, at: datetime) -> cms.ContentInfo:
    attributes = PdfCMSSignedAttributes(signing_time=at)
    return await _signer(key).async_sign(digest, _DIGEST, use_pades=True, signed_attr_settings=attributes)


def _signer(key: SealKey) -> SimpleSigner:
    """The signature holds this one certificate: the others stand in the file, under the signature."""
    return SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private_key),
        cert_registry=SimpleCertificateStore(),
    )


def _line(words: Text, box: tuple[int, int, int, int]) -> bytes:
    """The line of the seal, drawn by the engine that draws every other Arabic line, on a page of its own size."""
    left, bottom, right, top = box
    target = io.BytesIO()
    font = fonts_for(Weight.REGULAR)[0].fontName
    canvas = Canvas(target, pagesize=(right - left, top - bottom), invariant=1, initialFontName=font)
    canvas.translate(0, (top - bottom) - PAGE_HEIGHT)  # the pen measures down from the top of a page
    Pen(canvas).text(words, _LINE, left=0, top=0, width=right - left, align="centre")
    canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Leaves the description as the archive wrote it: the library would put the machine's own time there, and asks a
    machine without a name for its time zone in vain."""

    def _update_meta(self) -> None:
        return None


class _Drawn(PdfContent):
    """A page that is in memory, as the appearance of the seal."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        super().__init__()

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        self.set_resource(ResourceType.XOBJECT, pdf_name("/Line"), drawn)
        left, bottom, right, top = map(float, drawn.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Line Do"
