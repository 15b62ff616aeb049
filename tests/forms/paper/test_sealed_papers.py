"""Every paper can be archived and sealed: as an archive demands, small, whole, with its own fonts."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from forms.paper.archive import archived
from forms.paper.seal import SealKey, sealed
from forms.paper.sealed import read_seal
from forms.paper.text import prose
from tests.forms.paper.pdfa import faults
from tests.forms.paper.reading import embedded_fonts, font_names
from tests.forms.paper.sample_papers import PAPERS
from tests.forms.paper.words import NUMBER, SamplePaper, Words
from tests.support.paper_keys import Authority, authority

AT = datetime(2025, 11, 21, 7, 38, tzinfo=UTC)
MOST_BYTES = 200_000
DATA = '{"kind":"sample","person":"نورة"}'.encode()


@pytest.fixture(scope="module")
def association() -> Authority:
    return authority()


@pytest.fixture(scope="module")
def office(association: Authority) -> SealKey:
    return association.office()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_is_archived_and_sealed_in_a_small_file_with_its_own_fonts(
    paper: SamplePaper, office: SealKey, association: Authority
) -> None:
    pdf = paper.draw(Words())
    whole = sealed(archived(pdf, DATA, reference=NUMBER, made_at=AT), office, words=prose("ختم", "arab"), at=AT)
    assert faults(whole) == []
    assert len(whole) <= MOST_BYTES
    assert b"Helvetica" not in whole
    assert embedded_fonts(pdf) == len(font_names(pdf)) > 0
    read = read_seal(whole, roots=[association.root])
    assert (read.is_trusted, read.data) == (True, DATA)


def test_what_an_archive_refuses_is_found() -> None:
    """The list of demands is worth what it finds."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(archived(PAPERS[0].draw(Words()), DATA, reference=NUMBER, made_at=AT))) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
        file.Root.OutputIntents = pikepdf.Array()
        helvetica = pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Helvetica)
        file.Root.Spare = file.make_indirect(helvetica)
        with file.open_metadata() as metadata:
            metadata["pdfaid:part"] = "1"
        del file.Root.AF[0]
        file.save(target)
    found = faults(target.getvalue())
    for said in ("it acts by itself", "not one intent of output", "Helvetica", "it does not say that it is PDF/A-3b"):
        assert said in found
    assert "not one attachment, which is the data" in found
    assert "/Helvetica is not in the file" in found
