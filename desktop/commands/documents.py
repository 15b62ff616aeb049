"""`istiqbal document …`"""

import argparse

from desktop.commands.context import Context, Result
from desktop.usecases.check_documents import (
    DocumentLine,
    DocumentsPage,
    check_document,
    choose_request,
    list_documents,
    record_copy,
)
from domain.carddate import CardDate, both_calendars, parse_card_date
from domain.document import CheckDraft, shown_card_date

STATES = {"missing": "لم يُطابَق", "faulty": "لا يصح اليوم", "good": "صحيح اليوم", "left_out": "لم يُحضَر وليس لازمًا"}


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "check":
                page = check_document(desk, arguments.interview, _draft(arguments))
            case "copy":
                page = record_copy(desk, arguments.interview, arguments.kind, arguments.basis)
            case "request":
                page = choose_request(desk, arguments.interview, arguments.kind)
            case _:
                page = list_documents(desk, arguments.interview)
    return Result(documents_json(page), _text(page))


def _draft(arguments: argparse.Namespace) -> CheckDraft:
    return CheckDraft(
        document=arguments.kind,
        is_seen=arguments.seen,
        number=arguments.number,
        issued=_day(arguments.issued, "issued"),
        expires=_day(arguments.expires, "expires"),
        is_matching=arguments.seen and arguments.difference is None,
        difference=arguments.difference or "",
    )


def _day(texts: list[str], field: str) -> CardDate | None:
    """As on the card: one date in its calendar, or the Hijri and the Gregorian one."""
    if not texts:
        return None
    if len(texts) == 1:
        return parse_card_date(texts[0], field=field)
    return both_calendars(texts[0], texts[1], field=field)


def documents_json(page: DocumentsPage) -> dict[str, object]:
    return {
        "interview": page.interview,
        "number": page.number,
        "request": page.kind or None,
        "requests": [{"id": id, "ar": text.ar, "en": text.en} for id, text in page.kinds],
        "each_checked": page.is_each,
        "documents": [_line(line) for line in page.lines],
    }


def _line(line: DocumentLine) -> dict[str, object]:
    check = line.check
    return {
        "kind": line.id,
        "ar": line.wanted.text.ar,
        "en": line.wanted.text.en,
        "optional": line.wanted.optional,
        "state": line.state,
        "faults": [
            {"code": fault.code, "field": fault.field, "ar": fault.text.ar, "en": fault.text.en}
            for fault in line.faults
        ],
        "facts": {fact.name: fact.value for fact in line.facts},
        "check": None
        if check is None
        else {
            "id": check.id,
            "seen": check.is_seen,
            "number": check.number,
            "issued": card_json(check.issued),
            "expires": card_json(check.expires),
            "matches": check.is_matching,
            "difference": check.difference,
            "by": line.checked_by,
            "at": check.checked_at,
            "copy_basis": check.copy.basis if check.copy else None,
        },
    }


def card_json(card: CardDate | None) -> dict[str, str | None] | None:
    return {"hijri": card.hijri, "gregorian": card.gregorian} if card else None


def _text(page: DocumentsPage) -> str:
    return "\n".join([page.number, *(part for line in page.lines for part in _said(line))])


def _said(line: DocumentLine) -> list[str]:
    until = f"، حتى {shown_card_date(line.check.expires)}" if line.check and line.check.expires else ""
    return [f"{line.id}  {line.wanted.text.ar}: {STATES[line.state]}{until}", *(f"  {f.text.ar}" for f in line.faults)]
