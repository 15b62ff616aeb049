"""Run, check and build Istiqbal from a checkout: `python3 dev.py --help`.

Standard library only. Everything Python needs is installed, by hash, into `.venv` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "istiqbal.stamp"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}

MEMORY = Path("/dev/shm")
ROOM_BYTES = 8 << 30

QT_LIBRARIES = (
    *("libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxkbcommon0", "libx11-6", "libcups2"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
)
CHECK_PARTS = ("libfribidi-bin", "poppler-utils", "libnss3-tools", "chromium", "xvfb")
# The tests start a print service of their own and print into its files; without one they say what they left out.
PRINTING_PARTS = ("cups-daemon", "cups-client", "cups-filters")
# The tests start a server of their own; without one they say what they left out, and under CI they fail.
DATABASE_PARTS = ("postgresql",)
# The reference engines that interviews are held against; left out and told in the same way.
ORACLE_PARTS = {"javac": "default-jdk-headless", "node": "nodejs", "npm": "npm"}
BUILD_PARTS = ("binutils",)
# What WeasyPrint, which papers are measured against, draws its letters with.
BENCH_PARTS = ("libpango-1.0-0", "libpangoft2-1.0-0")


class Stop(Exception):
    """The work cannot go on; the sentence says what the reader should do."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    say(f"== {title}")
    start = time.monotonic()
    yield
    say(f"   {title}: {time.monotonic() - start:.1f} s")


def environment(**more: str) -> dict[str, str]:
    """Ours, without what would make the virtual environment see foreign packages, or every start compile us anew."""
    foreign = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in foreign} | more


def execute(command: Sequence[str | Path], **env: str) -> int:
    """Run in the checkout, with our output and input; the exit code."""
    words = [str(word) for word in command]
    say("   $ " + shlex.join(words))
    return subprocess.run(words, cwd=ROOT, env=environment(**env), check=False).returncode


