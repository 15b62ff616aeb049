"""`istiqbal attest …` and `istiqbal attestation …`"""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.attest import AttestationPage, attest, show_attestation, sign_attestation
from domain.record_words import ATTESTATION_STATES


def run(context: Context) -> Result:
    arguments = context.arguments
    pdf = Path(arguments.pdf) if getattr(arguments, "pdf", None) else None
    if pdf is not None:
        refuse_unwritable(pdf)
    with context.desk() as desk:
        if arguments.command == "attest":
            page = attest(desk, arguments.interview)
        elif arguments.verb == "sign":
            return _result(sign_attestation(desk, arguments.attestation), None)
        else:
            page = show_attestation(desk, arguments.attestation)
    if pdf is not None:
        write_whole(pdf, page.pdf)
    return _result(page, arguments.pdf)


def _result(page: AttestationPage, pdf: str | None) -> Result:
    data = {
        "id": page.id,
        "number": page.number,
        "interview": page.interview,
        "person": page.person,
        "state": page.state,
        "sha256": page.sha256,
        "made_at": page.made_at,
        "clerk_signature_valid": page.is_clerk_signature_valid,
        "pdf": pdf,
    }
    return Result(data, f"{page.id}\n{page.number}  الإقرار {ATTESTATION_STATES[page.state]}")
