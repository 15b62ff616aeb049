"""The window at the desk: the shell with its pages connected to one another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.actions import Actions, DeskInfo, Pages
from desktop.ui.badges import Badges
from desktop.ui.complaints_held import ComplaintsHeld
from desktop.ui.departures import Departures
from desktop.ui.desk_pages import DeskPages, HasLanes
from desktop.ui.desk_ways import Ways
from desktop.ui.guest_page import GuestPage
from desktop.ui.interviews_held import InterviewsHeld
from desktop.ui.kit.theme import theme
from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.palette.commands import PageEntry
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.procedure.view import title_of_procedure
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.settings.appearance import Appearance, read_appearance
from desktop.ui.pages.settings.users_card import TypedUser
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pages.stick.view import StickView
from desktop.ui.papers import Papers
from desktop.ui.printing import SystemPrinting
from desktop.ui.prints_over import PrintsOver
from desktop.ui.quiet_moment import QuietMoment
from desktop.ui.requests_over import RequestsOver
from desktop.ui.search_everywhere import SearchEverywhere
from desktop.ui.shell import Shell
from desktop.ui.spreading import Spreading
from desktop.ui.surveys_held import SurveysHeld
from desktop.ui.sync_clock import SyncClock
from desktop.ui.waiting_over import WaitingOver
from desktop.ui.watchfulness import Watchfulness
from domain.user import ROLE_NAMES


class DeskWindow(Shell):
    left = Signal()
    language_chosen = Signal(str)

    def __init__(self, actions: Actions, pages: Pages, lanes: HasLanes, info: DeskInfo) -> None:
        role = said_of(ROLE_NAMES[info.user.roles[0]]) if info.user.roles else ""
        super().__init__(office_name=info.office_name, user_name=info.user.name, role=role)
        self._actions, self._lanes, self._info = actions, lanes, info
        self._guest = GuestPage(self)
        self._papers = Papers(actions, pages, lanes, self._guest, profile=info.profile)
        self.prints = PrintsOver(actions, pages, lanes, SystemPrinting(), shell=self)
        self._interviews = InterviewsHeld(actions, lanes, info, self._guest)
        self._departures = Departures(
            actions, lanes, info, self._guest, interviews=self._interviews, papers=self._papers
        )
        self.complaints = ComplaintsHeld(actions, lanes, info, self._guest, papers=self._papers)
        self._requests = RequestsOver(actions, lanes, info, self._guest, papers=self._papers)
        self.surveys = SurveysHeld(self, actions, lanes, self._guest)
        self._badges = Badges(actions, lanes.store, self)
        self._clock = SyncClock(actions, store=lanes.store, network=lanes.network, parent=self)
        self._quiet = QuietMoment(actions, store=lanes.store, parent=self)
        self._waiting = WaitingOver(self, actions, lanes, self._clock)
        self._watch = Watchfulness(actions, lanes.store, banner=self.show_banner, parent=self)
        self.ways = Ways(
            self,
            actions,
            lanes,
            info,
            self._guest,
            papers=self._papers,
            interviews=self._interviews,
            departures=self._departures,
            requests=self._requests,
            waiting=self._waiting,
        )
        self._spreading = self._make_spreading()
        self._made = DeskPages(
            *(self, actions, lanes, info, self._guest),
            ways=self.ways,
            papers=self._papers,
            complaints=self.complaints,
            surveys=self.surveys,
            spreading=self._spreading,
            badges=self._badges,
            clock=self._clock,
        )
        self._connect_deeds()
        self._connect_sync()
        self.lock_requested.connect(self.left)
        self.idle_too_long.connect(self.left)
        self._add_pages(info)

    def _make_spreading(self) -> Spreading:
        return Spreading(
            self,
            self._guest,
            departures=self._departures,
            waiting=self._waiting,
            badges=self._badges,
            watch=self._watch,
            clock=self._clock,
            quiet=self._quiet,
        )

    def _connect_deeds(self) -> None:
        self.surveys.locked.connect(self.left)
        for held in (self._papers, self._interviews, self._departures, self.surveys, self._requests, self.complaints):
            held.changed.connect(self._spreading.wrote)
            held.said.connect(self.show_toast)
        for over in (self._papers, self._departures):
            over.procedure_requested.connect(self.ways.open_procedure)
        self._requests.departure_requested.connect(self.ways.open_departure)
        self._requests.person_requested.connect(self.ways.open_person)
        self._requests.history_requested.connect(self.ways.open_history)
        self.prints.said.connect(self.show_toast)
        self.prints.receipt_page_requested.connect(self._papers.open_receipt)
        self._papers.sent_to_printer.connect(self.prints.refresh)
        self._papers.undo_offered.connect(self._made.offer_undo)
        self.complaints.undo_offered.connect(self._made.offer_undo)
        self.complaints.person_requested.connect(self.ways.open_person)
        self.complaints.history_requested.connect(self.ways.open_history)
        self._departures.receipt_print_requested.connect(self.prints.print_receipt)
        self._badges.counted.connect(self.show_badge)

    def _connect_sync(self) -> None:
        self._clock.status_changed.connect(self.status.show_line)
        self._clock.transfer_changed.connect(self.status.show_transfer)
        self._clock.transfer_changed.connect(self._waiting.show_transfer)
        self._clock.pulled.connect(self._spreading.spread)
        self._clock.finished.connect(self._spreading.show_report)
        self.status_opened.connect(self.ways.open_waiting)
        self.status.pause_toggled.connect(self._clock.toggle_pause)
        self._watch.sync_requested.connect(self._clock.sync)
        self._watch.details_requested.connect(self.ways.open_waiting)
        self._waiting.opened.connect(self._watch.note_read)
        self._waiting.joining_requested.connect(self.ways.show_joining)
        self._clock.joining_needed.connect(self.ways.open_waiting)
        self.sync_requested.connect(self._clock.sync)

    def _add_pages(self, info: DeskInfo) -> None:
        made = self._made
        entries = (
            (PageEntry("home", said("الرئيسة", "Home"), "home"), made.make_home),
            (PageEntry("counter", said("عدّ الزوار", "Visitor count"), "hand-click"), made.make_counter),
            (PageEntry("reception", said("استقبال مراجع", "Receive a visitor"), "user-check"), made.make_reception),
            (PageEntry("persons", headed(said_of(info.profile.person.plural)), "users"), made.make_people),
            (PageEntry("interviews", said("المقابلات", "Interviews"), "message-question"), made.make_interviews),
            (PageEntry("requests", said("الطلبات", "Requests"), "scale"), made.make_requests),
            (PageEntry("enquiries", said("الاستفسارات", "Enquiries"), "help-circle"), made.make_enquiries),
            (PageEntry("complaints", said("الشكاوى", "Complaints"), "message-report"), made.make_complaints),
            *self._quality_entry(info),
            (PageEntry("tasks", said("مهام تحتاج قرارًا", "To settle"), "list-check"), made.make_tasks),
            (PageEntry("stick", said("النقل بالذاكرة", "USB stick"), "device-usb"), made.make_stick),
            (PageEntry("settings", said("الإعدادات", "Settings"), "settings"), self._make_settings),
            (PageEntry("procedure", title_of_procedure(info.profile), "speakerphone"), made.make_procedure),
        )
        for entry, make in entries:
            self.add_page(entry.key, entry.title, entry.icon, make, last=entry.key == "settings")
        self.search = self._make_search(tuple(entry for entry, _ in entries))
        self.search_requested.connect(self.search.open)
        self.page_shown.connect(self._shown)

    def _quality_entry(self, info: DeskInfo) -> tuple[tuple[PageEntry, Callable[[], QWidget]], ...]:
        """Where the policy has anything to fill in."""
        if not info.profile.instruments:
            return ()
        return ((PageEntry("quality", said("الرضا والإشراف", "Quality"), "clipboard-check"), self._made.make_quality),)

    def start(self) -> None:
        self.show_page("home")
        self._read_appearance()
        self._clock.start()
        self._badges.count_refused()
        self._badges.count_enquiries()
        self._badges.count_complaints()
        self._watch.look()
        self.prints.start()

    def leave(self) -> None:
        """Before locking and closing: the interview in progress is a saved draft already, a form is kept now."""
        people = self.find_page("persons")
        if isinstance(people, PeopleView):
            people.keep_unsaved()
        reception = self.find_page("reception")
        if isinstance(reception, ReceptionView):
            reception.keep_unsaved()
        stick = self.find_page("stick")
        if isinstance(stick, StickView):
            # Half a bundle would be left on it, with nobody to say so.
            stick.presenter.stop()
        self._clock.stop()
        self._watch.stop()
        self._quiet.stop()
        self.prints.stop()
        self.watch_idle(0)

    # --- settings ------------------------------------------------------------------------------------------------

    def _make_settings(self) -> QWidget:
        page = SettingsView(self._actions, self._lanes, self._info)
        page.changed.connect(self._spreading.wrote)
        page.appearance_changed.connect(self._read_appearance)
        page.lock_minutes_changed.connect(self.watch_idle)
        page.recovery_sheet_made.connect(self._papers.open_recovery_sheet)
        page.forms_requested.connect(self.ways.open_forms)
        page.language_chosen.connect(self.language_chosen)
        return page

    def typed_user(self) -> TypedUser | None:
        """Of the user who is being added in the settings."""
        page = self.findChild(SettingsView)
        return page.users.typed() if page is not None else None

    def show_language_choice(self, typed: TypedUser | None) -> None:
        """After it was made there: the keyboard goes on where it was, and so does adding a user."""
        page = self.show_page("settings")
        if isinstance(page, SettingsView):
            if typed is not None:
                page.users.type_again(typed)
            page.appearance.language.focus()

    def _make_search(self, pages: tuple[PageEntry, ...]) -> SearchEverywhere:
        search = SearchEverywhere(self, self._actions, self._lanes, pages=pages, person=self._info.profile.person)
        self.ways.follow(search)
        search.sync_asked.connect(self._clock.sync)
        search.lock_asked.connect(self.left)
        return search

    def _shown(self, page: str) -> None:
        self.search.close()
        self._badges.count_open()

    def _read_appearance(self) -> None:
        self._lanes.store.ask(partial(read_appearance, self._actions.find_setting), then=self._apply_appearance)

    def _apply_appearance(self, wanted: Appearance) -> None:
        theme().apply(choice=wanted.theme, digits=wanted.digits, density=wanted.density)
        self.watch_idle(wanted.lock_minutes)
