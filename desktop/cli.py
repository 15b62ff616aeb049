"""`istiqbal`: every use case that makes sense without a window, and the window itself when no command is given."""

import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from platformdirs import user_data_path

from desktop.commands.context import Context, Result
from desktop.commands.parser import build_parser
from desktop.commands.unexpected import tell_bug
from desktop.guard import require_sound_qt
from desktop.usecases.open_desk import system_world
from desktop.version import VERSION
from domain.errors import Expected, RuleBroken, Unavailable

BROKEN, USAGE, UNAVAILABLE = 1, 2, 3

# Loaded when asked for: reportlab, the engine and httpx together cost half a second that `visit add` need not pay.
MODULES = {
    "init": "office",
    "profiles": "office",
    "recover": "office",
    "user": "office",
    "dump": "office",
    "verify": "office",
    "demo": "demo",
    "visit": "visits",
    "person": "persons",
    "interview": "interviews",
    "attest": "attestations",
    "attestation": "attestations",
    "task": "tasks",
    "enrol": "head_office",
    "sync": "head_office",
    "status": "head_office",
}


def default_home() -> Path:
    return user_data_path("istiqbal", appauthor=False)


def main(argv: Sequence[str] | None = None) -> int:
    _speak_utf8(sys.stdin, sys.stdout, sys.stderr)
    if argv is None:
        sys.excepthook = tell_bug
    words = sys.argv[1:] if argv is None else argv
    try:
        arguments = build_parser().parse_args(words)
    except Expected as error:
        return _explain(error, as_json="--json" in words)
    if arguments.version:
        print(f"istiqbal {VERSION}")
        return 0
    home = Path(arguments.home) if arguments.home else default_home()
    try:
        if arguments.self_test:
            return importlib.import_module("desktop.self_test").run()  # type: ignore[no-any-return]
        if arguments.command is None:
            require_sound_qt()
            return importlib.import_module("desktop.bootstrap").open_window(home)  # type: ignore[no-any-return]
        module = importlib.import_module(f"desktop.commands.{MODULES[arguments.command]}")
        result: Result = module.run(Context(home, arguments.user, system_world(), arguments))
    except Expected as error:
        return _explain(error, as_json=arguments.json)
    print(json.dumps(result.data, ensure_ascii=False, sort_keys=True) if arguments.json else result.text)
    return result.exit_code


def _explain(error: Expected, *, as_json: bool) -> int:
    """The sentence in both languages on standard error; as JSON on standard output."""
    if as_json:
        data = {"error": {"code": error.code, "field": error.field, "ar": error.ar, "en": error.en}}
        print(json.dumps(data, ensure_ascii=False, sort_keys=True))
    print(f"{error.ar}\n{error.en}", file=sys.stderr)
    if isinstance(error, Unavailable):
        return UNAVAILABLE
    return USAGE if isinstance(error, RuleBroken) and error.code.startswith("usage.") else BROKEN


def _speak_utf8(*streams: TextIO) -> None:
    """A Windows console or pipe may default to a code page without Arabic."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
