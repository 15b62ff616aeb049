"""A paper comes back, as a file, a scan, a photograph or the text of its square: is it ours, and unchanged?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.usecases.check_square import MOST_PICTURE_BYTES, CheckedSquare, check_picture, check_square
from desktop.usecases.desk import Desk
from desktop.usecases.seal_paper import VerifiedPaper, verify_paper
from domain.attestation import revision_of
from domain.errors import RuleBroken, Unavailable
from domain.paper import Copy, Standing, Superseded

Trust = Literal["trusted", "unknown", "revoked"]


@dataclass(frozen=True)
class PaperAnswer:
    """`is_file` when the file itself was sealed: then every byte of it is as it was. Empty texts are not known.
    `copy` and `kept_at` are of a file (`VerifiedPaper`)."""

    is_file: bool
    trust: Trust
    standing: Standing
    office: str
    at: str
    reference: str = ""
    form: str = ""
    revision: str = ""
    record: str = ""
    superseded: Superseded | None = None
    issue: int = 1
    copy: Copy = ""
    kept_at: str = ""


def check_paper_file(desk: Desk, file: str) -> PaperAnswer:
    """Raises RuleBroken when it is no paper of ours, and Unavailable when it cannot be read."""
    raw = read_paper(Path(file))
    if raw.startswith(b"%PDF-"):
        try:
            return _of_file(desk, verify_paper(desk, raw))
        except RuleBroken as broken:
            if broken.code != "paper.seal.none":
                raise
    return _of_square(check_picture(desk, raw))


def check_paper_code(desk: Desk, text: str) -> PaperAnswer:
    """As a scanner types it. Raises RuleBroken."""
    return _of_square(check_square(desk, text))


def read_paper(file: Path) -> bytes:
    """All of it, or one byte more than any paper has, which is refused by whoever reads it. Raises Unavailable."""
    try:
        # A pipe or a device would be read for ever.
        if not file.is_file():
            raise FileNotFoundError(file.name)
        with file.open("rb") as opened:
            return opened.read(MOST_PICTURE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(
            "file.read",
            ar="تعذّرت قراءة الملف. تحقق من مكانه ثم أعد اختياره.",
            en="The file could not be read. Check where it is and choose it again.",
            field="file",
        ) from error


def _of_file(desk: Desk, paper: VerifiedPaper) -> PaperAnswer:
    row = desk.store.attestations.find(paper.record) if paper.record else None
    trust: Trust = "revoked" if paper.is_revoked else "trusted" if paper.is_trusted else "unknown"
    return PaperAnswer(
        True,
        trust,
        paper.standing,
        paper.office,
        paper.sealed_at,
        reference=row.number if row is not None else "",
        record=paper.record,
        superseded=paper.superseded,
        issue=revision_of(row.frozen) if row is not None else 1,
        copy=paper.copy,
        kept_at=paper.kept_at,
    )


def _of_square(square: CheckedSquare) -> PaperAnswer:
    return PaperAnswer(
        False,
        "trusted",
        square.standing,
        square.office,
        square.made_at,
        square.reference,
        square.form,
        square.revision,
        square.record,
        square.superseded,
        square.issue,
    )
