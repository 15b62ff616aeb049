"""The file kept of a paper: archived with its data, sealed by this office, and known again when it comes back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from db.attestations import AttestationRow
from db.papers import PaperRow
from desktop.usecases.attest import PAPER
from desktop.usecases.attested import standing_of, state_of_paper, superseded_of
from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.hold_seal import own_seal
from desktop.usecases.prove_signature import after_of
from desktop.usecases.sealed_files import copy_of, files_of_paper
from domain.attestation import sha256_hex
from domain.errors import RuleBroken, Unavailable
from domain.paper import Copy, Standing, Superseded
from domain.sync.blobs import blob_name
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.paper_certificates import PublicRoot, is_in_force, is_revoked, office_of, public_root
from forms.paper.archive import archived
from forms.paper.attestation import render_attestation
from forms.paper.attested_after import NOTHING_YET, After
from forms.paper.dates import gregorian, hijri
from forms.paper.seal import SealKey, sealed
from forms.paper.sealed import read_seal
from forms.paper.text import Text, code, prose, spaced

GIVEN_UP_AFTER = timedelta(days=30)
"""A sealed file that another laptop made and has not sent by then is not waited for."""


@dataclass(frozen=True)
class KeptPaper:
    """`pdf` is the sealed file, the same bytes whenever it is asked for."""

    pdf: bytes
    changes: Changes = NO_CHANGES


@dataclass(frozen=True)
class VerifiedPaper:
    """A file that is byte for byte what was sealed. `office` is the code in the seal's certificate; `is_trusted`
    whether head office vouches for it, or this laptop made it; `is_revoked` whether head office took that back. `copy`
    is which of the paper's sealed files it is, `kept_at` when the one that took its place was kept."""

    office: str
    sealed_at: str
    is_trusted: bool
    is_revoked: bool
    sha256: str
    standing: Standing
    record: str = ""
    superseded: Superseded | None = None
    copy: Copy = ""
    kept_at: str = ""


def keep_paper(desk: Desk, attestation: str) -> KeptPaper:
    """The sealed file of an attestation as it was issued; made, and kept, the first time. Raises RuleBroken, and
    Unavailable for the disk, for a file that is on its way from the laptop that sealed it, and for a wrong clock."""
    row = desk.store.attestations.get(attestation)
    paper = desk.store.papers.find(PAPER, row.id)
    if paper is not None and paper.file is not None:
        there = desk.store.place_of("papers", paper.id)
        held = desk.store.blobs.find_or_want(paper.file, there)
        if held is not None:
            return KeptPaper(held)
        if not _is_given_up(desk, paper):
            raise _on_its_way()
        desk.store.blobs.give_up(paper.file, there)
    pdf = (_found_beside(desk, paper) if paper is not None else None) or _sealed(desk, row, paper)
    if paper is None:  # from before papers were records
        return KeptPaper(pdf)
    file = desk.store.blobs.prepare(pdf)
    with desk.store.work("paper.keep", desk.user.id) as work:
        work.keep_file(file)
        work.papers.put_file(desk.store.papers.seen("papers", paper.id), paper, file.name)
    return KeptPaper(pdf, work.changes)


def seal_signed(desk: Desk, attestation: str) -> bytes:
    """A sealed file of the attestation as it was signed: with what was drawn on the screen, and the witnesses. Made
    anew each time, for what is on record of the signing may grow; it is not kept. Raises RuleBroken while it is not
    signed."""
    row = desk.store.attestations.get(attestation)
    if state_of_paper(desk, row) != "signed":
        raise RuleBroken(
            "paper.keep.unsigned",
            ar="لا يُصدر ملف بتوقيع إقرار لم يُوقَّع أو أُلغي. سجّل توقيعه أولًا، أو أصدر ملفه كما طُبع.",
            en="This attestation is not signed, or is void: there is no signature to put into a file. Record the "
            "signature first, or take its file as it was printed.",
            field="attestation",
        )
    return _sealed(desk, row, desk.store.papers.find(PAPER, row.id), state="signed", after=after_of(desk, row))


def _found_beside(desk: Desk, paper: PaperRow) -> bytes | None:
    """A file of it that is here, whose place was taken by the one that never came."""
    for file in files_of_paper(desk, paper):
        try:
            content = desk.store.blobs.find(file.name)
        except Unavailable:
            continue  # one that is damaged here is as good as none: the paper can be sealed anew
        if content is not None:
            return content
    return None


