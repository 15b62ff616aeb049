"""An office without a line: everything travels by USB stick, through the command line alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import CommandLine
from tests.support.hub_process import HubProcess

OFFICE = ("--profile", "herfa", "--office", "RYD1", "--office-name", "مكتب الفرع", "--admin", "amina")


@pytest.fixture
def hub(tmp_path: Path) -> HubProcess:
    return HubProcess(tmp_path / "hub")


@pytest.fixture
def offices(hub: HubProcess, tmp_path: Path) -> Iterator[tuple[CommandLine, CommandLine]]:
    """Two laptops that have joined, and from then on see no line."""
    pair = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    hub.start()
    for office in pair:
        office.do("init", *OFFICE)
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    hub.stop()
    yield pair


def test_two_laptops_converge_without_any_network(
    offices: tuple[CommandLine, CommandLine], hub: HubProcess, tmp_path: Path
) -> None:
    one, two = offices
    stick = tmp_path / "stick"
    stick.mkdir()
    one.do("visit", "add", "--count", "3")
    two.do("visit", "add")
    person = one.do("person", "add", "--name", "سعد العتيبي")["id"]
    for number, office in enumerate((one, two, one, two)):
        if number == 2:
            one.do("person", "edit", person, "--phone", "0512345678")
        out, back = stick / f"{number}.istiqbal", stick / f"{number}-back.istiqbal"
        copied = office.do("bundle", "export", out)
        brought = hub.ask("bundle", "import", str(out), "--reply", str(back))
        assert (brought["outcome"], brought["carried"]) == (
            "taken" if copied["entries"] else "nothing_new",
            copied["entries"],
        )
        assert office.do("bundle", "import", back)["waiting"] == 0
    assert one.do("dump") == two.do("dump") == {"rows": hub.ask("dump")["rows"]}
    assert one.do("verify")["clean"]
