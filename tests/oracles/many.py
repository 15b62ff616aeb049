"""As many checks against JavaRosa as wished: `python -m tests.oracles.many --checks 1000000 --seed 0`."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

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
from tests.oracles.known import reason_of, unexplained
from tests.oracles.missing import OracleMissing
from tests.oracles.records import lay_records
from tests.oracles.surveys import SURVEYS, survey_xform

MILLION = 1_000_000
STEPS = 40


def forms(folder: Path, seed: int) -> Iterator[tuple[Form, Path]]:
    """The shipped forms, the converter's examples, an assessment, then generated ones without end."""
    (folder / "towns.csv").write_bytes(TOWNS)
    lay_records(folder)
    for form_id in form_ids():
        yield shipped_form(form_id), _kept(folder, form_id.replace("/", "-"), shipped_xform(form_id))
    for name, xform in example_forms().items():
        yield read_form(xform, form_id=name), _kept(folder, name, xform)
    yield read_form(assessment_xform(), form_id="assessment"), _kept(folder, "assessment", assessment_xform())
    for name in SURVEYS:
        yield read_form(survey_xform(name), form_id=name), _kept(folder, name, survey_xform(name))
    yield read_form(field_xform(), form_id="field"), _kept(folder, "field", field_xform())
    yield read_form(functions_xform(), form_id="functions"), _kept(folder, "functions", functions_xform())
    while True:
        xform = form_xform(seed)
        form = read_form(with_files(xform, {"towns.csv": TOWNS}), form_id=f"generated-{seed}")
        yield form, _kept(folder, f"generated-{seed}", xform)
        form_xform.cache_clear()
        seed += 1


def _kept(folder: Path, name: str, xform: str) -> Path:
    file = folder / f"{name}.xml"
    file.write_text(xform, encoding="utf-8")
    return file


def run(folder: Path, checks: int, seed: int) -> Tally:
    tally = Tally()
    javarosa = start_javarosa(folder)
    for form, file in forms(folder, seed):
        compare(form, file, javarosa, tally, seed=seed, steps=STEPS)
        if tally.checks >= checks:
            break
    javarosa.close()
    return tally


def tell(tally: Tally, seconds: float) -> None:
    print(f"{tally.checks:,} checks in {tally.steps:,} steps on {len(tally.forms)} forms, {seconds:.0f} s")
    for difference in tally.found.values():
        reason = reason_of(difference, tally.forms[difference.form])
        print(f"  {difference.form} {difference.node} {difference.what}: {reason or difference}")
    print(f"{len(tally.stale)} left stale by JavaRosa until it works everything out again")
    for form, why in tally.stopped.items():
        print(f"  JavaRosa could not go on: {form}: {why}")


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="differ", description=__doc__)
    parser.add_argument("--checks", type=int, default=MILLION)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(words)
    begun = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            tally = run(Path(folder), options.checks, options.seed)
    except OracleMissing as missing:
        print(missing, file=sys.stderr)
        return 3
    tell(tally, time.monotonic() - begun)
    return 1 if unexplained(tally.found.values(), tally.forms) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
