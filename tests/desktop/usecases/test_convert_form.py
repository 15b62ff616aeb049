"""Forms are converted in a process of their own, also where the program was built and there is no Python beside it."""

import json
import subprocess
import sys
from pathlib import Path

from desktop.usecases.convert_form import CONVERT_FORM, ON_A_CONSOLE, built_converter
from forms.interview.importer import import_form
from tests.support.sixth_association import POLICIES, WELL
from tests.support.sources import ROOT

FORM = (POLICIES / f"{WELL}.md").read_bytes()


def test_a_built_program_converts_by_itself(tmp_path: Path) -> None:
    program = tmp_path / "istiqbal.exe"
    assert built_converter(is_built=False, program=program) is None
    assert built_converter(is_built=True, program=program) == (str(program), CONVERT_FORM)
    console = tmp_path / ON_A_CONSOLE
    console.touch()
    assert built_converter(is_built=True, program=program) == (str(console), CONVERT_FORM)


def test_the_command_line_is_such_a_converter() -> None:
    command = [sys.executable, "-m", "desktop.cli", CONVERT_FORM, "md", "data"]
    done = subprocess.run(command, cwd=ROOT, input=FORM, capture_output=True, check=True)
    assert json.loads(done.stdout)["xform"] == import_form(FORM, "md", form_id=WELL).xform_xml
