"""What is known of a person beside his file: documents that were checked, the privacy notice he agreed to."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.keep_consent import privacy_notice
from desktop.usecases.name_record import name_author
from domain.carddate import CardDate, nearest_day
from domain.document import CopyBasis, DocumentCheck
from domain.text import Text

VALID, EXPIRED, UNMATCHED = "valid", "expired", "unmatched"


@dataclass(frozen=True)
class HeldDocument:
    """The newest check of one of his documents. `state` is as of today: valid, expired, or unmatched (the original was
    not seen, or says something else). `document` is its id in the profile; `copy` names who recorded it."""

    id: str
    title: Text
    number: str
    expires: CardDate | None
    state: str
    checked_at: str
    checked_by: str
    interview: str = ""
    document: str = ""
    copy: CopyBasis | None = None


@dataclass(frozen=True)
class ConsentLine:
    """`is_current` when it is today's text that he agreed to; `withdrawn` the reason, or nothing while it stands."""

    version: str
    agreed_at: str
    told_by: str
    is_current: bool
    withdrawn: str


def documents_held(desk: Desk, files: Collection[str]) -> tuple[HeldDocument, ...]:
    """Of all his files, each document once, the latest checked first."""
    checks = [check for id in files for check in desk.store.documents.of_person(id)]
    newest: dict[str, DocumentCheck] = {}
    for check in sorted(checks, key=lambda one: one.checked_at):
        newest[check.document] = check
    titles = {wanted.id: wanted.text for kind in desk.profile.request_kinds for wanted in kind.documents}
    today = date.fromisoformat(desk.today())
    return tuple(
        HeldDocument(
            check.id,
            titles.get(check.document, Text(check.document, check.document)),
            check.number or "",
            check.expires,
            _state(check, today),
            check.checked_at,
            name_author(desk, check.checked_by),
            check.interview,
            check.document,
            replace(check.copy, by=name_author(desk, check.copy.by)) if check.copy else None,
        )
        for check in sorted(newest.values(), key=lambda one: one.checked_at, reverse=True)
    )


def _state(check: DocumentCheck, today: date) -> str:
    if not check.is_seen or not check.is_matching:
        return UNMATCHED
    is_over = check.expires is not None and nearest_day(check.expires) < today
    return EXPIRED if is_over else VALID


def consents_held(desk: Desk, files: Collection[str]) -> tuple[ConsentLine, ...]:
    """The newest first."""
    notice = privacy_notice(desk)
    return tuple(
        ConsentLine(
            one.notice_version,
            one.agreed_at,
            name_author(desk, one.told_by),
            one.notice_sha256 == notice.sha256,
            one.void_reason or "",
        )
        for one in desk.store.consents.of_persons(files)
    )
