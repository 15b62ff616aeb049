"""The root of the association's seals, written by a laptop for whoever checks its papers elsewhere."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from domain.sync.seals import SealAnswer
from tests.support.command_line import CommandLine
from tests.support.laptop import Laptop
from tests.support.paper_keys import MADE, Authority, authority


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def certified_by(root: Authority) -> SealAnswer:
    return SealAnswer(bytes(16), root.office().certificate, root.root, root.revoked(), [], [])


def test_the_present_root_stands_before_those_that_head_office_had_before(tmp_path: Path) -> None:
    laptop, former, present = Laptop(tmp_path / "office"), authority(), authority()
    with laptop.at_work() as desk:
        for root in (former, present):
            desk.store.seals.save_answer(certified_by(root), MADE)
    line = CommandLine(laptop.folder, environment={"ISTIQBAL_PASSWORD": "كلمة سر طويلة 1"})
    told = line.do("paper", "root", tmp_path / "root.pem")
    written = x509.load_pem_x509_certificates((tmp_path / "root.pem").read_bytes())
    assert [one.public_bytes(Encoding.DER) for one in written] == [present.root, former.root]
    assert len(told["sha256"]) == 32 * 3 - 1
