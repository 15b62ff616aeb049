"""The checkout itself: pinned packages, the commands of the README, nothing that ties it to one machine."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from desktop.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
BOTH_ENDS = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["headoffice"]
LOCKS = {
    "requirements.lock": BOTH_ENDS,
    "requirements-dev.lock": BOTH_ENDS + PROJECT["optional-dependencies"]["dev"],
}
# Put together here, so that this file does not hold what it forbids.
INDEX_HOSTS = ("py" + "pi.org", "python" + "hosted", "--index" + "-url", "--find" + "-links", "https" + "://registry")
MACHINE_PATH = re.compile(r"(?<![\w.~/)])/(?:root|work|home/\w+|Users/\w+)/|[A-Z]:\\+Users\\+")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, set[str]]:
    """Package → the versions it is pinned to (more than one when they differ by Python)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.!+]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(canonical(name), set()).add(version)
    return found


def tracked_texts() -> dict[str, str]:
    """Every text file under version control or about to be, by its path."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    texts = {}
    for name in filter(None, listing.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in content:
            texts[name] = content.decode("utf-8")
    return texts


@pytest.mark.parametrize("lock", LOCKS)
def test_each_dependency_is_locked_at_the_version_the_project_names(lock: str) -> None:
    locked = pins(lock)
    for requirement in LOCKS[lock]:
        name, version = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)(?:\s*;.*)?", requirement).groups()
        assert version in locked[canonical(name)], requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_each_locked_package_is_held_by_hashes_and_by_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) > len(LOCKS[lock])
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_what_runs_is_locked_alike_for_checking_and_for_running() -> None:
    run, check = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: check.get(name) for name in run} == run


def test_the_broken_pair_of_qt_and_python_is_never_locked() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        (marker,) = re.findall(r"^pyside6-essentials==6\.12\.0 ; (.*) \\$", text, re.MULTILINE)
        assert marker == "python_full_version >= '3.12'"


def test_the_command_line_of_the_readme_lists_its_commands() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True)
    for command in ("run", "test", "bench", "build", "lock"):
        assert re.search(rf"^    {command}\s", done.stdout, re.MULTILINE), command


def test_a_wrong_command_is_refused_with_the_list_of_right_ones() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "tset"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(command in done.stderr for command in ("run", "test", "bench", "build", "lock"))


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py run" in readme
    assert "python3 dev.py test" in readme


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_apache() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_each_command_of_the_project_exists() -> None:
    for target in PROJECT["scripts"].values():
        module, function = target.split(":")
        text = (ROOT / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", text, re.MULTILINE), target


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    found = []
    for name, text in tracked_texts().items():
        found += [f"{name}: {host}" for host in INDEX_HOSTS if host in text]
        found += [f"{name}: {match}" for match in MACHINE_PATH.findall(text)]
    assert found == []


@pytest.mark.parametrize("path", ["see /ro" + "ot/x", "'/ho" + "me/amal/data'", "C:\\Us" + "ers\\amal"])
def test_a_folder_of_one_machine_is_recognised(path: str) -> None:
    assert MACHINE_PATH.search(path)


def test_the_program_and_the_package_have_one_version() -> None:
    assert PROJECT["version"] == VERSION == metadata.version(PROJECT["name"])
