"""`istiqbal request …`: requests after the desk."""

from collections.abc import Iterable
from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.answer_request import answer_request, close_request, serve_request
from desktop.usecases.desk import Desk
from desktop.usecases.list_requests import (
    RequestLine,
    RequestPage,
    StepLine,
    is_decision_proved,
    list_requests,
    review_request,
)
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.move_request import Taken, receive_request, submit_request, void_request, withdraw_request
from desktop.usecases.record_print import record_sheet
from domain.deadline import Advice
from domain.reply import ReplyDraft
from domain.request import DECIDED, STAGES
from domain.request_term import Due

_PAPERS = {"letter": "decision", "receipt": "service_receipt"}


def run(context: Context) -> Result:
    asked = context.arguments
    with context.desk() as desk:
        if asked.verb == "list":
            lines = list_requests(desk, asked.only, asked.text)
            return Result({"requests": [_listed_json(desk, line) for line in lines]}, "\n".join(map(_line_text, lines)))
        if asked.verb in _PAPERS:
            return paper(desk, _PAPERS[asked.verb], asked.interview, Path(asked.pdf))
        advice = () if asked.verb == "show" else _take(desk, context).advice
        page = review_request(desk, asked.interview)
        return Result({**_page_json(page), "advice": advice_json(advice or page.advice)}, _page_text(page, advice))


def _take(desk: Desk, context: Context) -> Taken:
    asked = context.arguments
    match asked.verb:
        case "submit":
            return submit_request(desk, asked.interview)
        case "receive":
            return receive_request(desk, asked.interview, on_day=asked.on)
        case "withdraw":
            return withdraw_request(desk, asked.interview, asked.reason)
        case "void":
            return void_request(desk, asked.interview, asked.reason)
        case "answer":
            draft = ReplyDraft(asked.by, asked.proof, asked.means, asked.at, asked.reason)
            return answer_request(desk, asked.interview, draft, on_day=asked.on)
        case "serve":
            return serve_request(desk, asked.interview, asked.note, on_day=asked.on, receiver=asked.receiver)
        case "close":
            return close_request(desk, asked.interview, asked.note, override=asked.override)
    raise ValueError(f"no such verb: {asked.verb}")


def paper(desk: Desk, name: str, subject: str, path: Path) -> Result:
    """A paper of a request or a session, written to a file; the print is recorded."""
    refuse_unwritable(path)
    sheet = make_sheet(desk, name, subject)
    write_whole(path, sheet.pdf)
    record_sheet(desk, sheet, "file", path.name)
    return Result({"paper": name, "subject": sheet.subject, "pdf": path.name}, f"كُتبت الورقة: {path.name}")


def _listed_json(desk: Desk, line: RequestLine) -> dict[str, object]:
    return {**line_json(line), "is_proved": is_decision_proved(desk, line)}


def line_json(line: RequestLine) -> dict[str, object]:
    return {
        "interview": line.interview,
        "number": line.number,
        "person": line.person,
        "kind": {"ar": line.kind.ar, "en": line.kind.en},
        "stage": line.stage,
        "since": line.since or None,
        "session": line.session or None,
        "due": _due_json(line.due),
    }


def _due_json(due: Due) -> dict[str, object]:
    start = due.promise.start
    return {
        "standing": due.standing,
        "counted_from": start.isoformat() if start else None,
        "not_before": due.earliest.isoformat() if due.earliest else None,
        "not_after": due.last.isoformat() if due.last else None,
        "days": due.days,
    }


def _page_json(page: RequestPage) -> dict[str, object]:
    return {
        **line_json(page.line),
        "is_proved": next((one.is_proved for one in reversed(page.steps) if one.step.stage in DECIDED), None),
        "completed_at": page.completed_at or None,
        "contact": page.contact or None,
        "attestation": page.attestation,
        "steps": [_step_json(step) for step in page.steps],
        "not_counted": [_step_json(step) for step in page.beside],
        "next": list(page.nexts),
        "needs_override": list(page.needs_override),
    }


def _step_json(line: StepLine) -> dict[str, object]:
    step = line.step
    said = {
        "said": step.said,
        "session": line.session,
        "votes": step.votes,
        "means": step.means,
        "proof": step.proof,
        "reached": step.reached,
        "at": step.proof_at,
        "override": step.override,
    }
    told = {"stage": step.stage, "on": step.on_day, "done_at": step.done_at, "by": line.by}
    if step.stage in DECIDED:
        return {**told, "is_proved": line.is_proved, **{name: text for name, text in said.items() if text}}
    return {**told, **{name: text for name, text in said.items() if text}}


def advice_json(advice: Iterable[Advice]) -> list[dict[str, str]]:
    return [{"code": one.code, "ar": one.ar, "en": one.en} for one in advice]


def _line_text(line: RequestLine) -> str:
    return f"{line.number}  {line.person_name}  {line.kind.ar}  {STAGES[line.stage].ar}{_due_text(line.due)}"


def _due_text(due: Due) -> str:
    match due.standing:
        case "late":
            return f"  متأخر {-(due.days or 0)} يومًا، كان آخره {due.last}"
        case "today" | "soon" | "open" if due.last is not None:
            return f"  آخر يوم للجواب {due.last}"
        case "early" | "open" if due.earliest is not None:
            return f"  لا يُنتظر الجواب قبل {due.earliest}"
    return ""


def _page_text(page: RequestPage, advice: Iterable[Advice]) -> str:
    steps = (
        f"  {one.step.on_day}  {STAGES[one.step.stage].ar}  {one.by}  {one.step.said}{_doubt(one)}"
        for one in page.steps
    )
    return "\n".join([_line_text(page.line), *steps, *(one.ar for one in advice)])


def _doubt(one: StepLine) -> str:
    return "" if one.is_proved else "  توقيعه ليس بمفتاح من كُتب باسمه"
