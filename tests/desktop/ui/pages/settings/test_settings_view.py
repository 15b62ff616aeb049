"""Settings under hands: what is chosen is seen at once, kept, and said."""

import pytest

from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import DARK
from desktop.ui.pages.settings.view import SettingsView
from desktop.usecases.sync_now import SyncReport
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed


class Settings:
    def __init__(self, stage: Stage, desk: FrontDesk | None = None) -> None:
        self.desk, self.lanes, self._stage = desk or FrontDesk(), HandLanes(), stage
        self.minutes: list[int] = []
        self.appearances: list[str] = []
        self.changes: list[Changes] = []
        self.view = SettingsView(actions_of(self.desk), self.lanes, desk_info())
        self.view.lock_minutes_changed.connect(self.minutes.append)
        self.view.appearance_changed.connect(self._hear)
        self.view.changed.connect(self.changes.append)
        stage.show(self.view)
        self.run()

    def _hear(self) -> None:
        self.appearances.append(theme().digits)

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()


def test_dark_western_and_compact_are_seen_at_once_and_kept(stage: Stage) -> None:
    settings = Settings(stage)
    height = settings.view.about.verify.height()
    for name in ("المظهر: داكن", "الأرقام: 123", "الكثافة: متراصّة"):
        button_named(settings.view, name).click()
        settings.run()
    assert theme().palette is DARK
    assert theme().digits == "western"
    assert settings.view.about.verify.height() < height
    assert settings.appearances == ["arabic", "western", "western"]
    assert settings.desk.settings == {"ui.theme": "dark", "ui.digits": "western", "ui.density": "compact"}


def test_the_lock_is_chosen_in_minutes_or_never(stage: Stage) -> None:
    settings = Settings(stage)
    lock = settings.view.appearance.lock
    assert lock.currentText() == "بعد ١٠ دقائق"
    lock.activated.emit(lock.count() - 1)
    settings.run()
    assert settings.minutes == [0]
    assert settings.desk.settings == {"ui.lock_minutes": "0"}


def test_joining_head_office_takes_an_address_and_a_code(stage: Stage) -> None:
    settings = Settings(stage)
    card = settings.view.head_office
    card.enrol.click()
    assert card.address.property("state") == "bad"
    card.address.setText("https://hub.example")
    card.code.setText("ABCD-1234")
    card.enrol.click()
    settings.run()
    assert settings.desk.enrolled == [("https://hub.example", "ABCD-1234")]
    assert card.sync.isVisible()
    assert not card.enrol.isVisible()
    assert "https://hub.example" in texts_of(card)


def test_a_refused_code_is_said_beside_the_code(stage: Stage) -> None:
    settings = Settings(stage)
    card = settings.view.head_office
    settings.desk.refuse_once(RuleBroken("enrol.code", ar="هذا الرمز مستعمل. اطلب غيره.", en="Used.", field="code"))
    card.address.setText("https://hub.example")
    card.code.setText("OLD")
    card.enrol.click()
    settings.run()
    assert card.code.property("state") == "bad"
    assert "هذا الرمز مستعمل. اطلب غيره." in texts_of(card)


def test_a_round_on_request_changes_the_status(stage: Stage) -> None:
    waiting = SyncReport(True, "https://hub", 3, "2026-11-21T10:00+03:00", None)
    settings = Settings(stage, FrontDesk(report=waiting))
    assert "٣ سجلات" in texts_of(settings.view.head_office)
    settings.view.head_office.sync.click()
    assert not settings.view.head_office.sync.isEnabled()
    settings.run()
    assert "وصل كل شيء إلى المركز" in texts_of(settings.view.head_office)


def test_a_report_from_the_background_is_shown(stage: Stage) -> None:
    settings = Settings(stage)
    settings.view.show_sync(SyncReport(True, "https://hub", 0, None, "2026-11-21T10:00+03:00"))
    assert "وصل كل شيء إلى المركز" in texts_of(settings.view.head_office)


def test_a_user_is_added_and_the_form_is_empty_again(stage: Stage) -> None:
    settings = Settings(stage)
    card = settings.view.users
    card.start.click()
    card.name.setText("فهد الدوسري")
    card.username.setText("fahd")
    card.password.setText("كلمة سر طويلة 1")
    card.repeat.setText("غيرها")
    card.roles["clerk"].setChecked(True)
    card.add.click()
    assert "كلمتا المرور غير متطابقتين" in texts_of(card)
    card.repeat.setText("كلمة سر طويلة 1")
    card.add.click()
    settings.run()
    assert "فهد الدوسري" in texts_of(card)
    assert [(user.username, user.roles) for user in settings.desk.users[1:]] == [("fahd", ("clerk",))]
    assert (card.name.text(), card.password.text(), card.roles["clerk"].isChecked()) == ("", "", False)
    assert len(settings.changes) == 1


def test_the_proof_of_the_data_shows_that_it_runs_and_what_it_found(stage: Stage) -> None:
    settings = Settings(stage, FrontDesk(findings=("persons: rows differ from the log",)))
    settings.view.about.verify.click()
    assert not settings.view.about.verify.isEnabled()
    settings.run()
    assert "persons: rows differ from the log" in texts_of(settings.view.about)
    settings.desk.findings = ()
    settings.view.about.verify.click()
    settings.run()
    assert "البيانات سليمة" in texts_of(settings.view.about)


def test_a_write_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    settings = Settings(stage)
    button_named(settings.view, "المظهر: داكن").click()
    stage.clear()
    settings.lanes.run()
    assert settings.desk.settings == {"ui.theme": "dark"}


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    settings = Settings(stage)
    settings.view.window().resize(width, 700)
    settings.view.users.start.click()
    settings.run()
    assert (unnamed(settings.view), cut_texts(settings.view), is_wider_than_shown(settings.view)) == ([], [], False)
