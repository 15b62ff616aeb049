"""One paper, sealed in the same moment by two laptops that did not know of each other."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from desktop.bootstrap_sync import enrol, sync_now
from desktop.ui.pages.check.presenter import verdict_of
from desktop.usecases.attest import PAPER, attest
from desktop.usecases.check_paper import check_paper_file
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_person
from desktop.usecases.seal_paper import keep_paper, verify_paper
from domain.calendar import saudi_minute
from domain.errors import Unavailable
from domain.sync.blobs import blob_name
from headoffice.blob_files import FOLDER
from tests.desktop.usecases.test_attestations import interview
from tests.support.clock import HandClock
from tests.support.laptop import Laptop
from tests.support.running_hub import RunningHub, running_hub


@dataclass
class SealedTwice:
    """`files` are what the two laptops made, in their order, before they synced."""

    hub: RunningHub
    clock: HandClock
    desks: tuple[Desk, Desk]
    paper: str
    person: str
    files: tuple[bytes, bytes]
    sealed_at: datetime

    def named(self, desk: Desk) -> bytes | None:
        row = desk.store.papers.find(PAPER, self.paper)
        assert row is not None
        return row.file

    def sync(self, *desks: Desk) -> None:
        for desk in desks:
            assert sync_now(desk).problem is None


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SealedTwice]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    clock = HandClock()
    with ExitStack() as closing:
        hub = closing.enter_context(running_hub(tmp_path / "hub", clock))
        one, two = (
            closing.enter_context(Laptop(tmp_path / f"laptop {seed}", seed=seed, clock=clock).at_work())
            for seed in (1, 2)
        )
        for desk in (one, two):
            enrol(desk, hub.url, str(hub.code(desk.office_code)))
        page = attest(one, interview(one))
        for desk in (one, two):
            assert sync_now(desk).problem is None
        clock.pass_minutes(1)
        moment, files = clock.now_ms, []
        for desk in (one, two):
            clock.now_ms = moment
            files.append(keep_paper(desk, page.id).pdf)
        yield SealedTwice(hub, clock, (one, two), page.id, page.person, (files[0], files[1]), one.now())


def held(hub: RunningHub) -> set[str]:
    return {file.name for file in (hub.folder / FOLDER).glob("*/*/*")}


@pytest.mark.parametrize("first", [0, 1])
def test_whoever_syncs_first_the_same_file_counts_and_comes_to_both_and_the_other_is_explained(
    twice: SealedTwice, tmp_path: Path, first: int
) -> None:
    early, late = twice.desks[first], twice.desks[1 - first]
    assert twice.files[0] != twice.files[1]
    verified = verify_paper(early, twice.files[1 - first])
    assert (verified.copy, verified.standing, verified.kept_at) == ("beside", "stands", "")
    assert verify_paper(early, twice.files[first]).copy == "kept"
    twice.sync(early, late, early)
    counts = {twice.named(desk) for desk in twice.desks}
    # What is greater of (eff, replica, seq): both were written in one moment.
    winner = max(twice.desks, key=lambda desk: desk.store.replica)
    kept = twice.files[twice.desks.index(winner)]
    (other,) = set(twice.files) - {kept}
    assert counts == {blob_name(kept)}
    for desk in twice.desks:
        verified = verify_paper(desk, kept)
        assert (verified.copy, verified.is_trusted, verified.standing) == ("kept", True, "stands")
        verified = verify_paper(desk, other)
        assert (verified.copy, verified.is_trusted, verified.standing) == ("replaced", True, "stands")
        assert verified.kept_at == saudi_minute(twice.sealed_at)
        assert (desk.store.blobs.to_send(), desk.store.blobs.sweep()) == ((), 0)
    assert held(twice.hub) == {blob_name(file).hex() for file in twice.files}
    place = tmp_path / "other.pdf"
    place.write_bytes(other)
    verdict = verdict_of(check_paper_file(late, str(place)))
    assert verdict.tone == "ok"
    assert "المعتمد في سجلها الملف الآخر، حُفظ في" in verdict.sentence.replace("\u2068", "")
    # The laptop whose file was replaced gets the kept one with the next round after it asked for it.
    (loser,) = set(twice.desks) - {winner}
    with pytest.raises(Unavailable) as told:
        keep_paper(loser, twice.paper)
    assert told.value.code == "paper.file.arriving"
    twice.sync(loser)
    assert keep_paper(loser, twice.paper).pdf == kept


def test_a_file_that_never_comes_gives_way_to_the_one_that_was_made_beside_it(twice: SealedTwice) -> None:
    """The laptop that made the kept one was lost before it sent it."""
    twice.sync(*twice.desks, *twice.desks)
    winner = max(twice.desks, key=lambda desk: desk.store.replica)
    (loser,) = set(twice.desks) - {winner}
    twice.clock.pass_minutes(31 * 24 * 60)
    mine = twice.files[twice.desks.index(loser)]
    assert keep_paper(loser, twice.paper).pdf == mine
    assert loser.store.blobs.wanted() == ()  # nobody asks for ever for what nobody has
    assert verify_paper(loser, mine).copy == "kept"
    assert verify_paper(loser, twice.files[twice.desks.index(winner)]).copy == "replaced"


def test_both_files_go_with_their_person(twice: SealedTwice) -> None:
    one, two = twice.desks
    twice.sync(one, two, one)
    erase_person(one, twice.person, "طلب صاحب البيانات")
    twice.sync(one, two)
    assert held(twice.hub) == set()
    for desk in twice.desks:
        assert list((desk.store.folder / "blobs").glob("*/*")) == []
