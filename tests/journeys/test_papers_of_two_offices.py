"""Papers of one association: each office seals its own, head office vouches for all, any laptop knows them again."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.papers import PaperWrites
from desktop.bootstrap_sync import enrol, sync_now
from desktop.sync import seals
from desktop.sync.seals import is_seal_due
from desktop.usecases.attest import PAPER, AttestationPage, attest, sign_attestation
from desktop.usecases.check_square import check_picture
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview
from desktop.usecases.seal_paper import keep_paper, paper_root, verify_paper
from domain.errors import RuleBroken, Unavailable
from domain.sync.signatures import device_id
from forms.paper.archive import attached_data
from headoffice.devices import report_lost
from headoffice.hub import open_known_hub
from headoffice.paper_seals import find_root
from tests.desktop.usecases.test_attestations import interview
from tests.support.clock import HandClock
from tests.support.laptop import Laptop
from tests.support.lost_files import lose_file
from tests.support.running_hub import RunningHub, running_hub


@dataclass
class Association:
    hub: RunningHub
    clock: HandClock
    riyadh: Desk
    hail: Desk

    def a_day_passes(self) -> None:
        self.clock.pass_minutes(24 * 60 + 5)


@pytest.fixture
def association(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Association]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    clock = HandClock()
    with ExitStack() as closing:
        hub = closing.enter_context(running_hub(tmp_path / "hub", clock))
        desks = [
            closing.enter_context(Laptop(tmp_path / office, office=office, seed=seed, clock=clock).at_work())
            for seed, office in enumerate(("RYD1", "HAIL"), 1)
        ]
        yield Association(hub, clock, *desks)


def join(association: Association, desk: Desk) -> None:
    enrol(desk, association.hub.url, str(association.hub.code(desk.office_code)))


def paper(desk: Desk) -> AttestationPage:
    return attest(desk, interview(desk))


def test_before_head_office_is_joined_a_laptop_knows_its_own_papers(association: Association) -> None:
    desk = association.riyadh
    page = paper(desk)
    kept = keep_paper(desk, page.id)
    assert keep_paper(desk, page.number).pdf == kept.pdf
    verified = verify_paper(desk, kept.pdf)
    assert (verified.office, verified.is_trusted, verified.is_revoked) == ("RYD1", True, False)
    assert (verified.standing, verified.record, verified.sha256) == ("stands", page.id, page.sha256)
    assert not verify_paper(association.hail, kept.pdf).is_trusted


def test_a_sealed_file_whose_action_did_not_stand_is_not_known_and_not_sent(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing would name it, so nothing would take it away when the person is erased."""
    desk = association.riyadh
    page = paper(desk)
    with monkeypatch.context() as broken:
        broken.setattr(PaperWrites, "put_file", _full_disk)
        with pytest.raises(Unavailable):
            keep_paper(desk, page.id)
    assert desk.store.blobs.to_send() == ()
    assert desk.store.blobs.sweep() == 1
    kept = keep_paper(desk, page.id).pdf
    assert [blob.size for blob in desk.store.blobs.to_send()] == [len(kept)]
    assert desk.store.blobs.sweep() == 0
    assert keep_paper(desk, page.id).pdf == kept


def _full_disk(*_: object) -> None:
    raise Unavailable("store.disk_full", ar="امتلأ القرص. أفسح مكانًا ثم أعد.", en="The disk is full. Make room.")


def test_the_kept_file_holds_what_was_signed_and_says_what_became_of_it(association: Association) -> None:
    desk = association.riyadh
    page = paper(desk)
    kept = keep_paper(desk, page.id).pdf
    assert attached_data(kept) == desk.store.attestations.get(page.id).frozen
    sign_attestation(desk, page.id)
    assert verify_paper(desk, kept).standing == "signed"
    change_interview(desk, page.interview, {"contact_means": "letter"})
    assert verify_paper(desk, kept).standing == "superseded"
    assert keep_paper(desk, page.id).pdf == kept


