"""The window's process is killed in the middle of an interview: at most the key that was being typed is lost."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.usecases.hold_interview import resume_interview
from desktop.usecases.open_desk import sign_in, system_world
from tests.support.command_line import ADMIN, PASSWORD, PERSON, CommandLine, example_answers, form_of, variables
from tests.support.sources import ROOT

FORM = form_of("herfa")
# How many keys are heard before the kill: among the first answers, in the rows of the household.
KEYS = (8, 60)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    made = CommandLine(tmp_path_factory.mktemp("window_kills") / "store")
    made.init("herfa")
    return made


def answer_until_killed(office: CommandLine, folder: Path, keys: int) -> list[dict[str, Any]]:
    """What stood in the interview after each key, the last of which the store may not have heard of."""
    person = office.do("person", "add", *PERSON[:2])["id"]
    answers = folder / "answers.json"
    answers.write_text(json.dumps(example_answers("herfa")), encoding="utf-8")
    clerk = subprocess.Popen(
        [sys.executable, "-m", "tests.support.window_clerk", str(office.home), FORM, person, str(answers)],
        cwd=ROOT,
        env=variables({"QT_QPA_PLATFORM": "offscreen"}),
        stdout=subprocess.PIPE,
    )
    with clerk:
        assert clerk.stdout is not None
        heard = [json.loads(clerk.stdout.readline()) for _ in range(keys)]
        clerk.kill()
        heard += [json.loads(line) for line in clerk.stdout.read().splitlines() if line.endswith(b"}")]
    return heard


@pytest.mark.parametrize("keys", KEYS)
def test_at_most_the_key_being_typed_is_lost(office: CommandLine, tmp_path: Path, keys: int) -> None:
    heard = answer_until_killed(office, tmp_path, keys)
    desk = sign_in(office.home, ADMIN, PASSWORD, world=system_world())
    try:
        kept = resume_interview(desk, heard[-1]["interview"]).session.to_answers()
        assert json.loads(json.dumps(kept)) in [line["answers"] for line in heard[-2:]]
    finally:
        desk.store.close()
