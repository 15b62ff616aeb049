"""The line itself: over TLS with a pinned authority, within bounds of size and time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.sync.asking import ask_hello
from desktop.sync.transport import LONGEST_SECONDS, open_transport, read_hub_url
from domain.errors import RuleBroken, Unavailable
from domain.sync.wire import PROTOCOL
from headoffice.serve import Address
from tests.support.authority import make_authority
from tests.support.foreign_server import foreign_server
from tests.support.running_hub import RunningHub


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_authority(folder, valid_until=datetime.now(UTC) + timedelta(days=1))
    return folder


def test_head_office_over_tls_is_reached_when_its_authority_is_trusted(certificates: Path, tmp_path: Path) -> None:
    hub = RunningHub(tmp_path / "hub")
    hub.start(Address("127.0.0.1", 0, certificates / "hub.pem", certificates / "hub.key"))
    try:
        with open_transport(f"https://127.0.0.1:{hub.port}", authority=certificates / "authority.pem") as line:
            assert ask_hello(line).protocol == PROTOCOL
        with open_transport(f"https://127.0.0.1:{hub.port}") as line, pytest.raises(Unavailable) as refusal:
            ask_hello(line)
        assert refusal.value.code == "sync.certificate"
    finally:
        hub.stop()


def test_an_authority_file_that_is_none_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "authority.pem"
    broken.write_text("not a certificate")
    for path in (broken, tmp_path / "missing.pem"):
        with pytest.raises(RuleBroken) as refusal, open_transport("https://127.0.0.1:1", authority=path):
            pass
        assert refusal.value.field == "authority"


def test_an_answer_that_drips_forever_is_given_up(tmp_path: Path) -> None:
    looks = iter([0.0] + [LONGEST_SECONDS + 1] * 10)
    with (
        foreign_server("endless") as url,
        open_transport(url, monotonic=lambda: next(looks)) as line,
        pytest.raises(Unavailable) as refusal,
    ):
        ask_hello(line)
    assert refusal.value.code == "sync.unreachable"


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = RunningHub(tmp_path / "hub")
    hub.start()
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    try:
        with open_transport(hub.url) as line:
            assert ask_hello(line).association
    finally:
        hub.stop()


def test_an_address_is_kept_without_its_last_slash() -> None:
    assert read_hub_url(" https://sync.example.org/ ") == "https://sync.example.org"
    assert read_hub_url("http://127.0.0.1:8440/") == "http://127.0.0.1:8440"
    assert read_hub_url("https://example.org/istiqbal") == "https://example.org/istiqbal"
