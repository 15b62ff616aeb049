"""The applicant affirms that the data is true and signs (all five policies): freeze, print, sign.

The frozen canonical JSON is what user and person sign; the paper shows it. Signing, scanning and withdrawing are later
rows. An attestation whose interview's answers changed is void, visibly: derived, never stored.
"""

from dataclasses import dataclass
from datetime import datetime

from db.attestations import AttestationRow, SignatureRow
from db.papers import PaperRow
from desktop.usecases.attested import state_of_paper
from desktop.usecases.check_documents import documents_sha256, faults_in_the_way, frozen_documents, refuse_faults
from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.know_case import Case, know_case
from desktop.usecases.name_record import name_last_author
from desktop.usecases.prove_signature import ProofLine, after_of, proofs_of
from desktop.usecases.record_print import PrintLine, prints_of
from domain.attestation import Affirmed, freeze, revision_of, rule_of
from domain.errors import RuleBroken
from domain.interview import FINISHED
from domain.paper import Superseded
from domain.signing import DEFAULT_RULE, INK, SCAN, SigningRule
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.paper_code import MOST_TEXT, PaperCode, write_code
from domain.sync.signatures import attestation_text, is_signed
from forms.interview.session import Session
from forms.paper.attestation import render_attestation
from forms.paper.frozen import read_frozen

PAPER = "attestation"


@dataclass(frozen=True)
class AttestationPage:
    """`state` is unsigned, signed or void; `pdf` is the paper itself."""

    id: str
    number: str
    interview: str
    interview_number: str
    person: str
    person_name: str
    made_at: str
    state: str
    sha256: str
    is_clerk_signature_valid: bool
    pdf: bytes
    prints: tuple[PrintLine, ...] = ()
    changes: Changes = NO_CHANGES
    proofs: tuple[ProofLine, ...] = ()
    rule: SigningRule = DEFAULT_RULE
    revision: int = 1
    superseded: Superseded | None = None


@dataclass(frozen=True)
class AttestationLine:
    id: str
    number: str
    person_name: str
    made_at: str
    state: str


def attest(desk: Desk, interview: str, *, each_document: bool = False) -> AttestationPage:
    """Freezes a finished interview. The same unchanged interview gives the attestation it already has. Raises
    RuleBroken, and keeps nothing, while the interview is not finished, a document does not stand today, or it holds a
    letter that no font can print. `each_document`: what the clerk stated in the interview is not enough where the
    profile has each document checked by itself."""
    found, _ = desk.store.interviews.get(interview)
    if found.state != FINISHED:
        raise RuleBroken(
            "attestation.unfinished",
            ar="المقابلة لم تكتمل بعد. أكملها ثم اطبع الإقرار.",
            en="The interview is not finished. Finish it, then print the attestation.",
            field="interview",
        )
    for row in desk.store.attestations.of_interview(found.id):
        if state_of_paper(desk, row) != "void":
            return show_attestation(desk, row.id)
    case = know_case(desk, found.id)
    refuse_faults(faults_in_the_way(desk, case, each=each_document))
    row = _freeze(desk, case)
    paper = _paper(desk, row)
    own = stationery_of(desk)
    render_attestation(row.frozen, state="unsigned", square=paper.code, own=own)  # what cannot be printed is not kept
    with desk.store.work("attestation.make", desk.user.id) as work:
        work.attestations.add(row)
        work.papers.add(paper)
    return page_of(desk, row, work.changes)


def attest_checked(desk: Desk, interview: str) -> AttestationPage:
    """As the window makes it, after the documents."""
    return attest(desk, interview, each_document=True)


def _freeze(desk: Desk, case: Case) -> AttestationRow:
    interview = case.interview
    number, made_at = desk.next_human_number(), desk.minute()
    frozen = freeze(_affirmed(desk, case, number, made_at))
    return AttestationRow(
        desk.new_id(),
        number,
        interview.id,
        interview.person,
        made_at,
        frozen.json,
        frozen.sha256,
        interview.answers_sha256,
        desk.user.id,
        desk.public_key,
        desk.sign(attestation_text(bytes.fromhex(frozen.sha256))),
    )


def _affirmed(desk: Desk, case: Case, number: str, made_at: str) -> Affirmed:
    interview, person, session = case.interview, case.person, case.session
    earlier = desk.store.attestations.of_interview(interview.id)
    return Affirmed(
        number=number,
        made_at=made_at,
        profile=desk.profile,
        office_code=desk.office_code,
        office_name=desk.office_name,
        person=person,
        form={
            "id": interview.form_id,
            "version": interview.form_version,
            "sha256": interview.form_sha256,
            "title": session.form.called.ar,
        },
        interview_number=interview.number,
        answers=lines_under_sections(session),
        clerk_id=desk.user.id,
        clerk_name=desk.user.name,
        interviewer=name_last_author(desk, "interviews", interview.id, "answers"),
        documents=frozen_documents(desk, case),
        documents_sha256=documents_sha256(desk, interview.id),
        revision=len(earlier) + 1,
        replaces=earlier[0].number if earlier else "",
    )


