"""The public page on which a paper's square is checked: plain words for anybody, nothing about anybody."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from domain.sync.paper_code import PaperCode, write_code
from headoffice.devices import move, report_lost
from tests.support.bare_device import BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.running_hub import running_hub

CODE = PaperCode("RYD1-7F3K-000123-C", "intake", "4", 1_795_240_800, "RYD1", bytes(range(32)))
OTHER_OFFICE = "المكتب المكتوب فيها ليس مكتب جهازها"
KNOWN, STRANGE, LOST = "ورقة صحيحة الإصدار", "ليست من أوراق هذه الجمعية", "أُوقف الجهاز الذي أصدرها"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
def device(hub: InProcessHub) -> BareDevice:
    return BareDevice(hub, hub).enrol()


def get(hub: InProcessHub, path: str) -> httpx.Response:
    return hub.ask("GET", path, content=b"", headers=[])


def page(hub: InProcessHub, code: str) -> str:
    in_path, asked = get(hub, f"/v/{quote(code, safe='')}"), get(hub, "/v/?" + urlencode({"code": code}))
    assert (in_path.status_code, asked.status_code) == (200, 200)
    assert in_path.text == asked.text
    return asked.text


def test_a_paper_of_the_association_is_known(hub: InProcessHub, device: BareDevice) -> None:
    shown = page(hub, write_code(CODE, device.key))
    assert KNOWN in shown
    for said in ("RYD1-7F3K-000123-C", "21 نوفمبر 2026 م", "11 جمادى الآخرة 1448 هـ", "9:00 ص", "0001 0203 0405 0607"):
        assert said in shown


def test_a_laptop_speaks_for_the_offices_that_it_was_of(hub: InProcessHub, device: BareDevice) -> None:
    of_hail = write_code(replace(CODE, office="HAIL"), device.key)
    assert OTHER_OFFICE in page(hub, of_hail)
    assert KNOWN not in page(hub, of_hail)
    move(hub.beside, device.id.hex(), "HAIL")
    assert KNOWN in page(hub, of_hail)
    assert KNOWN in page(hub, write_code(CODE, device.key))


def test_a_forged_one_a_lost_laptops_and_no_code_at_all_are_told_apart(hub: InProcessHub, device: BareDevice) -> None:
    assert STRANGE in page(hub, write_code(CODE, Ed25519PrivateKey.generate()))
    assert "لم يُقرأ الرمز" in page(hub, "https://example.org/x")
    report_lost(hub.beside, device.id.hex())
    shown = page(hub, write_code(CODE, device.key))
    assert LOST in shown
    assert KNOWN not in shown


def test_what_is_typed_is_shown_as_text_and_never_run(hub: InProcessHub) -> None:
    attack = "</textarea><script>alert(1)</script>"
    answer = get(hub, "/v/?" + urlencode({"code": attack}))
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_the_empty_page_asks_for_the_code(hub: InProcessHub) -> None:
    shown = get(hub, "/v/").text
    assert "<form" in shown
    assert KNOWN not in shown
    assert STRANGE not in shown


@pytest.mark.parametrize("width", [390, 1280])
def test_a_real_browser_shows_the_whole_page(tmp_path: Path, width: int) -> None:
    """Chromium, as wide as a phone and as a desk's screen: nothing reaches the edges, and no script is needed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert browser, "Chromium is missing: dev.py test installs it"
    picture = tmp_path / "page.png"
    with running_hub(tmp_path / "hub") as hub, httpx.Client(trust_env=False, base_url=hub.url) as line:
        code = write_code(CODE, BareDevice(hub, line).enrol().key)
        words = [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update", "--disable-quic", "--hide-scrollbars"),
            *(f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},1400", f"--screenshot={picture}"),
            f"{hub.url}/v/?{urlencode({'code': code})}",
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
    with Image.open(picture) as shown:
        edges = [shown.convert("L").crop(box) for box in ((0, 0, 8, 1400), (width - 8, 0, width, 1400))]
        card = shown.convert("L").crop((width // 2 - 150, 0, width // 2 + 150, 600))
    assert all(low == high for low, high in (edge.getextrema() for edge in edges))
    darkest, lightest = card.getextrema()
    assert lightest - darkest > 150
