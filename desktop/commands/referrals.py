"""`istiqbal referral …`: questions to the social-research officer."""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.desk import Desk
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.record_print import record_sheet
from desktop.usecases.refer_question import (
    ReferralLine,
    answer_referral,
    ask_officer,
    list_referrals,
    tell_answer,
    withdraw_referral,
)
from domain.referral import MEANS, PROGRESS


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "ask":
                done = ask_officer(desk, arguments.interview, arguments.question, arguments.means)
            case "answer":
                done = answer_referral(desk, arguments.referral, arguments.answer, arguments.officer)
            case "told":
                done = tell_answer(desk, arguments.referral)
            case "slip":
                return _slip(desk, arguments.referral, Path(arguments.pdf))
            case "withdraw":
                done = withdraw_referral(desk, arguments.referral)
            case _:
                lines = list_referrals(desk, arguments.interview or "")
                return Result({"referrals": [referral_json(line) for line in lines]}, "\n".join(map(_text, lines)))
    return Result(referral_json(done.line), f"{done.line.referral.id}\n{_text(done.line)}")


def _slip(desk: Desk, referral: str, path: Path) -> Result:
    refuse_unwritable(path)
    sheet = make_sheet(desk, "referral", referral)
    write_whole(path, sheet.pdf)
    record_sheet(desk, sheet, "file", path.name)
    return Result({"referral": referral, "pdf": path.name}, f"كُتبت ورقة الإحالة: {path.name}")


def referral_json(line: ReferralLine) -> dict[str, object]:
    one = line.referral
    return {
        "id": one.id,
        "interview": one.interview,
        "number": line.interview_number,
        "person": one.person,
        "question": one.question,
        "means": one.means,
        "asked_by": line.asked_by,
        "asked_at": one.asked_at,
        "answer": one.answer,
        "officer": one.officer,
        "answered_by": line.answered_by or None,
        "answered_at": one.answered_at,
        "progress": one.progress,
    }


def _text(line: ReferralLine) -> str:
    one = line.referral
    means = MEANS[one.means].ar if one.means in MEANS else one.means
    answer = f"\n  {one.officer}: {one.answer}" if one.answer else ""
    progress = PROGRESS[one.progress].ar if one.progress in PROGRESS else one.progress
    return f"{one.id}  {line.person_name}  {means}، {progress}\n  {one.question}{answer}"
