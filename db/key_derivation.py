"""From a password to a key, and from the master key to the keys of a store."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import Unavailable

KEY_BYTES = 32
SALT_BYTES = 16
CHECK_BYTES = 16

KIB_PER_MIB = 1024
# The floor is OWASP's smallest setting for Argon2id; the ceiling keeps a forged file from eating the machine.
MEMORY_KIB = range(19 * KIB_PER_MIB, 256 * KIB_PER_MIB + 1)
ITERATIONS = range(2, 13)
LANES = range(1, 5)

LEAST_CALIBRATED_MIB = 96
CALIBRATED_MIB = (128, 112, LEAST_CALIBRATED_MIB)
# Only for a machine that cannot give the memory, never for a slow one.
SMALL_MACHINE_MIB = (64, 32, 19)
CALIBRATED_ITERATIONS = 3
AIM_MS = 300
LONGEST_MS = 400


@dataclass(frozen=True)
class KdfCost:
    """What one guess at a password costs. Raises ValueError outside the range that is accepted."""

    memory_kib: int
    iterations: int
    lanes: int = 1

    FLOOR: ClassVar["KdfCost"]

    def __post_init__(self) -> None:
        if self.memory_kib not in MEMORY_KIB or self.iterations not in ITERATIONS or self.lanes not in LANES:
            raise ValueError(f"a cost outside what is accepted: {self}")

    def is_weaker_than(self, other: "KdfCost") -> bool:
        return self.memory_kib * self.iterations < other.memory_kib * other.iterations

    @classmethod
    def calibrate(cls, measure_ms: Callable[["KdfCost"], float] | None = None) -> "KdfCost":
        """The cost for this machine: 128 to 96 MiB and some 300 to 400 ms, with 3 passes or more.

        A slow machine waits longer rather than get less than 96 MiB; only one without the memory (`measure_ms` raises
        MemoryError) gets less, with more passes. Raises Unavailable when not even the floor fits. Takes a second.
        """
        measure = measure_ms or _measure_ms
        for mib in (*CALIBRATED_MIB, *SMALL_MACHINE_MIB):
            cost = cls(mib * KIB_PER_MIB, CALIBRATED_ITERATIONS)
            try:
                took_ms = measure(cost)
            except MemoryError:
                continue
            if took_ms > LONGEST_MS and mib > LEAST_CALIBRATED_MIB:
                continue
            return cls(cost.memory_kib, _iterations_for(took_ms / CALIBRATED_ITERATIONS))
        raise _too_little_memory()


KdfCost.FLOOR = KdfCost(MEMORY_KIB.start, ITERATIONS.start)


def _iterations_for(pass_ms: float) -> int:
    wanted = math.ceil(AIM_MS / max(pass_ms, 0.1))
    return min(max(wanted, CALIBRATED_ITERATIONS), ITERATIONS.stop - 1)


def _measure_ms(cost: KdfCost) -> float:
    """The quicker of two runs: the first one pays for the memory."""
    return min(_run_ms(cost), _run_ms(cost))


def _run_ms(cost: KdfCost) -> float:
    start = time.perf_counter()
    _argon2(b"calibration", bytes(SALT_BYTES), cost)
    return (time.perf_counter() - start) * 1000


def stretch(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """32 bytes out of a password or a code. Raises Unavailable when the memory is not there."""
    try:
        return _argon2(secret, salt, cost)
    except MemoryError as error:
        raise _too_little_memory() from error


def _argon2(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def _too_little_memory() -> Unavailable:
    return Unavailable(
        "keys.memory",
        ar="لا تكفي ذاكرة الجهاز لفتح المفاتيح. أغلق البرامج الأخرى ثم أعد المحاولة.",
        en="This computer has too little free memory to open the keys. Close other programs and try again.",
    )


def subkey(secret: bytes, label: bytes, length: int = KEY_BYTES) -> bytes:
    """One of the independent keys of a secret that is already uniform."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=label).derive(secret)


def database_key(master: bytes) -> bytes:
    """The raw key of the database file."""
    return subkey(master, b"istiqbal/store/database/1")


def blob_key(master: bytes) -> bytes:
    """The key of the scans beside the database."""
    return subkey(master, b"istiqbal/store/blob/1")


def log_key(master: bytes) -> bytes:
    """The key of what the log leaves outside the database."""
    return subkey(master, b"istiqbal/store/log/1")


def key_check(database_key: bytes) -> bytes:
    """Kept in the clear beside the store: tells whether a database key is its own, and nothing about the key."""
    return subkey(database_key, b"istiqbal/store/key-check/1", CHECK_BYTES)
