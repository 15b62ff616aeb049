"""`istiqbal-headoffice` as an administrator runs it: a process, its exit codes, its sentences."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from domain.sync.enrolment_code import read_code
from headoffice.__main__ import main
from headoffice.serve import is_loopback
from tests.support.sources import ROOT

COMMAND = (sys.executable, "-W", "error", "-m", "headoffice")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        encoding="utf-8",
    )


@contextmanager
def serving(*words: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the first line it says."""
    process = subprocess.Popen(
        [*COMMAND, "serve", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def test_serve_says_where_and_ends_cleanly_and_others_work_beside_it(tmp_path: Path) -> None:
    data = tmp_path / "hub"
    with serving("--data", data, "--port", 0, "--json") as (process, line):
        said = json.loads(line)
        assert said["url"] == f"http://127.0.0.1:{said['port']}"
        assert httpx.get(said["url"] + "/v1/health", trust_env=False).json()["status"] == "ok"

        code = run("--json", "code", "--office", "RYD1", "--data", data)
        assert code.returncode == 0
        assert read_code(json.loads(code.stdout)["code"])
        second = run("serve", "--data", data, "--port", 0)
        assert second.returncode == 3
        assert "serves this folder already" in second.stderr

        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_line_for_people_names_the_address(tmp_path: Path) -> None:
    with serving("--data", tmp_path, "--port", 0) as (_, line):
        assert "http://127.0.0.1:" in line


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with serving("--data", tmp_path / "one", "--port", 0, "--json") as (_, line):
        port = json.loads(line)["port"]
        second = run("serve", "--data", tmp_path / "two", "--port", port)
    assert second.returncode == 3
    assert "--port" in second.stderr


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([str(word) for word in words])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "hub.example.org", "::"])
def test_plain_http_for_others_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str) -> None:
    code, said = refused(capsys, "serve", "--data", tmp_path, "--host", host)
    assert code == 3
    assert "--certificate" in said


def test_loopback_is_known_by_name_and_number() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("localhost.example.org", "10.0.0.1", "", "0.0.0.0")))


def test_a_certificate_without_its_key_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "serve", "--data", tmp_path, "--certificate", tmp_path / "c.pem")[0] == 2


@pytest.mark.parametrize("words", [[], ["serve"], ["code", "--data", "x"], ["serve", "--data", "x", "--port", "99999"]])
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "--help" in capsys.readouterr().err
    assert main(["--json", *words]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage.arguments"


@pytest.mark.parametrize(
    "words", [["dump"], ["status"], ["device", "list"], ["restored"], ["bundle", "import", "office.istiqbal"]]
)
def test_a_folder_typed_wrong_is_said_and_never_becomes_a_head_office_without_laptops(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = refused(capsys, *words, "--data", tmp_path / "hubb")
    assert (code, "no head office" in said) == (3, True)
    assert not (tmp_path / "hubb").exists()


def test_an_office_that_cannot_be_is_a_broken_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", "--office", "فرع", "--data", str(tmp_path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)["error"]
    assert (said["code"], said["field"]) == ("office.code", "office_code")


def test_every_code_is_another_and_dump_of_nothing_is_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["code", "--office", "RYD1", "--data", str(tmp_path), "--json"]
    codes = set()
    for _ in range(3):
        assert main(words) == 0
        codes.add(json.loads(capsys.readouterr().out)["code"])
    assert len(codes) == 3
    assert main(["dump", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are POSIX")
def test_the_key_and_the_database_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    assert main(["code", "--office", "RYD1", "--data", str(tmp_path / "hub")]) == 0
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "hub").iterdir()}
    assert modes["hub.key"] == modes["hub.db"] == 0o600
    assert stat.S_IMODE((tmp_path / "hub").stat().st_mode) == 0o700


def test_another_key_a_short_key_and_a_lost_key_are_each_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", "--office", "RYD1", "--data", str(tmp_path)]) == 0
    key = tmp_path / "hub.key"
    for seed in (bytes(32), b"short", None):
        key.unlink()
        if seed is not None:
            key.write_bytes(seed)
        code, said = refused(capsys, "serve", "--data", tmp_path)
        assert code == 3
        assert "key" in said


def test_a_damaged_and_a_newer_database_are_refused_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", "--office", "RYD1", "--data", str(tmp_path)]) == 0
    database = tmp_path / "hub.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.read_bytes()
    code, said = refused(capsys, "dump", "--data", tmp_path)
    assert (code, "newer" in said, database.read_bytes() == before) == (3, True, True)

    database.write_bytes(b"not a database at all" * 400)
    code, said = refused(capsys, "dump", "--data", tmp_path)
    assert (code, "damaged" in said) == (3, True)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    code, said = refused(capsys, "code", "--office", "RYD1", "--data", tmp_path / "file" / "hub")
    assert code == 3
    assert "folder" in said


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["serve", "--help"]):
        with pytest.raises(SystemExit) as exit:
            main(words)
        assert exit.value.code == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("serve", "code", "dump", "--data", "--port", "--host", "--database", "--json"))
