"""`istiqbal paper …`"""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.attest import AttestationPage, show_attestation
from desktop.usecases.check_paper import read_paper
from desktop.usecases.check_square import CheckedSquare, check_picture, check_square
from desktop.usecases.desk import Desk
from desktop.usecases.make_sheet import RECEIPTS, make_sheet
from desktop.usecases.record_print import MadeSheet, record_sheet
from desktop.usecases.scan_paper import NO_INK, ScanDraft, keep_scan, lay_flat, match_scan, read_files
from desktop.usecases.seal_paper import KeptPaper, VerifiedPaper, keep_paper, paper_root, seal_signed, verify_paper
from domain.arabic import isolate
from domain.errors import RuleBroken
from domain.paper import STANDINGS, Superseded, told_copy, told_superseded
from domain.print_order import COMPLAINT_RECEIPT
from domain.record_names import ATTESTATION_STATES
from domain.sync.paper_code import PREFIX


def run(context: Context) -> Result:
    match context.arguments.verb:
        case "check-qr":
            return _check_square(context, context.arguments.code)
        case "verify":
            raw = read_paper(Path(context.arguments.file))
            with context.desk() as desk:
                return _verified(verify_paper(desk, raw))
        case "scan":
            return _scan(context)
        case "keep":
            return _keep(context, Path(context.arguments.pdf))
        case "root":
            return _root(context, Path(context.arguments.file))
        case _:
            return _write_sheet(context, Path(context.arguments.pdf))


def _write_sheet(context: Context, place: Path) -> Result:
    """Made, written, and recorded as a print."""
    refuse_unwritable(place)
    with context.desk() as desk:
        sheet = _sheet(desk, context.arguments)
        write_whole(place, sheet.pdf)
        prints = record_sheet(desk, sheet, "file", place.name)
    data = {"paper": sheet.paper, "pdf": str(place), "bytes": len(sheet.pdf), "prints": [asdict(one) for one in prints]}
    return Result(data, f"كُتبت الورقة في {isolate(place.name)}.")


def _sheet(desk: Desk, asked: Namespace) -> MadeSheet:
    match asked.verb:
        case "receipt":
            return make_sheet(desk, RECEIPTS[asked.layout], asked.interview)
        case "complaint-receipt":
            return make_sheet(desk, COMPLAINT_RECEIPT, asked.interview)
        case "requirements":
            return make_sheet(desk, "requirements", asked.kind)
        case "request":
            return make_sheet(desk, "request", asked.interview)
        case "blank":
            return make_sheet(desk, "blank", asked.form)
        case "statement":
            return make_sheet(desk, "statement", asked.person)
        case "satisfaction" | "field-survey" | "minutes" | "policy-register":
            return make_sheet(desk, asked.verb.replace("-", "_"), "")
    raise LookupError(asked.verb)


def _check_square(context: Context, code: str) -> Result:
    raw = b"" if code.startswith(PREFIX) else read_paper(Path(code))
    with context.desk() as desk:
        return _checked(check_picture(desk, raw) if raw else check_square(desk, code))


def _checked(checked: CheckedSquare) -> Result:
    lines = (
        f"ورقة صحيحة الإصدار: {isolate(checked.reference)}، أصدرها مكتب {isolate(checked.office)}"
        f"{' من هذا الجهاز' if checked.is_own else ''} في {told_at(checked.made_at)}.",
        f"النموذج {isolate(checked.form)} إصدار {isolate(checked.revision)}."
        f"{f' المراجعة {checked.issue}.' if checked.issue > 1 else ''}",
        STANDINGS[checked.standing].ar,
        *_since(checked.superseded),
    )
    return Result(asdict(checked), "\n".join(lines))


def _since(superseded: Superseded | None) -> tuple[str, ...]:
    return (told_superseded(superseded).ar,) if superseded is not None else ()


