"""Which database head office takes, and that no password of one is ever shown."""

import json
from pathlib import Path

import pytest

from domain.errors import RuleBroken
from headoffice.__main__ import main
from headoffice.store.database_url import EMBEDDED, DatabaseUrl, read_database_url
from headoffice.store.opening import VARIABLE
from tests.headoffice.test_command import refused, run, serving

FIRST_CODE = ("code", "--office", "RYD1")  # makes the head office
SECRET = "s3cr%2Ft-کلمة"


def with_password(database: DatabaseUrl) -> str:
    return database.text.replace("://istiqbal@", f"://istiqbal:{SECRET}@")


def test_a_folder_remembers_that_its_data_is_in_postgresql(
    tmp_path: Path, postgresql_database: DatabaseUrl, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "hub"
    code = ["code", "--office", "RYD1", "--data", str(data), "--json"]
    assert main([*code, "--database", postgresql_database.text]) == 0
    assert main(code) == 0
    assert not (data / "hub.db").exists()
    capsys.readouterr()
    exit, said = refused(capsys, "dump", "--data", data, "--database", "sqlite")
    assert exit == 3
    assert postgresql_database.public in said


def test_a_folder_with_an_embedded_database_is_not_split_in_two(
    tmp_path: Path, postgresql_database: DatabaseUrl, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*FIRST_CODE, "--data", str(tmp_path)]) == 0
    capsys.readouterr()
    code, said = refused(capsys, "dump", "--data", tmp_path, "--database", postgresql_database.text)
    assert code == 3
    assert "hub.db" in said


def test_the_environment_and_a_file_name_the_database_too(
    tmp_path: Path, postgresql_database: DatabaseUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "url"
    file.write_text(postgresql_database.text + "\n", encoding="utf-8")
    assert main([*FIRST_CODE, "--data", str(tmp_path / "one"), "--database-file", str(file)]) == 0
    assert (tmp_path / "one" / "hub.database").exists()
    # Of one association there is one folder with its key.
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "hub.key").write_bytes((tmp_path / "one" / "hub.key").read_bytes())
    monkeypatch.setenv(VARIABLE, postgresql_database.text)
    assert main(["dump", "--data", str(tmp_path / "two")]) == 0
    assert not (tmp_path / "two" / "hub.db").exists()


def test_another_head_offices_database_is_refused(
    tmp_path: Path, postgresql_database: DatabaseUrl, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*FIRST_CODE, "--data", str(tmp_path / "one"), "--database", postgresql_database.text]) == 0
    capsys.readouterr()
    code, said = refused(capsys, *FIRST_CODE, "--data", tmp_path / "two", "--database", postgresql_database.text)
    assert code == 3
    assert "key" in said


def test_both_options_at_once_and_a_lost_file_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("dump", "--data", tmp_path / "hub", "--database-file", tmp_path / "none")
    assert refused(capsys, *words, "--database", "sqlite")[0] == 2
    assert refused(capsys, *words)[0] == 3


@pytest.mark.parametrize(
    "text",
    [
        "mysql://user:hush@host/name",
        "user:hush@host",
        "postgresql://user:hu sh@host/name",
        "postgresql://user:hu/hush@host/name",
        "postgresql://user:hu@hush@host/name",
        "postgresql://user:hu#hush@host/name",
        "postgresql://user:hu?hush@host/name",
        "postgresql://user:hu\nhush@host/name",
    ],
)
def test_an_address_that_is_not_understood_is_refused_without_repeating_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    code, said = refused(capsys, "serve", "--data", tmp_path, "--database", text)
    assert code == 2
    assert "hush" not in said
    with pytest.raises(RuleBroken):
        read_database_url(text)


def test_an_address_shows_itself_without_its_password() -> None:
    url = read_database_url("postgres://user:hush%21@host:1/name?password=hush2&sslmode=require")
    shown = "postgresql://user@host:1/name?sslmode=require"
    assert url.public == shown
    assert repr(url) == f"DatabaseUrl({shown!r})"
    assert set(url.secrets) == {"hush%21", "hush!", "hush2"}
    assert read_database_url("SQLite") == EMBEDDED


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1:1/name", "/name?host=/nowhere", "127.0.0.1:x/name", "127.0.0.1/name?unknown=1", "127.0.0.1/%zz"],
)
def test_a_database_that_cannot_be_opened_is_said_without_the_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    code, said = refused(capsys, "serve", "--data", tmp_path, "--database", f"postgresql://user:hush%21@{place}")
    assert code == 3
    assert "hush" not in said


def test_a_wrong_password_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "postgresql://user:hu%zzsh@127.0.0.1/name"
    code, said = refused(capsys, "serve", "--data", tmp_path, "--database", text)
    assert code == 3
    assert "zzsh" not in said


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="command lines are read from /proc")
def test_no_list_of_processes_shows_a_password_and_no_log_does(
    tmp_path: Path, postgresql_database: DatabaseUrl
) -> None:
    url = with_password(postgresql_database)
    for option in (("--database", url), (f"--database={url}",)):
        with serving("--data", tmp_path / "hub", "--port", 0, "--json", *option) as (process, line):
            assert json.loads(line)["port"]
            shown = Path(f"/proc/{process.pid}/cmdline").read_bytes().decode().split("\0")
            assert "serve" in shown
            assert SECRET not in " ".join(shown)
            assert any(postgresql_database.public in word for word in shown)
            process.terminate()
            assert process.wait(20) == 0
            assert process.stderr is not None
            assert process.stderr.read() == ""
    kept = b"".join(path.read_bytes() for path in (tmp_path / "hub").iterdir())
    assert SECRET.encode() not in kept


def test_the_command_works_on_postgresql_as_it_does_on_the_embedded_database(
    tmp_path: Path, postgresql_database: DatabaseUrl
) -> None:
    data = tmp_path / "hub"
    with serving("--data", data, "--port", 0, "--json", "--database", postgresql_database.text) as (_, line):
        assert json.loads(line)["port"]
        assert run("--json", "code", "--office", "RYD1", "--data", data).returncode == 0
        assert run("dump", "--data", data).stdout == ""
        assert run("serve", "--data", data, "--port", 0).returncode == 3
