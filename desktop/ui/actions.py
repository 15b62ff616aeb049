"""What the window may ask for: ready-made callables that bootstrap hands over.

Each runs on the store's lane (`background.Lane.ask`), returns a frozen record, and raises RuleBroken or Unavailable
with a sentence to show. The window never touches the store, a file or a socket itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.usecases.keep_contacts import HeldContact
from domain.contact import ContactDraft

if TYPE_CHECKING:
    # Never imported when the program runs: the door would pay half a second for names alone.
    from desktop.ui.complaint_actions import ComplaintActions
    from desktop.ui.enquiry_actions import EnquiryActions
    from desktop.ui.pace import Pace
    from desktop.ui.paper_pictures import GreyPicture, Picture
    from desktop.ui.request_actions import RequestActions
    from desktop.usecases.add_user import Added, NewUser
    from desktop.usecases.attach_file import FoundFile, ReadyFile
    from desktop.usecases.attest import AttestationLine, AttestationPage
    from desktop.usecases.box_sheet import Boxed
    from desktop.usecases.carry_by_stick import StickStatus
    from desktop.usecases.check_documents import DocumentsPage
    from desktop.usecases.check_form import CheckedFile
    from desktop.usecases.check_paper import PaperAnswer
    from desktop.usecases.check_store import Verified
    from desktop.usecases.count_visit import Counted
    from desktop.usecases.describe_visit import VisitDetails, VisitPage
    from desktop.usecases.fill_form import FilledForm
    from desktop.usecases.find_everything import Found
    from desktop.usecases.hold_interview import FormLine, Held, InterviewLine, OpenInterview
    from desktop.usecases.import_form import FormPlace, Imported
    from desktop.usecases.join_persons import Comparison, Joined
    from desktop.usecases.judge_clock import ClockTrouble
    from desktop.usecases.keep_inspection import Inspected, Noted
    from desktop.usecases.keep_person import PersonPage, Registered
    from desktop.usecases.kept_aside import KeptAside
    from desktop.usecases.list_waiting import WaitingList
    from desktop.usecases.make_backup import BackupStatus, Made
    from desktop.usecases.mend_refused import Mending
    from desktop.usecases.put_in_record import RecordReview
    from desktop.usecases.queue_print import JobInHand, JobLine, KnownPrinter, PaperToPrint
    from desktop.usecases.receive_visitor import Caller, Received, Reception
    from desktop.usecases.record_print import MadeSheet, NewPrint, PrintLine
    from desktop.usecases.refer_question import Referred
    from desktop.usecases.renew_recovery import NewSheet
    from desktop.usecases.review_departure import DeparturePage
    from desktop.usecases.scan_paper import MatchedScan, ScanDraft, ScannedFiles
    from desktop.usecases.seal_paper import KeptPaper
    from desktop.usecases.settle_quarantine import RefusedDeed
    from desktop.usecases.settle_task import TaskPage
    from desktop.usecases.show_day import DayPage
    from desktop.usecases.show_history import RecordHistory
    from desktop.usecases.show_home import HomePage
    from desktop.usecases.show_quality import QualityPage
    from desktop.usecases.show_transfer import TransferProgress
    from desktop.usecases.sync_now import SyncReport
    from desktop.usecases.trace_person import PersonTrace
    from desktop.usecases.try_form import TriedForm
    from desktop.usecases.withdraw_proof import ProofFile
    from desktop.usecases.write_answers import WrittenAnswers
    from domain.document import CheckDraft
    from domain.drawn_signature import Drawing
    from domain.form_check import CheckProgress
    from domain.interview import Draft
    from domain.person import Person, PersonDraft
    from domain.policy import Profile
    from domain.print_order import PrintOrder
    from domain.printer import JobSeen, Printer
    from domain.procedure import Procedure
    from domain.signing import Witness
    from domain.sync.carried import CopiedOut, Progress, TakenIn
    from domain.sync.changes import Changes
    from domain.text import Text
    from domain.user import User


@dataclass(frozen=True)
class DeskInfo:
    """Who sits where: what the shell shows."""

    user: User
    profile: Profile
    office_code: str
    office_name: str


@dataclass(frozen=True)
class Opened:
    """The desk is open. `recovery_code` is set after the first run only; `recovery_sheet` is its page as PDF."""

    info: DeskInfo
    recovery_code: str = ""
    recovery_sheet: bytes = b""


@dataclass(frozen=True)
class Actions:
    """At the desk."""

    show_home: Callable[[], HomePage]
    count_open_interviews: Callable[[], int]
    find_everything: Callable[[str], Found]
    # the counter
    count: Callable[[str, int], Counted]  # category, how many
    undo_visit: Callable[[str], Counted]
    correct_visit: Callable[[str, str, str | None], Counted]  # visit, reason, the right category or None
    show_day: Callable[[str | None], DayPage]  # ISO day or today
    open_visit: Callable[[str], VisitPage]
    describe_visit: Callable[[VisitPage, VisitDetails], Changes]
    day_sheet: Callable[[str], bytes]  # the day's sheet as PDF
    # persons
    find_people: Callable[[str], tuple[Person, ...]]
    find_alike: Callable[[PersonDraft], tuple[Person, ...]]  # candidates for `domain.likeness.find_likely`
    register_person: Callable[[PersonDraft], Registered]
    show_person: Callable[[str], PersonPage]
    edit_person: Callable[[PersonPage, PersonDraft], Changes]
    erase_person: Callable[[str, str], Changes]  # person, reason
    compare_persons: Callable[[str, str], Comparison]  # the file to keep, the other
    join_persons: Callable[[str, str, Iterable[str]], Joined]  # the same, and the parts that count from the other
    part_persons: Callable[[str, str, str], Joined]  # one, the other, reason
    undo_join: Callable[[Iterable[str]], Changes]  # links
    undo_part: Callable[[Iterable[str]], Changes]  # links
    agree_to_notice: Callable[[str], Changes]  # person
    withdraw_consent: Callable[[str, str], Changes]  # person, reason
    add_contact: Callable[[str, ContactDraft, bool], Changes]  # person; whether he prefers it
    edit_contact: Callable[[HeldContact, ContactDraft, bool], Changes]  # as it was shown
    remove_contact: Callable[[HeldContact, str], Changes]  # reason
    bring_back_contact: Callable[[str], Changes]  # contact
    # the reception
    open_reception: Callable[[str], Caller]  # person
    receive_visitor: Callable[[Reception], Received]
    undo_reception: Callable[[Received], Changes]
    # interviews
    list_forms: Callable[[], tuple[FormLine, ...]]
    list_interviews: Callable[[], tuple[InterviewLine, ...]]
    begin_interview: Callable[[str, str], OpenInterview]  # form, person
    resume_interview: Callable[[str], OpenInterview]
    keep_draft: Callable[[Draft], None]
    leave_interview: Callable[[OpenInterview], Held]
    review_record: Callable[[OpenInterview], RecordReview]  # what its answers would put into the person's file
    finish_interview: Callable[[OpenInterview, RecordReview | None, Collection[str]], Held]  # with it, but for fields
    discard_draft: Callable[[str], None]
    # pictures and files among the answers: what makes them ready touches no store, for the paper's lane
    read_chosen: Callable[[str, str, int, str], ReadyFile]  # path, image or file, greatest side, kinds demanded
    ready_picture: Callable[[bytes, int], ReadyFile]
    ready_drawing: Callable[[bytes], ReadyFile]
    turn_picture: Callable[[FoundFile], ReadyFile]
    draw_over: Callable[[FoundFile, bytes], ReadyFile]  # what was drawn, on nothing
    copy_out: Callable[[FoundFile, str], None]  # to that place
    hold_file: Callable[[str, ReadyFile], FoundFile]  # interview
    find_file: Callable[[str, str], FoundFile]  # interview, answer
    # forms
    list_form_versions: Callable[[], tuple[FormPlace, ...]]
    try_form: Callable[[str, CheckProgress, str], TriedForm]  # a file, the preview's language; on the network's lane
    import_form: Callable[[CheckedFile], Imported]
    withdraw_form: Callable[[str], None]  # its id
    bring_back_form: Callable[[str], None]
    write_answers: Callable[[str, str, str], WrittenAnswers]  # form, kind, file or folder
    # how the service is looked at
    show_quality: Callable[[], QualityPage]
    open_form: Callable[[str], FilledForm]  # instrument
    box_sheet: Callable[[FilledForm], Boxed]
    take_back_sheet: Callable[[str], None]  # while it lies in the box
    record_inspection: Callable[[FilledForm], Inspected]
    strike_inspection: Callable[[str, str], Changes]  # inspection, reason
    bring_back_inspection: Callable[[str], Changes]
    note_emergency: Callable[[str, str, str], Noted]  # what, what was done at once, where
    report_emergency: Callable[[str], Noted]
    close_finding: Callable[[str, str], Noted]  # finding, outcome
    reopen_finding: Callable[[str], Noted]
    # before the person leaves
    review_departure: Callable[[str], DeparturePage]  # interview
    choose_request: Callable[[str, str], DocumentsPage]  # interview, kind
    check_document: Callable[[str, CheckDraft], DocumentsPage]
    record_copy: Callable[[str, str, str], DocumentsPage]  # interview, document, legal basis
    tick_explained: Callable[[str], DeparturePage]
    agree_contact: Callable[[str, str], DeparturePage]  # interview, means
    complete_case: Callable[[str], DeparturePage]
    keep_incomplete: Callable[[str, str], DeparturePage]  # interview, why
    ask_officer: Callable[[str, str, str], Referred]  # interview, question, means
    answer_referral: Callable[[str, str, str], Referred]  # referral, answer, officer
    tell_answer: Callable[[str], Referred]
    withdraw_referral: Callable[[str], Referred]
    complaints: ComplaintActions
    count_due_complaints: Callable[[], int]
    # enquiries, frequent questions, who answers
    enquiries: EnquiryActions
    count_waiting_enquiries: Callable[[], int]
    # requests after the desk, and the committee
    requests: RequestActions
    # attestations
    attest: Callable[[str], AttestationPage]  # interview
    show_attestation: Callable[[str], AttestationPage]
    list_attestations: Callable[[], tuple[AttestationLine, ...]]
    sign_attestation: Callable[[str], AttestationPage]
    prepare_sealing: Callable[[], None]  # touches no store
    keep_paper: Callable[[str], KeptPaper]  # attestation
    match_scan: Callable[[ScannedFiles, str], MatchedScan]  # the attestation it must be of, or any
    keep_scan: Callable[[ScanDraft, bool], AttestationPage]  # and whether it is known to have no ink
    draw_signature: Callable[[str, Drawing, str], AttestationPage]  # attestation, what it was drawn with
    take_thumbprint: Callable[[str, Witness, Witness], AttestationPage]
    withdraw_proof: Callable[[str, str], AttestationPage]  # proof, reason
    bring_back_proof: Callable[[str], AttestationPage]
    open_proof: Callable[[str], ProofFile]
    check_paper_file: Callable[[str], PaperAnswer]
    check_paper_code: Callable[[str], PaperAnswer]
    record_print: Callable[[NewPrint], tuple[PrintLine, ...]]
    # papers made when they are asked for
    make_sheet: Callable[[str, str], MadeSheet]  # what it is called, the row it is about
    record_sheet: Callable[[MadeSheet, Literal["printer", "file"], str, int], tuple[PrintLine, ...]]  # place, copies
    # what is sent to a printer, and kept until it has come out
    queue_print: Callable[[PaperToPrint], JobLine]
    note_secret: Callable[[PrintOrder], None]
    print_again: Callable[[str, str, bool, bool], JobInHand]  # job, printer, has a roll, is known to be stale
    note_sent: Callable[[str, int], None]  # job, ticket
    note_seen: Callable[[str, int, JobSeen], tuple[PrintLine, ...]]  # job, ticket
    note_failed: Callable[[str, Text], None]
    note_printed: Callable[[str], tuple[PrintLine, ...]]
    drop_print: Callable[[str], None]
    list_prints: Callable[[], tuple[JobLine, ...]]
    settle_interrupted: Callable[[], tuple[JobLine, ...]]
    known_printer: Callable[[str], KnownPrinter]  # kind of paper
    remember_printer: Callable[[str, KnownPrinter], None]
    # the printers; on their own lane
    find_printers: Callable[[], tuple[Printer, ...]]  # none where the window itself draws on them
    send_paper: Callable[[PrintOrder, bytes], int]  # the ticket of its job, 0 when it is over
    look_at_print: Callable[[str, int], JobSeen]  # printer, ticket
    take_back_print: Callable[[str, int], bool]  # False when it had come out
    # tasks, users, head office, the store
    list_tasks: Callable[[], tuple[TaskPage, ...]]
    settle_task: Callable[[str, int], Changes]
    reopen_task: Callable[[TaskPage, int], Changes]  # as it was shown, and what was chosen
    show_history: Callable[[str, str], RecordHistory]  # table, record
    trace_person: Callable[[str], PersonTrace]
    list_refused: Callable[[], tuple[RefusedDeed, ...]]
    count_refused: Callable[[], int]
    withdraw_refused: Callable[[str], None]
    take_back_withdrawal: Callable[[str], None]
    mend_refused: Callable[[str, Mending], Changes]
    list_users: Callable[[], tuple[User, ...]]
    add_user: Callable[[NewUser], Added]
    sync_status: Callable[[], SyncReport]
    sync_now: Callable[[], SyncReport]
    accept_voids: Callable[[], SyncReport]  # a round that may void more than a tenth: a person has said so
    list_waiting: Callable[[], WaitingList]
    find_clock_trouble: Callable[[], ClockTrouble | None]
    sync_pace: Callable[[], Pace]  # at once, on the window's thread: from the moment somebody sits down
    watch_transfer: Callable[[Callable[[TransferProgress], None]], None]  # at once; heard on the network's thread
    pause_transfer: Callable[[bool], None]  # at once
    is_transfer_paused: Callable[[], bool]  # at once
    enrol: Callable[[str, str], SyncReport]  # hub address, code
    give_way: Callable[[], None]  # at once: a round under way soon leaves the network's lane to what is asked next
    hang_up: Callable[[], None]  # at once, and for good
    # the USB stick; all but the status run on the network's lane
    stick_status: Callable[[], StickStatus]
    copy_to_stick: Callable[[str, Progress], CopiedOut]  # folder
    take_from_stick: Callable[[str, Progress], TakenIn]  # a bundle's first file
    take_with_voids: Callable[[str, Progress], TakenIn]  # however much it voids: a person has said so
    write_card: Callable[[str], str]  # folder; the card's name
    copy_for_laptop: Callable[[str, Progress], CopiedOut]  # another laptop's card; the bundle lies beside it
    show_procedure: Callable[[], Procedure]  # of the association, counted from today
    verify: Callable[[], Verified]
    issue_recovery_sheet: Callable[[str], NewSheet]  # the password again
    confirm_recovery_sheet: Callable[[str], None]  # the sheet's id: the former one opens nothing any more
    withdraw_recovery_sheet: Callable[[str], None]
    backup_status: Callable[[], BackupStatus]
    make_backup: Callable[[str], Made]  # a folder, or empty for the store's own
    list_kept_aside: Callable[[], tuple[KeptAside, ...]]
    count_only_kept_aside: Callable[[str], int | None]  # what is in it alone; None when nobody can tell
    remove_kept_aside: Callable[[str], KeptAside]  # what goes with it has been said
    rest: Callable[[], None]  # a quiet moment after writing
    find_setting: Callable[[str], str | None]
    save_setting: Callable[[str, str], None]


@dataclass(frozen=True)
class Pages:
    """Pictures of paper: the preview is the paper. Runs on the paper lane; see `forms.paper.preview`."""

    count_pages: Callable[[bytes], int]
    render_page: Callable[[bytes, int, float], Picture]  # pdf, page from 0, scale (1 = 72 dpi)
    render_grey: Callable[[bytes, int, float], GreyPicture]  # the same for a printer
    read_scan: Callable[[Sequence[str]], ScannedFiles]  # files
    lay_flat: Callable[[MatchedScan], ScanDraft]
