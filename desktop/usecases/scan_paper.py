"""The signed paper comes back as files: matched by its square, laid flat, looked at by the clerk, and only then kept.

Reading and laying flat touch no store; matching and keeping touch nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from db.attestations import AttestationRow
from db.signature_proofs import ProofRow
from desktop.usecases.attest import AttestationPage, page_of
from desktop.usecases.attested import standing_of
from desktop.usecases.check_paper import read_paper
from desktop.usecases.check_square import check_square
from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.name_record import name_author
from domain.errors import RuleBroken
from domain.paper import Standing, Superseded, told_superseded
from domain.shown import moment_text
from domain.signing import SCAN
from domain.sync.paper_code import PREFIX
from domain.text import Text
from forms.paper.attestation import attestation_places, render_attestation
from forms.paper.preview import page_count
from forms.paper.scan import FoundSquare
from forms.paper.scanned import FlatPaper, laid_flat, read_scanned
from forms.paper.scanned import ScannedFiles as ScannedFiles
from forms.paper.sign_places import SignPlace

TAKEN_FROM = "file"
SIGNED_ALONE = Text(
    "هذه صفحة التوقيع وحدها؛ احفظ بقية الورقة في ملفه.",
    "This is the page with the signature alone; keep the rest of the paper in the file.",
)
SOME_PAGES = Text(
    "صفحات الملف أقل من صفحات الورقة؛ تأكد أن صفحة التوقيع بينها.",
    "The files have fewer pages than the paper; make sure that the page with the signature is among them.",
)
NOT_STRAIGHT = Text(
    "لم تظهر الورقة كاملة أو كانت منثنية، فقد تكون الصورة مائلة. انظر أيُقرأ التوقيع؛ وإلا فصوّرها من جديد.",
    "The paper is not all in the picture, or it was bent, so it may lie askew. See whether the signature can be "
    "read; if not, take it again.",
)
NO_INK = Text(
    "لا يُرى توقيع في خانته ولا بصمة: ليس فيها إلا ما طُبع. إن لم تُوقَّع الورقة بعد فلا تحفظها، واطلب توقيعها أولًا.",
    "No signature is seen in its box, and no thumbprint: only what was printed. If the paper is not signed yet, do not "
    "keep it; have it signed first.",
)
OLDER = Text(
    "هذه نسخة أقدم، تغيّرت البيانات بعدها. إن حفظتها بقيت دليلًا على ما وُقّع حينها، ولا تغني عن توقيع الورقة المعتمدة.",
    "This is an older paper: the data changed after it. Kept, it stays as evidence of what was signed then, and does "
    "not stand for the signature on the paper that counts.",
)
Pages = Literal["all", "signed_alone", "some"]


@dataclass(frozen=True)
class MatchedScan:
    """`printed` is the paper as it was signed, of so many pages; `places` where the person signs it. `superseded`
    when another paper counts, or is to be made: this one is kept as evidence."""

    attestation: str
    number: str
    person_name: str
    scanned: ScannedFiles
    square: FoundSquare
    printed: bytes
    printed_pages: int
    places: tuple[SignPlace, ...] = ()
    superseded: Superseded | None = None


@dataclass(frozen=True)
class ScanDraft:
    """What would be kept. `pages` says how much of the paper came back."""

    matched: MatchedScan
    flat: FlatPaper

    @property
    def pages(self) -> Pages:
        if self.flat.pages == self.matched.printed_pages:
            return "all"
        return "signed_alone" if self.flat.pages == 1 else "some"

    @property
    def notes(self) -> tuple[Text, ...]:
        """What the clerk should know before he says that it is the paper."""
        pages = {"all": (), "signed_alone": (SIGNED_ALONE,), "some": (SOME_PAGES,)}[self.pages]
        bare = (NO_INK,) if self.flat.is_bare else ()
        older = (OLDER, told_superseded(self.matched.superseded)) if self.matched.superseded is not None else ()
        return (*bare, *older, *pages, *(() if self.flat.is_straight else (NOT_STRAIGHT,)))


def read_scan(raws: Sequence[bytes]) -> ScannedFiles:
    """The pages of one paper, in order, of one file or several. Raises RuleBroken."""
    return read_scanned(raws)


def read_files(files: Sequence[str]) -> ScannedFiles:
    """Raises Unavailable for one that cannot be read."""
    return read_scan([read_paper(Path(file)) for file in files])


def match_scan(desk: Desk, scanned: ScannedFiles, expected: str = "") -> MatchedScan:
    """Whose paper it is, also an older one of which the data changed since. `expected` is the attestation that the
    clerk has before him, empty when he has none. Raises RuleBroken for every paper that is not to be kept, each with
    what to do."""
    square = _only_square(scanned)
    checked = check_square(desk, square.text)
    _refuse_standing(checked.standing)
    row = desk.store.attestations.get(checked.record)
    if expected and row.id != expected:
        raise _another(desk, row, desk.store.attestations.get(expected))
    _refuse_twice(desk, row)
    own = stationery_of(desk)
    printed = render_attestation(row.frozen, state="unsigned", square=square.text, own=own)
    pages = page_count(printed)
    if scanned.pages > pages:
        raise _too_many(scanned.pages, pages)
    person = desk.store.persons.find_by_key(row.person)
    places = attestation_places(row.frozen, square=square.text, own=own)
    name = person.name if person else ""
    superseded = checked.superseded
    return MatchedScan(row.id, row.number, name, scanned, square, printed, pages, places, superseded)


def lay_flat(matched: MatchedScan) -> ScanDraft:
    """Raises RuleBroken when its page cannot be laid flat."""
    return ScanDraft(matched, laid_flat(matched.scanned, matched.square, matched.printed, matched.places))


def keep_scan(desk: Desk, draft: ScanDraft, *, knows_bare: bool = False) -> AttestationPage:
    """The clerk has seen it and says that it is the signed paper; of one without ink where people sign he says so a
    second time, with `knows_bare`. Raises RuleBroken when he does not, and when the data changed, or another scan came,
    while he looked; Unavailable for the disk."""
    if draft.flat.is_bare and not knows_bare:
        raise RuleBroken("scan.no_ink", ar=NO_INK.ar, en=NO_INK.en, field="file")
    row = desk.store.attestations.get(draft.matched.attestation)
    if draft.matched.superseded is None and standing_of(desk, row) == "superseded":
        raise _superseded_meanwhile()
    _refuse_twice(desk, row)
    file = desk.store.blobs.prepare(draft.flat.pdf)
    proof = ProofRow(
        *(desk.new_id(), row.id, row.person, SCAN, row.sha256, desk.minute(), desk.user.id, TAKEN_FROM), file.name
    )
    with desk.store.work("signature.scan", desk.user.id) as work:
        work.keep_file(file)
        work.proofs.add(proof)
    return page_of(desk, row, work.changes)


def _only_square(scanned: ScannedFiles) -> FoundSquare:
    ours = {square.text: square for square in scanned.squares if square.text.startswith(PREFIX)}
    if not ours:
        raise _unseen(is_foreign=bool(scanned.squares))
    if len(ours) > 1:
        raise RuleBroken(
            "scan.two_papers",
            ar="في هذه الملفات أكثر من ورقة واحدة. افصلها، ثم أدخل كل ورقة وحدها بصفحاتها.",
            en="These files hold more than one paper. Part them, and bring in each paper by itself with its pages.",
            field="file",
        )
    return next(iter(ours.values()))


def _unseen(*, is_foreign: bool) -> RuleBroken:
    if is_foreign:
        return RuleBroken(
            "scan.foreign_code",
            ar="الرمز المربع في الصورة ليس رمز ورقة من استقبال. اختر صورة الإقرار الذي طُبع من هنا ووُقّع.",
            en="The square code in the picture is not that of a paper of Istiqbal. Choose the attestation that was "
            "printed here and signed.",
            field="file",
        )
    return RuleBroken(
        "scan.unreadable",
        ar="لم يُقرأ في الصورة رمز ورقة. أعد تصوير صفحة التوقيع كاملة من أعلاها، في ضوء كافٍ، أو امسحها بدقة ٣٠٠ نقطة.",
        en="No paper's square could be read. Take the whole page with the signature again from above, in good light, "
        "or scan it at 300 dpi.",
        field="file",
    )


def _refuse_standing(standing: Standing) -> None:
    if standing == "other_data":
        raise RuleBroken(
            "scan.other_data",
            ar="رقم الورقة معروف، لكن رمزها صدر على بيانات غير المحفوظة. لا تقبلها، وأخبر المشرف.",
            en="The paper's number is known, but its code was made over other data. Do not accept it; tell the "
            "supervisor.",
            field="file",
        )
    if standing == "not_here":
        raise RuleBroken(
            "scan.not_here",
            ar="الورقة من الجمعية، لكن إقرارها ليس في هذا الجهاز. زامن ثم أعد إدخالها، أو أدخلها في مكتبها.",
            en="The paper is the association's, but its attestation is not on this laptop. Sync and bring it in "
            "again, or do so at its own office.",
            field="file",
        )


def _superseded_meanwhile() -> RuleBroken:
    return RuleBroken(
        "scan.superseded",
        ar="تغيّرت البيانات وأنت تنظر في الورقة، فلم تعد معتمدة ولم يُحفظ شيء. أدخلها ثانية لتُحفظ دليلًا، ثم اطبع الإقرار "
        "الجديد ليوقَّع.",
        en="The data changed while you looked at the paper: it no longer counts, and nothing was kept. Bring it in "
        "again to keep it as evidence, and print the new attestation to be signed.",
        field="file",
    )


def _another(desk: Desk, found: AttestationRow, expected: AttestationRow) -> RuleBroken:
    if found.person == expected.person:
        if standing_of(desk, found) == "superseded":
            return _older_paper(found)
        return RuleBroken(
            "scan.other_paper",
            ar=f"هذه ورقة أخرى لصاحب الملف نفسه، رقمها \u2066{found.number}\u2069. أدخل الورقة التي فُتحت هنا، أو أدخل "
            "هذه من صفحة فحص الأوراق.",
            en=f"This is another paper of the same person, number {found.number}. Bring in the one that is open here, "
            "or bring this one in on the page that checks papers.",
            field="file",
        )
    return RuleBroken(
        "scan.other_person",
        ar=f"هذه ورقة شخص آخر، رقمها \u2066{found.number}\u2069. أعدها إلى ملفها، وأدخل ورقة صاحب هذا الإقرار.",
        en=f"This is another person's paper, number {found.number}. Put it back into its file, and bring in that of "
        "this attestation.",
        field="file",
    )


def _older_paper(found: AttestationRow) -> RuleBroken:
    return RuleBroken(
        "scan.older_paper",
        ar=f"هذه ورقة أقدم لصاحب الملف نفسه، رقمها \u2066{found.number}\u2069، لا التي فُتحت هنا. أدخلها من صفحة فحص "
        "الأوراق لتُحفظ دليلًا، وأدخل هنا الورقة التي عليها رقم هذا الإقرار.",
        en=f"This is an older paper of the same person, number {found.number}, not the one that is open here. Bring it "
        "in on the page that checks papers to keep it as evidence; here, bring in the paper with this attestation's "
        "number.",
        field="file",
    )


def _refuse_twice(desk: Desk, row: AttestationRow) -> None:
    held = next((one for one in desk.store.proofs.of(row.id) if one.kind == SCAN), None)
    if held is None:
        return
    when, who = moment_text(held.signed_at), name_author(desk, held.seen_by)
    raise RuleBroken(
        "scan.twice",
        ar=f"نسخة هذه الورقة الموقّعة محفوظة من {when.ar} ({who}). إن كانت غير صالحة فاسحبها أولًا ثم أدخل هذه.",
        en=f"The signed paper is kept already, since {when.en} ({who}). If that scan is not good, take it back first.",
        field="file",
    )


def _too_many(came: int, pages: int) -> RuleBroken:
    return RuleBroken(
        "scan.pages",
        ar=f"في الملفات {came} صفحات والورقة {pages}. احذف ما ليس منها ثم أعد إدخالها.",
        en=f"The files have {came} pages, the paper has {pages}. Take out what is not of it, and bring it in again.",
        field="file",
    )
