"""`python -m desktop.demonstration.gallery FOLDER`: every page in Arabic and English, light and dark, at 100 % and at
150 % of a branch's screen, taken of an invented office that is gone afterwards."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from desktop.demonstration.place import CHECKOUT
from desktop.guard import require_sound_qt
from desktop.usecases.desk import Desk
from desktop.usecases.fill_demonstration import (
    DEMO_PASSWORD,
    DEMO_PROFILE,
    DEMO_USER,
    demonstration_office,
    fill_demonstration,
)
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.open_desk import create_desk, sign_in, system_world
from desktop.usecases.show_day import show_day
from domain.interview import FINISHED, LEFT

# What a taskbar leaves of 1366 × 768, and how much of it there is at that scale.
SCREEN = (1366, 728)
PERCENTS = (100, 150)
SEED = 7


def main(words: Sequence[str] | None = None) -> int:
    arguments = _read_arguments(sys.argv[1:] if words is None else words)
    if arguments.percent:
        return _take(arguments.folder, Path(arguments.store), arguments.percent)
    with TemporaryDirectory() as store:
        opened = create_desk(Path(store), demonstration_office(arguments.profile), world=system_world())
        fill_demonstration(opened.desk, days=7, persons=24, random=Random(SEED))  # noqa: S311 (play, not secrets)
        opened.desk.store.close()
        return max(_run(arguments.folder, store, percent) for percent in PERCENTS)


def _read_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m desktop.demonstration.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures are written: a folder for each scale")
    parser.add_argument("--profile", default=DEMO_PROFILE, metavar="ID", help="the association (default herfa)")
    parser.add_argument("--percent", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--store", default="", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def _run(folder: Path, store: str, percent: int) -> int:
    """In a process of its own: Qt reads the scale once, when it starts."""
    command = [sys.executable, "-m", "desktop.demonstration.gallery", str(folder.resolve())]
    scaled = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(percent / 100)}
    command += ["--percent", str(percent), "--store", store]
    done = subprocess.run(command, cwd=CHECKOUT, env=scaled, check=False)  # noqa: S603
    return done.returncode


def _take(folder: Path, store: Path, percent: int) -> int:
    require_sound_qt()
    # Qt is loaded in the process that has the scale.
    from desktop.bootstrap import Entrance  # noqa: PLC0415
    from desktop.ui.gallery import Tour, take_gallery  # noqa: PLC0415 (for the same reason)

    place = folder / str(percent)
    place.mkdir(parents=True, exist_ok=True)
    desk = sign_in(store, DEMO_USER, DEMO_PASSWORD, world=system_world())
    tour = Tour(DEMO_USER, DEMO_PASSWORD, **_scenes(desk))
    desk.store.close()
    size = (SCREEN[0] * 100 // percent, SCREEN[1] * 100 // percent)
    with TemporaryDirectory() as nowhere:
        taken = take_gallery(Entrance(store), Entrance(Path(nowhere)), place, size, tour)
    print(f"{taken} pictures: {place}")
    return 0


def _scenes(desk: Desk) -> dict[str, str]:
    lines = list_interviews(desk)
    held = [line for line in lines if line.state == FINISHED]
    forms = {kind.form for kind in desk.profile.request_kinds}
    signed = next(line for line in held if line.attestation == "signed")
    day = show_day(desk, desk.today())
    return {
        "person": signed.person,
        "open_interview": next(line.id for line in lines if line.state == LEFT),
        "signed": signed.id,
        "case": next(line.id for line in held if line.missing and line.form_id in forms),
        "visit": day.recent[0].id,
        "day": desk.today(),
        "word": signed.person_name.split()[0],
    }


if __name__ == "__main__":
    sys.exit(main())
