"""The program for machines without Python: it is built, started where nothing is installed, and tests itself."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", folder / "dist", "--workpath", folder / "work", ROOT / "build.spec"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "dist" / "istiqbal" / ("istiqbal-cli.exe" if sys.platform == "win32" else "istiqbal")


def test_the_built_program_passes_its_own_test_where_no_python_is_installed(program: Path, tmp_path: Path) -> None:
    alone = {"HOME": str(tmp_path), "PATH": "", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [program, "--self-test"], cwd=tmp_path, env=alone, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_built_program_holds_no_part_of_qt_that_only_the_gpl_allows(program: Path) -> None:
    names = " ".join(path.name.lower() for path in program.parent.rglob("*"))
    for part in ("virtualkeyboard", "lottie", "timeline", "compositor", "qt6quick", "qt6qml"):
        assert part not in names


def test_the_built_program_carries_its_licences(program: Path) -> None:
    names = {str(path.relative_to(program.parent)).replace("\\", "/") for path in program.parent.rglob("*LICENSE*")}
    assert "_internal/LICENSE" in names
    assert any("reportlab" in name for name in names)


def test_the_built_program_carries_nothing_of_head_office(program: Path) -> None:
    names = " ".join(str(path.relative_to(program.parent)).lower() for path in program.parent.rglob("*"))
    for part in ("sqlalchemy", "psycopg", "libpq", "starlette", "uvicorn"):
        assert part not in names
