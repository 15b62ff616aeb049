"""One laptop's open store: repositories to read, a unit of work to write, the exchange for sync.

Everything here runs on the one thread that opened it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from db.attestations import Attestations, AttestationWrites
from db.blobs import Blobs, PreparedFile, StoredBlob
from db.case_steps import CaseSteps, CaseStepWrites
from db.complaints import Complaints, ComplaintWrites
from db.connection import Database, naming_failures
from db.consents import Consents, ConsentWrites
from db.contacts import Contacts, ContactWrites
from db.deeds import Deeds
from db.document_checks import DocumentChecks, DocumentCheckWrites
from db.enquiries import Enquiries, EnquiryWrites
from db.erasure import Erasure
from db.exchange import Exchange
from db.exports import Exports, ExportWrites
from db.figures import Figures
from db.frequent_questions import FrequentQuestions, FrequentQuestionWrites
from db.handover import Handover
from db.holidays import Holidays
from db.incarnation import Incarnation
from db.inspections import Findings, FindingWrites, Inspections, InspectionWrites
from db.interview_files import DraftFiles, InterviewFiles, InterviewFileWrites
from db.interviews import Drafts, Interviews, InterviewWrites
from db.kept_profile import KeptProfiles
from db.loads import Loads
from db.log import Clock, Log, Random
from db.notices import Notices
from db.officials import Officials, OfficialWrites
from db.papers import Papers, PaperWrites
from db.persons import Persons, PersonWrites
from db.places import Places, office_partitions
from db.print_jobs import PrintJobs
from db.prints import Prints
from db.projection import Projection
from db.published_forms import PublishedForms
from db.published_profiles import PublishedProfiles
from db.quarantine import Quarantine
from db.referrals import Referrals, ReferralWrites
from db.requests import Requests, RequestWrites
from db.rows_about import RowsAbout
from db.same_persons import SamePersons, SamePersonWrites
from db.seals import Seals
from db.sessions import Sessions, SessionWrites
from db.settings import Settings
from db.settlements import Compensations, CompensationWrites, Settlements, SettlementWrites
from db.signature_proofs import SignatureProofs, SignatureProofWrites
from db.store_files import database_path as database_path
from db.store_files import has_store as has_store
from db.suggestions import Suggestions, SuggestionWrites
from db.survey_sheets import SurveyBox, SurveySheets, SurveySheetWrites
from db.unit_of_work import BY_NAME, Operations, Seen
from db.users import Users, UserWrites
from db.visits import Visits, VisitWrites
from domain.errors import Unavailable
from domain.sync.chain import Written
from domain.sync.changes import Changes
from domain.sync.entries import EntryId, Header
from domain.sync.named_files import named_files
from domain.sync.packing import unpack
from domain.sync.partitions import REFERENCE_PARTITION, partition_of
from domain.sync.row_state import RowState
from domain.sync.schema import TABLES, general_partition
from domain.sync.tables import COMPLAINTS
from domain.sync.tasks import Task, tasks

log = logging.getLogger(__name__)

OFFICE_CODE = "office.code"
OFFICE_NAME = "office.name"
PROFILE = "profile"
MOST_UNRESTED = 100  # actions in a row, as of a long command, without a quiet moment


class Work:
    """One user action being written. `changes` is set once it is durable."""

    def __init__(self) -> None:
        self.operations = Operations()
        self.visits = VisitWrites(self.operations)
        self.persons = PersonWrites(self.operations)
        self.same_persons = SamePersonWrites(self.operations)
        self.consents = ConsentWrites(self.operations)
        self.contacts = ContactWrites(self.operations)
        self.interviews = InterviewWrites(self.operations)
        self.interview_files = InterviewFileWrites(self.operations)
        self.attestations = AttestationWrites(self.operations)
        self.papers = PaperWrites(self.operations)
        self.proofs = SignatureProofWrites(self.operations)
        self.exports = ExportWrites(self.operations)
        self.documents = DocumentCheckWrites(self.operations)
        self.steps = CaseStepWrites(self.operations)
        self.referrals = ReferralWrites(self.operations)
        self.enquiries = EnquiryWrites(self.operations)
        self.frequent = FrequentQuestionWrites(self.operations)
        self.officials = OfficialWrites(self.operations)
        self.suggestions = SuggestionWrites(self.operations)
        self.sheets = SurveySheetWrites(self.operations)
        self.inspections = InspectionWrites(self.operations)
        self.findings = FindingWrites(self.operations)
        self.requests = RequestWrites(self.operations)
        self.sessions = SessionWrites(self.operations)
        self.users = UserWrites(self.operations)
        self.complaints = ComplaintWrites(self.operations)
        self.settlements = SettlementWrites(self.operations)
        self.compensations = CompensationWrites(self.operations)
        self.changes = Changes()
        self.ended_drafts: list[str] = []
        self.kept_files: list[PreparedFile] = []
        self.classes: dict[str, str] = {}
        self.emptied: tuple[str, ...] = ()

    def end_draft(self, interview: str) -> None:
        """This laptop's draft of the interview goes in the moment the action stands, and stays if it does not."""
        self.ended_drafts.append(interview)

    def empty_box(self, sheets: tuple[str, ...]) -> None:
        """They leave this laptop's box in the moment the action stands."""
        self.emptied = sheets

    def keep_file(self, file: PreparedFile) -> None:
        """A prepared file is known, and sent, the moment the action that names it stands, in the partition where that
        does: one that nothing names would outlive the erasure of whom it is about."""
        self.kept_files.append(file)

    def place(self, row: str, partition_class: str) -> None:
        """A new row of a table whose rows may stand in several classes stands in this one, and what belongs to it."""
        self.classes[row] = partition_class


