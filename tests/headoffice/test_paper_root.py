"""The root of the seals on papers, handed out by a command: readers of PDFs elsewhere need it."""

import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from headoffice.__main__ import main
from tests.support.paper_keys import authority


def root_to(folder: Path, out: Path) -> int:
    return main(["paper-root", "--data", str(folder), "--out", str(out), "--json"])


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return str(json.loads(capsys.readouterr().out)["error"]["code"])


def test_the_root_is_written_as_readers_take_it_and_its_fingerprint_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paper.root").write_bytes(authority().root)
    assert root_to(tmp_path, tmp_path / "root.pem") == 0
    written = x509.load_pem_x509_certificate((tmp_path / "root.pem").read_bytes())
    assert json.loads(capsys.readouterr().out)["sha256"].replace(":", "").lower() == written.fingerprint(SHA256()).hex()
    assert b"PRIVATE" not in (tmp_path / "root.pem").read_bytes()


def test_no_other_file_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper.root").write_bytes(authority().root)
    (tmp_path / "paper.key").write_bytes(b"a key")
    assert root_to(tmp_path, tmp_path / "paper.key") == 1
    assert told(capsys) == "hub.paper_root.taken"
    assert (tmp_path / "paper.key").read_bytes() == b"a key"
    assert root_to(tmp_path, tmp_path / "nowhere" / "root.pem") == 3
    assert told(capsys) == "hub.paper_root.file"


def test_before_the_first_seal_it_says_what_to_do_and_makes_no_head_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert root_to(tmp_path / "mistyped", tmp_path / "root.pem") == 3
    assert told(capsys) == "hub.paper_root.none"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_root_is_not_handed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper.root").write_bytes(authority().root[:-9])
    assert root_to(tmp_path, tmp_path / "root.pem") == 3
    assert told(capsys) == "hub.paper_root.damaged"
