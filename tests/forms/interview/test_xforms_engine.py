"""Our engine against two references at once: wherever JavaRosa and getodk's xforms-engine agree, so do we."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.interview.attached import with_files
from forms.interview.reader import read_form
from forms.interview.shipped import form_ids, shipped_form, shipped_xform
from tests.oracles.examples import example_forms
from tests.oracles.generator import TOWNS, form_xform
from tests.oracles.javarosa.start import start_javarosa
from tests.oracles.missing import OracleMissing, leave_out
from tests.oracles.records import lay_records
from tests.oracles.service import Service
from tests.oracles.surveys import SURVEYS, survey_xform
from tests.oracles.three import Agreement, compare_all
from tests.oracles.xforms_engine.start import start_xforms_engine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Service]]:
    """JavaRosa and xforms-engine."""
    try:
        services = (
            start_javarosa(tmp_path_factory.mktemp("javarosa")),
            start_xforms_engine(tmp_path_factory.mktemp("xforms_engine")),
        )
    except OracleMissing as missing:
        leave_out(missing)
    yield services
    for service in services:
        service.close()


def judged(agreement: Agreement, fewest: int) -> None:
    assert agreement.against_both == {}
    assert agreement.checks >= fewest


def test_shipped_interviews_go_as_both_references_say(both: tuple[Service, Service], tmp_path: Path) -> None:
    agreement = Agreement()
    lay_records(tmp_path)
    for number, form_id in enumerate(form_ids()):
        file = tmp_path / f"{number}.xml"
        file.write_text(shipped_xform(form_id), encoding="utf-8")
        compare_all(shipped_form(form_id), file, both, agreement, seed=3, steps=15)
    judged(agreement, 10_000)


def test_forms_of_every_construct_go_as_both_references_say(both: tuple[Service, Service], tmp_path: Path) -> None:
    agreement = Agreement()
    (tmp_path / "towns.csv").write_bytes(TOWNS)
    for seed in range(20, 30):
        xform = form_xform(seed)
        file = tmp_path / f"{seed}.xml"
        file.write_text(xform, encoding="utf-8")
        form = read_form(with_files(xform, {"towns.csv": TOWNS}), form_id=f"generated-{seed}")
        compare_all(form, file, both, agreement, seed=seed, steps=15)
    judged(agreement, 20_000)


def test_the_converters_own_examples_go_as_both_references_say(both: tuple[Service, Service], tmp_path: Path) -> None:
    agreement = Agreement()
    for name, xform in example_forms().items():
        file = tmp_path / f"{name}.xml"
        file.write_text(xform, encoding="utf-8")
        compare_all(read_form(xform, form_id=name), file, both, agreement, seed=4, steps=8)
    judged(agreement, 5_000)


@pytest.mark.parametrize("name", SURVEYS)
def test_surveys_of_relief_offices_go_as_both_references_say(
    both: tuple[Service, Service], tmp_path: Path, name: str
) -> None:
    agreement = Agreement()
    file = tmp_path / f"{name}.xml"
    file.write_text(survey_xform(name), encoding="utf-8")
    compare_all(read_form(survey_xform(name), form_id=name), file, both, agreement, seed=4, steps=20)
    judged(agreement, 1_000)
