"""Papers as guests of the window: attestations, the sheet of a day, a new recovery sheet."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, Pages
from desktop.ui.guest_page import GuestPage
from desktop.ui.lane import BACKGROUND, Lane
from desktop.ui.language import said, said_of
from desktop.ui.pages.paper.period_bar import PeriodBar
from desktop.ui.pages.paper.period_presenter import FIRST
from desktop.ui.pages.paper.renewal_bar import RenewalBar
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.procedure.view import title_of_procedure
from desktop.ui.printing import SystemPrinting
from desktop.ui.shown import shown_weekday
from desktop.ui.signed_papers import Show, SignedPapers
from desktop.usecases.attest import AttestationPage
from domain.errors import Expected
from domain.policy import Profile
from domain.print_order import ATTESTATION, DAY_SHEET, OTHER, RECEIPT, RECOVERY
from domain.sync.changes import Changes
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.record_print import MadeSheet
    from desktop.usecases.renew_recovery import NewSheet
    from desktop.usecases.seal_paper import KeptPaper


DOCUMENT_CODES = "document."
SHEETS = {
    "receipt": Text("إشعار استلام طلب", "Receipt"),
    "complaint_receipt": Text("إشعار استلام شكوى", "Receipt of a complaint"),
    "complaint_answer": Text("خطاب نتيجة شكوى", "Letter with a complaint's outcome"),
    "settlement": Text("محضر تسوية ودية", "Amicable settlement"),
    "compensation": Text("سجل تعويض", "Compensation record"),
    "requirements": Text("متطلبات الطلب", "What the request needs"),
    "request": Text("نموذج الطلب", "The request, filled in"),
    "blank_request": Text("نموذج طلب فارغ", "A blank request"),
    "referral": Text("ورقة إحالة", "Referral slip"),
    "statement": Text("بيان بما هو محفوظ عن صاحبه", "What is held about the person"),
    "report": Text("التقرير الدوري", "Periodic report"),
    "emergency_report": Text("تقرير حالة طارئة", "Report of an emergency"),
    "blank": Text("استمارة فارغة", "Blank form"),
    "satisfaction": Text("استبانة رضا فارغة", "Blank satisfaction sheet"),
    "field_survey": Text("ورقة المسح الميداني", "Field-survey sheet"),
    "minutes": Text("محضر جلسة", "Minutes of a session"),
    "decision": Text("خطاب القرار", "Decision letter"),
    "service_receipt": Text("سند استلام خدمة", "Receipt of a service"),
    "policy_register": Text("سجل الاطلاع على السياسة", "Policy read-and-sign register"),
}
"""The papers that are made when they are asked for (`desktop.usecases.make_sheet`), and what they are called."""


class PaperLanes(Protocol):
    store: Lane
    paper: Lane
    printing: Lane


class Papers(QObject):
    procedure_requested = Signal()
    departure_requested = Signal(str)  # interview: what is missing is settled there
    complaint_requested = Signal(str)  # complaint
    changed = Signal(object)  # Changes
    said = Signal(str)
    sent_to_printer = Signal()
    undo_offered = Signal(str, object)  # what was done, how it is taken back

    def __init__(
        self, actions: Actions, pages: Pages, lanes: PaperLanes, guest: GuestPage, *, profile: Profile
    ) -> None:
        super().__init__(guest)
        self._actions, self._pages, self._lanes, self._guest, self._profile = actions, pages, lanes, guest, profile
        self.signed = SignedPapers(actions, pages, lanes, guest, show=self._show_attestation, show_pdf=self._show_other)
        self.signed.changed.connect(self.changed)
        self.signed.said.connect(self.said)
        self.signed.undo_offered.connect(self.undo_offered)

    def open_attestation(self, interview: str) -> None:
        """Made now if there is none yet. Where the documents are in the way, what is missing is shown instead."""
        self._lanes.store.ask(
            partial(self._actions.attest, interview),
            then=self._show_attestation,
            failed=partial(self._could_not_attest, interview),
        )

    def open_before_leaving(self, interview: str) -> None:
        """The same, and closing it leads back to what is missing."""
        self._lanes.store.ask(
            partial(self._actions.attest, interview), then=self._show_and_return, failed=self._could_not
        )

    def open_made(self, attestation: str) -> None:
        """An attestation as it was made: nothing is made anew."""
        self._guest.back_to = "persons"
        self._lanes.store.ask(
            partial(self._actions.show_attestation, attestation), then=self._show_attestation, failed=self._could_not
        )

    def open_day_sheet(self, day: str) -> None:
        self._lanes.store.ask(
            partial(self._actions.day_sheet, day), then=partial(self._show_day_sheet, day), failed=self._could_not
        )

    def open_referral_slip(self, interview: str, referral: str) -> None:
        """Closing it leads back to what is missing of that interview."""
        self._open_sheet("referral", referral, then=partial(self.departure_requested.emit, interview))

    def open_receipt(self, interview: str) -> None:
        self.open_of_case(interview, "receipt")

    def open_of_case(self, interview: str, paper: str) -> None:
        """Closing it leads back to what is missing of that interview."""
        self._open_sheet(paper, interview, then=partial(self.departure_requested.emit, interview))

    def open_and_return(self, paper: str, subject: str, then: Callable[[], None]) -> None:
        """Closing it leads back to where it was asked from."""
        self._open_sheet(paper, subject, then=then)

    def open_statement(self, person: str) -> None:
        self._guest.back_to = "persons"
        self._open_sheet("statement", person)

    def open_of_complaint(self, paper: str, complaint: str) -> None:
        """Closing it leads back to the complaint."""
        self._open_sheet(paper, complaint, then=partial(self.complaint_requested.emit, complaint))

    def open_of_kind(self, paper: str, subject: str) -> None:
        """About a kind of request, from the page of the procedure."""
        self._guest.back_to = "procedure"
        self._open_sheet(paper, subject)

    def open_office_sheet(self, paper: str) -> None:
        """One of `SHEETS` that is about no row of the store."""
        self._guest.back_to = "home"
        self._open_sheet(paper, "")

    def open_emergency_report(self, finding: str) -> None:
        self._guest.back_to = "quality"
        self._open_sheet("emergency_report", finding)

    def open_blank(self, form: str) -> None:
        """A form to be filled in by hand."""
        self._guest.back_to = "settings"
        self._open_sheet("blank", form)

    def _open_sheet(self, paper: str, subject: str, *, then: Callable[[], None] | None = None) -> None:
        """One of `SHEETS`, made now; closing it leads back to where the guest page came from, else to `then`."""
        self._lanes.store.ask(
            partial(self._actions.make_sheet, paper, subject),
            then=partial(self._show_sheet, paper, then),
            failed=self._could_not,
        )

    def open_report(self) -> None:
        """Of the last month, and of whichever days are chosen below it."""
        page = self._make_page(said_of(SHEETS["report"]), "report", back_to="home")
        bar = PeriodBar()
        bar.period_asked.connect(partial(self._make_report, page, bar))
        page.footer.addWidget(bar)
        self._make_report(page, bar, FIRST)

    def _make_report(self, page: PaperPage, bar: PeriodBar, period: str) -> None:
        self._lanes.store.ask(
            partial(self._actions.make_sheet, "report", period),
            then=partial(self._show_report, page),
            failed=partial(self._could_not_report, bar),
            supersedes="paper.report",
        )

    def _show_report(self, page: PaperPage, sheet: "MadeSheet") -> None:
        if shiboken6.isValid(page):
            page.show_sheet(sheet)

    def _could_not_report(self, bar: PeriodBar, problem: Expected) -> None:
        if not (shiboken6.isValid(bar) and bar.show_problem(problem)):
            self._could_not(problem)

    def open_recovery_sheet(self, sheet: "NewSheet") -> None:
        """Good beside the old one until it is confirmed; a page that is left before that takes it back."""
        page = self._make_page(said("ورقة استعادة جديدة", "A new recovery sheet"), RECOVERY, back_to="settings")
        page.said.disconnect(self.said)  # the bar says what follows, and a toast beside it would say it twice
        bar = RenewalBar(self._actions, self._lanes.store, sheet.id)
        page.kept.connect(bar.note_kept)
        bar.ended.connect(self._guest.close)
        bar.said.connect(self.said)
        page.footer.addWidget(bar)
        page.show_pdf(sheet.pdf)

    def _show_and_return(self, attestation: AttestationPage) -> None:
        page = self._paper_of(attestation, self._show_and_return)
        page.closed.disconnect(self._guest.close)
        page.closed.connect(partial(self.departure_requested.emit, attestation.interview))

    def _could_not_attest(self, interview: str, problem: Expected) -> None:
        if problem.code.startswith(DOCUMENT_CODES):
            self.departure_requested.emit(interview)
        self.said.emit(said_of(problem))

    def _show_attestation(self, attestation: AttestationPage) -> None:
        self._paper_of(attestation)

    def _paper_of(self, attestation: AttestationPage, show: Show | None = None) -> PaperPage:
        page = self._make_page(said("إقرار بصحة البيانات", "Attestation"), ATTESTATION)
        page.offer_procedure(title_of_procedure(self._profile))
        page.procedure_requested.connect(self.procedure_requested)
        self.signed.offer(page, show or self._show_attestation)
        page.show_attestation(attestation)
        if attestation.changes:
            self._tell(attestation.changes)
            self._lanes.paper.ask(self._actions.prepare_sealing, then=partial(self._keep, attestation.id))
        return page

    def _keep(self, attestation: str, prepared: None) -> None:
        """Its sealed file, while the paper is read and signed: nobody waits for it, and it can be made later too."""
        self._lanes.store.ask(
            partial(self._actions.keep_paper, attestation),
            then=self._kept,
            failed=self._could_not,
            priority=BACKGROUND,
        )

    def _kept(self, kept: "KeptPaper") -> None:
        if kept.changes:
            self._tell(kept.changes)

    def _show_day_sheet(self, day: str, pdf: bytes) -> None:
        page = self._make_page(said("كشف المترددين اليومي", "Day sheet"), DAY_SHEET, back_to="counter")
        page.show_pdf(pdf, detail=shown_weekday(day), subject=day)

    def _show_sheet(self, paper: str, then: Callable[[], None] | None, sheet: "MadeSheet") -> None:
        page = self._make_page(said_of(SHEETS[paper]), sheet.paper)
        page.show_sheet(sheet)
        if sheet.paper == RECEIPT:
            page.roll_chosen.connect(partial(self._lay_out_receipt, page, sheet.subject))
        if then is not None:
            page.closed.disconnect(self._guest.close)
            page.closed.connect(then)

    def _lay_out_receipt(self, page: PaperPage, interview: str, is_roll: bool) -> None:
        """For the printer that was chosen: a receipt for a roll is another page than one for a sheet."""
        self._lanes.store.ask(
            partial(self._actions.make_sheet, "receipt_roll" if is_roll else "receipt", interview),
            then=page.show_sheet,
            failed=self._could_not,
            supersedes="receipt.layout",
        )

    def _show_other(self, title: str, pdf: bytes) -> PaperPage:
        page = self._make_page(title, OTHER)
        page.show_pdf(pdf)
        return page

    def _make_page(self, title: str, kind: str, *, back_to: str = "") -> PaperPage:
        person = said_of(self._profile.person.definite)
        page = PaperPage(
            self._actions, self._pages, self._lanes, SystemPrinting(), title=title, person=person, kind=kind
        )
        page.closed.connect(self._guest.close)
        page.changed.connect(self.changed)
        page.said.connect(self.said)
        page.waiting_changed.connect(self.sent_to_printer)
        self._guest.show(page, back_to=back_to)
        return page

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))
