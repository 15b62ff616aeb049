"""Is this paper ours? The square code on it names the paper and its data, signed by the laptop that made it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.usecases.attested import standing_of, superseded_of
from desktop.usecases.desk import RIYADH, Desk
from domain.errors import RuleBroken
from domain.paper import Standing, Superseded
from domain.sync.paper_code import PaperCode, SignedCode, read_code
from domain.sync.signatures import device_id
from forms.paper.scan import MOST_FILE_BYTES, read_squares

MOST_PICTURE_BYTES = MOST_FILE_BYTES
_NO_RECORD: tuple[Standing, ...] = ("not_here", "other_data")
"""Else the data that was signed for is here, and the office is part of it: the laptop may have been moved since."""


@dataclass(frozen=True)
class CheckedSquare:
    """`made_at` is ISO with the office's offset; `record` the attestation's id where this laptop holds it;
    `issue` counts the papers of one matter, `superseded` says since when another counts."""

    reference: str
    form: str
    revision: str
    made_at: str
    office: str
    sha256: str
    is_own: bool
    standing: Standing
    record: str = ""
    issue: int = 1
    superseded: Superseded | None = None


def check_square(desk: Desk, text: str) -> CheckedSquare:
    """Raises RuleBroken when the text is no paper's code, was signed by no laptop of the association, or names another
    office than the record does, or the laptop's where the record is not here."""
    signed = read_code(text)
    own = _public(desk.store.exchange.device_key())
    offices = {one.device_key: one.office for one in desk.store.exchange.association_devices()}
    offices[own] = desk.office_code
    signer = signed.signer(offices)
    if signer is None:
        raise _unknown_signer()
    _refuse_stopped(desk, signer)
    standing, record = _standing(desk, signed)
    code = signed.code
    office = offices[signer] if standing in _NO_RECORD else _office_of(desk, record)
    if code.office != office:
        raise _another_office(code.office, office)
    return CheckedSquare(
        code.reference,
        code.form,
        code.revision,
        _moment(code),
        code.office,
        code.sha256.hex(),
        signer == own,
        standing,
        record,
        code.issue,
        superseded_of(desk, desk.store.attestations.get(record)) if standing == "superseded" else None,
    )


def check_picture(desk: Desk, raw: bytes) -> CheckedSquare:
    """Of the first paper in a scan or a photograph. Raises RuleBroken."""
    found = read_squares(raw)
    if not found:
        raise RuleBroken(
            "paper.code.unseen",
            ar="لم يُعثر في الصورة على رمز مربع. صوّر الورقة كاملة من أعلاها، في ضوء كافٍ وبلا ميل.",
            en="No square code was found in the picture. Take the whole paper from above, in good light and straight.",
            field="file",
        )
    ours = [text for text in found if _is_ours(text)]
    return check_square(desk, (ours or list(found))[0])


def _is_ours(text: str) -> bool:
    try:
        read_code(text)
    except RuleBroken:
        return False
    return True


def _refuse_stopped(desk: Desk, signer: bytes) -> None:
    """It may have made the code before it was stopped or after: only head office can tell."""
    answer = desk.store.seals.find_answer()
    if answer is not None and device_id(signer) in answer.stopped:
        raise RuleBroken(
            "paper.code.stopped",
            ar="أصدر هذه الورقة جهاز أُبلغ عن فقده أو سُحبت صلاحيته. لا تعتمدها قبل سؤال المركز الرئيس عن رقمها.",
            en="The laptop that made this paper was reported lost or its rights were taken. Do not accept it before "
            "head office has confirmed its number.",
            field="code",
        )


def _standing(desk: Desk, signed: SignedCode) -> tuple[Standing, str]:
    row = desk.store.attestations.find(signed.code.reference)
    if row is None:
        return "not_here", ""
    if row.sha256 != signed.code.sha256.hex():
        return "other_data", row.id
    return standing_of(desk, row), row.id


def _office_of(desk: Desk, attestation: str) -> str:
    return str(json.loads(desk.store.attestations.get(attestation).frozen)["office"]["code"])


def _moment(code: PaperCode) -> str:
    return datetime.fromtimestamp(code.made, UTC).astimezone(RIYADH).isoformat(timespec="minutes")


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _unknown_signer() -> RuleBroken:
    return RuleBroken(
        "paper.code.signer",
        ar="لا يُعرف الجهاز الذي أصدر هذه الورقة: إما أنها من جمعية أخرى أو مزوّرة، أو أن هذا الجهاز لم يزامن منذ انضم "
        "جهاز جديد. زامن ثم أعد الفحص، أو افحصها في صفحة المركز الرئيس.",
        en="The laptop that made this paper is not known: the paper is another association's or forged, or this laptop "
        "has not synced since a new one joined. Sync and check again, or check it on head office's page.",
        field="code",
    )


def _another_office(said: str, known: str) -> RuleBroken:
    return RuleBroken(
        "paper.code.office",
        ar=f"كُتب في رمز الورقة أنها من المكتب {said}، والجهاز الذي وقّعه من المكتب {known}. لا تقبلها قبل أن تسأل "
        f"المكتب {said} عن رقمها، أو افحصها في صفحة المركز الرئيس: فقد يكون الجهاز نُقل من مكتب إلى آخر.",
        en=f"The paper's code says office {said}, and the laptop that signed it is of office {known}. Do not accept it "
        f"before you have asked office {said} for its number or checked it on head office's page: the laptop may have "
        "been moved since.",
        field="code",
    )