def _is_given_up(desk: Desk, paper: PaperRow) -> bool:
    """The laptop that sealed it was lost before it sent the file: then one that was made beside it is kept, else the
    paper is sealed once more."""
    return desk.now() - datetime.fromisoformat(paper.made_at) > GIVEN_UP_AFTER


def _sealed(
    desk: Desk,
    row: AttestationRow,
    paper: PaperRow | None,
    *,
    state: Literal["unsigned", "signed"] = "unsigned",
    after: After = NOTHING_YET,
) -> bytes:
    made_at = datetime.fromisoformat(row.made_at)
    square = paper.code if paper else ""
    drawn = render_attestation(row.frozen, state=state, square=square, own=stationery_of(desk), after=after)
    kept = archived(drawn, row.frozen, reference=row.number, made_at=made_at)
    now, key = desk.now(), _key(desk)
    if not is_in_force(key.certificate, now):
        raise _wrong_clock()
    return sealed(kept, key, words=_words(desk, now), at=now)


def _words(desk: Desk, now: datetime) -> Text:
    day = spaced(hijri(now.date(), "arab"), prose("الموافق", "arab"), gregorian(now.date(), "arab"))
    return spaced(prose("ملف مختوم إلكترونيًا: مكتب", "arab"), code(desk.office_code), prose("في", "arab"), day)


def _key(desk: Desk) -> SealKey:
    """With head office's certificate where there is one, else with the laptop's own."""
    private, own = own_seal(desk)
    answer = desk.store.seals.find_answer()
    if answer is None:
        return SealKey(private, own)
    return SealKey(private, answer.certificate, (answer.root,), (answer.revoked,))


def _on_its_way() -> Unavailable:
    return Unavailable(
        "paper.file.arriving",
        ar="ختم جهاز آخر من مكتبك ملف هذه الورقة ولم يصل بعد إلى هذا الجهاز. زامن الجهازين ثم أعد المحاولة؛ "
        "فليس للورقة إلا ملف مختوم واحد.",
        en="Another laptop of your office has sealed this paper's file, and it has not arrived here yet. Sync both and "
        "try again: a paper has one sealed file only.",
    )


def _wrong_clock() -> Unavailable:
    return Unavailable(
        "paper.seal.clock",
        ar="لم يُختم الملف: تاريخ هذا الجهاز خارج مدة شهادة ختمه، فلن يُعتدّ بختم يحمل هذا التاريخ. اضبط تاريخ الجهاز "
        "ووقته ثم أعد؛ وللورقة المطبوعة أن تُوقَّع الآن.",
        en="The file was not sealed: this laptop's date is outside the time its seal is certified for, and a seal of "
        "that date would not count. Set the laptop's date and time and try again; the printed paper may be signed now.",
    )


# --- a file that comes back ----------------------------------------------------------------------------------------


def verify_paper(desk: Desk, pdf: bytes) -> VerifiedPaper:
    """Raises RuleBroken when the file bears no seal, or was changed after it."""
    answer = desk.store.seals.find_answer()
    own = desk.store.seals.find_own()
    roots = [*desk.store.seals.roots(), *([own[1]] if own else [])]
    read = read_seal(pdf, roots=roots)
    gone = answer is not None and is_revoked(read.signer, [answer.revoked], answer.root)
    sha256 = sha256_hex(read.data) if read.data is not None else ""
    standing, record = _standing(desk, sha256)
    copy, kept_at = copy_of(desk, desk.store.papers.find(PAPER, record) if record else None, blob_name(pdf))
    return VerifiedPaper(
        office_of(read.signer),
        read.at.astimezone(RIYADH).isoformat(timespec="minutes"),
        read.is_trusted and not gone,
        gone,
        sha256,
        standing,
        record,
        superseded_of(desk, desk.store.attestations.get(record)) if standing == "superseded" else None,
        copy,
        kept_at,
    )


def paper_root(desk: Desk) -> PublicRoot:
    """What others need, to call our seals trusted: every root head office has had. Raises Unavailable."""
    roots = desk.store.seals.roots()
    if not roots:
        raise Unavailable(
            "paper.root.none",
            ar="لم تصل شهادة أختام المركز الرئيس إلى هذا الجهاز. اربطه بالمركز وزامن، ثم أعد.",
            en="Head office's root of the seals has not reached this laptop. Join head office, sync, and try again.",
        )
    return public_root(*reversed(roots))


def _standing(desk: Desk, sha256: str) -> tuple[Standing, str]:
    row = desk.store.attestations.find_frozen(sha256) if sha256 else None
    if row is None:
        return "not_here", ""
    return standing_of(desk, row), row.id
