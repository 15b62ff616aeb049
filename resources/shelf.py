"""The one place that opens packaged data: texts, profiles, interviews, fonts, icons.

Paths are relative to this package and always written with forward slashes (``policies/herfa.toml``). They work from a
source checkout, an installed wheel and a frozen build alike: all three keep them as plain files. A path that is not
there raises FileNotFoundError: the names are ours, so a missing one is a damaged installation or a bug, never the
user's mistake.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

_ROOT = Path(__file__).parent


def read_text(path: str) -> str:
    """The whole file as text (UTF-8, line ends as stored)."""
    return read_bytes(path).decode("utf-8")


def read_bytes(path: str) -> bytes:
    return _find(path).read_bytes()


def names(folder: str, *, suffix: str = "") -> tuple[str, ...]:
    """The names of the files directly in `folder` that end in `suffix`, sorted, suffix included (``herfa.toml``)."""
    found = (entry.name for entry in _find(folder).iterdir() if entry.is_file() and entry.name.endswith(suffix))
    return tuple(sorted(found))


def folders(folder: str) -> tuple[str, ...]:
    """The names of the folders directly in `folder`, sorted."""
    return tuple(
        sorted(entry.name for entry in _find(folder).iterdir() if entry.is_dir() and entry.name[0] not in "_.")
    )


@contextmanager
def file_path(path: str) -> Iterator[Path]:
    """A real file on disk for libraries that insist on one (fonts). Only valid inside the ``with`` block."""
    yield _find(path)


def _find(path: str) -> Path:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ".." in parts:
        raise FileNotFoundError(f"not a path inside the packaged data: {path!r}")
    found = _ROOT.joinpath(*parts)
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError(f"no such packaged file: {path!r}")
    return found
