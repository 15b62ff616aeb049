"""Our engine against JavaRosa, which runs in ODK Collect: the same answers, node by node, after every step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.interview.attached import with_files
from forms.interview.model import Form
from forms.interview.reader import read_form
from forms.interview.shipped import form_ids, shipped_form, shipped_xform
from tests.oracles.assessment import assessment_xform
from tests.oracles.differ import Tally, compare
from tests.oracles.examples import example_forms
from tests.oracles.field_form import field_xform
from tests.oracles.functions_form import functions_xform
from tests.oracles.generator import TOWNS, form_xform
from tests.oracles.javarosa.start import start_javarosa
from tests.oracles.known import unexplained
from tests.oracles.missing import OracleMissing, leave_out
from tests.oracles.records import lay_records
from tests.oracles.service import Service
from tests.oracles.surveys import SURVEYS, survey_xform

pytestmark = pytest.mark.slow

GENERATED = range(16)


@pytest.fixture(scope="module")
def javarosa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    try:
        service = start_javarosa(tmp_path_factory.mktemp("javarosa"))
    except OracleMissing as missing:
        leave_out(missing)
    yield service
    service.close()


def judged(tally: Tally, fewest: int) -> None:
    assert unexplained(tally.found.values(), tally.forms) == []
    assert tally.stopped == {}
    assert tally.checks >= fewest


def on_disk(folder: Path, name: str, xform: str, files: dict[str, bytes]) -> tuple[Form, Path]:
    """The form as we read it, and as a file with its tables beside it."""
    place = folder / name
    place.mkdir()
    for each, content in files.items():
        (place / each).write_bytes(content)
    (place / "form.xml").write_text(xform, encoding="utf-8")
    return read_form(with_files(xform, files), form_id=name), place / "form.xml"


def test_every_shipped_interview_goes_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    tally = Tally()
    lay_records(tmp_path)
    for number, form_id in enumerate(form_ids()):
        (tmp_path / f"{number}.xml").write_text(shipped_xform(form_id), encoding="utf-8")
        compare(shipped_form(form_id), tmp_path / f"{number}.xml", javarosa, tally, seed=1, steps=40)
    judged(tally, 20_000)


def test_forms_of_every_construct_go_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    tally = Tally()
    for seed in GENERATED:
        form, file = on_disk(tmp_path, f"generated-{seed}", form_xform(seed), {"towns.csv": TOWNS})
        compare(form, file, javarosa, tally, seed=seed, steps=35)
    judged(tally, 200_000)


def test_the_converters_own_examples_go_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    tally = Tally()
    for name, xform in example_forms().items():
        form, file = on_disk(tmp_path, name, xform, {})
        compare(form, file, javarosa, tally, seed=2, steps=25)
    judged(tally, 10_000)


def test_every_function_and_turn_of_type_goes_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    form, file = on_disk(tmp_path, "functions", functions_xform(), {})
    tally = Tally()
    for seed in range(3):
        compare(form, file, javarosa, tally, seed=seed, steps=50)
    judged(tally, 50_000)


def test_turns_of_forms_from_the_field_go_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    form, file = on_disk(tmp_path, "field", field_xform(), {})
    tally = Tally()
    for seed in range(3):
        compare(form, file, javarosa, tally, seed=seed, steps=25)
    judged(tally, 3_000)


def test_a_needs_assessment_in_four_languages_goes_as_in_collect(javarosa: Service, tmp_path: Path) -> None:
    form, file = on_disk(tmp_path, "assessment", assessment_xform(), {})
    tally = Tally()
    compare(form, file, javarosa, tally, seed=5, steps=60)
    judged(tally, 10_000)


@pytest.mark.parametrize("name", SURVEYS)
def test_surveys_of_relief_offices_go_as_in_collect(javarosa: Service, tmp_path: Path, name: str) -> None:
    form, file = on_disk(tmp_path, name, survey_xform(name), {})
    tally = Tally()
    for seed in range(2):
        compare(form, file, javarosa, tally, seed=seed, steps=40)
    judged(tally, 3_000)