def _verified(verified: VerifiedPaper) -> Result:
    """Whole, but of a seal that nobody vouches for, is a rule broken: the exit code says so."""
    trust = (
        "سحب المركز الرئيس ختم هذا الجهاز: لا يُعتدّ بالملف قبل سؤاله."
        if verified.is_revoked
        else "الختم معتمد من المركز الرئيس."
        if verified.is_trusted
        else "لا يُعرف من يعتمد هذا الختم: زامن ثم أعد الفحص، أو اسأل المركز الرئيس."
    )
    lines = (
        f"الملف كما خُتم، لم يتغير فيه حرف: مكتب {isolate(verified.office)} في {told_at(verified.sealed_at)}.",
        trust,
        STANDINGS[verified.standing].ar,
        *_since(verified.superseded),
        *((copy.ar,) if (copy := told_copy(verified.copy, verified.kept_at)) else ()),
    )
    return Result(asdict(verified), "\n".join(lines), 0 if verified.is_trusted else 1)


def _scan(context: Context) -> Result:
    """Looked at first: only `--confirm` keeps anything."""
    arguments = context.arguments
    place = Path(arguments.pdf) if arguments.pdf else None
    if place is not None:
        refuse_unwritable(place)
    scanned = read_files(arguments.files)
    with context.desk() as desk:
        expected = desk.store.attestations.get(arguments.attestation).id if arguments.attestation else ""
        draft = lay_flat(match_scan(desk, scanned, expected))
        if place is not None:
            write_whole(place, draft.flat.pdf)
        if arguments.confirm:
            _refuse_bare(draft, is_known=arguments.without_ink)
        page = (
            keep_scan(desk, draft, knows_bare=True)
            if arguments.confirm
            else show_attestation(desk, draft.matched.attestation)
        )
    return _scanned(draft, page, is_kept=arguments.confirm)


def _refuse_bare(draft: ScanDraft, *, is_known: bool) -> None:
    if draft.flat.is_bare and not is_known:
        raise RuleBroken(
            "scan.no_ink",
            ar=f"{NO_INK.ar} وإن رأيت التوقيع بنفسك فأعد الأمر مع --without-ink.",
            en=f"{NO_INK.en} If you see the signature yourself, repeat this with --without-ink.",
            field="file",
        )


def _scanned(draft: ScanDraft, page: AttestationPage, *, is_kept: bool) -> Result:
    data = {
        "attestation": page.id,
        "number": page.number,
        "person": page.person,
        "state": page.state,
        "pages": draft.flat.pages,
        "printed_pages": draft.matched.printed_pages,
        "straight": draft.flat.is_straight,
        "without_ink": draft.flat.is_bare,
        "superseded": asdict(draft.matched.superseded) if draft.matched.superseded is not None else None,
        "bytes": len(draft.flat.pdf),
        "kept": is_kept,
        "proof": page.proofs[-1].id if is_kept else None,
    }
    kept = "حُفظت نسختها الموقّعة" if draft.matched.superseded is None else "حُفظت دليلًا على ما وُقّع حينها"
    lines = [
        f"ورقة {isolate(page.number)}، {page.person_name}.",
        *(note.ar for note in draft.notes),
        f"{kept}. الإقرار {ATTESTATION_STATES[page.state].ar}."
        if is_kept
        else "لم يُحفظ شيء. انظر في الصورة، ثم أعد الأمر مع --confirm.",
    ]
    return Result(data, "\n".join(lines))


def _keep(context: Context, place: Path) -> Result:
    refuse_unwritable(place)
    with context.desk() as desk:
        asked = context.arguments
        kept = KeptPaper(seal_signed(desk, asked.attestation)) if asked.signed else keep_paper(desk, asked.attestation)
        write_whole(place, kept.pdf)
    return Result({"pdf": str(place), "bytes": len(kept.pdf)}, f"كُتبت الورقة المختومة في {isolate(place.name)}.")


def _root(context: Context, place: Path) -> Result:
    refuse_unwritable(place)
    with context.desk() as desk:
        root = paper_root(desk)
        write_whole(place, root.pem)
    lines = (
        f"كُتبت شهادة أختام الجمعية في {isolate(place.name)}، وهي علنية. بلّغ بصمتها هاتفيًا لمن يستلمها:",
        isolate(root.fingerprint),
    )
    return Result({"file": str(place), "sha256": root.fingerprint}, "\n".join(lines))
