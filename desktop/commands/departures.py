"""`istiqbal departure …`: the list before the person stands up."""

from desktop.commands.context import Context, Result
from desktop.commands.documents import documents_json
from desktop.commands.referrals import referral_json
from desktop.usecases.review_departure import (
    DeparturePage,
    Tick,
    agree_contact,
    complete_case,
    keep_incomplete,
    review_departure,
    tick_explained,
)


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "explained":
                page = tick_explained(desk, arguments.interview)
            case "contact":
                page = agree_contact(desk, arguments.interview, arguments.means)
            case "complete":
                page = complete_case(desk, arguments.interview)
            case "keep":
                page = keep_incomplete(desk, arguments.interview, arguments.reason)
            case _:
                page = review_departure(desk, arguments.interview)
    return Result(_json(page), _text(page))


def _json(page: DeparturePage) -> dict[str, object]:
    return {
        "interview": page.interview,
        "number": page.number,
        "person": page.person,
        "missing": [
            {"kind": one.kind, "target": one.target, "ar": one.text.ar, "en": one.text.en} for one in page.missing
        ],
        "documents": documents_json(page.documents)["documents"],
        "request": page.documents.kind or None,
        "explained": _tick(page.explained),
        "contact": page.contact or None,
        "referrals": [referral_json(line) for line in page.referrals],
        "attestation": page.attestation,
        "kept": _tick(page.kept),
        "completed": _tick(page.completed),
    }


def _tick(tick: Tick | None) -> dict[str, str] | None:
    return {"said": tick.said, "at": tick.at, "by": tick.by} if tick else None


def _text(page: DeparturePage) -> str:
    if not page.missing:
        state = "اكتملت الحالة." if page.completed else "لا ينقص شيء: يمكن إغلاق الحالة مكتملة."
        return f"{page.number}  {page.person_name}\n{state}"
    return "\n".join([f"{page.number}  {page.person_name}", *(f"- {one.text.ar}" for one in page.missing)])
