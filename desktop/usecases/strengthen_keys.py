"""Raise what one guess at a password costs, at sign-in, while the password is at hand (STORE.md, "Keys").

What takes seconds (measuring this machine, sealing) touches neither store nor key file: it may run on any thread.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from db.dearer_slots import OwnSlot, find_own_slot, seal_dearer, swap_slot
from db.key_memory import remember_keys
from db.key_slot import Opened, Slot
from db.keyslots import KdfCost
from db.sidecar import machine_id
from db.store import database_path
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import KEEPS_FLOOR, is_floor_asked
from domain.errors import Unavailable

CALIBRATED = "keys.calibrated"
CALIBRATION_HOLDS = timedelta(days=90)

log = logging.getLogger(__name__)


class Calibration(msgspec.Struct, frozen=True):
    """What a password should cost on this machine."""

    machine: str
    day: date
    memory_kib: int
    iterations: int
    lanes: int

    @property
    def cost(self) -> KdfCost:
        return KdfCost(self.memory_kib, self.iterations, self.lanes)


@dataclass(frozen=True)
class Plan:
    """`cost` is None when this machine is to be measured first."""

    own: OwnSlot
    cost: KdfCost | None
    password: str = field(repr=False)
    content: Opened = field(repr=False)


@dataclass(frozen=True)
class Strengthened:
    """`dearer` is None when the slot was dear enough. `measured` is the machine's cost, when it was measured."""

    own: OwnSlot
    dearer: Slot | None
    measured: KdfCost | None


def plan_strengthening(desk: Desk, password: str) -> Plan | None:
    """On the store's thread, right after the sign-in. None when there is nothing to do, or when the administrator
    asked for the floor (small laptops)."""
    settings = desk.store.settings
    if is_floor_asked() or settings.find(KEEPS_FLOOR) is not None:
        return None
    own = find_own_slot(database_path(desk.store.folder), desk.user.username)
    cost = _known_cost(desk)
    if own is None or (cost is not None and not own.slot.cost.is_weaker_than(cost)):
        return None
    return Plan(own, cost, password, Opened(desk.master, desk.user_key.private_bytes_raw()))


def strengthen(plan: Plan, *, calibrate: Callable[[], KdfCost] = KdfCost.calibrate) -> Strengthened:
    """On any thread; takes a second or two. Raises Unavailable ``keys.memory``."""
    measured = calibrate() if plan.cost is None else None
    cost = measured or plan.cost or KdfCost.FLOOR
    return Strengthened(plan.own, seal_dearer(plan.own, plan.password, plan.content, cost), measured)


def finish_strengthening(desk: Desk, done: Strengthened) -> bool:
    """On the store's thread: whether the slot is dearer now. A disk that refuses leaves it as it was."""
    path = database_path(desk.store.folder)
    if done.measured is not None:
        _remember_cost(desk, done.measured)
    try:
        is_swapped = done.dearer is not None and swap_slot(path, done.own, done.dearer)
    except Unavailable as refused:
        log.warning("the slot was not made dearer: %s", refused.code)
        return False
    if is_swapped:
        remember_keys(desk.store.settings, path)
    return is_swapped


def _known_cost(desk: Desk) -> KdfCost | None:
    """None when this machine was not measured, or long ago, or when the folder came from another machine."""
    text = desk.store.settings.find(CALIBRATED)
    if text is None:
        return None
    known = msgspec.json.decode(text, type=Calibration)
    is_current = desk.now().date() - known.day < CALIBRATION_HOLDS
    return known.cost if is_current and known.machine == machine_id() else None


def _remember_cost(desk: Desk, cost: KdfCost) -> None:
    known = Calibration(machine_id(), desk.now().date(), cost.memory_kib, cost.iterations, cost.lanes)
    desk.store.settings.save(CALIBRATED, msgspec.json.encode(known).decode())
