"""`istiqbal complaint …`: the register of complaints."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.erasure import erasure_waits
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.compensate_complaint import (
    close_dossier,
    hold_condition,
    open_dossier,
    prove_compensation,
    withdraw_dossier,
)
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_party
from desktop.usecases.know_complaint import (
    ComplaintLine,
    ComplaintPage,
    Register,
    list_complaints,
    show_complaint,
    steps_due,
)
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.record_print import record_sheet
from desktop.usecases.register_complaint import register_complaint
from desktop.usecases.review_complaints import review_complaints
from desktop.usecases.settle_complaint import sign_settlement, withdraw_settlement, write_settlement
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.compensation import Harm, Proof
from domain.complaint import OUTCOMES, PROGRESS, STEPS, ComplaintDraft
from domain.errors import RuleBroken
from domain.print_order import COMPENSATION, COMPLAINT_ANSWER, COMPLAINT_RECEIPT, SETTLEMENT
from domain.settlement import read_term

_LETTERS = {
    "receipt": COMPLAINT_RECEIPT,
    "answer": COMPLAINT_ANSWER,
    "settlement": SETTLEMENT,
    "compensation": COMPENSATION,
}


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "list":
                return _listed(desk, only_due=arguments.due)
            case "review":
                return _reviewed(review_complaints(desk, arguments.note)[0])
            case "forget":
                erase_party(desk, arguments.complaint, arguments.reason)
                return erasure_waits("complaint", arguments.complaint)
            case "letter":
                return _letter(desk, arguments.complaint, arguments.kind, Path(arguments.pdf))
        page = _VERBS[arguments.verb](desk, arguments)
    return Result(page_json(page), _page_text(page))


def _register(desk: Desk, said: argparse.Namespace) -> ComplaintPage:
    draft = ComplaintDraft(
        said.channel,
        said.subject,
        said.told,
        said.received or desk.today(),
        said.wanted,
        said.person,
        said.party_kind,
        said.party,
        said.reach,
        said.emergency,
    )
    return register_complaint(desk, draft)


def _settle(desk: Desk, said: argparse.Namespace) -> ComplaintPage:
    if said.withdraw:
        return withdraw_settlement(desk, said.complaint, said.withdraw)
    if said.signed and not said.term:
        return sign_settlement(desk, said.complaint, said.on)
    page = write_settlement(desk, said.complaint, [read_term(text) for text in said.term], said.party, said.on)
    return sign_settlement(desk, said.complaint, said.on) if said.signed else page


def _compensate(desk: Desk, said: argparse.Namespace) -> ComplaintPage:
    """What was given, in the order in which a dossier grows."""
    page = None
    if said.damage:
        page = open_dossier(desk, said.complaint, Harm(said.damage, said.size, said.causes))
    if said.holds:
        page = hold_condition(desk, said.complaint, said.holds, said.how)
    if said.proof:
        proof = Proof(said.proof, said.on, said.paper, tuple(said.member))
        page = prove_compensation(desk, said.complaint, proof)
    if said.agreed:
        page = close_dossier(desk, said.complaint, said.agreed, said.amount)
    if said.withdraw:
        page = withdraw_dossier(desk, said.complaint, said.withdraw)
    if page is None:
        raise RuleBroken(
            "usage.arguments",
            ar="قل ما يُضاف إلى ملف التعويض: --damage أو --holds أو --proof أو --agreed أو --withdraw.",
            en="Say what is added to the dossier: --damage, --holds, --proof, --agreed or --withdraw.",
        )
    return page


_VERBS: Mapping[str, Callable[[Desk, argparse.Namespace], ComplaintPage]] = {
    "register": _register,
    "show": lambda desk, said: show_complaint(desk, said.complaint),
    "assign": lambda desk, said: assign_complaint(desk, said.complaint, said.to, said.unit),
    "note": lambda desk, said: note_complaint(desk, said.complaint, said.said, next_step=said.next, next_day=said.on),
    "decide": lambda desk, said: decide_complaint(desk, said.complaint, said.outcome, said.note),
    "settle": _settle,
    "compensate": _compensate,
    "tell": lambda desk, said: tell_complainant(desk, said.complaint, said.means, said.note),
    "close": lambda desk, said: close_complaint(desk, said.complaint),
    "reopen": lambda desk, said: reopen_complaint(desk, said.complaint, said.reason),
}


def _listed(desk: Desk, *, only_due: bool) -> Result:
    register = list_complaints(desk)
    lines = steps_due(desk) if only_due else register.lines
    data = {
        "complaints": [line_json(line) for line in lines],
        "review": asdict(register.review) if register.review is not None else None,
    }
    return Result(data, "\n".join(map(_line_text, lines)))


def _reviewed(register: Register) -> Result:
    review = register.review
    if review is None:
        raise LookupError("a review that was written is there")
    return Result(asdict(review), f"{told_at(review.reviewed_at)}  {register.reviewer}: {review.standing}")


def _letter(desk: Desk, complaint: str, kind: str, path: Path) -> Result:
    refuse_unwritable(path)
    sheet = make_sheet(desk, _LETTERS[kind], complaint)
    write_whole(path, sheet.pdf)
    record_sheet(desk, sheet, "file", path.name)
    return Result({"complaint": sheet.number, "kind": kind, "pdf": path.name}, f"كُتبت الورقة: {path.name}")


def line_json(line: ComplaintLine) -> dict[str, object]:
    return {
        **asdict(line.complaint),
        "complainant": line.complainant.ar,
        "owner_name": line.owner_name.ar,
        "age": line.age,
        "due": line.due,
        "is_due": line.is_due,
        "is_whole": line.is_whole,
    }


def page_json(page: ComplaintPage) -> dict[str, object]:
    return {
        **line_json(page.line),
        "story": [asdict(step) for step in page.story],
        "settlements": [asdict(one) for one in page.settlements],
        "dossiers": [
            {
                **{name: getattr(one, name) for name in ("id", "number", "progress", "agreed", "amount")},
                "harm": asdict(one.harm),
                "holds": dict(one.holds),
                "proof": asdict(one.proof) if one.proof is not None else None,
            }
            for one in page.dossiers
        ],
    }


def _line_text(line: ComplaintLine) -> str:
    one = line.complaint
    state = PROGRESS[one.progress].ar if one.progress in PROGRESS else one.progress
    due = f"، {one.next_step or 'بلا خطوة تالية'} {line.due}" if line.due else ""
    owner = line.owner_name.ar or "بلا متابع"
    return f"{one.number}  {line.complainant.ar}: {one.subject}  ({state}، {line.age} يومًا، {owner}{due})"


def _page_text(page: ComplaintPage) -> str:
    one = page.complaint
    outcome = f"\n{OUTCOMES[one.outcome].ar}: {one.outcome_note}" if one.outcome in OUTCOMES else ""
    story = (
        f"  {told_at(step.at)}  {STEPS[step.step].ar if step.step in STEPS else step.step}  {step.by}  {step.said}"
        for step in page.story
    )
    return "\n".join((_line_text(page.line), one.told + outcome, *story))
