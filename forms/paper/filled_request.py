"""A request as it was made: the person, his answers in their sections, the documents that were seen; signed again by
hand where the association keeps it on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.paper.attested_data import answers, checks, documents, person_fields
from forms.paper.blocks import heading
from forms.paper.closing import closed
from forms.paper.frozen import Frozen, unfrozen
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.tables import fields
from forms.paper.text import Digits, Text, code, prose
from forms.paper.titles import subtitled, titled

FORM = Form("نموذج طلب", "1")
_WIDTH = CONTENT_WIDTH


@dataclass(frozen=True, kw_only=True)
class FilledRequest:
    """`person`, `answers` and `documents` as an attestation has them (`forms.paper.frozen`); `asked` and `version` name
    the interview's form. `attestation` is the number of what he signed of these answers, empty while nothing stands.
    `thumb`: the association takes the print of a thumb from who does not write."""

    issue: Issue
    asked: str
    version: str
    person: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...]
    documents: tuple[Mapping[str, Any], ...] = ()
    request: str = ""
    contact: str = ""
    attestation: str = ""
    clerk: str = ""
    thumb: bool = True


def render_filled_request(request: FilledRequest, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4) of one request; `made_at` is when it was printed. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(request, digits)
    frame = letterhead_of(request.issue, FORM, made_at=made_at, digits=digits, version=request.version)
    signers = (Signer(request.issue.person_word, request.issue.person), Signer("موظف الاستقبال", request.clerk))
    signing = list(hands(signers, digits, thumb=request.thumb))
    data, beside = list(_data(request, digits)), list(_beside(request, digits))
    return render(closed(data, beside, None, signing, frame), frame, paper_of(request.issue, FORM))


def _data(request: FilledRequest, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    yield subtitled(request.asked, digits)
    about = list(_about(request, digits))
    if about:
        yield fields(about, _WIDTH, before=6)
    read = _read(request)
    yield heading(prose(f"بيانات {request.issue.person_word}", digits), _WIDTH)
    yield person_fields(read, _WIDTH, digits)
    yield from answers(read, _WIDTH, digits)


def _about(request: FilledRequest, digits: Digits) -> Iterator[tuple[Text, Text]]:
    pairs = (
        ("نوع الطلب", prose(request.request, digits)),
        ("رقم الإقرار الموقّع", code(request.attestation)),
        ("وسيلة التواصل", prose(request.contact, digits)),
    )
    return ((prose(label, digits), shown) for label, shown in pairs if shown)


def _beside(request: FilledRequest, digits: Digits) -> Iterator[Block]:
    """What the clerk states: the person does not."""
    yield from checks(_read(request), _WIDTH, digits)
    if request.documents:
        yield heading(prose("المستندات التي طابقها موظف الاستقبال", digits), _WIDTH)
        yield documents(request.documents, _WIDTH, digits)


def _read(request: FilledRequest) -> Frozen:
    return unfrozen({"person": request.person, "answers": request.answers, "clerk": {"name": request.clerk}})
