import hmac
from collections.abc import Callable

import pytest

from db.key_derivation import KdfCost, blob_key, database_key, log_key
from tests.support.keys import FLOOR, code_of


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes"),
    [(19 * 1024 - 1, 2, 1), (19 * 1024, 1, 1), (2**32 - 1, 2, 1), (19 * 1024, 2**31, 1), (19 * 1024, 2, 0), (0, 0, 0)],
)
def test_a_cost_below_the_floor_or_beyond_reason_is_refused(memory_kib: int, iterations: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="cost"):
        KdfCost(memory_kib, iterations, lanes)


def machine(pass_ms_per_mib: float, free_mib: int) -> Callable[[KdfCost], float]:
    def measure(cost: KdfCost) -> float:
        mib = cost.memory_kib // 1024
        if mib > free_mib:
            raise MemoryError
        return pass_ms_per_mib * mib * cost.iterations

    return measure


@pytest.mark.parametrize(
    ("pass_ms_per_mib", "free_mib", "expected"),
    [
        (1.0, 999, (128, 3)),  # 384 ms
        (0.5, 999, (128, 5)),  # 320 ms
        (1.15, 999, (112, 3)),  # 386 ms
        (5.0, 999, (96, 3)),  # slow, and still never less
        (1.0, 100, (96, 4)),
        (1.0, 70, (64, 5)),
        (1.0, 20, (19, 12)),
        (0.001, 999, (128, 12)),
    ],
)
def test_the_cost_is_what_the_machine_can_bear(
    pass_ms_per_mib: float, free_mib: int, expected: tuple[int, int]
) -> None:
    cost = KdfCost.calibrate(machine(pass_ms_per_mib, free_mib))
    assert (cost.memory_kib // 1024, cost.iterations) == expected


def test_a_machine_without_the_memory_for_the_floor_is_told() -> None:
    assert code_of(lambda: KdfCost.calibrate(machine(1.0, 10))) == "keys.memory"


def test_this_machine_can_be_calibrated() -> None:
    assert not KdfCost.calibrate().is_weaker_than(FLOOR)


def test_the_keys_of_a_store_are_independent_and_fixed_for_ever() -> None:
    """HKDF (RFC 5869) with no salt, worked out again step by step."""

    def expected(label: bytes) -> bytes:
        extracted = hmac.digest(bytes(32), bytes(range(32)), "sha256")
        return hmac.digest(extracted, label + b"\x01", "sha256")

    derived = [derive(bytes(range(32))) for derive in (database_key, blob_key, log_key)]
    assert derived == [expected(b"istiqbal/store/" + name + b"/1") for name in (b"database", b"blob", b"log")]
    assert len(set(derived)) == 3
