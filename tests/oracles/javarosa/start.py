"""JavaRosa out of pyxform's own wheel, compiled with what stands beside this file."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from tests.oracles.missing import OracleMissing
from tests.oracles.service import Service

ZONE = "Etc/GMT-3"
"""Three hours ahead of Greenwich, as Riyadh is now and was not before 1947."""
SOURCES = ("Oracle.java", "Folder.java", "PullData.java")


def jar() -> Path:
    """The archive that pyxform ships for validating forms; it holds the whole of JavaRosa."""
    spec = importlib.util.find_spec("pyxform")
    if spec is None or spec.origin is None:
        raise RuntimeError("pyxform is not installed")
    return Path(spec.origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


def start_javarosa(folder: Path) -> Service:
    """Raises OracleMissing where there is no JDK."""
    if shutil.which("javac") is None or shutil.which("java") is None:
        raise OracleMissing("There is no JDK. Please run: sudo apt-get install default-jdk-headless")
    here = Path(__file__).parent
    sources = [str(here / name) for name in SOURCES]
    subprocess.run(
        ["javac", "-nowarn", "-encoding", "UTF-8", "-cp", str(jar()), "-d", str(folder), *sources],
        check=True,
        capture_output=True,
        timeout=120,
    )
    flags = (f"-Duser.timezone={ZONE}", "-Duser.language=en", "-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4")
    path = str(jar()) + os.pathsep + str(folder)
    return Service(["java", *flags, "-cp", path, "Oracle"], folder=folder, environment={"TZ": ZONE})
