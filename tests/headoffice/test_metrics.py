"""What head office tells of itself: to whoever watches over it with the token, in a format that is the format, and
never a word about anybody."""

import json
import logging
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from headoffice.condition import LOW_DISK_BYTES
from headoffice.logs import JsonLines
from headoffice.metrics import Gauges, Metrics, Seen
from headoffice.tokens import FILE_NAME, read_or_make_token
from tests.support.bare_device import BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, put

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
SAMPLE = re.compile(rf"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?\d+(?:\.\d+)?(?:e-?\d+)?)")
CANARY, NUMBER = "سعاد القناري", "0512345678"


class Read(NamedTuple):
    kinds: dict[str, str]
    samples: dict[str, float]


def read(text: str) -> Read:
    """The text format, strictly: version 0.0.4. Raises AssertionError where it is none."""
    kinds: dict[str, str] = {}
    samples: dict[str, float] = {}
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# "):
            _, word, name, rest = line.split(" ", 3)
            assert NAME.fullmatch(name)
            assert word == "HELP" or rest in ("counter", "gauge", "histogram")
            kinds |= {name: rest} if word == "TYPE" else {}
            continue
        found = SAMPLE.fullmatch(line)
        assert found, line
        key = line.rpartition(" ")[0]
        assert key not in samples
        family = re.sub(r"_(bucket|sum|count)$", "", found[1]) if found[1] not in kinds else found[1]
        assert family == list(kinds)[-1], "samples stand under their family"
        samples[key] = float(found[3])
    return Read(kinds, samples)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path / "hub") as hub:
        yield hub


def scraped(hub: InProcessHub) -> httpx.Response:
    token = (hub.folder / FILE_NAME).read_text(encoding="ascii")
    return hub.get("/v1/metrics", headers={"Authorization": f"Bearer {token}"})


def test_the_format_is_the_format_whatever_the_labels_hold() -> None:
    metrics = Metrics()
    metrics.count_entries(3, ['odd "reason"\n\\', "row.unknown"])
    for seconds in (0.0, 0.005, 0.0051, 3.0, 99.0):
        metrics.count_request(Seen("/v1/sync", 200, seconds, 10, 20))
    text = metrics.text(Gauges(1, 2, None, 5)).decode()
    kinds, samples = read(text)
    assert kinds["istiqbal_requests_total"] == "counter"
    assert samples['istiqbal_request_seconds_bucket{route="/v1/sync",le="0.005"}'] == 2
    assert samples['istiqbal_request_seconds_bucket{route="/v1/sync",le="0.01"}'] == 3
    assert samples['istiqbal_request_seconds_bucket{route="/v1/sync",le="5.0"}'] == 4
    assert samples['istiqbal_request_seconds_bucket{route="/v1/sync",le="+Inf"}'] == 5
    assert samples['istiqbal_request_seconds_count{route="/v1/sync"}'] == 5
    assert "istiqbal_oldest_sync_seconds" not in samples


def test_what_was_taken_and_set_aside_is_counted(hub: InProcessHub) -> None:
    device = BareDevice(hub, hub).enrol()
    device.write(add_visit(1))
    device.write(put(9, None, "x"))
    device.sync(device.segment())
    device.sync(device.segment())
    hub.get("/v1/nothing/" + CANARY)
    response = scraped(hub)
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = read(response.text).samples
    assert samples["istiqbal_entries_total"] == 2
    assert samples['istiqbal_quarantined_total{reason="row.unknown"}'] == 1
    assert samples['istiqbal_requests_total{route="/v1/sync",status="2xx"}'] == 2
    assert samples['istiqbal_requests_total{route="other",status="4xx"}'] == 1
    assert samples["istiqbal_streams"] == 1
    assert samples["istiqbal_devices"] == 1
    assert samples["istiqbal_disk_free_bytes"] > 0
    assert samples['istiqbal_body_bytes_total{direction="in"}'] > 100


def test_the_longest_silence_is_that_of_a_laptop_that_should_sync(hub: InProcessHub) -> None:
    silent, lively = BareDevice(hub, hub).enrol(), BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol()
    silent.sync()
    hub.clock.pass_minutes(60)
    lively.sync()
    assert read(scraped(hub).text).samples["istiqbal_oldest_sync_seconds"] == pytest.approx(3_600, abs=2)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic {}", "{}", "Bearer {}x", "é"])
def test_metrics_are_for_the_holder_of_the_token(hub: InProcessHub, header: str | None) -> None:
    token = read_or_make_token(hub.folder)
    headers = [] if header is None else [(b"authorization", header.format(token).encode())]
    assert hub.ask("GET", "/v1/metrics", content=b"", headers=headers).status_code == 401


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are POSIX")
def test_the_token_is_a_secret_of_its_own_that_stays(tmp_path: Path) -> None:
    first = read_or_make_token(tmp_path)
    assert len(first) >= 40
    assert read_or_make_token(tmp_path) == first
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    (tmp_path / FILE_NAME).write_text("short")
    assert read_or_make_token(tmp_path) not in (first, "short")


def test_a_full_disk_is_told_before_it_is_full(hub: InProcessHub, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hub.get("/v1/health").json()["disk"] == "ok"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(LOW_DISK_BYTES - 1))
    said = hub.get("/v1/health").json()
    assert (said["status"], said["disk"]) == ("degraded", "low")


class _Usage(NamedTuple):
    free: int


def test_a_database_that_a_newer_program_has_changed_is_told(hub: InProcessHub) -> None:
    with hub.beside.db.writing():
        hub.beside.db.run("PRAGMA user_version = 99")
    said = hub.get("/v1/health").json()
    assert (said["status"], said["migrations"]) == ("degraded", "newer")


# --- the log -------------------------------------------------------------------------------------------------------


def test_a_request_is_one_line_of_json_and_no_line_names_anybody(
    hub: InProcessHub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    device = BareDevice(hub, hub).enrol()
    del caplog.records[:]
    device.write(add_visit(1, note=f"{CANARY} {NUMBER}"))
    device.write(put(9, None, CANARY))
    device.sync(device.segment())
    device.post("/v1/sync", CANARY.encode())
    device.sync(device.segment(partition=f"office:{CANARY}/general"))
    hub.get(f"/v1/{CANARY}/{NUMBER}?{NUMBER}", headers={"Istiqbal-Device": NUMBER, "User-Agent": NUMBER})
    hub.get("/v1/health")
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    lines = [json.loads(JsonLines().format(record)) for record in ours]
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["route"], line["status"], line.get("code")) for line in requests] == [
        ("/v1/sync", 200, None),
        ("/v1/sync", 400, "sync.damaged"),
        ("/v1/sync", 403, "sync.grant"),
        ("other", 404, None),
        ("/v1/health", 200, None),
    ]
    assert requests[0]["received"] == 2
    assert requests[0]["quarantined"] == 1
    assert [line.get("device") for line in requests] == [device.id.hex()[:8]] * 3 + [None] * 2
    assert [line["level"] for line in requests] == ["info"] * 4 + ["debug"]
    whole = json.dumps(lines, ensure_ascii=False) + "".join(record.getMessage() for record in ours)
    assert not any(word in whole for word in (CANARY, NUMBER, *CANARY.split()))
