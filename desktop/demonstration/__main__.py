"""`python3 dev.py run`: the window on an invented office with its own head office; without a screen, a day is told."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from desktop.demonstration.day import Day
from desktop.demonstration.going_on import go_on
from desktop.demonstration.place import DEFAULT_FOLDER, Memory, Place, at_port, held_place
from desktop.demonstration.programs import HeadOffice, WentWrong, serving
from desktop.demonstration.screens import show_screens
from desktop.demonstration.telling import Said, go_through, tell
from desktop.demonstration.window import open_window_on
from desktop.guard import has_screen
from desktop.usecases.desk import RIYADH
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_PROFILE, DEMO_USER
from desktop.usecases.load_profile import load_profile
from domain.errors import Expected


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py run",
        description="استقبال على مكتب متخيَّل. | Istiqbal on an invented office, with its own head office.",
    )
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where it is kept (default: demo/)")
    parser.add_argument("--fresh", action="store_true", help="start anew instead of going on")
    parser.add_argument("--headless", action="store_true", help="as on a machine without a screen")
    parser.add_argument("--profile", default=DEMO_PROFILE, metavar="ID", help="the association (default herfa)")
    parser.add_argument("--days", type=int, default=7, help="how many days of visits (default 7)")
    parser.add_argument("--persons", type=int, default=24, help="how many persons (default 24)")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    # Whoever stops this stops its head office too.
    signal.signal(signal.SIGTERM, _stop)
    arguments = read_arguments(sys.argv[1:] if words is None else words)
    headless = arguments.headless or not has_screen(os.environ)
    try:
        load_profile(arguments.profile)
        with held_place(arguments.folder, profile=arguments.profile, fresh=arguments.fresh or headless) as held:
            place, memory = held
            with serving(place.head_office, memory.port) as hub:
                return (_headless if headless else _window)(arguments, place, memory, hub)
    except Expected as error:
        print(f"{error.ar}\n{error.en}", file=sys.stderr)
        return 1
    except WentWrong as wrong:
        print(f"!! لم تصح الخطوة | this step did not hold:\n{wrong}", file=sys.stderr)
        return 1


def _stop(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _day(arguments: argparse.Namespace, place: Place, hub: HeadOffice) -> Day:
    today = datetime.now(RIYADH).date()
    return Day(place, hub, arguments.profile, arguments.days, arguments.persons, today)


def _headless(arguments: argparse.Namespace, place: Place, memory: Memory, hub: HeadOffice) -> int:
    day = _day(arguments, place, hub)
    started = time.monotonic()
    tell(Said("لا توجد شاشة: هذا يوم كامل بسطر الأوامر", "no screen here: a whole day by command line"))
    go_through((*day.opening(), *day.work(), partial(show_screens, day), *day.closing()))
    place.remember(replace(at_port(memory, hub.port), is_ready=True))
    seconds = time.monotonic() - started
    tell(Said(f"الورق والصور في: {place.shown}", f"paper and pictures: {place.shown} ({seconds:.0f} s)"))
    return 0


def _window(arguments: argparse.Namespace, place: Place, memory: Memory, hub: HeadOffice) -> int:
    if memory.is_ready:
        go_on(place, hub.url)
    else:
        go_through(_day(arguments, place, hub).opening())
    place.remember(replace(at_port(memory, hub.port), is_ready=True))
    ready = f"{DEMO_USER} / {DEMO_PASSWORD}"
    tell(Said(f"تُفتح النافذة. الدخول جاهز: {ready}", f"the window opens, ready to sign in: {ready}"))
    return open_window_on(place.laptop)


if __name__ == "__main__":
    sys.exit(main())
