"""`istiqbal attest …` and `istiqbal attestation …`"""

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.attest import AttestationPage, attest, show_attestation, sign_attestation
from desktop.usecases.desk import Desk
from desktop.usecases.prove_signature import ProofLine
from desktop.usecases.record_print import NewPrint, PrintLine, record_print
from desktop.usecases.sign_by_hand import take_thumbprint
from desktop.usecases.withdraw_proof import bring_back_proof, no_file, open_proof, withdraw_proof
from domain.arabic import isolate
from domain.paper import told_superseded
from domain.record_names import ATTESTATION_STATES
from domain.record_words import value
from domain.signing import Witness


def run(context: Context) -> Result:
    arguments = context.arguments
    pdf = Path(arguments.pdf) if getattr(arguments, "pdf", None) else None
    if pdf is not None:
        refuse_unwritable(pdf)
    with context.desk() as desk:
        if arguments.command == "attest":
            page = attest(desk, arguments.interview)
        elif arguments.verb == "sign":
            return _result(_sign(desk, arguments), None)
        elif arguments.verb == "proof":
            return _proof(desk, arguments)
        else:
            page = show_attestation(desk, arguments.attestation)
        if pdf is not None:
            write_whole(pdf, page.pdf)
            page = replace(page, prints=record_print(desk, NewPrint(page.id, page.state, "file", pdf.name)))
    return _result(page, arguments.pdf)


def _sign(desk: Desk, arguments: Namespace) -> AttestationPage:
    if not arguments.thumb:
        return sign_attestation(desk, arguments.attestation)
    names, numbers = arguments.witness or [], arguments.witness_id or []
    first, second = (Witness(*pair) for pair in zip((*names, "", "")[:2], (*numbers, "", "")[:2], strict=True))
    return take_thumbprint(desk, arguments.attestation, first, second)


def _proof(desk: Desk, arguments: Namespace) -> Result:
    if arguments.save:
        return _saved(desk, arguments.proof, Path(arguments.save))
    if arguments.bring_back:
        return _result(bring_back_proof(desk, arguments.proof), None)
    return _result(withdraw_proof(desk, arguments.proof, arguments.withdraw), None)


def _saved(desk: Desk, proof: str, place: Path) -> Result:
    refuse_unwritable(place)
    content = open_proof(desk, proof).content
    if content is None:
        raise no_file()
    write_whole(place, content)
    return Result({"file": str(place), "bytes": len(content)}, f"كُتب الملف في {isolate(place.name)}.")


def _result(page: AttestationPage, pdf: str | None) -> Result:
    data = {
        "id": page.id,
        "number": page.number,
        "interview": page.interview,
        "person": page.person,
        "state": page.state,
        "revision": page.revision,
        "superseded": asdict(page.superseded) if page.superseded is not None else None,
        "sha256": page.sha256,
        "made_at": page.made_at,
        "clerk_signature_valid": page.is_clerk_signature_valid,
        "signatures": [asdict(line) for line in page.proofs],
        "prints": [asdict(line) for line in page.prints],
        "pdf": pdf,
    }
    revision = f" (المراجعة {page.revision})" if page.revision > 1 else ""
    since = f". {told_superseded(page.superseded).ar}" if page.superseded is not None else ""
    said = f"{page.number}{revision}  الإقرار {ATTESTATION_STATES[page.state].ar}{since}"
    return Result(data, "\n".join((page.id, said, *map(_signed, page.proofs), *map(_printed, page.prints))))


def _signed(line: ProofLine) -> str:
    kind = value("kind", line.kind).ar
    witnesses = f"، الشاهدان: {' و'.join(line.witnesses)}" if line.witnesses else ""
    return f"  {kind}: {told_at(line.at)}، {line.by}{witnesses}{f'  {line.id}' if line.id else ''}"


def _printed(line: PrintLine) -> str:
    last = line.first_copy + line.copies - 1
    copy = f"النسخة {line.first_copy}" if last == line.first_copy else f"النسخ {line.first_copy} إلى {last}"
    return f"  {copy}: {isolate(line.place)}، {told_at(line.at)}، {line.user}"
