"""Two laptops work on the same complaints, synced now and then: both end alike, and no complaint is closed that nobody
was told of."""

from random import Random

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import list_complaints, show_complaint
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.complaint import ANSWERED, CLOSED, OPEN, TOLD
from domain.errors import RuleBroken
from tests.desktop.usecases.conftest import Office
from tests.support.complaints import register

DEEDS = 60
SYNCED = 0.2
MAY_FOLLOW = {
    OPEN: {OPEN, ANSWERED},
    ANSWERED: {OPEN, ANSWERED, TOLD},
    TOLD: {OPEN, TOLD, CLOSED},
    CLOSED: {OPEN, CLOSED},
}


def act(desk: Desk, complaint: str, random: Random) -> None:
    """Whatever somebody may try; what is out of place is refused with a sentence."""
    match random.randrange(6):
        case 0:
            note_complaint(desk, complaint, "اتُّصل بالقسم", next_step="سؤال", next_day=desk.today())
        case 1:
            assign_complaint(desk, complaint, unit=random.choice(("المالية", "الخدمات")))
        case 2:
            decide_complaint(desk, complaint, random.choice(("solved", "explained")), "صُرفت")
        case 3:
            tell_complainant(desk, complaint, "nobody")
        case 4:
            close_complaint(desk, complaint)
        case _:
            reopen_complaint(desk, complaint, "عاد صاحبها")


@pytest.mark.parametrize("seed", [1447, 2026])
def test_random_deeds_on_two_laptops_end_alike_and_close_nothing_that_was_not_told(office: Office, seed: int) -> None:
    random = Random(seed)
    known = [register(office.here).complaint.id for _ in range(2)]
    office.sync()
    refused = 0
    for _ in range(DEEDS):
        desk, complaint = random.choice((office.here, office.there)), random.choice(known)
        before = show_complaint(desk, complaint).complaint.progress
        try:
            act(desk, complaint, random)
        except RuleBroken:
            refused += 1
        assert show_complaint(desk, complaint).complaint.progress in MAY_FOLLOW[before]
        if random.random() < SYNCED:
            office.sync()
    office.sync()
    office.assert_agreed()
    assert 0 < refused < DEEDS
    for line in list_complaints(office.there).lines:
        story = [step.step for step in show_complaint(office.there, line.complaint.id).story]
        if line.complaint.is_closed:
            assert "told" in story
            assert line.complaint.told_by
