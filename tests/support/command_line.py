"""The command line as an administrator's script drives it: words in, one JSON object and an exit code out.

`InProcess` calls the same `main`, for tests whose promise is not about processes.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from desktop.cli import main
from desktop.usecases.load_profile import load_profile
from resources import shelf
from tests.support.sources import ROOT

PASSWORD = "كلمة سر طويلة"
ADMIN = "amina"
OFFICE = "RYD1"
IDENTITY_NUMBER = "1000000008"
PERSON = ("--name", "نورة بنت سالم الواحي", "--id", IDENTITY_NUMBER, "--phone", "0512345678", "--born", "14/8/1407")

PROFILES = ("alqarinah", "dumat-al-jandal-beekeepers", "herfa", "mustaqbaluna", "twaim")


@dataclass(frozen=True)
class Done:
    """What a run of the command line left behind."""

    words: tuple[str, ...]
    exit_code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self
        data = json.loads(lines[0])
        assert isinstance(data, dict)
        return data

    @property
    def error(self) -> dict[str, Any]:
        found = self.data["error"]
        assert isinstance(found, dict)
        return found


class Runner(Protocol):
    def __call__(self, words: tuple[str, ...], environment: Mapping[str, str], typed: str) -> Done: ...


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with those of Istiqbal taken from the test alone."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ISTIQBAL_")}
    return {**ours, "ISTIQBAL_KDF": "floor", **environment}


def in_a_process(words: tuple[str, ...], environment: Mapping[str, str], typed: str) -> Done:
    """A process of its own; every warning is an error there too."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "desktop.cli", *words],
        cwd=ROOT,
        env=variables(environment),
        input=typed.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Done(words, done.returncode, done.stdout.decode(), done.stderr.decode())


def in_this_process(words: tuple[str, ...], environment: Mapping[str, str], typed: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as world:
        world.enter_context(_environment(variables(environment)))
        world.enter_context(_typing(typed))
        world.enter_context(contextlib.redirect_stdout(out))
        world.enter_context(contextlib.redirect_stderr(err))
        try:
            exit_code = main(words)
        except SystemExit as stop:
            exit_code = int(stop.code or 0)
    return Done(words, exit_code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _typing(text: str) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before


@dataclass(frozen=True)
class CommandLine:
    """`istiqbal --home … --json …` on one store, with the administrator's password."""

    home: Path
    runner: Runner = in_this_process
    environment: Mapping[str, str] = field(default_factory=lambda: {"ISTIQBAL_PASSWORD": PASSWORD})

    def run(self, *words: str | Path, user: str | None = None, typed: str = "", **environment: str) -> Done:
        """However it ends. Further environment variables by name; an empty one is not set at all."""
        chosen = ("--user", user) if user else ()
        given = {name: value for name, value in {**self.environment, **environment}.items() if value}
        return self.runner(("--home", str(self.home), "--json", *chosen, *map(str, words)), given, typed)

    def do(self, *words: str | Path, user: str | None = None, typed: str = "", **environment: str) -> dict[str, Any]:
        """What must succeed, and say nothing on standard error."""
        done = self.run(*words, user=user, typed=typed, **environment)
        assert (done.exit_code, done.err) == (0, ""), done
        return done.data

    def init(self, profile: str = "herfa", *more: str | Path, office: str = OFFICE) -> dict[str, Any]:
        return self.do(
            *("init", "--profile", profile, "--office", office, "--office-name", "مكتب الفرع", "--admin", ADMIN), *more
        )

    def dump(self, user: str = ADMIN) -> str:
        """The text without --json: one canonical line a row."""
        done = self.runner(("--home", str(self.home), "--user", user, "dump"), self.environment, "")
        assert (done.exit_code, done.err) == (0, ""), done
        return done.out

    def rows(self, user: str = ADMIN) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.dump(user).splitlines()]

    def hold_interview(self, profile: str = "herfa", *, folder: Path) -> dict[str, Any]:
        """A person and a finished interview from the profile's example: {person, id, number, state}."""
        person = self.do("person", "add", *PERSON)["id"]
        answers = write_answers(folder, profile)
        return {
            "person": person,
            **self.do("interview", "run", form_of(profile), "--person", person, "--answers", answers),
        }


def form_of(profile: str) -> str:
    """The association's interview."""
    return load_profile(profile).interviews[0]


def example_answers(profile: str) -> dict[str, Any]:
    """The example of an answers file for the association's interview."""
    found = json.loads(shelf.read_text(f"demonstration/answers/{profile}.json"))
    assert isinstance(found, dict)
    return found


def write_answers(folder: Path, profile: str = "herfa", **changes: object) -> Path:
    """The example as a file, with some answers changed; None takes one out."""
    answers = {name: value for name, value in {**example_answers(profile), **changes}.items() if value is not None}
    path = folder / f"{profile}-answers.json"
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return path
