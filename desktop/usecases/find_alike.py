"""Who may be the person that is being registered: candidates for `domain.likeness`, found through indexes alone."""

from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import one_of_each
from domain.arabic import search_key
from domain.errors import RuleBroken
from domain.identity import check_national_id, parse_mobile
from domain.likeness import Likely, find_likely
from domain.person import Person, PersonDraft

MOST_OF_EACH = 40


def find_alike(desk: Desk, draft: PersonDraft) -> tuple[Person, ...]:
    """Whoever has the mobile, the number or the name of what is typed so far; each person once."""
    name = search_key(draft.name)
    found = desk.store.persons.alike(
        name if " " in name else "",
        mobile=_mobile(draft.mobile),
        id_number=_number(draft.id_number),
        limit=MOST_OF_EACH,
    )
    return one_of_each(desk, found)


def check_for_duplicates(desk: Desk, draft: PersonDraft) -> tuple[Likely, ...]:
    """The whole check: candidates, judged; the likeliest first."""
    return find_likely(draft, find_alike(desk, draft))


def _mobile(text: str) -> str | None:
    try:
        return parse_mobile(text) if text.strip() else None
    except RuleBroken:
        # Half a number is nobody's; the form says so beside its field.
        return None


def _number(text: str) -> str | None:
    try:
        return check_national_id(text).number if text.strip() else None
    except RuleBroken:
        return None
