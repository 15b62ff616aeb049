"""Secrets that head office makes once, also when several of its workers come to make them at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from headoffice.hub import open_hub
from headoffice.keys import place_privately, read_or_make_key
from headoffice.paper_seals import read_or_make_root

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORKERS = 8


T = TypeVar("T")


def at_once(work: Callable[[], T]) -> list[T]:
    ready = Barrier(WORKERS)

    def one() -> T:
        ready.wait()
        return work()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [done.result() for done in [pool.submit(one) for _ in range(WORKERS)]]


def test_of_several_who_make_a_secret_at_once_all_have_the_first_ones(tmp_path: Path) -> None:
    keys = at_once(lambda: read_or_make_key(tmp_path).private_bytes_raw())
    assert set(keys) == {(tmp_path / "hub.key").read_bytes()}
    assert [file.name for file in tmp_path.iterdir()] == ["hub.key"]


def test_what_was_placed_once_is_not_replaced_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    place_privately(file, b"first")
    place_privately(file, b"second")
    assert file.read_bytes() == b"first"
    assert file.stat().st_mode & 0o077 == 0


def test_laptops_that_ask_for_the_first_seal_at_once_are_certified_by_one_root_and_its_own_key(tmp_path: Path) -> None:
    with open_hub(tmp_path) as hub:
        made = at_once(lambda: read_or_make_root(hub, organisation="herfa", at=AT))
    assert {root for _, root in made} == {(tmp_path / "paper.root").read_bytes()}
    points = {key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) for key, _ in made}
    certified = x509.load_der_x509_certificate(made[0][1]).public_key()
    assert points == {certified.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)}
