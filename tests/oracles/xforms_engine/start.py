"""getodk's xforms-engine, installed by its lock file into a folder of the tests' own."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.oracles.missing import OracleMissing
from tests.oracles.service import Service

ZONE = "Etc/GMT-3"
"""Three hours ahead of Greenwich, as Riyadh is now and was not before 1947."""
PARTS = ("package.json", "package-lock.json", "oracle.mjs")


def start_xforms_engine(folder: Path) -> Service:
    """Raises OracleMissing where there is no Node."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise OracleMissing("There is no Node. Please run: sudo apt-get install nodejs npm")
    for name in PARTS:
        shutil.copy(Path(__file__).with_name(name), folder)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180, env=dict(os.environ))
    return Service(["node", "oracle.mjs"], folder=folder, environment={"TZ": ZONE})
