"""The product's two commands, run as an administrator's script runs them."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.demonstration.place import CHECKOUT
from domain.errors import Unavailable

PATIENCE_S = 120


class WentWrong(Exception):
    """A step of the demonstration did not hold. Not an expected failure of the product: the exit code says so."""


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ISTIQBAL_")}
    return {**ours, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", **more}


def _run(module: str, words: tuple[str, ...], more: Mapping[str, str]) -> str:
    """Standard output of a command that must succeed."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(  # noqa: S603 (our own program)
        command,
        cwd=CHECKOUT,
        env=_environment(more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode != 0:
        raise WentWrong(f"{module} {' '.join(words)}: {done.returncode}\n{done.stderr.strip()}")
    return done.stdout


@dataclass(frozen=True)
class LaptopCommand:
    """`istiqbal --home …` with the password of its only user."""

    home: Path
    password: str

    def run(self, *words: str | Path) -> dict[str, object]:
        """The one JSON object of a command that must succeed. Raises WentWrong."""
        answer: dict[str, object] = json.loads(self._run("--json", *words))
        return answer

    def dump(self) -> str:
        return self._run("dump")

    def _run(self, *words: str | Path) -> str:
        more = {"ISTIQBAL_PASSWORD": self.password, "ISTIQBAL_KDF": "floor"}
        return _run("desktop", ("--home", str(self.home), *map(str, words)), more)


@dataclass(frozen=True)
class HeadOffice:
    """`istiqbal-headoffice` on one folder; `url` is where it listens."""

    folder: Path
    url: str
    port: int

    def code(self, office: str) -> str:
        words = ("code", "--office", office, "--data", str(self.folder), "--json")
        return str(json.loads(_run("headoffice", words, {}))["code"])

    def dump(self) -> str:
        return _run("headoffice", ("dump", "--data", str(self.folder)), {})


def import_bundle(head_office: Path, bundle: Path, *, reply: Path) -> None:
    """What came by stick, at a head office that does not serve now. Raises WentWrong."""
    _run("headoffice", ("bundle", "import", "--data", str(head_office), "--reply", str(reply), str(bundle)), {})


@contextmanager
def serving(folder: Path, port: int) -> Iterator[HeadOffice]:
    """Head office as a process of its own, for as long as the block runs. A `port` that is taken is not insisted on."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "head-office.log").open("ab") as log:
        process, line = _start(folder, port, log.fileno())
        if not line and port:
            process, line = _start(folder, 0, log.fileno())
        if not line:
            raise Unavailable(
                "demonstration.head_office",
                ar="لم يبدأ المركز الرئيس للعرض. أغلق أي عرض آخر يعمل في المجلد نفسه، ثم أعد المحاولة؛ والسبب في "
                "الملف head-office.log.",
                en="The demonstration's head office did not start. Close any other demonstration of the same folder "
                "and try again; the file head-office.log says why.",
            )
        try:
            said = json.loads(line)
            yield HeadOffice(folder, said["url"], said["port"])
        finally:
            _stop(process)


def _start(folder: Path, port: int, log: int) -> tuple["subprocess.Popen[str]", str]:
    """The process and the line in which it says where it listens; an empty one when it has ended instead."""
    words = ["serve", "--data", str(folder), "--port", str(port), "--json"]
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "headoffice", *words],
        cwd=CHECKOUT,
        env=_environment({}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        encoding="utf-8",
    )
    watchdog = threading.Timer(PATIENCE_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    assert process.stdout is not None  # noqa: S101 (it was asked for)
    line = process.stdout.readline()
    watchdog.cancel()
    if not line or "url" not in json.loads(line):
        _stop(process)
        return process, ""
    return process, line


def _stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
