"""Keys of a small office for tests: two users, the cheapest cost, chance that repeats."""

import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from db import key_slot
from db.key_file import key_files
from db.keyslots import Created, KdfCost, add_user_slot, create_keys
from domain.errors import Expected

PASSWORD = "كلمة سر طويلة"
OTHER = "another long one"
SEED = bytes(range(32))
NEW_SEED = bytes(range(32, 64))
FLOOR = KdfCost.FLOOR
random = Random(7).randbytes


_stretched = lru_cache(maxsize=1024)(key_slot.stretch)


@pytest.fixture(autouse=True, scope="module")
def _every_password_is_stretched_once() -> Iterator[None]:
    """For tests whose promise is not about keys: the same password, salt and cost are worked out once a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_slot, "stretch", _stretched)
        yield


def make_keys(path: Path, chance: Callable[[int], bytes] = random) -> Created:
    """Amina alone, with PASSWORD and SEED."""
    return create_keys(
        path, user_id="u1", username="Amina", password=PASSWORD, user_seed=SEED, cost=FLOOR, random=chance
    )


def add_user(path: Path, master: bytes, username: str = "saad", password: str = OTHER) -> None:
    """One more user, with NEW_SEED."""
    add_user_slot(
        path, master, user_id="u2", username=username, password=password, user_seed=NEW_SEED, cost=FLOOR, random=random
    )


def copy_keys(source: Path, target: Path) -> None:
    for old, new in zip(key_files(source), key_files(target), strict=True):
        shutil.copy(old, new)


def code_of(deed: Callable[[], object]) -> str:
    """The code of the expected failure that the deed ends in; it has a sentence in both languages."""
    with pytest.raises(Expected) as failure:
        deed()
    assert failure.value.ar
    assert failure.value.en
    return failure.value.code