def quiet(command: Sequence[str | Path]) -> tuple[int, str]:
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Those of `wanted` that dpkg does not have installed; none on a system without dpkg.

    Newer releases call some libraries `…t64`; either name will do.
    """
    if shutil.which("dpkg-query") is None:
        return []
    names = [name + suffix for name in wanted for suffix in ("", "t64")]
    _, listing = quiet(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names])
    installed = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if installed.isdisjoint((name, name + "t64"))]


def absent_oracles() -> list[str]:
    """By program and not by package: Node and Java often come from elsewhere, and then another must not come beside."""
    return [package for program, package in ORACLE_PARTS.items() if shutil.which(program) is None]


def administrator() -> list[str] | None:
    """What to put before `apt-get`: nothing for root, sudo when it asks no password, None when we may not."""
    if WINDOWS or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if quiet(["sudo", "-n", "true"])[0] == 0 else None


def need_packages(wanted: Sequence[str]) -> None:
    """Install what is missing when we may; otherwise say the command once, and under CI stop."""
    missing = missing_packages(wanted)
    if not missing:
        return
    prefix = administrator()
    if prefix is not None:
        with step(f"system libraries: {' '.join(missing)}"):
            apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
            execute([*apt, "update"])
            execute([*apt, "install", "-y", "--no-install-recommends", *missing])
        missing = missing_packages(wanted)
    if missing:
        sentence = f"System libraries are missing. Please run: sudo apt-get install {' '.join(missing)}"
        if IN_CI:
            raise Stop(sentence)
        say("!! " + sentence)


def fingerprint(purpose: str) -> str:
    """Changes whenever the environment in `.venv` would have to be made differently."""
    files = (LOCKS[purpose], ROOT / "pyproject.toml", ROOT / "dev.py")
    made_from = [str(ROOT).encode(), *(path.read_bytes() for path in files)]
    return f"{purpose} {hashlib.sha256(b'|'.join(made_from)).hexdigest()}"


def is_ready(purpose: str) -> bool:
    """Whether `.venv` serves: what is enough to test is enough to run."""
    if not STAMP.is_file() or not serves_this_python():
        return False
    stamp = STAMP.read_text(encoding="utf-8").strip()
    return stamp in {fingerprint(purpose), fingerprint("test")}


def serves_this_python() -> bool:
    """Whether the Python in `.venv` starts and is of the series (3.11, 3.12 …) that was asked for."""
    code, series = quiet([PYTHON, "-c", "import sys; print(*sys.version_info[:2])"])
    return code == 0 and series.split() == [str(part) for part in sys.version_info[:2]]


def need_environment(purpose: str) -> None:
    if is_ready(purpose):
        return
    if not serves_this_python():
        with step("virtual environment"):
            make_virtual_environment()
    STAMP.unlink(missing_ok=True)
    lock = LOCKS[purpose].name
    with step(f"packages of {lock}"):
        quietly = ["--progress-bar", "off", "--quiet"] if IN_CI else []
        flags = ["--no-input", "--disable-pip-version-check", "--only-binary", ":all:", *quietly]
        if execute([PYTHON, "-m", "pip", "install", *flags, "--require-hashes", "-r", lock]) != 0:
            raise Stop(
                f"The packages of {lock} could not be installed. If pip says 'no matching distribution', one of them "
                "is not ready-made for this system: use a 64-bit Python 3.11 to 3.14 on Windows, macOS or Linux (glibc)"
                ". If it says it cannot connect, run the same command again with a network."
            )
    introduce_the_project()
    STAMP.write_text(fingerprint(purpose), encoding="utf-8")


def make_virtual_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        need_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    if execute([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        raise Stop(f"{sys.executable} could not make a virtual environment in {VENV}; its message is above.")


def introduce_the_project() -> None:
    """What an editable installation leaves, without a build backend: path, name and version, commands."""
    import tomllib  # noqa: PLC0415 - an older Python must get as far as the sentence that refuses it

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    _, purelib = quiet([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    packages = Path(purelib.strip())
    (packages / f"{project['name']}.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for old in packages.glob(f"{project['name']}-*.dist-info"):
        shutil.rmtree(old)
    about = packages / f"{project['name']}-{project['version']}.dist-info"
    about.mkdir()
    metadata = f"Metadata-Version: 2.4\nName: {project['name']}\nVersion: {project['version']}\n"
    (about / "METADATA").write_text(metadata, encoding="utf-8")
    for name, target in project["scripts"].items():
        write_command(name, *target.split(":"))


def write_command(name: str, module: str, function: str) -> None:
    code = f"import sys; from {module} import {function}; sys.exit({function}())"
    if WINDOWS:
        (BIN / f"{name}.cmd").write_text(f'@"%~dp0python.exe" -P -c "{code}" %*\n', encoding="utf-8")
        return
    command = BIN / name
    # Through sh, because a first line naming Python breaks on a folder with a space or a very long name.
    command.write_text(f"#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -c '{code}' \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)


def run(options: argparse.Namespace) -> int:
    """Open the window on a filled demonstration store (without a screen: go through the same day headless)."""
    need_packages(QT_LIBRARIES)
    need_environment("run")
    return execute([PYTHON, "-m", "desktop.demonstration", *options.rest])


def test(options: argparse.Namespace) -> int:
    """Check everything: format, rules of style, types, tests. Further words go to pytest."""
    need_packages((*QT_LIBRARIES, *CHECK_PARTS, *PRINTING_PARTS, *DATABASE_PARTS, *absent_oracles()))
    need_environment("test")
    failed = []
    with tests_compiled() if not options.rest else nullcontext():
        for title, *words in (
            ("ruff format", "ruff", "format", "--check", "."),
            ("ruff check", "ruff", "check", "."),
            ("mypy", "mypy"),
        ):
            with step(title):
                if execute([PYTHON, "-m", *words]) != 0:
                    failed.append(title)
    say("== pytest")
    selection = ["-m", "not slow"] if options.fast else []
    # A file's tests stay together, for they share what is dear to start. The order is ours
    # (tests/support/dearest_first.py): by themselves files of few tests would come last, and some of them are long.
    spread = ["-n", str(test_workers()), "--dist", "loadfile", "--no-loadscope-reorder"]
    workers = [] if {"-s", "--pdb", "-n"} & set(options.rest) else spread
    with quick_place() as place:
        if execute([PYTHON, "-m", "pytest", *workers, *selection, *options.rest], **place) != 0:
            failed.append("pytest")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def tests_compiled() -> Iterator[None]:
    """Beside the block the tests are read once: in a fresh checkout each worker would compile all of them by itself,
    a quarter of a minute of a core each. What is wrong with them is said by pytest itself, later."""
    command = [str(PYTHON), "-m", "pytest", "--collect-only", "-qq"]
    silent = subprocess.DEVNULL
    reading = subprocess.Popen(command, cwd=ROOT, env=environment(), stdin=silent, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        reading.wait()


@contextmanager
def quick_place() -> Iterator[dict[str, str]]:
    """Where the tests write: into memory, where the system has such a place with room from which programs may be run.

    Half of what a test of the store takes is otherwise waiting for the disk. Processes are killed there and never the
    machine, and memory outlives a process as a disk does.
    """
    if not has_room(MEMORY):
        yield {}
        return
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-", dir=MEMORY))
    # A print service of nobody special has a folder in it.
    folder.chmod(0o711)
    try:
        yield {"TMPDIR": str(folder)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def has_room(folder: Path) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize >= ROOM_BYTES and not disk.f_flag & os.ST_NOEXEC


def test_workers() -> int:
    """One more than there are cores: while one waits for a process, a window or a line, another has its core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1


