"""Settings are kept when they are chosen, and taken back when they could not be."""

import pytest

from desktop.ui.pages.settings.appearance import Appearance, read_appearance
from desktop.ui.pages.settings.presenter import SettingsPresenter
from desktop.ui.pages.settings.state import SettingsState
from desktop.usecases.add_user import NewUser
from desktop.usecases.sync_now import SyncReport
from domain.errors import RuleBroken, Unavailable
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes

FAHD = NewUser("fahd", "فهد الدوسري", ("clerk",), "كلمة سر طويلة 1")


class Settings:
    def __init__(self, desk: FrontDesk | None = None) -> None:
        self.desk, self.lanes = desk or FrontDesk(), HandLanes()
        self.states: list[SettingsState] = []
        self.told: list[Changes] = []
        self.saved: list[Appearance] = []
        self.presenter = SettingsPresenter(
            actions_of(self.desk),
            self.lanes,
            desk_info(),
            show=self.states.append,
            tell=self.told.append,
            appearance_saved=self.saved.append,
            now=self.desk.clock,
        )
        self.presenter.refresh()
        self.lanes.run()

    @property
    def shown(self) -> SettingsState:
        return self.states[-1]


def test_a_store_without_settings_has_the_defaults() -> None:
    assert read_appearance({}.get) == Appearance("system", "arabic", "screen", 10)


def test_settings_nobody_knows_are_the_defaults() -> None:
    odd = {"ui.theme": "pink", "ui.digits": "", "ui.density": "x", "ui.lock_minutes": "٧"}
    assert read_appearance(odd.get) == Appearance()


def test_what_was_chosen_is_kept_and_read_again() -> None:
    settings = Settings()
    settings.presenter.choose_theme("dark")
    settings.presenter.choose_digits("western")
    settings.presenter.choose_density("compact")
    settings.presenter.choose_lock(0)
    settings.lanes.run()
    wanted = Appearance("dark", "western", "compact", 0)
    assert settings.saved[-1] == wanted
    assert read_appearance(settings.desk.find_setting) == wanted
    assert Settings(settings.desk).shown.appearance == wanted


def test_choosing_what_is_chosen_already_writes_nothing() -> None:
    settings = Settings()
    settings.presenter.choose_theme("system")
    assert settings.lanes.store.waiting == []


def test_a_setting_that_could_not_be_kept_goes_back() -> None:
    settings = Settings()
    settings.desk.refuse_once(Unavailable("store.full", ar="القرص ممتلئ.", en="Full."))
    settings.presenter.choose_theme("dark")
    assert settings.shown.appearance.theme == "dark"
    settings.lanes.run()
    assert settings.shown.appearance.theme == "system"
    assert settings.shown.problem == "القرص ممتلئ."
    assert settings.saved == []


def test_a_laptop_joins_head_office_with_address_and_code() -> None:
    settings = Settings()
    settings.presenter.enrol(" https://hub.example:8443 ", " ABCD-1234 ")
    assert settings.shown.sync.is_busy
    assert settings.lanes.store.waiting == []
    settings.lanes.run()
    assert settings.desk.enrolled == [("https://hub.example:8443", "ABCD-1234")]
    assert settings.shown.sync.is_enrolled
    assert not settings.shown.sync.is_busy


@pytest.mark.parametrize(("address", "code", "field"), [("", "X", "hub"), ("https://hub", " ", "code")])
def test_nothing_is_tried_without_address_or_code(address: str, code: str, field: str) -> None:
    settings = Settings()
    settings.presenter.enrol(address, code)
    problem = settings.shown.sync.problem
    assert problem is not None
    assert problem.field == field
    assert settings.lanes.network.waiting == []


def test_a_code_that_is_refused_says_so_and_can_be_tried_again() -> None:
    settings = Settings()
    settings.desk.refuse_once(RuleBroken("enrol.code", ar="الرمز مستعمل.", en="Used.", field="code"))
    settings.presenter.enrol("https://hub", "OLD")
    settings.lanes.run()
    problem = settings.shown.sync.problem
    assert problem is not None
    assert problem.ar == "الرمز مستعمل."
    settings.presenter.enrol("https://hub", "NEW")
    settings.lanes.run()
    assert settings.shown.sync.problem is None
    assert settings.shown.sync.is_enrolled


