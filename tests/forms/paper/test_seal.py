"""The office's seal: known by every reader of PDFs, and broken by whatever is changed after it."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from domain.errors import RuleBroken
from domain.sync.paper_certificates import is_issued_by, is_revoked, office_of
from forms.paper.archive import archived, attached_data
from forms.paper.attestation import render_attestation
from forms.paper.seal import SealKey, sealed
from forms.paper.sealed import MOST_BYTES, read_seal
from forms.paper.text import prose
from headoffice.__main__ import main
from tests.forms.paper.pdfa import faults
from tests.forms.paper.samples import frozen
from tests.support.paper_changed import with_a_black_box, with_a_flipped_byte
from tests.support.paper_keys import Authority, authority, on_its_own

AT = datetime(2025, 11, 21, 7, 38, tzinfo=UTC)
WORDS = prose("ختم إلكتروني: مكتب RY01، 2025/11/21", "arab")


@pytest.fixture(scope="module")
def association() -> Authority:
    return authority()


@pytest.fixture(scope="module")
def paper() -> bytes:
    pdf = render_attestation(frozen(), state="unsigned")
    return archived(pdf, frozen(), reference="RY01-7K2Q-000142-M", made_at=AT)


@pytest.fixture(scope="module")
def office(association: Authority) -> SealKey:
    return association.office()


@pytest.fixture(scope="module")
def whole(paper: bytes, office: SealKey) -> bytes:
    return sealed(paper, office, words=WORDS, at=AT)


def test_a_sealed_paper_says_who_sealed_it_and_gives_its_data_back(
    whole: bytes, association: Authority, office: SealKey
) -> None:
    read = read_seal(whole, roots=[association.root])
    assert (read.signer, read.is_trusted, read.data) == (office.certificate, True, frozen())
    assert read.at == AT
    assert office_of(read.signer) == "RY01"
    assert is_issued_by(read.signer, association.root)


def test_a_seal_of_nobody_known_is_whole_and_not_trusted(paper: bytes, association: Authority) -> None:
    own = on_its_own()
    file = sealed(paper, own, words=WORDS, at=AT)
    assert not read_seal(file, roots=[association.root]).is_trusted
    assert not read_seal(file, roots=[]).is_trusted
    assert read_seal(file, roots=[own.certificate]).is_trusted


def test_a_stolen_laptop_is_on_the_list_of_its_association_alone(association: Authority, office: SealKey) -> None:
    lists = [association.revoked(office)]
    assert is_revoked(office.certificate, lists, association.root)
    assert not is_revoked(office.certificate, [association.revoked()], association.root)
    assert not is_revoked(association.office().certificate, lists, association.root)
    assert not is_revoked(office.certificate, lists, authority().root)


def test_a_flipped_byte_is_refused_wherever_it_is(whole: bytes, association: Authority) -> None:
    """The envelope of the signature too, which no signature covers."""
    chance = random.Random(7)
    envelope = whole.index(b"/Contents <3")
    places = [envelope + 11 + offset for offset in (0, 1, 40, 300, 900, 1700, 2500, 4000)]
    for place in [5, len(whole) - 3, *places, *(chance.randrange(len(whole)) for _ in range(25))]:
        assert not _stands(with_a_flipped_byte(whole, place, chance.randrange(8)), association), place


def test_a_seal_that_names_a_digest_nobody_knows_is_refused(whole: bytes, association: Authority) -> None:
    """In both places where the signature names its digest."""
    known, unknown = b"608648016503040201", b"608648016203040201"
    places = [match.start() for match in re.finditer(known, whole, re.IGNORECASE)]
    assert len(places) == 2
    for place in places:
        with pytest.raises(RuleBroken) as refused:
            read_seal(whole[:place] + unknown + whole[place + len(known) :], roots=[association.root])
        assert refused.value.code == "paper.seal.changed"


def _stands(file: bytes, association: Authority) -> bool:
    try:
        return read_seal(file, roots=[association.root]).is_trusted
    except RuleBroken as broken:
        return broken.code not in ("paper.seal.changed", "paper.seal.none", "paper.seal.form")


def test_a_black_box_added_afterwards_is_refused(whole: bytes, association: Authority) -> None:
    """An addition at the file's end leaves what was signed as it was: many readers still call it valid."""
    file = with_a_black_box(whole)
    assert file.startswith(whole)
    with pytest.raises(RuleBroken) as refused:
        read_seal(file, roots=[association.root])
    assert refused.value.code == "paper.seal.changed"


@pytest.mark.parametrize(
    "file", [b"", b"text", b"%PDF-1.7", bytes(MOST_BYTES + 1)], ids=["empty", "text", "cut", "large"]
)
def test_what_is_no_sealed_paper_is_refused(file: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_seal(file, roots=[])
    assert refused.value.code in ("paper.seal.form", "paper.seal.changed", "paper.seal.none")


def test_a_paper_without_a_seal_is_told_apart(paper: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_seal(paper, roots=[])
    assert refused.value.code == "paper.seal.none"


def test_the_same_paper_is_archived_as_the_same_bytes(paper: bytes) -> None:
    again = archived(
        render_attestation(frozen(), state="unsigned"), frozen(), reference="RY01-7K2Q-000142-M", made_at=AT
    )
    assert again == paper
    assert attached_data(paper) == frozen()


def test_what_an_archive_demands_is_there(whole: bytes) -> None:
    assert faults(whole) == []
    with pikepdf.open(io.BytesIO(whole)) as file:
        assert file.open_metadata()["xmp:CreateDate"].startswith("2025-11-21T07:38:00")


def test_poppler_calls_the_seal_valid_and_trusted(whole: bytes, association: Authority, tmp_path: Path) -> None:
    """With the association's root, as head office hands it out, in the reader's own list of authorities."""
    (tmp_path / "paper.root").write_bytes(association.root)
    assert main(["paper-root", "--data", str(tmp_path), "--out", str(tmp_path / "root.pem")]) == 0
    (tmp_path / "paper.pdf").write_bytes(whole)
    (tmp_path / "flipped.pdf").write_bytes(with_a_flipped_byte(whole, len(whole) // 2))
    store = f"sql:{tmp_path}"
    _run("certutil", "-N", "-d", store, "--empty-password")
    _run("certutil", "-A", "-d", store, "-n", "root", "-t", "CT,C,C", "-i", str(tmp_path / "root.pem"))
    said = _run("pdfsig", "-nssdir", store, str(tmp_path / "paper.pdf"))
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said
    assert said.count("Signature #") == 1
    said = _run("pdfsig", "-nssdir", store, str(tmp_path / "flipped.pdf"))
    assert "Signature is Valid" not in said


def _run(program: str, *words: str) -> str:
    found = shutil.which(program)
    assert found, f"{program} is missing: dev.py test installs it"
    return subprocess.run([found, *words], capture_output=True, check=True, text=True, timeout=240).stdout
