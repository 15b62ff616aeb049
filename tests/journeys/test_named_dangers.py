"""Whatever comes between a branch and head office has a name: an outcome with its code, a sentence that tells the
clerk what to do, on the command line and in the window, and nothing of her work is lost by it."""

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.bootstrap_sync import enrol
from desktop.ui.pages.waiting.view import WaitingPage
from tests.support.clock import HandClock
from tests.support.command_line import CommandLine, Done
from tests.support.dangers import (
    Scene,
    clock_off,
    cloned,
    portal,
    scene,
    stolen,
    treated,
    wrong_hub,
)
from tests.support.hub_process import HubProcess
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.seen_pages import texts_of
from tests.support.window import Window

SAVED = "عملك محفوظ"


@dataclass(frozen=True)
class Danger:
    """`code` is its name, `said` what the clerk is told among other things. `is_banner` when that stands over every
    page, since only a person can end it."""

    make: Callable[[Scene], contextlib.AbstractContextManager[None]]
    code: str
    said: str
    is_banner: bool = False


DANGERS = {
    "another head office": Danger(wrong_hub, "sync.another_hub", f"{SAVED} هنا؛ أبلغ مدير النظام", is_banner=True),
    "a captive portal": Danger(portal, "sync.not_head_office", "افتح المتصفح وأكمل الدخول إلى الشبكة"),
    "a question cut short": Danger(treated("cut_up", 200), "sync.unreachable", f"{SAVED} هنا، وسيُرسل وحده"),
    "an answer cut short": Danger(treated("cut_down", 200), "sync.unreachable", f"{SAVED} هنا، وسيُرسل وحده"),
    "a stolen laptop": Danger(stolen, "sync.lost", "فعملك محفوظ فيه؛ أبلغ مدير النظام", is_banner=True),
}
# What a changed or missing byte may end in, wherever it is: nothing, or one of these.
LINE_CODES = {
    "sync.unreachable",
    "sync.not_head_office",
    "sync.signature",
    "sync.damaged",
    "sync.damaged_answer",
    "sync.unknown_device",
    "sync.another_hub",
}


def now_clock() -> HandClock:
    return HandClock(int(time.time() * 1000))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Scene, CommandLine]]:
    """A laptop that has joined, with a visit that waits."""
    with scene(tmp_path, now_clock()) as made:
        laptop = joined(made, tmp_path / "laptop")
        laptop.do("visit", "add")
        yield made, laptop


def joined(made: Scene, home: Path) -> CommandLine:
    laptop = CommandLine(home)
    laptop.init()
    laptop.do("enrol", "--hub", made.url, "--code", str(made.hub.code("RYD1")))
    return laptop


def assert_told(done: Done, code: str, said: str) -> None:
    assert (done.exit_code, done.error["code"]) == (3, code), done
    assert said in done.error["ar"]
    assert done.err.startswith(done.error["ar"])


def assert_nothing_lost(made: Scene, laptop: CommandLine, before: str) -> None:
    """What was written is as it was, the next round brings it to head office, and the log proves itself."""
    assert laptop.dump() == before
    assert laptop.do("sync")["waiting"] == 0
    assert laptop.dump() == before == made.hub.dump()
    assert laptop.do("verify")["clean"] is True


@pytest.mark.parametrize("name", DANGERS)
def test_a_danger_has_its_name_and_its_sentence_and_loses_nothing(name: str, office: tuple[Scene, CommandLine]) -> None:
    (made, laptop), danger = office, DANGERS[name]
    before, held = laptop.dump(), made.hub.dump()
    with danger.make(made):
        assert_told(laptop.run("sync"), danger.code, danger.said)
        status = laptop.do("status")
        assert (status["waiting"], status["problem"]) == (1, danger.code)
        assert danger.said in status["told"]["ar"]
        laptop.do("visit", "day")  # work goes on
    assert made.hub.dump() == held or danger.code == "sync.unreachable"
    assert_nothing_lost(made, laptop, before)


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["cut_up", "cut_down", "flipped_up", "flipped_down"])
def test_a_byte_that_is_missing_or_changed_anywhere_is_told_and_loses_nothing(
    deed: str, office: tuple[Scene, CommandLine]
) -> None:
    made, laptop = office
    told = set()
    for after in range(1, 1_300, 173):
        laptop.do("visit", "add")
        before = laptop.dump()
        with treated(deed, after)(made):
            done = laptop.run("sync")
        if done.exit_code:
            told.add(done.error["code"])
            assert re.search(r"[\u0621-\u064a]{3}", done.error["ar"])
        assert_nothing_lost(made, laptop, before)
    assert told
    assert told <= LINE_CODES


