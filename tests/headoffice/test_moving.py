"""A head office that has outgrown its embedded database goes on in PostgreSQL, with everything it had."""

import json
from pathlib import Path

import httpx
import pytest

from headoffice.__main__ import main
from headoffice.store import moving
from headoffice.store.database_url import DatabaseUrl
from tests.headoffice.test_command import refused
from tests.support.asking import bring_up_to_date, enrol
from tests.support.light_laptop import LightLaptop
from tests.support.running_hub import running_hub


def test_laptops_go_on_after_a_move_as_if_nothing_had_happened(
    tmp_path: Path, postgresql_database: DatabaseUrl, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "hub"
    one, two = LightLaptop("RYD1", 1), LightLaptop("RYD1", 2)
    with httpx.Client(trust_env=False) as line:
        with running_hub(data) as hub:
            for laptop in (one, two):
                enrol(line, hub.url, laptop, hub.code("RYD1").plain)
                laptop.count(moving.AT_ONCE + 5)
                bring_up_to_date(line, hub.url, laptop)
            before = hub.dump()
        move = ["--json", "move", "--data", str(data), "--database", postgresql_database.text]
        assert main(move) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["rows"] > 3 * 2 * moving.AT_ONCE
        assert (data / moving.MOVED_NAME).exists()
        with running_hub(data) as hub:
            assert hub.dump() == before
            one.count(3)
            one.edit("بعد النقل")
            for laptop in (one, two, one):
                assert bring_up_to_date(line, hub.url, laptop) == 0
    assert one.seen == two.seen
    assert len(one.seen) == 2 * moving.AT_ONCE + 14


def test_a_move_into_a_database_that_is_not_empty_or_from_nothing_changes_nothing(
    tmp_path: Path, postgresql_database: DatabaseUrl, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--database", postgresql_database.text)
    assert refused(capsys, "move", "--data", tmp_path / "none", *words)[0] == 3
    assert main(["code", "--office", "RYD1", "--data", str(tmp_path / "one"), *words]) == 0
    assert main(["code", "--office", "RYD1", "--data", str(tmp_path / "two")]) == 0
    code, said = refused(capsys, "move", "--data", tmp_path / "two", *words)
    assert code == 3
    assert "empty" in said
    assert main(["dump", "--data", str(tmp_path / "two")]) == 0


def test_a_move_that_fails_half_way_leaves_the_embedded_database_in_charge(
    tmp_path: Path, postgresql_database: DatabaseUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_hub(tmp_path / "hub") as hub:
        hub.code("RYD1")

    def fails(*_: object) -> int:
        raise KeyboardInterrupt

    move = ["move", "--data", str(tmp_path / "hub"), "--database", postgresql_database.text]
    with monkeypatch.context() as patch:
        patch.setattr(moving, "_copy", fails)
        with pytest.raises(KeyboardInterrupt):
            main(move)
    assert main(["dump", "--data", str(tmp_path / "hub"), "--database", "sqlite"]) == 0
    assert main(move) == 0
