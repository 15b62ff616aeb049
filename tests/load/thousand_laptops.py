"""A thousand laptops against a real head office: how many rounds and entries a second, how long each waits.

`python3 dev.py load [--laptops N] [--database sqlite|postgresql|URL]`. The head office is a process of its own, served
over loopback; laptops are simulated (their logs, cursors and signatures are real, their stores are not) and share one
process, which takes as much of the machine as the head office does. At the end every laptop of an office holds the
same stream, without a gap, with everything that all of them wrote.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

import httpx

from headoffice.enrolment import issue_code
from headoffice.hub import open_hub
from headoffice.store.database_url import DatabaseUrl, read_database_url
from tests.support.hub_process import HubProcess
from tests.support.light_laptop import LightLaptop, Question
from tests.support.postgresql_server import DURABLE, postgresql_server

OF_AN_OFFICE = 4
BACKLOG = 20
ROUNDS = 3
ENTRIES_A_ROUND = 3
LINES = 100
LONGEST_PAUSE_S = 2.0


@dataclass
class Phase:
    """What was measured while all laptops did one thing."""

    name: str
    waits_ms: list[float] = field(default_factory=list)
    refused: int = 0
    cut: int = 0
    entries: int = 0
    seconds: float = 0.0

    def report(self) -> dict[str, object]:
        waits = sorted(self.waits_ms)
        return {
            "phase": self.name,
            "rounds": len(waits),
            "seconds": round(self.seconds, 2),
            "rounds_a_second": round(len(waits) / self.seconds, 1),
            "entries_a_second": round(self.entries / self.seconds, 1),
            "wait_ms": {f"p{percent}": round(waits[int(len(waits) * percent / 100)], 1) for percent in (50, 95, 99)},
            "told_to_come_back": self.refused,
            "cut": self.cut,
        }


class Crowd:
    def __init__(self, url: str, laptops: Sequence[LightLaptop], line: httpx.AsyncClient) -> None:
        self._url = url
        self._laptops = laptops
        self._line = line
        self._random = Random(1)
        # As many connections as a head office has to bear at once; a laptop without one waits for its turn.
        self._turns = asyncio.Semaphore(LINES)

    async def all(self, name: str, deed: Callable[[LightLaptop, Phase], Awaitable[None]]) -> Phase:
        phase = Phase(name)
        before = sum(laptop.acknowledged for laptop in self._laptops)
        started = time.perf_counter()
        await asyncio.gather(*(deed(laptop, phase) for laptop in self._laptops))
        phase.seconds = time.perf_counter() - started
        phase.entries = sum(laptop.acknowledged for laptop in self._laptops) - before
        print(json.dumps(phase.report()), flush=True)
        return phase

    async def ask(self, make: Callable[[], Question], phase: Phase) -> bytes:
        """Asks again while head office says that it is busy, after a pause by chance."""
        while True:
            async with self._turns:
                question = make()
                started = time.perf_counter()
                try:
                    response = await self._line.post(
                        self._url + question.path, content=question.body, headers=question.headers
                    )
                except httpx.TransportError:
                    # A line that was idle for too long is closed just as it is used again.
                    phase.cut += 1
                    continue
            if response.status_code == 200:
                phase.waits_ms.append((time.perf_counter() - started) * 1000)
                return response.content
            if response.status_code != 503:
                raise RuntimeError(f"{question.path}: {response.status_code}")
            phase.refused += 1
            await asyncio.sleep(self._random.uniform(0.1, LONGEST_PAUSE_S))

    async def bring_up_to_date(self, laptop: LightLaptop, phase: Phase) -> None:
        while not laptop.take_round(await self.ask(laptop.round, phase)):
            pass


async def work_through(crowd: Crowd, codes: dict[int, str], rounds: int) -> None:
    async def join(laptop: LightLaptop, phase: Phase) -> None:
        laptop.take_enrolment(await crowd.ask(lambda: laptop.enrolment(codes[laptop.seed]), phase))

    async def backlog(laptop: LightLaptop, phase: Phase) -> None:
        laptop.count(BACKLOG)
        laptop.take_round(await crowd.ask(laptop.round, phase))

    async def ordinary(laptop: LightLaptop, phase: Phase) -> None:
        for _ in range(rounds):
            laptop.count(ENTRIES_A_ROUND - 1)
            laptop.edit("ملاحظة")
            laptop.take_round(await crowd.ask(laptop.round, phase))

    await crowd.all("all join", join)
    await crowd.all(f"all send {BACKLOG} entries at once", backlog)
    await crowd.all(f"all send {rounds} times {ENTRIES_A_ROUND} entries and hear of their office's", ordinary)
    await crowd.all("all hear the rest", crowd.bring_up_to_date)


def check(laptops: Sequence[LightLaptop]) -> int:
    """How many entries head office holds. Raises when a laptop lacks one, has one twice, or in another order."""
    total = 0
    for office, members in groupby(laptops, key=lambda laptop: laptop.office):
        known = list(members)
        written = {(laptop.replica, seq) for laptop in known for seq in range(1, len(laptop.log) + 1)}
        for laptop in known:
            heard = [(id.replica, id.seq) for id in laptop.seen]
            if laptop.seen != known[0].seen or len(heard) != len(written) or set(heard) != written:
                raise AssertionError(f"the laptops of {office} do not hold the same")
        total += len(written)
    return total


@contextmanager
def database_of(said: str) -> Iterator[DatabaseUrl | None]:
    """`postgresql` is one as installed, which flushes what it commits to the disk."""
    if said != "postgresql":
        yield None if said == "sqlite" else read_database_url(said)
        return
    with postgresql_server(DURABLE, place=Path(tempfile.gettempdir())) as server:
        yield read_database_url(server.make_database())


def run(options: argparse.Namespace) -> None:
    laptops = [LightLaptop(f"B{seed // OF_AN_OFFICE:04}", seed) for seed in range(options.laptops)]
    with ExitStack() as stack:
        database = stack.enter_context(database_of(options.database))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="istiqbal-load-"))) / "hub"
        with open_hub(folder, database=database) as hub:
            codes = {laptop.seed: issue_code(hub, laptop.office).code.plain for laptop in laptops}
        process = HubProcess(folder, database.text if database else None)
        process.start()
        stack.callback(process.stop)
        asyncio.run(_run(process.url, laptops, codes, options.rounds))
        with open_hub(folder, database=database) as hub, hub.db.reading():
            rows = sum(1 for _ in hub.streams.rows.all())
    total = check(laptops)
    print(json.dumps({"laptops": len(laptops), "entries": total, "rows": rows, "lost": 0, "twice": 0}))


async def _run(url: str, laptops: Sequence[LightLaptop], codes: dict[int, str], rounds: int) -> None:
    limits = httpx.Limits(max_connections=LINES, max_keepalive_connections=LINES)
    async with httpx.AsyncClient(trust_env=False, timeout=120, limits=limits) as line:
        await work_through(Crowd(url, laptops, line), codes, rounds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py load", description=__doc__.split("\n")[0])
    parser.add_argument("--laptops", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--database", default="postgresql", help="postgresql (its own), sqlite, or a URL")
    run(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