def test_a_clock_ten_years_off_is_told_with_both_times_and_decides_nothing(office: tuple[Scene, CommandLine]) -> None:
    made, laptop = office
    before = laptop.dump()
    with clock_off(made):
        assert laptop.do("sync")["waiting"] == 0
        clock = laptop.do("status")["clock"]
        assert clock["kind"] == "behind"
        assert int(clock["there"][:4]) - int(clock["here"][:4]) == 10
        text = laptop.runner(("--home", str(laptop.home), "status"), laptop.environment, "").out
        assert "ساعة هذا الجهاز غير صحيحة" in text
    assert_nothing_lost(made, laptop, before)
    assert laptop.do("status")["clock"] is None


def test_a_cloned_disk_goes_on_as_two_laptops_and_both_keep_their_work(
    office: tuple[Scene, CommandLine], tmp_path: Path
) -> None:
    made, laptop = office
    copy = CommandLine(cloned(laptop.home, tmp_path / "copy"))
    ids = {laptop.do("visit", "add")["ids"][0], copy.do("visit", "add")["ids"][0]}
    for each in (laptop, copy, laptop, copy):
        assert each.do("sync")["waiting"] == 0
    assert laptop.dump() == copy.dump() == made.hub.dump()
    assert ids <= {row["id"] for row in laptop.rows()}
    (notice,) = [one for one in copy.do("status")["notices"] if one["code"] == "replica.copied"]
    assert "فأبقِ واحدة منهما فقط" in notice["ar"]
    assert laptop.do("verify")["clean"] is True
    assert copy.do("verify")["clean"] is True


# --- bundles ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def carried(tmp_path: Path) -> Iterator[tuple[HubProcess, CommandLine, Path]]:
    """A laptop that has joined and sees no line, and a folder that is the stick."""
    hub, stick = HubProcess(tmp_path / "hub"), tmp_path / "stick"
    stick.mkdir()
    hub.start()
    laptop = CommandLine(tmp_path / "laptop")
    laptop.init()
    laptop.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    hub.stop()
    laptop.do("visit", "add", "--count", "2")
    yield hub, laptop, stick
    hub.stop()


def brought(hub: HubProcess, laptop: CommandLine, stick: Path, name: str) -> Path:
    """Head office's reply to all that this laptop has."""
    out, back = stick / f"{name}.istiqbal", stick / f"{name}-back.istiqbal"
    laptop.do("bundle", "export", out)
    hub.ask("bundle", "import", str(out), "--reply", str(back))
    return back


def test_an_old_and_a_replayed_bundle_change_nothing_and_say_so(
    carried: tuple[HubProcess, CommandLine, Path],
) -> None:
    hub, laptop, stick = carried
    first = brought(hub, laptop, stick, "first")
    laptop.do("visit", "add")
    second = brought(hub, laptop, stick, "second")
    assert laptop.do("bundle", "import", second)["waiting"] == 0
    before = laptop.dump()
    assert laptop.do("bundle", "import", first)["outcome"] == "old"
    replayed = laptop.do("bundle", "import", second)
    assert (replayed["outcome"], replayed["received"], replayed["confirmed"]) == ("old", 0, 0)
    text = laptop.runner(("--home", str(laptop.home), "bundle", "import", str(first)), laptop.environment, "").out
    assert "لا جديد في هذه الحزمة" in text
    again = hub.ask("bundle", "import", str(stick / "first.istiqbal"))
    assert again["outcome"] == "nothing_new"
    assert laptop.dump() == before
    assert hub.ask("dump")["rows"] == laptop.rows()


