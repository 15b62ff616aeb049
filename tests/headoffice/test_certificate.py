"""TLS that needs no Internet and no typing: head office is its own authority, and the enrolment code vouches for it."""

import json
import os
import ssl
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.sync.asking import ask_hello
from desktop.sync.introduction import learn_authority
from desktop.sync.joining import Joining, join, renew_authority
from desktop.sync.transport import Answer, open_transport, open_unproved
from domain.errors import RuleBroken, Unavailable
from headoffice.__main__ import main
from headoffice.authority import (
    AUTHORITY_KEY_NAME,
    AUTHORITY_NAME,
    SERVER_DAYS,
    SERVER_KEY_NAME,
    SERVER_NAME,
    find_server_files,
    issue_certificate,
)
from headoffice.serve import Address
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.command_line import CommandLine, in_a_process
from tests.support.hub_process import HubProcess
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE, Maker

HOST = "127.0.0.1"


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@contextmanager
def served(folder: Path, *hosts: str, at: datetime | None = None) -> Iterator[RunningHub]:
    """A head office that is its own authority, over real TLS."""
    hub = RunningHub(folder, HandClock())
    with hub.open_beside():
        issue_certificate(folder, hosts or (HOST,), now=at or now())
    start(hub, folder)
    try:
        yield hub
    finally:
        hub.stop()


def start(hub: RunningHub, certificates: Path) -> None:
    files = find_server_files(certificates)
    assert files is not None
    hub.start(Address(HOST, hub.port, *files))


def address(hub: RunningHub) -> str:
    return f"https://{HOST}:{hub.port}"


def joining(laptop: BranchLaptop) -> Joining:
    return Joining(laptop.side, profile="herfa", office=OFFICE, office_name="مكتب التجربة")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[BranchLaptop]:
    with branch_laptop(Maker(tmp_path), "one") as laptop:
        yield laptop


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    return tmp_path / "headoffice-ca.pem"


# --- joining -------------------------------------------------------------------------------------------------------