def lines_under_sections(session: Session, *, has_clerk_notes: bool = False) -> list[dict[str, str]]:
    """The lines of the attestation, each with the heading of the page its question stands on; or all that was answered,
    with the clerk's own notes."""
    lines = session.answered_lines() if has_clerk_notes else session.attestation_lines()
    pages = [(f"{page.ref}/", page.label) for page in session.pages()]
    return [
        {**line, "section": next((label for ref, label in pages if line["path"].startswith(ref)), "")} for line in lines
    ]


def sign_attestation(desk: Desk, attestation: str, kind: str = INK) -> AttestationPage:
    """The person has signed the printed paper in ink, before this clerk."""
    row = desk.store.attestations.get(attestation)
    state = state_of_paper(desk, row)
    if state == "unsigned" and rule_of(row.frozen).record == SCAN:
        raise RuleBroken(
            "attestation.scan_needed",
            ar="في ملف الجمعية لا يُعدّ الإقرار موقّعًا إلا بنسخته الممسوحة. امسح الورقة الموقّعة وأدخلها هنا.",
            en="The association's profile takes only the scanned paper for a signature. Scan the signed paper, and "
            "bring it in here.",
            field="attestation",
        )
    if state != "unsigned":
        raise RuleBroken(
            "attestation.state",
            ar="هذا الإقرار موقّع من قبل."
            if state == "signed"
            else "تغيّرت البيانات بعد هذا الإقرار فأصبح ملغى. اطبع إقرارًا جديدًا ووقّعه.",
            en="This attestation is signed already."
            if state == "signed"
            else "The data changed after this attestation, so it is void. Print a new one and have it signed.",
            field="attestation",
        )
    signature = SignatureRow(desk.new_id(), row.id, kind, desk.minute(), desk.user.id)
    with desk.store.work("attestation.sign", desk.user.id) as work:
        work.attestations.add_signature(signature, person=row.person)
    return page_of(desk, row, work.changes)


def show_attestation(desk: Desk, attestation: str) -> AttestationPage:
    """By id or number."""
    return page_of(desk, desk.store.attestations.get(attestation), Changes())


def list_attestations(desk: Desk, limit: int = 100) -> tuple[AttestationLine, ...]:
    """The newest first."""
    return tuple(_line(desk, row) for row in desk.store.attestations.latest(limit=limit))


def list_attestations_of(desk: Desk, person: str) -> tuple[AttestationLine, ...]:
    return tuple(_line(desk, row) for row in desk.store.attestations.of_person(person))


def _line(desk: Desk, row: AttestationRow) -> AttestationLine:
    person = desk.store.persons.find_by_key(row.person)
    return AttestationLine(row.id, row.number, person.name if person else "", row.made_at, state_of_paper(desk, row))


def page_of(desk: Desk, row: AttestationRow, changes: Changes = NO_CHANGES) -> AttestationPage:
    """As it stands now."""
    person = desk.store.persons.find_by_key(row.person)
    interview = desk.store.interviews.find(row.interview)
    state = state_of_paper(desk, row)
    paper = desk.store.papers.find(PAPER, row.id)
    square, after = paper.code if paper else "", after_of(desk, row)
    return AttestationPage(
        row.id,
        row.number,
        row.interview,
        interview.number if interview else "",
        row.person,
        person.name if person else "",
        row.made_at,
        state,
        row.sha256,
        _is_signed_by_clerk(row),
        render_attestation(row.frozen, state=state, square=square, own=stationery_of(desk), after=after),
        prints_of(desk, row),
        changes,
        proofs_of(desk, row.id),
        rule_of(row.frozen),
        revision_of(row.frozen),
        after.superseded,
    )


def _paper(desk: Desk, row: AttestationRow) -> PaperRow:
    """The paper that is signed, with the code of its square: every laptop prints it with the same one."""
    read = read_frozen(row.frozen)
    form, version = (read.said("form", name)[:MOST_TEXT] for name in ("id", "version"))
    made = int(datetime.fromisoformat(row.made_at).timestamp())
    code = PaperCode(
        row.number, form, version, made, desk.office_code, bytes.fromhex(row.sha256), revision_of(row.frozen)
    )
    square = write_code(code, desk.store.exchange.device_key())
    return PaperRow(
        *(desk.new_id(), PAPER, row.id, row.person, row.number, form, version, row.made_at, row.clerk),
        row.sha256,
        square,
    )


def _is_signed_by_clerk(row: AttestationRow) -> bool:
    return is_signed(row.clerk_key, row.clerk_signature, attestation_text(bytes.fromhex(row.sha256)))
