"""Forms that head office publishes: every laptop takes up what it finds sound, and says why it left the rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.bootstrap_sync import enrol, sync_now
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import list_forms as forms_to_hold
from desktop.usecases.import_form import FormPlace, list_form_versions
from desktop.usecases.keep_officials import add_official, edit_official, list_officials, remove_official
from desktop.usecases.list_holidays import list_holidays
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.show_history import show_history
from desktop.usecases.show_procedure import show_procedure
from domain.deadline import Term, due
from domain.errors import RuleBroken
from domain.holidays import OFF
from domain.official import OfficialDraft
from domain.text import Text
from headoffice.devices import grant_all_returned
from headoffice.reference_forms import list_forms, publish_form, withdraw_form
from headoffice.reference_holidays import declare_holiday, withdraw_holiday
from headoffice.reference_officials import add_official as add_official_for_all
from tests.support.hub_backup import wipe
from tests.support.in_process_hub import InProcessHub
from tests.support.laptop import Laptop
from tests.support.running_hub import RunningHub, running_hub

FORM = """| settings |
| | form_title | form_id | version |
| | زيارة ميدانية | field/visit | VERSION |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) |
| | KIND | rooms | عدد الغرف | Rooms |
"""


@dataclass
class Office:
    """A laptop at work, joined to a head office whose administrator works beside its server."""

    desk: Desk
    hub: RunningHub
    folder: Path

    def publish(self, version: str, kind: str = "integer", name: str = "visit.md") -> str:
        file = self.folder / name
        text = FORM.replace("VERSION", version).replace("KIND", kind)
        file.write_text(text, encoding="utf-8")
        with self.hub.open_beside() as beside:
            return publish_form(beside, file, authority="إدارة البرامج").id

    def withdraw(self, form: str) -> None:
        with self.hub.open_beside() as beside:
            withdraw_form(beside, form, "استُبدلت")

    def sync(self) -> None:
        assert sync_now(self.desk).problem is None

    def places(self) -> list[FormPlace]:
        return [one for one in list_form_versions(self.desk) if one.origin == "published"]

    def in_use(self) -> list[str]:
        return [one.version for one in self.places() if one.is_in_use]


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    with running_hub(folder / "hub") as hub, Laptop(folder / "laptop").at_work() as desk:
        enrol(desk, hub.url, str(hub.code(desk.office_code)))
        yield Office(desk, hub, folder)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as office:
        yield office


def list_id(office: Office) -> str:
    with office.hub.open_beside() as beside:
        (one,) = list_forms(beside)
    return one.id


def test_a_published_form_is_asked_with_from_the_next_round_on_until_it_is_withdrawn(office: Office) -> None:
    first = office.publish("1")
    office.sync()
    assert office.in_use() == ["1"]
    assert "field/visit" in [form.id for form in forms_to_hold(office.desk)]
    second = office.publish("2", "text")
    office.sync()
    assert office.in_use() == ["2"]
    office.withdraw(second)
    office.sync()
    assert office.in_use() == ["1"]
    office.withdraw(first)
    office.sync()
    assert office.in_use() == []
    office.publish("3", name="lost.md")
    office.sync()
    # A wiped head office gets the file back with what it said of it.
    wipe(office.hub)
    assert sync_now(office.desk).problem is not None
    with office.hub.open_beside() as beside:
        grant_all_returned(beside)
    office.sync()
    with office.hub.open_beside() as beside:
        assert [(one.file_name, one.is_here) for one in list_forms(beside)] == [("lost.md", True)]
    office.withdraw(list_id(office))
    office.sync()
    assert "field/visit" not in [form.id for form in forms_to_hold(office.desk)]


def test_a_form_that_is_not_sound_or_of_a_known_version_is_named_with_its_reason_and_stops_nothing(
    office: Office,
) -> None:
    office.publish("1")
    office.publish("1", "text", "same-version.md")
    office.publish("1", "no_such_type", "broken.md")
    with office.hub.open_beside() as beside:
        declare_holiday(
            beside, OFF, date(2026, 12, 1), date(2026, 12, 1), title=Text("إجازة", "Off"), declared_by="المدير"
        )
    office.sync()
    assert office.in_use() == ["1"]
    refused = {one.file: one.refused for one in office.places() if one.refused is not None}
    assert refused.keys() == {"same-version.md", "broken.md"}
    same = refused["same-version.md"]
    assert same is not None
    assert "version" in same.en
    told = [notice.ar for notice in office.desk.store.notices.since(0)]
    assert len(told) == 2
    assert any("broken.md" in sentence for sentence in told)
    assert [one.day for one in list_holidays(office.desk) if one.declared] == [date(2026, 12, 1)]
    # Looked at once: not with every round.
    office.sync()
    assert len(office.desk.store.notices.since(0)) == 2


def test_the_same_file_is_published_once_and_a_name_that_no_disk_would_take_not_at_all(
    tmp_path: Path,
) -> None:
    with InProcessHub(tmp_path / "hub") as hub:
        file = tmp_path / "visit.md"
        file.write_text(FORM, encoding="utf-8")
        publish_form(hub.beside, file)
        assert [(one.file_name, one.is_here) for one in list_forms(hub.beside)] == [("visit.md", True)]
        with pytest.raises(RuleBroken, match="published already"):
            publish_form(hub.beside, file)
        other = tmp_path / "visit.exe"
        other.write_text(FORM, encoding="utf-8")
        with pytest.raises(RuleBroken, match="will not do"):
            publish_form(hub.beside, other)


def test_due_days_move_with_what_head_office_declares_and_back_when_it_is_withdrawn(office: Office) -> None:
    term = Term("not_after", 5, "working_days", "submitted", "", "")
    start = date(2026, 11, 26)

    def due_day() -> date:
        return due(term, start, holidays_of(office.desk)).day

    assert due_day() == date(2026, 12, 3)
    with office.hub.open_beside() as beside:
        first, last = date(2026, 12, 1), date(2026, 12, 2)
        holiday = declare_holiday(beside, OFF, first, last, title=Text("إجازة خاصة", "Special"), declared_by="المدير")
    office.sync()
    assert due_day() == date(2026, 12, 7)
    cards = {section.id: section for section in show_procedure(office.desk).sections}
    assert [(line.source.ar if line.source else "") for line in cards["holidays"].lines] == [
        "أعلنه المركز الرئيس: المدير"
    ] * 2
    with office.hub.open_beside() as beside:
        withdraw_holiday(beside, holiday.id, "أُجّلت")
    office.sync()
    assert due_day() == date(2026, 12, 3)
    assert "holidays" not in {section.id for section in show_procedure(office.desk).sections}


def test_a_liaison_officer_of_the_association_is_not_changed_in_an_office_and_one_of_the_office_is(
    office: Office,
) -> None:
    with office.hub.open_beside() as beside:
        theirs = add_official_for_all(beside, OfficialDraft("سعد الحربي"))
    ours = add_official(office.desk, OfficialDraft("ريم الفهد")).official
    office.sync()
    assert {one.name for one in list_officials(office.desk)} == {"سعد الحربي", "ريم الفهد"}
    for deed in (
        lambda: edit_official(office.desk, theirs.id, OfficialDraft("آخر")),
        lambda: remove_official(office.desk, theirs.id, "انتقل"),
    ):
        with pytest.raises(RuleBroken) as broken:
            deed()
        assert broken.value.code == "official.of_association"
    (written,) = (one for one in show_history(office.desk, "officials", theirs.id).fields if one.cell == "name")
    assert [line.author for line in written.lines] == ["المركز الرئيس"]
    edit_official(office.desk, ours.id, OfficialDraft("ريم الفهد", post="منسقة"))
    office.sync()
    assert office.desk.store.exchange.waiting().count == 0