@pytest.mark.parametrize(
    ("report", "title", "tone"),
    [
        (SyncReport(False, "", 3, None, None), "لم يُربط هذا الجهاز بعد", "info"),
        (SyncReport(True, "h", 3, "2026-11-21T10:00+03:00", None), "محفوظ هنا، وينتظر الإرسال", "info"),
        (SyncReport(True, "h", 3, "2026-11-21T10:00+03:00", None, "sync.unreachable"), "المركز لا يجيب الآن", "warn"),
        (SyncReport(True, "h", 3, "2026-11-21T10:00+03:00", None, "sync.lost"), "تعذّرت المزامنة", "warn"),
        (SyncReport(True, "h", 0, None, "2026-11-21T10:00+03:00"), "وصل كل شيء إلى المركز", "ok"),
    ],
)
def test_the_status_is_one_and_honest(report: SyncReport, title: str, tone: str) -> None:
    settings = Settings(FrontDesk(report=report))
    assert (settings.shown.sync.title, settings.shown.sync.tone) == (title, tone)


def test_what_waits_is_counted_with_its_age() -> None:
    settings = Settings(FrontDesk(report=SyncReport(True, "h", 11, "2026-11-21T09:42+03:00", None)))
    assert settings.shown.sync.detail == "محفوظ هنا وينتظر الإرسال: 11 سجلًا، أقدمها قبل ساعة"


def test_a_round_on_request_runs_on_the_network_lane_once() -> None:
    settings = Settings(FrontDesk(report=SyncReport(True, "h", 3, "2026-11-21T10:00+03:00", None)))
    settings.presenter.sync()
    settings.presenter.sync()
    assert len(settings.lanes.network.waiting) == 1
    settings.lanes.run()
    assert settings.shown.sync.tone == "ok"


def test_a_user_is_added_and_listed() -> None:
    settings = Settings()
    settings.presenter.add_user(FAHD, FAHD.password)
    settings.lanes.run()
    assert [line.username for line in settings.shown.users.users] == ["sara", "fahd"]
    assert [line.is_me for line in settings.shown.users.users] == [True, False]
    assert settings.shown.users.added == "فهد الدوسري"
    assert [changes.kinds for changes in settings.told] == [frozenset({"users"})]


@pytest.mark.parametrize(
    ("new", "repeated", "field"),
    [(FAHD, "غيرها", "repeat"), (NewUser("fahd", "فهد", (), "سر"), "سر", "roles")],
)
def test_a_user_that_is_not_whole_is_refused_beside_the_field(new: NewUser, repeated: str, field: str) -> None:
    settings = Settings()
    settings.presenter.add_user(new, repeated)
    problem = settings.shown.users.problem
    assert problem is not None
    assert problem.field == field
    assert settings.lanes.store.waiting == []


def test_a_username_that_is_taken_is_said_and_nothing_is_told() -> None:
    settings = Settings()
    settings.desk.refuse_once(RuleBroken("user.username.taken", ar="مستعمل.", en="Taken.", field="username"))
    settings.presenter.add_user(FAHD, FAHD.password)
    settings.lanes.run()
    assert settings.shown.users.problem is not None
    assert settings.told == []
    assert not settings.shown.users.is_busy


def test_the_proof_runs_once_and_says_what_it_found() -> None:
    settings = Settings()
    settings.presenter.verify()
    settings.presenter.verify()
    assert settings.shown.store.kind == "running"
    assert len(settings.lanes.store.waiting) == 1
    settings.lanes.run()
    assert settings.shown.store.kind == "clean"
    settings.desk.findings = ("persons: rows differ from the log",)
    settings.presenter.verify()
    settings.lanes.run()
    assert settings.shown.store.kind == "damaged"
    assert settings.shown.store.findings == settings.desk.findings


def test_a_proof_that_cannot_run_says_why() -> None:
    settings = Settings()
    settings.desk.refuse_once(Unavailable("store.busy", ar="مشغولة.", en="Busy."))
    settings.presenter.verify()
    settings.lanes.run()
    assert (settings.shown.store.kind, settings.shown.store.sentence) == ("failed", "مشغولة.")
