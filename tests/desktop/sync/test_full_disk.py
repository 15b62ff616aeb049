"""A disk that fills up in the middle of a round: the clerk is told, nothing is lost, and later it goes on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import incarnation
from db.store import Store
from domain.errors import Unavailable
from domain.sync.wire import DeviceCertificate
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub


@contextmanager
def full(store: Store) -> Iterator[None]:
    """The database may not grow, and its last free page is taken."""
    pages = store.database.execute("PRAGMA page_count").fetchone()[0]
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    size = 4_000
    number = 0
    while size:
        try:
            store.settings.save(f"ballast {number}", "x" * size)
            number += 1
        except Unavailable:
            size //= 2
    yield
    store.database.execute("PRAGMA max_page_count = 1073741823")


def test_a_round_on_a_full_disk_ends_in_a_sentence_and_goes_on_later(
    laptops: tuple[BranchLaptop, BranchLaptop], hub: RunningHub
) -> None:
    one, two = laptops
    for _ in range(60):
        two.count()
    two.sync()
    one.count()
    with full(one.store):
        outcome = one.sync()
        assert outcome.problem is not None
        assert (outcome.problem.code, outcome.problem.needs_person) == ("store.full", False)
        assert outcome.reached_at is None
    assert one.sync().problem is None
    two.sync()
    assert one.dump() == two.dump() == hub.dump()


def test_a_setting_that_does_not_fit_is_said_so(laptops: tuple[BranchLaptop, BranchLaptop]) -> None:
    store = laptops[0].store
    deeds = (
        lambda: store.settings.save("one", "x" * 50_000),
        lambda: store.settings.save_secret("one", bytes(50_000)),
    )
    with full(store):
        for deed in deeds:
            with pytest.raises(Unavailable) as refusal:
                deed()
            assert refusal.value.code == "store.full"


def test_whatever_the_disk_refuses_in_a_round_is_said_in_a_sentence(laptops: tuple[BranchLaptop, BranchLaptop]) -> None:
    one, _ = laptops
    certificate = DeviceCertificate(bytes(16), bytes(32), "RYD1", signature=bytes(50_000))
    with full(one.store), pytest.raises(Unavailable) as refusal:
        one.side.save_certificates({bytes(16): certificate})
    assert refusal.value.code == "store.full"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "store.full"), (errno.EIO, "store.disk")])
def test_nothing_is_sent_while_the_record_beside_the_store_cannot_be_written(
    laptops: tuple[BranchLaptop, BranchLaptop], hub: RunningHub, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    one, _ = laptops
    one.count()

    def refuse(path: Path, content: object) -> None:
        raise OSError(number, "test")

    with monkeypatch.context() as patch:
        patch.setattr(incarnation, "write_sidecar", refuse)
        outcome = one.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == code
    assert hub.dump() == ""
    assert one.sync().problem is None