def test_a_clerk_types_the_address_and_the_code_and_the_line_is_trusted_from_then_on(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    with served(tmp_path / "hub") as hub:
        enrolment = join(joining(laptop), address(hub), str(hub.code(OFFICE)), authority=pinned)
        assert pinned.read_bytes() == (hub.folder / AUTHORITY_NAME).read_bytes()
        assert [path.name for path in tmp_path.glob("headoffice-ca*")] == [pinned.name]
        with open_transport(address(hub), authority=pinned) as line:
            assert ask_hello(line).association == enrolment.association


def test_a_pinned_authority_that_cannot_be_read_hinders_no_joining(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    pinned.write_bytes(b"")
    with served(tmp_path / "hub") as hub:
        join(joining(laptop), address(hub), str(hub.code(OFFICE)), authority=pinned)
        assert pinned.read_bytes() == (hub.folder / AUTHORITY_NAME).read_bytes()


def test_an_address_where_nobody_answers_is_said_to_be_looked_at(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    with served(tmp_path / "hub") as hub:
        url, code = address(hub), str(hub.code(OFFICE))
    with pytest.raises(Unavailable, match="تحقق من كتابته") as silent:
        join(joining(laptop), url, code, authority=pinned)
    assert (silent.value.code, silent.value.field) == ("sync.unreachable", "url")


def test_a_code_of_another_head_office_trusts_nobody_and_is_not_sent(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    with served(tmp_path / "hub") as hub, served(tmp_path / "other") as other:
        code = str(other.code(OFFICE))
        with pytest.raises(Unavailable) as refusal:
            join(joining(laptop), address(hub), code, authority=pinned)
        assert refusal.value.code == "sync.certificate"
        assert not pinned.exists()
        join(joining(laptop), address(other), code, authority=pinned)


def test_somebody_between_who_passes_the_authority_on_is_not_trusted_for_it(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    """The true authority and signature, from behind a certificate of somebody else's."""
    with served(tmp_path / "hub") as hub:
        code = str(hub.code(OFFICE))
        hub.stop()
        (tmp_path / "forged").mkdir()
        issue_certificate(tmp_path / "forged", [HOST], now=now())
        start(hub, tmp_path / "forged")
        with pytest.raises(Unavailable) as refusal:
            join(joining(laptop), address(hub), code, authority=pinned)
        assert refusal.value.code == "sync.certificate"
        assert not pinned.exists()
        with hub.open_beside() as opened, opened.db.reading():
            assert opened.registry.standings.devices() == []


class Replay:
    """Gives an old answer to every question."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self._answer

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._answer


def test_an_authority_is_believed_by_the_right_key_over_this_very_question(tmp_path: Path) -> None:
    with served(tmp_path / "hub") as hub, open_unproved(address(hub)) as line:
        assert learn_authority(line, lambda _: True) == (hub.folder / AUTHORITY_NAME).read_bytes()
        assert learn_authority(line, lambda _: False) == b""
        old = line.get("/v1/authority", {"Istiqbal-Signature": bytes(64).hex()})
    for answer in (old, Answer(200, b"<html>"), Answer(404, b""), Answer(200, old.body, {"istiqbal-signature": "zz"})):
        with pytest.raises(Unavailable) as refusal:
            learn_authority(Replay(answer), lambda _: True)
        assert refusal.value.code == "sync.not_head_office"


def test_a_head_office_without_an_authority_says_so(tmp_path: Path) -> None:
    hub = RunningHub(tmp_path / "hub")
    hub.start()
    try:
        with open_transport(hub.url) as line:
            assert learn_authority(line, lambda _: True) == b""
    finally:
        hub.stop()


def test_another_authority_is_taken_from_the_very_head_office_that_was_joined_alone(
    tmp_path: Path, laptop: BranchLaptop, pinned: Path
) -> None:
    with served(tmp_path / "hub") as hub, served(tmp_path / "other") as other:
        enrolment = join(joining(laptop), address(hub), str(hub.code(OFFICE)), authority=pinned)
        before = pinned.read_bytes()
        assert not renew_authority(replace(enrolment, hub_url=address(other)), pinned)
        assert not renew_authority(enrolment, pinned)
        assert pinned.read_bytes() == before
        pinned.write_bytes((other.folder / AUTHORITY_NAME).read_bytes())
        assert renew_authority(enrolment, pinned)
        assert pinned.read_bytes() == before


# --- each fault its sentence ---------------------------------------------------------------------------------------


def said_of(hub: RunningHub, authority: Path) -> str:
    with open_transport(address(hub), authority=authority) as line, pytest.raises(Unavailable) as refusal:
        ask_hello(line)
    assert refusal.value.ar
    assert refusal.value.en
    return refusal.value.code


def test_another_authority_an_ended_and_an_early_certificate_and_another_name_are_told_apart(tmp_path: Path) -> None:
    with served(tmp_path / "hub") as hub, served(tmp_path / "other") as other:
        assert said_of(hub, other.folder / AUTHORITY_NAME) == "sync.certificate"
    with served(tmp_path / "ended", at=now() - timedelta(days=SERVER_DAYS + 1)) as hub:
        assert said_of(hub, hub.folder / AUTHORITY_NAME) == "sync.certificate.expired"
    with served(tmp_path / "early", at=now() + timedelta(days=30)) as hub:
        assert said_of(hub, hub.folder / AUTHORITY_NAME) == "sync.certificate.early"
    for number, host in enumerate(("hub.example.org", "127.0.0.2")):
        with served(tmp_path / f"name{number}", host) as hub:
            assert said_of(hub, hub.folder / AUTHORITY_NAME) == "sync.certificate.name"


def test_a_renewed_certificate_is_trusted_by_who_trusted_the_old(tmp_path: Path, pinned: Path) -> None:
    with served(tmp_path / "hub") as hub:
        pinned.write_bytes((hub.folder / AUTHORITY_NAME).read_bytes())
        old = (hub.folder / SERVER_NAME).read_bytes()
        hub.stop()
        assert not issue_certificate(hub.folder, [HOST, "sync.example.org"], now=now()).is_new_authority
        assert (hub.folder / SERVER_NAME).read_bytes() != old
        start(hub, hub.folder)
        with open_transport(address(hub), authority=pinned) as line:
            assert ask_hello(line).association


# --- what is made --------------------------------------------------------------------------------------------------


def test_the_certificates_are_of_p256_and_may_do_no_more_than_they_must(tmp_path: Path) -> None:
    issued = issue_certificate(tmp_path, ["Sync.Example.org.", "192.0.2.7", "2001:db8::7", "192.0.2.7"], now=now())
    assert issued.hosts == ("sync.example.org", "192.0.2.7", "2001:db8::7")
    authority, server = (
        x509.load_pem_x509_certificate((tmp_path / name).read_bytes()) for name in (AUTHORITY_NAME, SERVER_NAME)
    )
    may = []
    for certificate in (authority, server):
        key = certificate.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        assert key.curve.name == "secp256r1"
        found = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        may.append((found.critical, found.value.ca, found.value.path_length))
    assert may == [(True, True, 0), (True, False, None)]
    server.verify_directly_issued_by(authority)
    assert server.not_valid_after_utc - now() <= timedelta(days=SERVER_DAYS)
    ssl.create_default_context(cafile=tmp_path / AUTHORITY_NAME)


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are POSIX")
def test_keys_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    issue_certificate(tmp_path, [HOST], now=now())
    for name in (AUTHORITY_KEY_NAME, SERVER_KEY_NAME):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["", " ", "a b", "https://x.example", "x/..", "-x", "x..y", "*.example.org", "م" * 3])
def test_what_is_no_host_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        issue_certificate(tmp_path, [host], now=now())
    assert refusal.value.field == "host"
    assert list(tmp_path.iterdir()) == []


def test_a_lost_or_foreign_key_of_the_authority_is_said(tmp_path: Path) -> None:
    issue_certificate(tmp_path, [HOST], now=now())
    for damage in ((tmp_path / SERVER_KEY_NAME).read_bytes(), b"not a key", b""):
        (tmp_path / AUTHORITY_KEY_NAME).write_bytes(damage)
        with pytest.raises(Unavailable) as refusal:
            issue_certificate(tmp_path, [HOST], now=now())
        assert refusal.value.code == "certificate.authority"


def test_the_command_says_for_whom_and_until_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certificate", "--data", str(tmp_path / "hub"), "--host", "sync.example.org", "--host", HOST]
    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["hosts"], said["new_authority"]) == (["sync.example.org", HOST], True)
    assert said["valid_until"] > now().isoformat()
    assert main(words) == 0
    assert "authority.key" in capsys.readouterr().out
    assert main(["certificate", "--data", str(tmp_path), "--host", "a b"]) == 1


def test_two_commands_and_a_code_bring_a_laptop_over_tls(tmp_path: Path) -> None:
    """Real processes: nobody copies a file to the laptop, and it syncs on after the certificate was renewed,
    and after head office lost its authority and made another: its key vouches for that too."""
    hub = HubProcess(tmp_path / "hub")
    hub.ask("certificate", "--host", HOST)
    laptop = CommandLine(tmp_path / "laptop", in_a_process)
    laptop.init()
    laptop.do("visit", "add", "--count", "2")
    hub.start()
    try:
        assert hub.url.startswith("https://")
        laptop.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", OFFICE)["code"]))
        (kept,) = (tmp_path / "laptop").rglob("headoffice-ca.pem")
        assert kept.read_bytes() == (tmp_path / "hub" / AUTHORITY_NAME).read_bytes()
        hub.stop()
        hub.ask("certificate", "--host", HOST)
        hub.start()
        laptop.do("visit", "add")
        assert laptop.do("sync")["problem"] is None
        hub.stop()
        for name in (AUTHORITY_NAME, AUTHORITY_KEY_NAME):
            (tmp_path / "hub" / name).unlink()
        hub.ask("certificate", "--host", HOST)
        hub.start()
        assert laptop.do("sync")["problem"] is None
        assert kept.read_bytes() == (tmp_path / "hub" / AUTHORITY_NAME).read_bytes()
        for broken in (b"", b"no certificate"):  # as a power cut or a careless hand leaves it
            kept.write_bytes(broken)
            assert laptop.do("sync")["problem"] is None
            assert kept.read_bytes() == (tmp_path / "hub" / AUTHORITY_NAME).read_bytes()
        hub.stop()
        kept.write_bytes(b"")
        told = laptop.run("sync").error
        assert (told["code"], laptop.do("status")["problem"]) == ("sync.authority", "sync.authority")
        assert "عملك محفوظ هنا" in told["ar"]
        streams: Any = hub.ask("status")["streams"]
        assert streams[0]["entries"] >= 2
    finally:
        hub.stop()