def test_a_paper_has_one_sealed_file_which_is_waited_for_but_not_for_ever(association: Association) -> None:
    """Named by an entry, but still with the laptop that made it: if that was lost, one more is made, and kept."""
    desk = association.riyadh
    page = paper(desk)
    first = keep_paper(desk, page.id).pdf
    row = desk.store.papers.find(PAPER, page.id)
    assert row is not None
    assert row.file is not None
    lose_file(desk.store, row.file)
    association.clock.pass_minutes(29 * 24 * 60)
    with pytest.raises(Unavailable) as refused:
        keep_paper(desk, page.id)
    assert refused.value.code == "paper.file.arriving"
    association.clock.pass_minutes(2 * 24 * 60)
    second = keep_paper(desk, page.id).pdf
    assert second != first
    assert keep_paper(desk, page.id).pdf == second


def test_a_laptop_whose_clock_is_days_behind_head_office_waits_with_its_seal(association: Association) -> None:
    """Its certificate is not in force by its own clock: nobody would believe that seal, ever."""
    desk = association.riyadh
    page = paper(desk)
    join(association, desk)
    association.clock.pass_minutes(-2 * 24 * 60)
    with pytest.raises(Unavailable) as refused:
        keep_paper(desk, page.id)
    assert refused.value.code == "paper.seal.clock"
    association.clock.pass_minutes(2 * 24 * 60)
    assert verify_paper(desk, keep_paper(desk, page.id).pdf).is_trusted


def test_any_laptop_of_the_association_knows_any_paper_of_it(association: Association) -> None:
    for desk in (association.riyadh, association.hail):
        join(association, desk)
    page = paper(association.riyadh)
    kept = keep_paper(association.riyadh, page.id).pdf
    association.a_day_passes()
    assert sync_now(association.hail).problem is None
    verified = verify_paper(association.hail, kept)
    assert (verified.office, verified.is_trusted, verified.standing) == ("RYD1", True, "not_here")
    assert paper_root(association.hail) == find_root(association.hub.folder)
    checked = check_picture(association.hail, page.pdf)
    assert (checked.office, checked.reference, checked.is_own) == ("RYD1", page.number, False)


def test_head_office_takes_back_its_word_of_a_lost_laptop(association: Association) -> None:
    for desk in (association.riyadh, association.hail):
        join(association, desk)
    page = paper(association.riyadh)
    kept = keep_paper(association.riyadh, page.id).pdf
    lost = device_id(association.riyadh.store.exchange.device_key().public_key().public_bytes_raw())
    with open_known_hub(association.hub.folder) as hub:
        report_lost(hub, lost.hex())
    association.a_day_passes()
    assert sync_now(association.hail).problem is None
    verified = verify_paper(association.hail, kept)
    assert (verified.is_trusted, verified.is_revoked) == (False, True)
    with pytest.raises(RuleBroken) as refused:
        check_picture(association.hail, page.pdf)
    assert refused.value.code == "paper.code.stopped"


def test_a_head_office_of_before_seals_is_asked_in_a_while_and_not_with_every_round(association: Association) -> None:
    desk, store = association.riyadh, association.riyadh.store
    assert is_seal_due(store, desk.now())
    store.seals.note_tried(desk.now())
    assert not is_seal_due(store, desk.now())
    association.clock.pass_minutes(16)
    assert is_seal_due(store, desk.now())


def test_a_round_whose_seal_was_refused_succeeds_and_notes_it(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as old:
        old.setattr(seals, "SEAL", "/v1/of-before")
        join(association, association.riyadh)
    store = association.riyadh.store
    assert store.seals.last_asked() is None
    assert store.seals.last_tried() is not None
    association.clock.pass_minutes(16)
    assert sync_now(association.riyadh).problem is None
    assert store.seals.last_asked() is not None


def test_head_office_is_asked_once_a_day_and_sends_its_list_once(association: Association) -> None:
    join(association, association.riyadh)
    asked = association.riyadh.store.seals.last_asked()
    assert asked is not None
    sync_now(association.riyadh)
    assert association.riyadh.store.seals.last_asked() == asked
    association.a_day_passes()
    sync_now(association.riyadh)
    assert association.riyadh.store.seals.last_asked() != asked
    answer = association.riyadh.store.seals.find_answer()
    assert answer is not None
    assert answer.devices == []
