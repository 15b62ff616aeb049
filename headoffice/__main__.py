"""`istiqbal-headoffice`: serve the hub, make enrolment codes, print the state."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, TextIO

from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.dump import dump_text
from headoffice.authority import find_server_files
from headoffice.bundle_command import add_bundle_command, run_bundle
from headoffice.certificate_command import add_certificate_command, run_certificate
from headoffice.database_choice import add_database_options, chosen_database, hide_password
from headoffice.device_command import add_device_commands, run_device, run_restored
from headoffice.enrolment import issue_code
from headoffice.hub import open_hub, open_known_hub
from headoffice.logs import log_to_standard_error
from headoffice.office_grants import READING, WHOLE
from headoffice.paper_root_command import add_paper_root_command, run_paper_root
from headoffice.reference_command import add_reference_command, run_reference
from headoffice.serve import Address, alone, serve
from headoffice.status_command import add_status_command, run_status
from headoffice.store.moving import MOVED_NAME, move_to_postgresql
from headoffice.store.opening import find_database

DONE, BROKEN, USAGE, UNAVAILABLE = 0, 1, 2, 3
DEFAULT_PORT = 8_440
# Those that end with something to say.
SAYING: Mapping[str, Callable[[argparse.Namespace], tuple[dict[str, object], str]]] = {
    "bundle": run_bundle,
    "certificate": run_certificate,
    "device": run_device,
    "paper-root": run_paper_root,
    "reference": run_reference,
    "restored": run_restored,
    "status": run_status,
}


def main(argv: Sequence[str] | None = None) -> int:
    _speak_utf8(sys.stdout, sys.stderr)
    try:
        arguments = build_parser().parse_args(argv)
    except Expected as error:
        return _explain(error, as_json="--json" in (sys.argv if argv is None else argv))
    try:
        if argv is None:
            hide_password(arguments)
        match arguments.command:
            case "serve":
                _serve(arguments)
            case "code":
                _code(arguments)
            case "dump":
                _dump(arguments)
            case "move":
                _move(arguments)
            case other:
                _say(*SAYING[other](arguments), arguments)
    except Expected as error:
        return _explain(error, as_json=arguments.json)
    return DONE


def _serve(arguments: argparse.Namespace) -> None:
    database = chosen_database(arguments)
    if (arguments.certificate is None) != (arguments.certificate_key is None):
        raise RuleBroken(
            "usage.certificate",
            ar="الخياران --certificate و--certificate-key يُعطيان معًا.",
            en="--certificate and --certificate-key go together.",
        )
    log_to_standard_error()
    said = (arguments.certificate, arguments.certificate_key)
    files = said if arguments.certificate is not None else find_server_files(arguments.data) or said
    address = Address(arguments.host, arguments.port, *files)

    def announce(url: str, port: int) -> None:
        _say({"url": url, "port": port}, f"المركز الرئيس يعمل على · Head office listens on {url}", arguments)

    serve(arguments.data, address, announce, database=database)


def _code(arguments: argparse.Namespace) -> None:
    with open_hub(arguments.data, database=chosen_database(arguments)) as hub:
        issued = issue_code(hub, arguments.office, complaints=arguments.complaints)
    expires = datetime.fromtimestamp(issued.expires_ms / 1000, UTC).isoformat(timespec="seconds")
    text = f"{issued.code}\nلجهاز واحد من المكتب {issued.office} · for one laptop of this office, until {expires}"
    if issued.complaints != WHOLE:
        text += "\nيرسل ما يُكتب فيه من الشكاوى ولا يصله شيء · it sends complaints written on it, and is sent none"
    data: dict[str, object] = {"code": str(issued.code), "office": issued.office, "expires_at": expires}
    _say(data | {"complaints": issued.complaints}, text, arguments)


def _dump(arguments: argparse.Namespace) -> None:
    with open_known_hub(arguments.data, database=chosen_database(arguments)) as hub, hub.db.reading():
        text = dump_text(hub.streams.rows.all())
    if arguments.json:
        _say({"rows": [json.loads(line) for line in text.splitlines()]}, "", arguments)
    else:
        print(text, end="", flush=True)


def _move(arguments: argparse.Namespace) -> None:
    database = find_database(arguments.data, chosen_database(arguments))
    with alone(arguments.data):
        rows = move_to_postgresql(arguments.data, database)
    text = f"نُقلت السجلات ({rows})، والقاعدة القديمة باقية بالاسم {MOVED_NAME} · moved; the old file is kept"
    _say({"rows": rows, "database": database.public, "kept": MOVED_NAME}, text, arguments)


def _say(data: dict[str, object], text: str, arguments: argparse.Namespace) -> None:
    print(json.dumps(data, ensure_ascii=False, sort_keys=True) if arguments.json else text, flush=True)


def _explain(error: Expected, *, as_json: bool) -> int:
    """The sentence in both languages on standard error; as JSON on standard output."""
    if as_json:
        data = {"error": {"code": error.code, "field": error.field, "ar": error.ar, "en": error.en}}
        print(json.dumps(data, ensure_ascii=False, sort_keys=True))
    print(f"{error.ar}\n{error.en}", file=sys.stderr)
    if isinstance(error, Unavailable):
        return UNAVAILABLE
    return USAGE if error.code.startswith("usage.") else BROKEN


class Parser(argparse.ArgumentParser):
    """Wrong usage is an expected failure like any other, with a sentence in both languages."""

    def error(self, message: str) -> NoReturn:
        raise RuleBroken(
            "usage.arguments",
            ar=f"الأمر ناقص أو فيه ما لا يُعرف. اعرض طريقة كتابته بالأمر: {self.prog} --help",
            en=f"{message[:1].upper()}{message[1:]}. See how it is written: {self.prog} --help",
        )


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="istiqbal-headoffice",
        description="Head office of Istiqbal: collects what the branch offices write. · المركز الرئيس لبرنامج استقبال.",
        epilog="Exit codes: 0 done, 1 a rule was broken, 2 wrong usage, 3 unavailable.",
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", default=False, help="answer in JSON · الجواب بصيغة JSON")
    commands: argparse._SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(  # type: ignore[assignment]
        dest="command", metavar="COMMAND", required=True
    )

    serving = _command(
        commands, "serve", "collect from the laptops until stopped (SIGTERM) · استقبال الأجهزة حتى الإيقاف"
    )
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    serving.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"port (default {DEFAULT_PORT}; 0 takes a free one)"
    )
    serving.add_argument(
        "--certificate",
        type=Path,
        metavar="FILE",
        help="PEM chain, to serve over TLS with another than `certificate` made",
    )
    serving.add_argument("--certificate-key", type=Path, metavar="FILE", help="PEM key of the certificate")

    coding = _command(commands, "code", "make a one-time enrolment code, valid 7 days · رمز انضمام لجهاز واحد")
    coding.add_argument("--office", required=True, metavar="CODE", help="code of the branch office, like RYD1")
    coding.add_argument(
        "--complaints",
        choices=READING,
        default=WHOLE,
        help="it reads all complaints, or sends those of its desk · يقرأ الشكاوى كلها أو يرسل ما يُكتب فيه",
    )

    add_bundle_command(commands)
    add_device_commands(commands)
    add_certificate_command(commands)
    add_paper_root_command(commands)
    add_reference_command(commands)
    add_status_command(commands)
    _command(commands, "move", "move the embedded database into PostgreSQL · نقل القاعدة المضمّنة إلى PostgreSQL")
    _command(commands, "dump", "print the whole state, canonical and sorted · طباعة الحالة كاملة")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    add_database_options(command)
    # Also after the command; absent there, it must not undo the one before it.
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return command


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise ValueError(text)
    return port


def _speak_utf8(*streams: TextIO) -> None:
    """A Windows console may default to a code page without Arabic."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
