"""`istiqbal`: every use case that makes sense without a window, and the window itself when no command is given."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.guard import import_plainly, require_somewhere_to_draw, require_sound_qt
from desktop.version import VERSION
from domain.errors import Expected, RuleBroken, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import TextIO

    from desktop.commands.context import Result

BROKEN, USAGE, UNAVAILABLE = 1, 2, 3

# Loaded when asked for: reportlab, the engine and httpx together cost half a second that `visit add` need not pay.
MODULES = {
    "init": "office",
    "profiles": "office",
    "profile": "profiles",
    "recover": "office",
    "recovery": "recovery",
    "user": "office",
    "dump": "office",
    "verify": "office",
    "demo": "demo",
    "visit": "visits",
    "person": "persons",
    "contact": "contacts",
    "interview": "interviews",
    "form": "forms",
    "attest": "attestations",
    "attestation": "attestations",
    "paper": "papers",
    "print": "printing",
    "report": "reports",
    "document": "documents",
    "departure": "departures",
    "referral": "referrals",
    "enquiry": "enquiries",
    "frequent": "frequent_questions",
    "liaison": "liaison",
    "holidays": "holidays",
    "suggestion": "suggestions",
    "survey": "surveys",
    "finding": "surveys",
    "request": "requests",
    "committee": "committee",
    "complaint": "complaints",
    "task": "tasks",
    "quarantine": "quarantine",
    "history": "history",
    "enrol": "head_office",
    "sync": "head_office",
    "status": "head_office",
    "bundle": "bundles",
    "backup": "backups",
}


def default_home() -> Path:
    # Not asked where --home says it.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("istiqbal", appauthor=False)


def main(argv: Sequence[str] | None = None) -> int:
    _speak_utf8(sys.stdin, sys.stdout, sys.stderr)
    if argv is None:
        sys.excepthook = _tell_bug
    words = sys.argv[1:] if argv is None else argv
    if list(words[:1]) == ["--convert-form"]:
        return importlib.import_module("desktop.usecases.convert_form").main(words[1:])  # type: ignore[no-any-return]
    if not words:
        return _open_window(default_home)
    try:
        arguments = importlib.import_module("desktop.commands.parser").build_parser(words).parse_args(words)
    except Expected as error:
        return _explain(error, as_json="--json" in words)
    if arguments.version:
        print(_json({"version": VERSION}) if arguments.json else f"istiqbal {VERSION}")
        return 0
    home = Path(arguments.home) if arguments.home else default_home()
    if arguments.command is None and not arguments.self_test:
        return _open_window(lambda: home)
    try:
        if arguments.self_test:
            return importlib.import_module("desktop.self_test").run()  # type: ignore[no-any-return]
        with _nothing_is_garbage(argv):
            make_context = importlib.import_module("desktop.commands.context").make_context
            command = importlib.import_module(f"desktop.commands.{MODULES[arguments.command]}")
        result: Result = command.run(make_context(home, arguments))
    except Expected as error:
        return _explain(error, as_json=arguments.json)
    _print(_json(result.data) if arguments.json else result.text)
    return result.exit_code


@contextmanager
def _nothing_is_garbage(argv: Sequence[str] | None) -> Iterator[None]:
    """While the program of a process of its own is loaded: a tenth of what a short command takes would go into looking
    through what stays to the end."""
    if argv is not None:
        yield
        return
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _print(text: str) -> None:
    """Whoever reads may have seen enough, as `head` has: what was to be done is done all the same."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is left in the buffer would be written, and fail, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_window(home: Callable[[], Path]) -> int:
    # Nothing that starting makes is garbage: the collector begins once the first frame stands (`Application`).
    gc.disable()
    try:
        require_sound_qt()
        import_plainly()
        require_somewhere_to_draw(os.environ)
        return importlib.import_module("desktop.bootstrap").open_window(home())  # type: ignore[no-any-return]
    except Expected as error:
        return _explain(error, as_json=False)


def _explain(error: Expected, *, as_json: bool) -> int:
    """The sentence in both languages on standard error; as JSON on standard output."""
    if as_json:
        data = {"error": {"code": error.code, "field": error.field, "ar": error.ar, "en": error.en}}
        print(_json(data))
    print(f"{error.ar}\n{error.en}", file=sys.stderr)
    if isinstance(error, Unavailable):
        return UNAVAILABLE
    return USAGE if isinstance(error, RuleBroken) and error.code.startswith("usage.") else BROKEN


def _tell_bug(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    importlib.import_module("desktop.commands.unexpected").tell_bug(kind, error, at)


def _json(data: object) -> str:
    # The window has no use for it.
    import json  # noqa: PLC0415

    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _speak_utf8(*streams: TextIO) -> None:
    """A Windows console or pipe may default to a code page without Arabic."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
