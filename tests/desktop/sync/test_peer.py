"""Two laptops of an office that hand each other their work on a stick, and a head office that hears of it later."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.sync.peer import PeerStore, make_card
from domain.errors import Expected
from tests.desktop.sync.test_copies import backed_up, put_back
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker
from tests.support.stick_carrier import StickCarrier

Pair = tuple[BranchLaptop, BranchLaptop]


@pytest.fixture
def stick(hub: RunningHub, tmp_path: Path) -> StickCarrier:
    (tmp_path / "stick").mkdir()
    return StickCarrier(hub, tmp_path / "stick")


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Expected) as raised:
        work()
    return raised.value.code


def hand(stick: StickCarrier, sender: BranchLaptop, receiver: BranchLaptop) -> int:
    place, _ = stick.hand_over(sender, receiver)
    return stick.take_in(receiver, place).received


def test_what_one_wrote_is_seen_by_the_other_before_head_office_knows(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    person = one.add_person("سعد العتيبي")
    one.count()
    place, copied = stick.hand_over(one, two)
    taken = stick.take_in(two, place)
    assert (copied.entries, taken.received, taken.is_from_peer, taken.confirmed) == (2, 2, True, 0)
    assert two.dump() == one.dump()
    assert two.store.persons.get(person)[0].name == "سعد العتيبي"
    assert two.store.handover.count_foreign() == 2
    assert two.store.exchange.waiting().count == 0
    assert hub.dump() == ""


def test_the_other_edits_it_and_hands_it_back(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    person = one.add_person("سعد العتيبي")
    hand(stick, one, two)
    two.edit_person(person, town="أبها")
    assert hand(stick, two, one) == 1
    assert one.dump() == two.dump()
    for laptop in (one, two):
        assert laptop.store.check_rows() == ()
        assert list(laptop.store.check_chain()) == []
    for laptop in (one, two, one):
        assert laptop.sync().problem is None
    assert one.dump() == two.dump() == hub.dump()
    assert one.store.handover.count_foreign() == two.store.handover.count_foreign() == 0


@pytest.mark.parametrize("way", ["stick", "line"])
def test_whoever_reaches_head_office_first_brings_the_work_of_both(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, way: str
) -> None:
    one, two = laptops
    person = one.add_person("سعد العتيبي")
    hand(stick, one, two)
    two.edit_person(person, town="أبها")
    for _ in range(2):
        if way == "stick":
            stick.round(two)
        else:
            assert two.sync().problem is None
    assert two.dump() == hub.dump()
    assert two.store.handover.count_foreign() == 0
    stick.round(one)
    assert one.store.exchange.waiting().count == 0
    assert one.dump() == hub.dump()


def test_one_trip_of_the_stick_is_enough_for_anothers_work(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    one.add_person("سعد العتيبي")
    hand(stick, one, two)
    place, copied = stick.copy_out(two)
    _, brought = stick.bring(place)
    assert (copied.entries, brought.received.entries) == (1, 1)
    assert one.dump() == hub.dump()


def test_a_third_laptop_gets_by_hand_what_it_never_saw(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, make: Maker
) -> None:
    one, two = laptops
    with branch_laptop(make, "three") as three:
        three.enrol(hub.url, hub.code(OFFICE))
        person = one.add_person("سعد العتيبي")
        hand(stick, one, two)
        two.edit_person(person, town="أبها")
        assert hand(stick, two, three) == 2
        assert three.dump() == two.dump()
        stick.round(three)
        stick.round(three)
        assert hub.dump() == three.dump()


def test_taken_twice_or_after_the_stream_it_changes_nothing(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    one.count()
    place, _ = stick.hand_over(one, two)
    stick.take_in(two, place)
    before = two.dump()
    assert stick.take_in(two, place).outcome == "old"
    for laptop in (one, two):
        laptop.sync()
    assert stick.take_in(two, place).outcome == "old"
    assert two.dump() == before == hub.dump()


def test_an_old_card_makes_a_longer_bundle_and_a_lost_one_costs_nothing(laptops: Pair, stick: StickCarrier) -> None:
    one, two = laptops
    old = make_card(PeerStore(two.store), stick.stick / "old.istiqbal-card")
    one.count()
    hand(stick, one, two)
    one.count()
    place, copied = stick.copy_to(one, old)
    assert copied.entries == 2
    assert stick.take_in(two, place).received == 1


def test_what_begins_too_late_is_left_out_and_said(
    laptops: Pair, stick: StickCarrier, make: Maker, tmp_path: Path
) -> None:
    one, two = laptops
    with branch_laptop(make, "three") as three:
        three.enrol(stick.hub.url, stick.hub.code(OFFICE))
        files = backed_up(tmp_path / "three")
        one.count()
        hand(stick, one, three)
        card = make_card(PeerStore(three.store), stick.stick / "three.istiqbal-card")
    put_back(tmp_path / "three", files)
    one.count()
    two.count()
    hand(stick, two, one)
    place, _ = stick.copy_to(one, card)
    with branch_laptop(make, "three", seed=4) as restored:
        taken = stick.take_in(restored, place)
        assert (taken.received, taken.left_out) == (1, 1)
        assert hand(stick, one, restored) == 2
        assert restored.dump() == one.dump()


def test_it_is_for_laptops_of_this_office_and_this_association_alone(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, make: Maker, tmp_path: Path
) -> None:
    one, two = laptops
    one.count()
    card = make_card(PeerStore(one.store), stick.stick / "one.istiqbal-card")
    assert refusal(lambda: stick.copy_to(one, card)) == "bundle.own_card"
    with branch_laptop(make, "far") as far:
        far.enrol(hub.url, hub.code("JED1"), office="JED1")
        assert refusal(lambda: stick.copy_to(far, card)) == "bundle.office"
    with running_hub(tmp_path / "other") as other, branch_laptop(make, "foreign") as foreign:
        foreign.enrol(other.url, other.code(OFFICE))
        assert refusal(lambda: stick.copy_to(foreign, card)) == "bundle.association"
    place, _ = stick.hand_over(one, two)
    assert refusal(lambda: stick.take_in(one, place)) == "bundle.recipient"
    assert refusal(lambda: stick.bring(place)) == "bundle.for_laptop"


def test_every_flipped_or_cut_byte_of_a_card_is_refused(laptops: Pair, stick: StickCarrier) -> None:
    one, two = laptops
    card = make_card(PeerStore(two.store), stick.stick / "two.istiqbal-card")
    whole = card.read_bytes()
    codes = set()
    for at in range(len(whole)):
        card.write_bytes(whole[:at] + bytes([whole[at] ^ 0x21]) + whole[at + 1 :])
        codes.add(refusal(lambda: stick.copy_to(one, card)))
        card.write_bytes(whole[:at])
        codes.add(refusal(lambda: stick.copy_to(one, card)))
    assert codes <= {
        *("bundle.card", "bundle.card.damaged", "bundle.newer", "bundle.peer", "bundle.association", "bundle.office"),
    }
    card.unlink()
    assert refusal(lambda: stick.copy_to(one, card)) == "bundle.not_found"


def test_a_laptop_without_a_certificate_gets_it_with_a_reply(laptops: Pair, stick: StickCarrier) -> None:
    one, two = laptops
    enrolment = one.side.find_enrolment()
    assert enrolment is not None
    one.side.save_enrolment(replace(enrolment, certificate=None))
    assert refusal(lambda: make_card(PeerStore(one.store), stick.stick / "x")) == "bundle.certificate"
    stick.round(one)
    two.count()
    assert hand(stick, two, one) == 1