def bench(options: argparse.Namespace) -> int:
    """Measure against the bare libraries (docs/benchmarks.md)."""
    need_packages((*QT_LIBRARIES, *BENCH_PARTS))
    need_environment("test")
    named = any((ROOT / word.partition("::")[0]).exists() for word in options.rest)
    where = [] if named else ["tests/benchmarks"]
    return execute([PYTHON, "-m", "pytest", "-p", "no:randomly", "-s", *where, *options.rest])


def load(options: argparse.Namespace) -> int:
    """Let a thousand simulated laptops work with a real head office (docs/benchmarks.md)."""
    need_packages(DATABASE_PARTS)
    need_environment("test")
    return execute([PYTHON, "-m", "tests.load.thousand_laptops", *options.rest])


def differ(options: argparse.Namespace) -> int:
    """Hold the interview engine against JavaRosa: a million checks, or --checks N (docs/interviews.md)."""
    need_packages(absent_oracles())
    need_environment("test")
    return execute([PYTHON, "-m", "tests.oracles.many", *options.rest])


def simulate(options: argparse.Namespace) -> int:
    """Send laptops and head office through bad days; also `simulate museum`, `exhaustive` (docs/development.md)."""
    need_environment("test")
    part = ["." + word for word in options.rest[:1] if word in ("museum", "exhaustive")]
    return execute([PYTHON, "-m", "tests.simulator" + "".join(part), *options.rest[len(part) :]])


def build(options: argparse.Namespace) -> int:
    """Make dist/istiqbal, the program for a machine without Python, and let it test itself."""
    need_packages((*QT_LIBRARIES, *BUILD_PARTS))
    need_environment("test")
    with step("PyInstaller"):
        flags = ["--noconfirm", "--clean", "--log-level", "ERROR", *options.rest]
        if execute([PYTHON, "-m", "PyInstaller", *flags, "build.spec"]) != 0:
            raise Stop("PyInstaller could not build the program; its message is above.")
    program = ROOT / "dist" / "istiqbal" / ("istiqbal-cli.exe" if WINDOWS else "istiqbal")
    with step("self-test of the built program"):
        return execute([program, "--self-test"], QT_QPA_PLATFORM="offscreen")


def lock(_: argparse.Namespace) -> int:
    """Write both lock files anew from pyproject.toml (needs `uv` on the path)."""
    if shutil.which("uv") is None:
        raise Stop("The lock files are made by uv. Please install it (pip install uv) and run this again.")
    style = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header")
    # What runs follows what was checked, so that no package has two versions.
    for path, more in ((LOCKS["test"], ("--extra", "dev")), (LOCKS["run"], ("-c", LOCKS["test"].name))):
        both_ends = ("pyproject.toml", "--extra", "headoffice")
        code = execute(["uv", "pip", "compile", "--quiet", *both_ends, *more, *style, "-o", path.name])
        if code != 0:
            return code
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "bench": bench,
    "load": load,
    "simulate": simulate,
    "differ": differ,
    "build": build,
    "lock": lock,
}


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py", description="Run, check and build Istiqbal.", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, function in COMMANDS.items():
        command = commands.add_parser(name, help=function.__doc__, description=function.__doc__, allow_abbrev=False)
        if function is test:
            command.add_argument("--fast", action="store_true", help="leave out the tests marked slow")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command == "lock":
        parser.error(f"not understood: {' '.join(rest)}")
    options.rest = rest
    return options


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells the reader
        say(f"Istiqbal needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 3
    options = read_arguments(arguments)
    try:
        return COMMANDS[options.command](options)
    except Stop as stop:
        say(f"!! {stop}")
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
