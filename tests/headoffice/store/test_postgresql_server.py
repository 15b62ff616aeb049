"""The server that the tests bring along: where it is found, and what becomes of them where there is none."""

from pathlib import Path

import pytest

from tests.support import postgresql_server as server
from tests.support.databases import leave_out


def test_without_a_postgresql_the_tests_are_left_out_and_under_ci_they_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(server.PostgresqlMissing, match="apt-get install postgresql") as missing:
        server.find_programs()
    with pytest.raises(pytest.skip.Exception, match="postgresql"):
        leave_out(missing.value, in_ci=False)
    with pytest.raises(pytest.fail.Exception, match="postgresql"):
        leave_out(missing.value, in_ci=True)


def test_the_newest_of_debians_is_taken_else_that_of_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("9.6/bin", "15/bin", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("initdb", "postgres"):
            (tmp_path / folder / name).touch(mode=0o755)
    monkeypatch.setattr(server, "INSTALLED", tmp_path)
    assert server.find_programs() == tmp_path / "15" / "bin"
    monkeypatch.setattr(server, "INSTALLED", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    assert server.find_programs() == tmp_path / "elsewhere"
