"""A form of the office's own in the real window: found, checked, mended, imported, and asked of a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.forms.view import FormsPage
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.settings.view import SettingsView
from desktop.usecases.open_desk import World
from tests.journeys.test_window import register
from tests.support.clock import HandClock
from tests.support.seen_pages import texts_of
from tests.support.window import Window

VISIT = """| settings |
| | form_title | form_id | version |
| | زيارة ميدانية | field/visit | 1 |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | relevant |
| | integer | rooms | عدد الغرف | Rooms | |
| | text | town | البلدة | Town | ${rooms} > ١ |
"""


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()


def opened_forms(window: Window) -> FormsPage:
    settings = window.desk.show_page("settings")
    assert isinstance(settings, SettingsView)
    window.settle()
    window.press(settings, "استمارات المكتب")
    window.settle()
    page = window.desk.current
    assert isinstance(page, FormsPage)
    return page


def test_a_form_is_checked_mended_imported_and_asked(window: Window, tmp_path: Path) -> None:
    window.set_up("herfa")
    page = opened_forms(window)
    assert "طلب دعم حرفي" in texts_of(page)
    file = tmp_path / "visit.md"
    file.write_text(VISIT, encoding="utf-8")
    page.presenter.check(str(file))
    window.settle()
    assert "أرقام عربية" in texts_of(page)
    file.write_text(VISIT.replace("١", "1"), encoding="utf-8")
    page.presenter.check(str(file))
    window.settle()
    assert "عدد الغرف" in texts_of(page)
    window.press(page, "استيراد")
    window.settle()
    assert "زيارة ميدانية" in texts_of(page)
    person = register(window, "نورة بنت سالم الواحي")
    window.desk.ways.begin_interview(person, "field/visit")
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    assert "عدد الغرف" in texts_of(window.desk)


def test_the_search_leads_to_the_forms_and_the_way_back_to_settings(window: Window) -> None:
    window.set_up("herfa")
    window.desk.search.forms_asked.emit()
    window.settle()
    page = window.desk.current
    assert isinstance(page, FormsPage)
    window.press(page, "رجوع")
    assert isinstance(window.desk.current, SettingsView)
