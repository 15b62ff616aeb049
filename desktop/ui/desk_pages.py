"""The pages of the desk, made when they are first shown, and what each of them asks of the others."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.badges import Badges
from desktop.ui.complaints_held import ComplaintsHeld
from desktop.ui.desk_ways import Ways
from desktop.ui.guest_page import GuestPage
from desktop.ui.lane import Lane
from desktop.ui.pages.complaints.view import ComplaintsView
from desktop.ui.pages.counter.view import CounterView
from desktop.ui.pages.enquiries.view import EnquiriesView
from desktop.ui.pages.home.view import HomeView
from desktop.ui.pages.interviews.view import InterviewsView
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.procedure.view import ProcedurePage
from desktop.ui.pages.quality.view import QualityView
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.requests.view import RequestsView
from desktop.ui.pages.stick.view import StickView
from desktop.ui.pages.tasks.view import TasksView
from desktop.ui.papers import Papers
from desktop.ui.shell import Shell
from desktop.ui.spreading import Spreading
from desktop.ui.surveys_held import SurveysHeld
from desktop.ui.sync_clock import SyncClock


class HasLanes(Protocol):
    store: Lane
    network: Lane
    paper: Lane
    printing: Lane


class DeskPages:
    """Its methods are what the pages are connected to: whoever has the window has it too."""

    def __init__(
        self,
        shell: Shell,
        actions: Actions,
        lanes: HasLanes,
        info: DeskInfo,
        guest: GuestPage,
        *,
        ways: Ways,
        papers: Papers,
        complaints: ComplaintsHeld,
        surveys: SurveysHeld,
        spreading: Spreading,
        badges: Badges,
        clock: SyncClock,
    ) -> None:
        self._shell, self._actions, self._lanes, self._info, self._guest = shell, actions, lanes, info, guest
        self._ways, self._papers, self._complaints, self._surveys = ways, papers, complaints, surveys
        self._spreading, self._badges, self._clock = spreading, badges, clock

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        self._shell.show_toast(text, undo=undo)

    def make_home(self) -> QWidget:
        page = HomeView(self._actions, self._lanes, self._info)
        page.interview_requested.connect(self._ways.begin_new)
        page.resume_requested.connect(self._ways.resume_interview)
        page.attestation_requested.connect(self._ways.open_attestation)
        page.departure_requested.connect(self._ways.open_departure)
        page.request_requested.connect(self._ways.open_request)
        page.person_requested.connect(self._ways.open_person)
        page.page_requested.connect(self._shell.show_page)
        page.day_sheet_requested.connect(self._ways.open_day_sheet)
        page.report_requested.connect(self._ways.open_report)
        page.search_requested.connect(self._shell.search_requested)
        page.changed.connect(self._spreading.wrote)
        return page

    def make_counter(self) -> QWidget:
        page = CounterView(self._actions, self._lanes, self._info)
        page.changed.connect(self._spreading.wrote)
        page.reception_requested.connect(partial(self._shell.show_page, "reception"))
        page.day_sheet_requested.connect(self._ways.open_day_sheet)
        return page

    def make_reception(self) -> QWidget:
        page = ReceptionView(self._actions, self._lanes, self._info)
        page.interview_requested.connect(self._ways.begin_interview)
        page.person_requested.connect(self._ways.open_person)
        page.case_requested.connect(self._ways.open_departure)
        page.enquiry_requested.connect(self._ways.take_enquiry)
        page.changed.connect(self._spreading.wrote)
        page.said.connect(self._shell.show_toast)
        page.received.connect(self.offer_undo)
        page.dropped.connect(self.offer_undo)
        page.left.connect(partial(self._shell.show_page, "home"))
        return page

    def make_people(self) -> QWidget:
        page = PeopleView(self._actions, self._lanes, self._info)
        page.interview_requested.connect(self._ways.begin_interview)
        page.resume_requested.connect(self._ways.resume_interview)
        page.attestation_requested.connect(self._ways.open_attestation)
        page.paper_requested.connect(self._papers.open_made)
        page.changed.connect(self._spreading.wrote)
        page.said.connect(self._shell.show_toast)
        page.dropped.connect(self.offer_undo)
        page.history_requested.connect(self._ways.open_history)
        page.statement_requested.connect(self._papers.open_statement)
        return page

    def make_interviews(self) -> QWidget:
        page = InterviewsView(self._actions, self._lanes)
        page.begin_requested.connect(self._ways.begin_new)
        page.resume_requested.connect(self._ways.resume_interview)
        page.attestation_requested.connect(self._ways.open_attestation)
        page.history_requested.connect(partial(self._ways.open_history, "interviews"))
        page.check_requested.connect(self._ways.open_check)
        return page

    def make_enquiries(self) -> QWidget:
        page = EnquiriesView(self._actions, self._lanes, self._info)
        page.changed.connect(self._spreading.wrote)
        page.undo_offered.connect(self.offer_undo)
        page.history_requested.connect(self._ways.open_history)
        return page

    def make_requests(self) -> QWidget:
        page = RequestsView(self._actions, self._lanes)
        page.request_opened.connect(self._ways.open_request)
        page.committee_requested.connect(self._ways.open_committee)
        page.interviews_requested.connect(partial(self._shell.show_page, "interviews"))
        return page

    def make_tasks(self) -> QWidget:
        page = TasksView(self._actions, self._lanes, self._info)
        page.changed.connect(self._spreading.wrote)
        page.refused_counted.connect(self._badges.note_refused)
        page.count_changed.connect(partial(self._shell.show_badge, "tasks"))
        page.undo_offered.connect(self.offer_undo)
        page.history_requested.connect(self._ways.open_history)
        return page

    def make_quality(self) -> QWidget:
        page = QualityView(self._actions, self._lanes, office=self._info.office_name)
        page.begun.connect(self._surveys.begin)
        page.emergency_paper_requested.connect(self._papers.open_emergency_report)
        page.changed.connect(self._spreading.wrote)
        page.said.connect(self._shell.show_toast)
        page.undo_offered.connect(self.offer_undo)
        page.history_requested.connect(self._ways.open_history)
        page.report_requested.connect(self._ways.open_report)
        return page

    def make_stick(self) -> QWidget:
        page = StickView(self._actions, self._lanes)
        page.changed.connect(self._spreading.spread)
        page.taken.connect(self._clock.refresh)
        page.settings_requested.connect(self._ways.show_joining)
        return page

    def make_procedure(self) -> QWidget:
        page = ProcedurePage(self._actions, self._lanes, self._info)
        page.closed.connect(self._guest.show_again)
        page.sheet_requested.connect(self._papers.open_of_kind)
        return page

    def make_complaints(self) -> QWidget:
        page = ComplaintsView(self._actions, self._lanes)
        page.register_requested.connect(self._complaints.register)
        page.complaint_requested.connect(self._complaints.open)
        page.changed.connect(self._spreading.wrote)
        return page
