"""An office without a line: everything travels by USB stick, through the command line alone."""

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.hub_process import HubProcess

OFFICE = ("--profile", "herfa", "--office", "RYD1", "--office-name", "مكتب الفرع", "--admin", "amina")


@pytest.fixture
def hub(tmp_path: Path) -> HubProcess:
    return HubProcess(tmp_path / "hub")


@pytest.fixture
def offices(hub: HubProcess, tmp_path: Path) -> tuple[CommandLine, CommandLine]:
    """Two laptops that have joined, and from then on see no line."""
    pair = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    hub.start()
    for office in pair:
        office.do("init", *OFFICE)
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    hub.stop()
    return pair


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


def test_two_laptops_hand_over_by_card_and_bundle_and_one_trip_brings_both(
    offices: tuple[CommandLine, CommandLine], hub: HubProcess, tmp_path: Path
) -> None:
    one, two = offices
    card, gift, out, back = (
        tmp_path / name for name in ("two.istiqbal-card", "gift.istiqbal", "out.istiqbal", "back.istiqbal")
    )
    one.do("visit", "add", "--count", "2")
    assert two.do("bundle", "card", card)["file"] == card.name
    assert one.do("bundle", "export", gift, "--to", card)["entries"] > 0
    taken = two.do("bundle", "import", gift)
    assert (taken["from"], taken["outcome"], taken["left_out"]) == ("laptop", "taken", 0)
    assert two.do("visit", "day")["total"] == 2
    two.do("bundle", "export", out)
    hub.ask("bundle", "import", str(out), "--reply", str(back))
    assert two.do("bundle", "import", back)["waiting"] == 0
    reply = tmp_path / "unasked.istiqbal"
    devices = {row["device"] for row in hub.ask("device", "list")["devices"]}  # type: ignore[attr-defined]
    for device in devices:
        hub.ask("bundle", "export", str(reply), "--device", device[:8])
        if one.run("bundle", "import", reply).exit_code == 0:
            break
    assert one.do("status")["waiting"] == 0
    assert one.do("dump") == two.do("dump") == {"rows": hub.ask("dump")["rows"]}


def test_another_laptop_carries_a_bundle_over_its_line_and_brings_the_reply(
    offices: tuple[CommandLine, CommandLine], hub: HubProcess, tmp_path: Path
) -> None:
    one, two = offices
    out, back = tmp_path / "out.istiqbal", tmp_path / "back.istiqbal"
    one.do("visit", "add", "--count", "3")
    one.do("bundle", "export", out)
    hub.start()
    try:
        carried = two.do("bundle", "carry", out, "--reply", back)
        assert (carried["outcome"], carried["received"]) == ("taken", carried["carried"])
        assert two.do("bundle", "carry", out)["outcome"] == "nothing_new"
        cut = tmp_path / "cut.istiqbal"
        cut.write_bytes(out.read_bytes()[:-9])
        assert two.run("bundle", "carry", cut).error["code"] == "bundle.damaged"
        assert two.run("bundle", "import", back).exit_code != 0
    finally:
        hub.stop()
    assert one.do("bundle", "import", back)["waiting"] == 0
    assert list(tmp_path.glob("hub/carried-*")) == []


REFUSED: dict[str, tuple[str, int]] = {
    "nothing there": ("bundle.not_found", 3),
    "a letter": ("bundle.none", 1),
    "cut short": ("bundle.damaged", 3),
    "its own": ("bundle.for_head_office", 1),
}


def test_every_wrong_file_is_refused_with_its_name_and_changes_nothing(
    offices: tuple[CommandLine, CommandLine], hub: HubProcess, tmp_path: Path
) -> None:
    one, _ = offices
    one.do("visit", "add")
    out, back = tmp_path / "out.istiqbal", tmp_path / "back.istiqbal"
    one.do("bundle", "export", out)
    hub.ask("bundle", "import", str(out), "--reply", str(back))
    files = {"a letter": b"a letter", "cut short": back.read_bytes()[:-20], "its own": out.read_bytes()}
    for case, (code, exit_code) in REFUSED.items():
        place = tmp_path / f"{case}.istiqbal"
        if case in files:
            place.write_bytes(files[case])
        done = one.run("bundle", "import", place)
        assert (done.error["code"], done.exit_code) == (code, exit_code)
    assert one.do("status")["waiting"] == 1
    assert one.run("bundle", "export", tmp_path / "no" / "x.istiqbal").error["code"] == "bundle.no_folder"
    assert one.run("bundle", "export", tmp_path / "x.istiqbal", "--part-bytes", "5").error["code"] == "usage.part_bytes"
