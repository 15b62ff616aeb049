"""The options that name head office's database, and keeping a password in them from whoever lists processes."""

import argparse
import os
import sys
from pathlib import Path

from domain.errors import RuleBroken, Unavailable
from headoffice.store.database_url import DatabaseUrl, read_database_url
from headoffice.store.opening import VARIABLE


def add_database_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql://user@host/name instead of the embedded database; with a password rather in {VARIABLE}",
    )
    command.add_argument(
        "--database-file", type=Path, metavar="FILE", help="a file that holds the URL, and nothing else"
    )


def chosen_database(arguments: argparse.Namespace) -> DatabaseUrl | None:
    """None when no option names one. Raises RuleBroken, Unavailable."""
    if arguments.database is not None and arguments.database_file is not None:
        raise RuleBroken(
            "usage.database.twice",
            ar="يُعطى أحد الخيارين --database و--database-file لا كلاهما.",
            en="Give one of --database and --database-file, not both.",
        )
    if arguments.database_file is not None:
        return read_database_url(_content(arguments.database_file))
    return None if arguments.database is None else _completed(read_database_url(arguments.database))


def hide_password(arguments: argparse.Namespace) -> None:
    """Starts this program anew when its own command line shows a password, which goes on in the environment.

    Elsewhere than on POSIX a command line is shown to its own user and to administrators alone.
    """
    given: str | None = getattr(arguments, "database", None)
    if given is None or os.name == "nt":
        return
    database = read_database_url(given)
    if database.public == database.text:
        return
    words = [word.replace(given, database.public) for word in sys.orig_argv[1:]]
    os.execve(sys.executable, [sys.executable, *words], {**os.environ, VARIABLE: database.text})  # noqa: S606 - ourselves


def _completed(said: DatabaseUrl) -> DatabaseUrl:
    """With the password that the environment knows for the same place."""
    variable = os.environ.get(VARIABLE, "")
    known = read_database_url(variable) if variable else said
    return known if known.public == said.text else said


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(
            "hub.database.file",
            ar=f"تعذّرت قراءة ملف عنوان قاعدة البيانات {path.name}؛ تحقق من وجوده ومن صلاحياته.",
            en=f"The file with the address of the database, {path.name}, cannot be read; check that it is there and "
            "its permissions.",
        ) from error
