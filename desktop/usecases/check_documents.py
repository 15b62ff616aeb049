"""Match a person's documents with the data, one by one: seen, numbers, days, and whether each stands today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.know_case import Case, Fact, documents_wanted, facts_of_case, know_case
from desktop.usecases.name_record import name_author
from desktop.usecases.roles_now import roles_now
from domain.attestation import canonical_json, sha256_hex
from domain.case_step import REQUEST, CaseStep
from domain.document import (
    CheckDraft,
    CopyBasis,
    DocumentCheck,
    Fault,
    check_copy,
    check_of,
    facts_of,
    faults,
    frozen_line,
)
from domain.errors import RuleBroken
from domain.policy_parts import RequiredDocument
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text
from domain.user import COPY_ROLES

EACH = "each"
WHAT_STANDS_IN_THE_WAY = "document.missing"


@dataclass(frozen=True)
class DocumentLine:
    """One document of a case. `facts` are what it is compared with; `faults` why it does not stand today."""

    wanted: RequiredDocument
    facts: tuple[Fact, ...]
    check: DocumentCheck | None
    checked_by: str
    faults: tuple[Fault, ...]

    @property
    def id(self) -> str:
        return self.wanted.id

    @property
    def state(self) -> str:
        """missing, faulty, good, or left_out (the association may do without it)."""
        if self.check is None:
            return "left_out" if self.wanted.optional else "missing"
        return "faulty" if self.faults else "good"


@dataclass(frozen=True)
class DocumentsPage:
    """`kind` is the kind of request, empty while it must be chosen of `kinds` (id and name). `is_each`: every one of
    them is checked before the attestation, as the profile has it."""

    interview: str
    number: str
    person: str
    person_name: str
    kinds: tuple[tuple[str, Text], ...]
    kind: str
    is_each: bool
    may_record_copy: bool
    lines: tuple[DocumentLine, ...]
    changes: Changes = NO_CHANGES


def list_documents(desk: Desk, interview: str) -> DocumentsPage:
    return documents_page(desk, know_case(desk, interview))


def documents_page(desk: Desk, case: Case, changes: Changes = NO_CHANGES) -> DocumentsPage:
    return DocumentsPage(
        case.interview.id,
        case.interview.number,
        case.person.id,
        case.person.name,
        tuple((kind.id, kind.text) for kind in case.kinds),
        case.kind.id if case.kind else "",
        desk.profile.document_checks == EACH,
        bool(set(roles_now(desk)) & set(COPY_ROLES)),
        document_lines(desk, case),
        changes,
    )


def document_lines(desk: Desk, case: Case) -> tuple[DocumentLine, ...]:
    """In the profile's order, each judged today."""
    checks = {check.document: check for check in desk.store.documents.of_interview(case.interview.id)}
    facts, today = facts_of_case(case), date.fromisoformat(desk.today())
    values = {name: fact.value for name, fact in facts.items()}
    lines = []
    for wanted in documents_wanted(desk.profile, case.interview.form_id, case.kind):
        check = checks.get(wanted.id)
        lines.append(
            DocumentLine(
                wanted,
                tuple(facts[name] for name in wanted.shows if name in facts),
                check,
                name_author(desk, check.checked_by) if check else "",
                faults(wanted, check, values, today),
            )
        )
    return tuple(lines)


def check_document(desk: Desk, interview: str, draft: CheckDraft) -> DocumentsPage:
    """Keeps what was found of one document, in the place of an earlier look. What does not stand is kept too, and says
    why. Raises RuleBroken with the field for what cannot be so."""
    case = know_case(desk, interview)
    _wanted(desk, case, draft.document)
    found = desk.store.documents.find(case.interview.id, draft.document)
    check = check_of(
        draft,
        id=found[0].id if found else desk.new_id(),
        interview=case.interview.id,
        person=case.person.id,
        by=desk.user.id,
        at=desk.minute(),
        today=date.fromisoformat(desk.today()),
    )
    with desk.store.work("document.check", desk.user.id) as work:
        if found is None:
            work.documents.add(check)
        else:
            work.documents.put(found[1], check)
    return documents_page(desk, case, work.changes)


