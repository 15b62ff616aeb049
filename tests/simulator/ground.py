"""Where every run begins: a head office and the laptops of three offices, joined, with a few rows that all have.

Made once a process through the real enrolment, then copied as files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from db.exchange import DEVICE_KEY
from db.store import Store
from db.store_opening import create_store
from desktop.sync.client import run_round
from desktop.sync.enrol import enrol
from desktop.sync.store import LaptopStore
from desktop.sync.transport import Answer
from headoffice.enrolment import issue_code
from headoffice.keys import KEY_NAME
from headoffice.office_grants import SENDING, WHOLE
from tests.simulator.actions import MOST_LAPTOPS, OFFICES
from tests.simulator.cases import make_keeper
from tests.simulator.clerk import Clerk
from tests.simulator.crash import Fuse, fused
from tests.simulator.deeds import first_rows
from tests.simulator.disk import Image, scratch_folder, take_image
from tests.simulator.erasing import make_administrator
from tests.simulator.hub_side import HubSide
from tests.simulator.ledger import Ledger
from tests.simulator.trial import trial_tables
from tests.support.clock import START_MS, HandClock

KEY = bytes(range(32))
URL = "http://127.0.0.1"
PLACES = {OFFICES[0]: MOST_LAPTOPS, OFFICES[1]: MOST_LAPTOPS - 2, OFFICES[2]: MOST_LAPTOPS - 2}
BEGUN_MS = START_MS + 60_000


@dataclass(frozen=True)
class Ground:
    hub: Image
    foreign_hub: Image
    laptops: Mapping[tuple[str, int], Image]
    ledger: Ledger


def canary(office: str) -> str:
    """A word that stands in every value of an office, and may stand in no file of another."""
    return f"ZQ{office}QZ"


def reads_complaints(place: int) -> bool:
    """Of the laptops of an office every second one only sends what is confidential."""
    return place % 2 == 0


def machine_of(office: str, place: int) -> str:
    return f"machine {office} {place}"


@lru_cache(maxsize=2)
def make_ground(is_encrypted: bool) -> Ground:
    with trial_tables(), scratch_folder() as folder:
        fuses: dict[Path, Fuse] = {}
        with fused(fuses, is_encrypted=is_encrypted):
            maker = _Maker(folder, fuses)
            laptops = {}
            for office, places in PLACES.items():
                for place in range(places):
                    maker.join(office, place)
                laptops |= maker.begin(office)
            return Ground(maker.hub.image(), maker.foreign(), laptops, maker.ledger)


class _Maker:
    def __init__(self, folder: Path, fuses: dict[Path, Fuse]) -> None:
        self._folder = folder
        self._fuses = fuses
        self._clock = HandClock(START_MS)
        self._stores: dict[tuple[str, int], Store] = {}
        self.ledger = Ledger()
        self.hub = self._make_hub("hub", 1)

    def _make_hub(self, name: str, number: int) -> HubSide:
        folder = self._folder / name
        folder.mkdir()
        (folder / KEY_NAME).write_bytes(bytes([number]) * 32)
        self._fuses[folder] = Fuse()
        hub = HubSide(folder, self._clock, Random(f"ground hub {number}"), self._fuses[folder])
        hub.open()
        return hub

    def foreign(self) -> Image:
        return self._make_hub("foreign", 2).image()

    def join(self, office: str, place: int) -> None:
        folder = self._folder / f"{office}-{place}"
        folder.mkdir()
        self._fuses[folder] = Fuse(machine=machine_of(office, place))
        random = Random(f"ground {office} {place}")
        store = create_store(
            folder,
            KEY,
            profile="herfa",
            office_code=office,
            office_name=office,
            clock=self._clock,
            random=random.randbytes,
        )
        store.settings.save_secret(DEVICE_KEY, random.randbytes(32))
        code = issue_code(self.hub.hub, office, complaints=WHOLE if reads_complaints(place) else SENDING).code
        enrol(
            LaptopStore(store), _Straight(self.hub), URL, str(code), profile="herfa", office=office, office_name=office
        )
        self._stores[office, place] = store

    def begin(self, office: str) -> dict[tuple[str, int], Image]:
        """The first laptop writes a few rows, and all have them."""
        mine = {key: store for key, store in self._stores.items() if key[0] == office}
        first = mine[office, 0]
        chance = Random(f"rows {office}")
        clerk = Clerk(
            first, self.ledger, f"{office}-0", canary(office), self._clock, chance, lambda: self._clock.now_ms
        )
        first_rows(clerk)
        make_administrator(clerk)
        make_keeper(clerk)
        for store in (first, *mine.values()):
            outcome = run_round(LaptopStore(store), _Straight(self.hub), lambda: _moment(self._clock))
            assert outcome.problem is None, outcome.problem
        images = {}
        for key, store in mine.items():
            store.close()
            images[key] = take_image(store.folder)
        return images


def _moment(clock: HandClock) -> datetime:
    return datetime.fromtimestamp(clock() / 1000, UTC)


@dataclass
class _Straight:
    """A line that holds."""

    hub: HubSide

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self.hub.ask(path, b"", headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self.hub.ask(path, body, headers)