class Store:
    def __init__(self, db: Database, folder: Path, *, clock: Clock, random: Random) -> None:
        self._db = db
        self._folder = folder
        self.settings = Settings(db)
        self.profiles = KeptProfiles(db, self.settings)
        self._projection = Projection(db)
        self.notices = Notices(db)
        self._incarnation = Incarnation(db, database_path(folder), self.notices, clock=clock, random=random)
        self.blobs = Blobs(db, self.settings, folder, random)
        self._log = Log(
            db,
            self._projection,
            replica=self._incarnation.replica,
            clock=clock,
            random=random,
            forget_files=self.blobs.sweep,
        )
        self._open_records(db)
        self.exchange = Exchange(db, self._log, self.settings, self._incarnation, self.notices, clock=clock)
        self.loads = Loads(db)
        self._log.take_up_parked()
        self.draft_files.drop_unnamed()
        Erasure(db).sweep()
        self.blobs.sweep()
        self._unrested = 0
        self._ending = ExitStack()

    def _open_records(self, db: Database) -> None:
        """What is read of what the log has brought about, and what this laptop keeps for itself."""
        self.visits = Visits(db, self._projection)
        self.persons = Persons(db, self._projection)
        self.same_persons = SamePersons(db, self._projection)
        self.consents = Consents(db, self._projection)
        self.contacts = Contacts(db, self._projection)
        self.about = RowsAbout(db)
        self.interviews = Interviews(db, self._projection)
        self.interview_files = InterviewFiles(db)
        self.attestations = Attestations(db, self._projection)
        self.papers = Papers(db, self._projection)
        self.proofs = SignatureProofs(db, self._projection)
        self.exports = Exports(db, self.settings)
        self.documents = DocumentChecks(db, self._projection)
        self.steps = CaseSteps(db)
        self.referrals = Referrals(db, self._projection)
        self.enquiries = Enquiries(db, self._projection)
        self.frequent = FrequentQuestions(db, self._projection)
        self.officials = Officials(db, self._projection)
        self.holidays = Holidays(db)
        self.published_forms = PublishedForms(db, self.settings)
        self.published_profiles = PublishedProfiles(db, self.settings)
        self.suggestions = Suggestions(db, self._projection)
        self.sheets = SurveySheets(db)
        self.box = SurveyBox(db)
        self.inspections = Inspections(db, self._projection)
        self.findings = Findings(db, self._projection)
        self.requests = Requests(db, self._projection)
        self.sessions = Sessions(db, self._projection)
        self.users = Users(db, self._projection)
        self.complaints = Complaints(db, self._projection)
        self.settlements = Settlements(db, self._projection)
        self.compensations = Compensations(db, self._projection)
        self.prints = Prints(db)
        self.print_jobs = PrintJobs(db, self.prints)
        self.figures = Figures(db)
        self.seals = Seals(self.settings)
        self.drafts = Drafts(db)
        self.draft_files = DraftFiles(db)
        self.deeds = Deeds(db)
        self.quarantine = Quarantine(db)
        self.handover = Handover(db, self._projection)

    # --- identity ------------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def replica(self) -> bytes:
        return self._incarnation.replica

    @property
    def partition(self) -> str:
        return general_partition(self.settings.get(OFFICE_CODE))

    @property
    def only_sends_complaints(self) -> bool:
        """Whether head office shows this laptop none, and what is written here is all that it has of them."""
        rights, office = self.blobs.rights, self.settings.get(OFFICE_CODE)
        return rights.may_read(general_partition(office)) and rights.only_sends(partition_of(office, COMPLAINTS))

    def leave_complaints(self, epoch: int) -> bool:
        """Where this laptop only sends them, what others wrote goes, if head office has it in its present life; whether
        it went. Not where nothing may be read, as of one that was revoked: such a one brings what it has."""
        place = partition_of(self.settings.get(OFFICE_CODE), COMPLAINTS)
        if not self.only_sends_complaints or not self._log.leave(place, epoch):
            return False
        self.loads.end(place)
        return True

    def write_sidecar(self) -> None:
        """At idle, before a push and at close: it may lag the database, never lead it."""
        self._incarnation.write_sidecar()
        self._unrested = 0

    def catch_up_sidecar(self) -> None:
        """The same where it lags: each writing waits for the disk several times. Raises Unavailable."""
        self._incarnation.catch_up_sidecar()
        self._unrested = 0

    def rest(self) -> None:
        """A quiet moment after writing: the sidecar catches up where it lags. Cheap when nothing was written."""
        self._unrested = 0
        try:
            # What was written stands already: nothing that goes wrong here may be told as its failure.
            with naming_failures():
                self._incarnation.catch_up_sidecar()
        except Unavailable as error:
            log.warning("the sidecar could not be written: %s", error.code)

    # --- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def work(self, action: str, author: str) -> Iterator[Work]:
        """One user action. What is written inside becomes one entry when the block ends, of each partition that it
        touches and all at once, and nothing when it raises."""
        work = Work()
        yield work
        if work.operations.written:
            written = self._places().split(work.operations.written, work.classes)
            work.changes = self._log.append(
                written,
                action=action,
                author=author,
                beside=lambda: self._write_beside(work, written),
            )
            self._unrested += 1
            if self._unrested >= MOST_UNRESTED:
                self.rest()

    @cached_property
    def _office(self) -> str:
        """Of which a store is, it stays."""
        return self.settings.get(OFFICE_CODE)

    def _places(self) -> Places:
        writable = self.blobs.rights.writable_of(office_partitions(self._office))
        return Places(self._db, self._office, writable)

    def _write_beside(self, work: Work, written: Mapping[str, Sequence[Written]]) -> None:
        for interview in work.ended_drafts:
            self.drafts.remove(interview)
        self.box.take_out(work.emptied)
        for partition, items in written.items():
            named = named_files(item.operation for item in items)
            for file in work.kept_files:
                if file.name in named:
                    self.blobs.note(StoredBlob(file.name, partition, file.size))

    # --- what a person must settle -------------------------------------------------------------------------------

    def tasks(self) -> tuple[Task, ...]:
        """Not of what head office has written: it settles that itself."""
        rows = self._db.execute(
            "SELECT row, packed FROM row_state WHERE has_tasks = 1 "
            'AND stream NOT IN (SELECT id FROM stream WHERE partition = ?) ORDER BY "table", row',
            (REFERENCE_PARTITION,),
        ).fetchall()
        return tuple(task for row, packed in rows for task in tasks(row, unpack(packed)))

    def seen(self, table: str, row: str) -> Seen:
        return Seen(table, row, self._projection.find_state(BY_NAME[table].number, row))

    def place_of(self, table: str, row: str) -> str:
        """The partition in which a row stands, and what is written of it is named; of one that is not here, where it
        would be written."""
        return self._places().find(table, row) or partition_of(
            self.settings.get(OFFICE_CODE), BY_NAME[table].partition_class
        )

    def find_header(self, partition: str, id: EntryId) -> Header | None:
        """Who wrote an entry of a partition, when, by which action."""
        return self._log.find_header(partition, id)

    # --- the whole -----------------------------------------------------------------------------------------------

    def states(self) -> Iterator[tuple[str, RowState]]:
        """Every row's state as shown here, for `dump`."""
        for table in TABLES:
            rows = self._db.execute(f"SELECT id FROM {table.name} ORDER BY id").fetchall()  # noqa: S608
            for (row,) in rows:
                state = self._projection.find_state(table.number, row)
                if state is not None:
                    yield row, state

    def check_chain(self) -> Iterable[str]:
        return self._log.breaks()

    def check_rows(self) -> tuple[str, ...]:
        """The tables and partitions whose rows or digest are not what the log says; changes nothing."""
        return self._log.compare_with_refold()

    @property
    def database(self) -> Database:
        """For the integrity check and the backup of `db`; nobody else."""
        return self._db

    def owning(self, ending: ExitStack) -> "Store":
        """The store, which closes its file and gives its lock back when it is closed."""
        self._ending = ending
        return self

    def close(self) -> None:
        """Raises Unavailable for a damaged store. A sidecar that cannot be written only lags."""
        with self._ending, naming_failures():
            try:
                self.write_sidecar()
            except Unavailable as error:
                log.warning("the sidecar could not be written: %s", error.code)
