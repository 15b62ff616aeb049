"""The ways from one page of the desk to another."""

from datetime import datetime

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.departures import Departures
from desktop.ui.guest_page import GuestPage
from desktop.ui.interviews_held import InterviewsHeld
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.check.view import CheckPage
from desktop.ui.pages.enquiries.state import Asked
from desktop.ui.pages.enquiries.view import EnquiriesView
from desktop.ui.pages.forms.view import FormsPage
from desktop.ui.pages.history.view import HistoryPage
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.procedure.view import ProcedurePage
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.papers import Papers
from desktop.ui.requests_over import RequestsOver
from desktop.ui.search_everywhere import SearchEverywhere
from desktop.ui.shell import Shell
from desktop.ui.waiting_over import WaitingOver
from domain.calendar import SAUDI_TIME

RECORD_PAGES = ("persons", "interviews", "requests", "enquiries", "complaints", "quality", "tasks")


class Ways:
    def __init__(
        self,
        shell: Shell,
        actions: Actions,
        lanes: Lanes,
        info: DeskInfo,
        guest: GuestPage,
        *,
        papers: Papers,
        interviews: InterviewsHeld,
        departures: Departures,
        requests: RequestsOver,
        waiting: WaitingOver,
    ) -> None:
        self._shell, self._actions, self._lanes, self._info, self._guest = shell, actions, lanes, info, guest
        self._papers, self._interviews = papers, interviews
        self._departures, self._requests, self._waiting = departures, requests, waiting

    def follow(self, search: SearchEverywhere) -> None:
        """Wherever it was asked to go."""
        search.person_asked.connect(self.open_person)
        search.interview_asked.connect(self.resume_interview)
        search.paper_asked.connect(self.open_attestation)
        search.page_asked.connect(self._shell.show_page)
        search.begin_asked.connect(self.begin_new)
        search.form_asked.connect(self.choose_whom)
        search.register_asked.connect(self.register)
        search.day_sheet_asked.connect(self.show_today)
        search.report_asked.connect(self.open_report)
        search.waiting_asked.connect(self.open_waiting)
        search.forms_asked.connect(self.open_forms)
        search.check_asked.connect(self.open_check)
        search.sheet_asked.connect(self._papers.open_office_sheet)

    def open_person(self, person: str) -> None:
        page = self._shell.show_page("persons")
        if isinstance(page, PeopleView):
            page.open_person(person)

    def begin_new(self) -> None:
        """An interview begins with who it is."""
        page = self._shell.show_page("persons")
        if isinstance(page, PeopleView):
            page.focus_search()

    def choose_whom(self, form: str, title: str) -> None:
        """At the reception: whoever is received next is asked it."""
        page = self._shell.show_page("reception")
        if isinstance(page, ReceptionView):
            page.ask_form(form, title)
            page.focus_search()

    def register(self) -> None:
        page = self._shell.show_page("persons")
        if isinstance(page, PeopleView):
            page.register()

    def show_today(self) -> None:
        self.open_day_sheet(datetime.now(SAUDI_TIME).date().isoformat())

    def begin_interview(self, person: str, form: str) -> None:
        self._interviews.begin(person, form)

    def resume_interview(self, interview: str) -> None:
        self._interviews.resume(interview)

    def open_attestation(self, interview: str) -> None:
        self._papers.open_attestation(interview)

    def open_departure(self, interview: str) -> None:
        self._departures.open(interview)

    def take_enquiry(self, asked: Asked) -> None:
        """Of whoever was received."""
        page = self._shell.show_page("enquiries")
        if isinstance(page, EnquiriesView):
            page.take_down(asked)

    def open_request(self, interview: str) -> None:
        self._requests.open(interview)

    def open_committee(self) -> None:
        self._requests.open_committee()

    def open_day_sheet(self, day: str) -> None:
        self._papers.open_day_sheet(day)

    def open_report(self) -> None:
        self._papers.open_report()

    def open_history(self, table: str, row: str) -> None:
        """What a record was; it leads back to where it was asked from."""
        back_to = next((key for key in RECORD_PAGES if self._shell.shows(key)), "home")
        page = HistoryPage(self._actions, self._lanes, self._info, table=table, row=row)
        page.closed.connect(self._guest.close)
        self._guest.show(page, back_to=back_to)

    def open_check(self) -> None:
        page = CheckPage(self._actions, self._lanes)
        page.closed.connect(self._guest.close)
        page.record_requested.connect(self._papers.open_made)
        page.scan_requested.connect(self._papers.signed.open_scan)
        self._guest.show(page, back_to="interviews")

    def open_forms(self) -> None:
        page = FormsPage(self._actions, self._lanes, self._info)
        page.closed.connect(self._guest.close)
        page.blank_requested.connect(self._papers.open_blank)
        self._guest.show(page, back_to="settings")

    def open_waiting(self) -> None:
        self._waiting.open()

    def open_procedure(self) -> None:
        """Over the paper that was just made; it comes back after it."""
        page = self._shell.show_page("procedure")
        if isinstance(page, ProcedurePage):
            page.offer_way_back(self._guest.page is not None)

    def show_joining(self) -> None:
        """Where this laptop is enrolled with head office."""
        page = self._shell.show_page("settings")
        if isinstance(page, SettingsView):
            page.head_office.go_to_joining()