def record_copy(desk: Desk, interview: str, document: str, basis: str) -> DocumentsPage:
    """A copy of a checked document was taken, on this legal basis. Raises RuleBroken: not everybody may."""
    said = check_copy(basis, roles_now(desk))
    case = know_case(desk, interview)
    found = desk.store.documents.find(case.interview.id, document)
    if found is None:
        raise RuleBroken(
            "document.copy_unchecked",
            ar="طابق المستند أولًا، ثم سجّل أساس أخذ صورته.",
            en="Check the document first, then record the basis of its copy.",
            field="document",
        )
    with desk.store.work("document.copy", desk.user.id) as work:
        work.documents.put_copy(found[1], CopyBasis(said, desk.user.id, desk.minute()), person=case.person.id)
    return documents_page(desk, case, work.changes)


def choose_request(desk: Desk, interview: str, kind: str) -> DocumentsPage:
    """What the person asks for, where the form takes several kinds. Raises RuleBroken for one it does not take."""
    case = know_case(desk, interview)
    chosen = next((one for one in case.kinds if one.id == kind), None)
    if chosen is None:
        known = "، ".join(f"{one.id} ({one.text.ar})" for one in case.kinds)
        raise RuleBroken(
            "request.kind",
            ar=f"ليس هذا من أنواع الطلب في هذه الاستمارة. أنواعها: {known}",
            en=f"This form takes no such kind of request. It takes: {', '.join(one.id for one in case.kinds)}",
            field="request",
        )
    if case.kind == chosen:
        return documents_page(desk, case)
    step = CaseStep(desk.new_id(), case.interview.id, case.person.id, REQUEST, kind, desk.minute(), desk.user.id)
    with desk.store.work("case.request", desk.user.id) as work:
        work.steps.add(step)
    return documents_page(desk, replace(case, steps=(*case.steps, step), kind=chosen), work.changes)


def _wanted(desk: Desk, case: Case, document: str) -> RequiredDocument:
    wanted = documents_wanted(desk.profile, case.interview.form_id, case.kind)
    found = next((one for one in wanted if one.id == document), None)
    if found is None:
        known = "، ".join(f"{one.id} ({one.text.ar})" for one in wanted)
        raise RuleBroken(
            "document.unknown",
            ar=f"ليس هذا من مستندات الطلب. مستنداته: {known}" if wanted else "لا مستندات لهذه المقابلة في ملف الجمعية.",
            en=f"This is none of the request's documents: {', '.join(one.id for one in wanted)}",
            field="document",
        )
    return found


# --- what an attestation stands on ----------------------------------------------------------------------------------


def faults_in_the_way(desk: Desk, case: Case, *, each: bool) -> tuple[Fault, ...]:
    """What keeps the case from being attested today. A check that was made and does not stand always does. One that was
    not made does where the profile wants each (`each`: the caller insists, else what the clerk stated in the interview
    itself, as the shipped forms ask it, is enough)."""
    found = [fault for line in document_lines(desk, case) for fault in line.faults]
    is_each = desk.profile.document_checks == EACH
    if is_each and (each or not _is_stated(case)):
        return tuple(found)
    return tuple(fault for fault in found if fault.code != WHAT_STANDS_IN_THE_WAY)


def _is_stated(case: Case) -> bool:
    """Whether the interview itself has the clerk say what he saw."""
    return any(line.get("stated_by") == "clerk" for line in case.session.attestation_lines())


def refuse_faults(found: Sequence[Fault]) -> None:
    """Raises RuleBroken with the first reason, its field the document, unless there is none."""
    if found:
        rest = len(found) - 1
        raise RuleBroken(
            found[0].code,
            ar=f"{found[0].text.ar} لا يُعدّ الإقرار قبل ذلك." + (f" وبقي غيره: {rest}." if rest else ""),
            en=f"{found[0].text.en} The attestation waits for it." + (f" {rest} more." if rest else ""),
            field=found[0].document,
        )


def frozen_documents(desk: Desk, case: Case) -> list[dict[str, object]]:
    """The checks of a case as an attestation of today has them."""
    today = date.fromisoformat(desk.today())
    return [
        frozen_line(line.wanted, line.check, checked_by=line.checked_by, on=today)
        for line in document_lines(desk, case)
        if line.check is not None
    ]


def documents_sha256(desk: Desk, interview: str) -> str:
    """What the checks of an interview are compared by; empty when there are none."""
    checks = desk.store.documents.of_interview(interview)
    return sha256_hex(canonical_json([facts_of(check) for check in checks])) if checks else ""
