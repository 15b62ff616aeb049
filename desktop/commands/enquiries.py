"""`istiqbal enquiry …`: what people ask."""

import argparse

from desktop.commands.context import Context, Result
from desktop.commands.erasure import erasure_waits
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_asker
from desktop.usecases.list_enquiries import (
    EnquiryLine,
    list_enquiries_between,
    list_waiting_enquiries,
    show_enquiry,
)
from desktop.usecases.take_enquiry import (
    Enquired,
    answer_enquiry,
    correct_enquiry,
    redo_enquiry,
    refer_enquiry,
    reopen_enquiry,
    take_enquiry,
    tell_enquiry,
    undo_enquiry,
    withdraw_enquiry,
)
from domain.day import check_iso_day
from domain.enquiry import PROGRESS, AnswerDraft, EnquiryDraft, sources_of


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "list":
                return _list(desk, arguments)
            case "show":
                return _one(desk, show_enquiry(desk, arguments.enquiry))
            case "undo" | "redo":
                (undo_enquiry if arguments.verb == "undo" else redo_enquiry)(desk, arguments.enquiry)
                return Result({"enquiry": arguments.enquiry}, arguments.enquiry)
            case "forget":
                erase_asker(desk, arguments.enquiry, arguments.reason)
                return erasure_waits("enquiry", arguments.enquiry)
            case _:
                return _one(desk, _done(desk, arguments).line)


def _done(desk: Desk, arguments: argparse.Namespace) -> Enquired:
    match arguments.verb:
        case "add":
            return take_enquiry(desk, _draft(arguments), _answer(arguments) if arguments.answer is not None else None)
        case "answer":
            return answer_enquiry(desk, arguments.enquiry, _answer(arguments))
        case "told":
            return tell_enquiry(desk, arguments.enquiry, arguments.means)
        case "refer":
            return refer_enquiry(desk, arguments.enquiry, _draft(arguments))
        case "correct":
            return correct_enquiry(desk, arguments.enquiry, _draft(arguments))
        case "withdraw":
            return withdraw_enquiry(desk, arguments.enquiry)
        case "reopen":
            return reopen_enquiry(desk, arguments.enquiry)
    raise LookupError(arguments.verb)


def _draft(arguments: argparse.Namespace) -> EnquiryDraft:
    """Of what the verb asks for."""
    given = vars(arguments)
    return EnquiryDraft(**{name: given.get(name) or "" for name in EnquiryDraft.__dataclass_fields__})


def _answer(arguments: argparse.Namespace) -> AnswerDraft:
    return AnswerDraft(arguments.answer, arguments.source, arguments.clause, arguments.by)


def _list(desk: Desk, arguments: argparse.Namespace) -> Result:
    if arguments.first or arguments.last:
        first = check_iso_day(arguments.first or arguments.last)
        lines = list_enquiries_between(desk, first, check_iso_day(arguments.last or desk.today()))
    else:
        lines = list_waiting_enquiries(desk)
    said = "\n".join(_text(desk, line) for line in lines) or "لا استفسار ينتظر."
    return Result({"enquiries": [enquiry_json(line) for line in lines]}, said)


def _one(desk: Desk, line: EnquiryLine) -> Result:
    return Result(enquiry_json(line), _text(desk, line))


def enquiry_json(line: EnquiryLine) -> dict[str, object]:
    one = line.enquiry
    answer, telling = one.answer, one.telling
    return {
        "id": one.id,
        "number": one.number,
        "asked_at": one.asked_at,
        "taken_by": line.taken_by,
        "person": one.asker.person or None,
        "name": line.asker_name or None,
        "address": one.asker.address or None,
        "visit": one.visit or None,
        "channel": one.channel,
        "kind": one.kind or None,
        "subject": one.matter.subject,
        "question": one.matter.question or None,
        "field": one.route.field or None,
        "category": one.route.category or None,
        "official": one.route.official or None,
        "department": one.route.department or None,
        "tell_by": one.agreed.means or None,
        "tell_until": one.agreed.day or None,
        "answer": answer.text if answer else None,
        "source": answer.source if answer else None,
        "clause": (answer.clause or None) if answer else None,
        "answered_by": (answer.by or line.answered_by) if answer else None,
        "answered_at": answer.written_at if answer else None,
        "told_means": (telling.means or None) if telling else None,
        "told_at": telling.at if telling else None,
        "told_by": line.told_by if telling else None,
        "state": one.progress,
        "at_once": one.is_answered_at_once,
    }


def _text(desk: Desk, line: EnquiryLine) -> str:
    one = line.enquiry
    state = PROGRESS[one.progress].ar if one.progress in PROGRESS else one.progress
    who = line.asker_name or "لم يُذكر السائل"
    said = f"{one.number}  {one.matter.subject}\n  {who}، {state}"
    if one.answer:
        source = sources_of(desk.profile).get(one.answer.source)
        said += (
            f"\n  {one.answer.text}\n  ({'، '.join(filter(None, (source.ar if source else '', one.answer.clause)))})"
        )
    elif one.route.department:
        said += f"\n  عند: {one.route.department}"
    return said
