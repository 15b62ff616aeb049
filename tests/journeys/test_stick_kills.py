"""The stick against death, a full disk and a file that may not grow: nothing half done, and nothing lost."""

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.support.command_line import PASSWORD, CommandLine, variables
from tests.support.hub_process import HubProcess
from tests.support.small_disk import LEFT, small_disk
from tests.support.sources import ROOT

OFFICE = ("--profile", "herfa", "--office", "RYD1", "--office-name", "مكتب الفرع", "--admin", "amina")
KILLS = 3


@pytest.fixture
def hub(tmp_path: Path) -> HubProcess:
    return HubProcess(tmp_path / "hub")


@pytest.fixture
def office(hub: HubProcess, tmp_path: Path) -> CommandLine:
    """A laptop that has joined, with a day's work that head office has not heard of."""
    made = CommandLine(tmp_path / "one")
    hub.start()
    made.do("init", *OFFICE)
    made.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    hub.stop()
    made.do("demo", "--days", "1", "--persons", "4")
    return made


def laptop_words(office: CommandLine, *words: object) -> list[str]:
    return [sys.executable, "-m", "desktop.cli", "--home", str(office.home), "--json", *map(str, words)]


def hub_words(tmp_path: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "headoffice", "--json", *map(str, words), "--data", str(tmp_path / "hub")]


def begun(words: list[str]) -> "subprocess.Popen[str]":
    environment = variables({"ISTIQBAL_PASSWORD": PASSWORD})
    return subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def killed_at_random(words: list[str], random: Random) -> bool:
    """Whether death came before it had finished."""
    process = begun(words)
    time.sleep(random.uniform(0.2, 1.6))
    process.kill()
    process.communicate(timeout=120)
    return process.returncode != 0


def test_whenever_it_is_killed_the_stick_is_whole_or_empty_and_the_round_can_be_done_again(
    office: CommandLine, hub: HubProcess, tmp_path: Path
) -> None:
    """With a day's records and a sealed paper."""
    random = Random(5)
    paper = next(row["id"] for row in office.do("dump")["rows"] if row["table"] == "attestations")
    sealed = office.do("paper", "keep", paper, "--pdf", tmp_path / "sealed.pdf")["bytes"]
    out, back = tmp_path / "stick" / "out.istiqbal", tmp_path / "stick" / "back.istiqbal"
    out.parent.mkdir()
    steps = (
        (laptop_words(office, "bundle", "export", out), out),
        (hub_words(tmp_path, "bundle", "import", out, "--reply", back), back),
        (laptop_words(office, "bundle", "import", back), None),
    )
    for words, result in steps:
        for _ in range(KILLS):
            killed_at_random(words, random)
            if result is not None and result.exists():
                assert_whole(office, hub, result)
        said, problem = begun(words).communicate(timeout=180)
        assert "error" not in json.loads(said), problem
    assert office.do("status")["waiting"] == 0
    assert [file.stat().st_size for file in (tmp_path / "hub" / "blobs").glob("*/*/*")] == [sealed]
    assert office.do("bundle", "export", out)["beside"]["files"] == 0
    assert office.do("dump") == {"rows": hub.ask("dump")["rows"]}
    assert office.do("verify")["clean"]


def assert_whole(office: CommandLine, hub: HubProcess, bundle: Path) -> None:
    """What stands under a bundle's name can be taken."""
    if bundle.name == "out.istiqbal":
        assert hub.ask("bundle", "import", str(bundle))["outcome"] in ("taken", "nothing_new")
    else:
        assert office.do("bundle", "import", bundle)["outcome"] in ("taken", "old")


# --- no room ---------------------------------------------------------------------------------------------------------


def test_a_full_stick_gets_no_half_bundle_and_what_was_on_it_stays(
    office: CommandLine, hub: HubProcess, tmp_path: Path
) -> None:
    out = tmp_path / "out.istiqbal"
    office.do("demo", "--days", "6", "--persons", "24", "--seed", "2")
    assert office.do("bundle", "export", out)["bytes"] > 1.2 * LEFT
    with small_disk(tmp_path / "stick") as stick:
        letter = stick.folder / "letter.txt"
        letter.write_text("خطاب", encoding="utf-8")
        place = stick.folder / "out.istiqbal"
        with stick.full():
            done = stick.run(office, "bundle", "export", str(place))
            assert (done.error["code"], done.exit_code) == ("bundle.full", 3)
            reply = refused_reply(tmp_path, out, stick.folder / "back.istiqbal", is_mounted=stick.is_mounted)
            assert reply["error"]["code"] == "bundle.full"
        assert [file.name for file in stick.folder.iterdir()] == [letter.name]
        office.do("bundle", "export", place)
        hub.ask("bundle", "import", str(place), "--reply", str(stick.folder / "back.istiqbal"))
        assert office.do("bundle", "import", stick.folder / "back.istiqbal")["waiting"] == 0
    assert office.do("dump") == {"rows": hub.ask("dump")["rows"]}


def refused_reply(tmp_path: Path, out: Path, back: Path, *, is_mounted: bool) -> dict[str, Any]:
    words = hub_words(tmp_path, "bundle", "import", out, "--reply", back)
    if not is_mounted:
        hub_said(hub_words(tmp_path, "bundle", "import", out))  # the limit is not to hit the database
        words = ["sh", "-c", 'ulimit -f "$0"; exec "$@"', str(LEFT // 512), *words]
    return hub_said(words)


def hub_said(words: list[str]) -> dict[str, Any]:
    said, _ = begun(words).communicate(timeout=180)
    found: dict[str, Any] = json.loads(said)
    return found
