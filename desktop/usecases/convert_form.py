"""Convert a form in a process of its own: what a built program starts of itself, having no Python beside it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from forms.interview import conversion

CONVERT_FORM = "--convert-form"
ON_A_CONSOLE = "istiqbal-cli.exe"


def main(words: Sequence[str]) -> int:
    """``KIND FORM_NAME``, the form on standard input, one JSON object on standard output."""
    return conversion.main(words)


def built_converter(*, is_built: bool, program: Path) -> tuple[str, ...] | None:
    """The command that converts; None where the importer's own will do."""
    if not is_built:
        return None
    # On Windows the window's own program may have no standard streams; the one for the console has.
    on_console = program.with_name(ON_A_CONSOLE)
    return (str(on_console if on_console.is_file() else program), CONVERT_FORM)


def converter() -> tuple[str, ...] | None:
    """Of this program."""
    return built_converter(is_built=getattr(sys, "frozen", False), program=Path(sys.executable))
