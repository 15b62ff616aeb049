"""Head office as a process of its own, stopped and started again on the same port."""

import json
import subprocess
import sys
from pathlib import Path


class HubProcess:
    def __init__(self, data: Path, database: str | None = None) -> None:
        """`database`: the URL of a PostgreSQL; said at the start, and remembered by the folder."""
        self._data = data
        self._database = [] if database is None else ["--database", database]
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        command = [sys.executable, "-m", "headoffice", "--json", "serve", "--data", str(self._data), *self._database]
        self._process = subprocess.Popen(
            [*command, "--port", str(self._port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self._port, self.url = told["port"], told["url"]

    def stop(self, *, kill: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        else:
            process.terminate()
        process.wait(timeout=120)
        if process.stdout is not None:
            process.stdout.close()

    def ask(self, *arguments: str) -> dict[str, object]:
        command = [sys.executable, "-m", "headoffice", "--json", *arguments, "--data", str(self._data)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        answer: dict[str, object] = json.loads(done.stdout)
        return answer
