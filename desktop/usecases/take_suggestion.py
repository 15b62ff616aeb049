"""Take a suggestion or a view down; say what became of it, and tell whoever gave it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from domain.asker import check_asker
from domain.enquiry_checks import check_channel
from domain.errors import RuleBroken
from domain.suggestion import (
    DECIDED,
    MAY_DECIDE,
    TOLD,
    Suggestion,
    SuggestionDraft,
    check_outcome,
    check_said,
    check_told,
)
from domain.sync.changes import NO_CHANGES, Changes
from domain.user import ROLE_NAMES
from domain.visit import UNDONE

MOST_LISTED = 200


@dataclass(frozen=True)
class SuggestionLine:
    """`giver` is the person's name or the one that was left, or empty; `seen` goes back with a decision: it is
    what was shown. The others are names of users."""

    suggestion: Suggestion
    giver: str
    taken_by: str
    decided_by: str
    seen: Seen


@dataclass(frozen=True)
class Suggested:
    line: SuggestionLine
    changes: Changes = NO_CHANGES


def take_suggestion(desk: Desk, draft: SuggestionDraft) -> Suggested:
    """Without a person and a name it is nobody's. Raises RuleBroken with the field."""
    subject, text = check_said(draft)
    channel = check_channel(desk.profile, draft.channel)
    person = desk.store.persons.get(draft.person)[0].id if draft.person else ""
    asker = check_asker(person, draft.name, draft.address, desk.new_id)
    visit = desk.store.visits.get(draft.visit)[0].id if draft.visit else ""
    made = Suggestion(
        desk.new_id(), desk.next_human_number(), desk.minute(), desk.user.id, asker, visit, channel, subject, text
    )
    with desk.store.work("suggestion.take", desk.user.id) as work:
        work.suggestions.add(made)
    return Suggested(_line(desk, made), work.changes)


def decide_suggestion(
    desk: Desk, suggestion: str, verdict: str, reason: str, shown: SuggestionLine | None = None
) -> Suggested:
    """Taken up or not, and why; anew where it was decided otherwise before. Raises RuleBroken, also for whoever may
    not."""
    if not set(MAY_DECIDE) & set(desk.user.roles):
        names = "، ".join(ROLE_NAMES[role].ar for role in MAY_DECIDE)
        raise RuleBroken(
            "suggestion.role",
            ar=f"يبتّ في المقترحات: {names}. اطلب ذلك من أحدهم.",
            en=f"Suggestions are decided by a {', '.join(MAY_DECIDE)}; ask one of them.",
        )
    found, seen = desk.store.suggestions.get(suggestion)
    outcome = check_outcome(found, verdict, reason, by=desk.user.id, at=desk.minute())
    decided = replace(found, outcome=outcome, progress=DECIDED)
    with desk.store.work("suggestion.decide", desk.user.id) as work:
        work.suggestions.decide(shown.seen if shown else seen, decided)
    return Suggested(_line(desk, decided), work.changes)


def tell_suggestion(desk: Desk, suggestion: str, means: str, shown: SuggestionLine | None = None) -> Suggested:
    """Whoever gave it was told what became of it. Raises RuleBroken."""
    found, seen = desk.store.suggestions.get(suggestion)
    by = check_told(found, means or found.asker.shown_address)
    told = replace(found, told_means=by, told_at=desk.minute(), told_by=desk.user.id, progress=TOLD)
    with desk.store.work("suggestion.tell", desk.user.id) as work:
        work.suggestions.tell(shown.seen if shown else seen, told)
    return Suggested(_line(desk, told), work.changes)


def undo_suggestion(desk: Desk, suggestion: str) -> Changes:
    """One that was taken down by mistake counts no more; it stays in the history. Raises RuleBroken."""
    found, _ = desk.store.suggestions.get(suggestion)
    with desk.store.work("suggestion.void", desk.user.id) as work:
        work.suggestions.void(found, UNDONE.ar)
    return work.changes


def redo_suggestion(desk: Desk, suggestion: str) -> Changes:
    """One that was taken back counts again. Raises RuleBroken."""
    found = desk.store.suggestions.find_voided(suggestion)
    if found is None:
        raise RuleBroken(
            "suggestion.not_voided",
            ar="هذا المقترح ليس ملغى. حدّث القائمة.",
            en="This suggestion was not taken back. Look at the list again.",
            field="suggestion",
        )
    subject, seen = found
    with desk.store.work("suggestion.return", desk.user.id) as work:
        work.suggestions.restore(seen, subject)
    return work.changes


def list_suggestions(desk: Desk) -> tuple[SuggestionLine, ...]:
    """Those that wait for a decision or its telling first, then the others; the newest first in each."""
    found = desk.store.suggestions.all(limit=MOST_LISTED)
    return tuple(_line(desk, one) for one in sorted(found, key=lambda one: not one.is_waiting))


def suggestions_of_persons(desk: Desk, files: Collection[str]) -> tuple[SuggestionLine, ...]:
    """The newest first."""
    return tuple(_line(desk, one) for one in desk.store.suggestions.of_persons(files))


def _line(desk: Desk, one: Suggestion) -> SuggestionLine:
    person = desk.store.persons.find_by_key(one.asker.person) if one.asker.person else None
    return SuggestionLine(
        one,
        person.name if person else one.asker.name,
        name_author(desk, one.taken_by),
        name_author(desk, one.outcome.by) if one.outcome else "",
        desk.store.seen("suggestions", one.id),
    )