def test_a_foreign_bundle_and_a_damaged_one_are_refused_whole(
    carried: tuple[HubProcess, CommandLine, Path], tmp_path: Path
) -> None:
    hub, laptop, stick = carried
    before = laptop.dump()
    elsewhere = HubProcess(tmp_path / "elsewhere")
    elsewhere.start()
    stranger = CommandLine(tmp_path / "stranger")
    stranger.init()
    stranger.do("enrol", "--hub", elsewhere.url, "--code", str(elsewhere.ask("code", "--office", "RYD1")["code"]))
    elsewhere.stop()
    foreign = brought(elsewhere, stranger, stick, "foreign")
    assert_refused(laptop.run("bundle", "import", foreign), "bundle.association", "لجمعية أخرى")
    back = brought(hub, laptop, stick, "mine")
    whole = back.read_bytes()
    for place in range(0, len(whole), len(whole) // 4):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]):
            back.write_bytes(damaged)
            done = laptop.run("bundle", "import", back)
            assert done.exit_code in (1, 3), done
            assert done.error["code"].startswith("bundle."), done
            assert re.search(r"[\u0621-\u064a]{3}", done.error["ar"])
    assert laptop.dump() == before
    back.write_bytes(whole)
    assert laptop.do("bundle", "import", back)["waiting"] == 0
    assert hub.ask("dump")["rows"] == laptop.rows()


def assert_refused(done: Done, code: str, said: str) -> None:
    assert done.error["code"] == code, done
    assert said in done.error["ar"]


# --- in the window ---------------------------------------------------------------------------------------------------


def test_every_danger_is_told_in_the_window_and_is_over_when_it_is_over(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    laptop = Laptop(tmp_path / "laptop")
    with scene(tmp_path, HandClock()) as made:
        with laptop.at_work() as desk:
            enrol(desk, made.url, str(made.hub.code("RYD1")))
        seen = Window(qapp, cloned(laptop.folder, tmp_path / "clone"), laptop.world)
        seen.sign_in(ADMIN, PASSWORD)
        seen.press(seen.desk, "مزامنة الآن")
        assert "حدث في المزامنة ما يحسن أن يعرفه مدير النظام" in seen.desk.banner_text("notices")
        assert "فأبقِ واحدة منهما فقط" in told_of_what_waits(seen)
        assert seen.desk.banner_text("notices") == ""
        for danger in DANGERS.values():
            QTest.keyClick(seen.desk.show_page("counter"), Qt.Key.Key_1)
            seen.settle()
            with danger.make(made):
                seen.press(seen.desk, "مزامنة الآن")
                assert danger.said in told_of_what_waits(seen)
                assert (danger.said in seen.desk.banner_text("problem")) is danger.is_banner
                assert danger.said in told_in_settings(seen)
            seen.press(seen.desk, "مزامنة الآن")
            assert seen.desk.banner_text("problem") == ""
            assert "لا شيء ينتظر" in told_of_what_waits(seen)
        with clock_off(made):
            seen.press(seen.desk, "مزامنة الآن")
            assert "غير صحيحة" in seen.desk.banner_text("clock")
        seen.press(seen.desk, "مزامنة الآن")
        assert seen.desk.banner_text("clock") == ""
        seen.close()
        counted = made.hub.dump().count('"table":"visits"')
    assert counted == len(DANGERS)


def told_in_settings(seen: Window) -> str:
    """By whoever comes there later, as an administrator does."""
    page = seen.desk.show_page("settings")
    seen.settle()
    return texts_of(page)


def told_of_what_waits(seen: Window) -> str:
    seen.desk.ways.open_waiting()
    seen.settle()
    page = seen.desk.current
    assert isinstance(page, WaitingPage)
    return texts_of(page)
