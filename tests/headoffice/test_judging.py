"""What a laptop may not write is stored, stamped and set aside at head office, and blocks nothing behind it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from domain.sync.complaint_tables import COMPLAINT_ROWS, COMPLAINT_STEPS, SETTLEMENTS
from domain.sync.entries import Add, EntryId, Erase, Put
from domain.sync.schema import Table, Value
from domain.sync.tables import ATTESTATIONS, EXPORTS, PERSONS, REFERRALS, USERS
from tests.support.bare_device import COMPLAINTS_PARTITION, BareDevice
from tests.support.in_process_hub import in_process_hub
from tests.support.made_entries import row
from tests.support.small_store import AUTHOR

ROLES = USERS.cell("roles").number
PROGRESS = REFERRALS.cell("progress").number


@pytest.fixture
def device(tmp_path: Path) -> Iterator[BareDevice]:
    with in_process_hub(tmp_path) as hub:
        device = BareDevice(hub, hub).enrol()
        device.write(Add(USERS.number, AUTHOR, {1: "amina", 2: "أمينة", ROLES: "administrator"}))
        yield device


def verdicts(device: BareDevice) -> list[str]:
    """Of everything it has written, after it was sent at once."""
    assert device.sync(device.segment()).status_code == 200
    return [item.reason for item in device.pull().streams[0].items]


def test_a_right_that_was_taken_counts_from_then_on_and_blocks_nothing(device: BareDevice) -> None:
    """The laptop was away while its clerk lost the role: what he wrote is kept, set aside and told."""
    export = {EXPORTS.cell("form_id").number: "herfa"}
    device.write(Add(EXPORTS.number, row(1), export))
    device.write(Put(USERS.number, AUTHOR, {ROLES: "clerk"}, {ROLES: (EntryId(device.replica, 1),)}))
    device.write(Add(EXPORTS.number, row(2), export))
    device.write(Put(USERS.number, AUTHOR, {ROLES: "administrator"}, {ROLES: (EntryId(device.replica, 3),)}))
    device.write(Add(USERS.number, row(3), {1: "saad", 2: "سعد", ROLES: "clerk"}))
    device.write(Add(REFERRALS.number, row(4), {PROGRESS: "asked"}))
    refused = "role.not_allowed"
    assert verdicts(device) == ["", "", "", refused, refused, refused, ""]


def test_an_attestation_nobody_signed_and_a_step_from_nowhere_are_set_aside(device: BareDevice) -> None:
    device.write(Add(ATTESTATIONS.number, row(1), {1: "A-1"}))
    device.write(Add(REFERRALS.number, row(2), {PROGRESS: "asked"}))
    device.write(Put(REFERRALS.number, row(2), {PROGRESS: "told"}, {PROGRESS: (EntryId(device.replica, 3),)}))
    device.write(Put(REFERRALS.number, row(2), {PROGRESS: "answered"}, {PROGRESS: (EntryId(device.replica, 3),)}))
    assert verdicts(device) == ["", "signature.invalid", "", "transition.illegal", ""]


def test_an_author_who_comes_later_is_waited_for_and_then_judged(device: BareDevice) -> None:
    device.log.pop()
    device.write(Add(EXPORTS.number, row(1), {}))
    assert verdicts(device) == ["row.unknown"]
    device.write(Add(USERS.number, AUTHOR, {1: "amina", 2: "أمينة", ROLES: "manager"}))
    assert verdicts(device) == ["row.unknown", "", ""]


def test_an_entry_that_touches_what_it_adds_waits_for_its_author_and_not_for_itself(device: BareDevice) -> None:
    device.log.pop()
    name = USERS.cell("name").number
    device.write(
        Add(USERS.number, row(1), {1: "saad", name: "سعد", ROLES: "clerk"}),
        Put(USERS.number, row(1), {name: "سعد"}, {}),
    )
    assert verdicts(device) == ["row.unknown"]
    device.write(Add(USERS.number, AUTHOR, {1: "amina", 2: "أمينة", ROLES: "administrator"}))
    assert verdicts(device) == ["row.unknown", "", ""]


def test_what_an_erasure_left_of_an_entry_waits_for_its_author_like_any_other(device: BareDevice) -> None:
    person, sara = row(1), row(2)
    device.write(Erase(PERSONS.number, person, "طلبه"))
    device.write(Add(PERSONS.number, person, {}), Add(EXPORTS.number, row(3), {}), author=sara, subject=person)
    assert verdicts(device) == ["", "", "row.unknown"]
    device.write(Add(USERS.number, sara, {1: "sara", 2: "سارة", ROLES: "manager"}))
    assert verdicts(device) == ["", "", "row.unknown", "", ""]


def complaint(number: int) -> Add:
    said: dict[str, Value] = {"receipt": ["2026-11-21", "letter", "2026-11-21T10:00", AUTHOR], "progress": "open"}
    return Add(COMPLAINT_ROWS.number, row(number), numbered(COMPLAINT_ROWS, said))


def step_of(number: int, parent: Value) -> Add:
    said: dict[str, Value] = {"complaint": parent, "step": "noted", "done_at": "2026-11-21T10:00", "done_by": AUTHOR}
    return Add(COMPLAINT_STEPS.number, row(number), numbered(COMPLAINT_STEPS, said))


def numbered(table: Table, said: Mapping[str, Value]) -> dict[int, Value]:
    return {table.cell(name).number: value for name, value in said.items()}


def test_what_belongs_to_a_complaint_waits_until_the_complaint_has_come(device: BareDevice) -> None:
    """As at a head office that was restored from a backup, to which laptops bring what they have in any order."""
    assert verdicts(device) == [""]
    told = device.at(COMPLAINTS_PARTITION)
    told.write(step_of(2, row(1)))
    told.write(Add(SETTLEMENTS.number, row(3), numbered(SETTLEMENTS, {"complaint": row(1), "made": ["x", AUTHOR]})))
    assert verdicts(told) == ["row.unknown", "row.unknown"]
    told.write(complaint(1))
    assert verdicts(told) == ["row.unknown", "row.unknown", "", "", ""]


def test_a_line_that_names_no_complaint_stops_nobody_neither_at_once_nor_when_what_it_names_comes(
    device: BareDevice,
) -> None:
    assert verdicts(device) == [""]
    told = device.at(COMPLAINTS_PARTITION)
    for number, parent in enumerate(("", "x", "شكوى", None, AUTHOR), 10):
        told.write(step_of(number, parent))
    told.write(step_of(2, row(3)))
    refused = ["transition.illegal"] * 4 + ["row.of_another_table", "row.unknown"]
    assert verdicts(told) == refused
    told.write(complaint(1))
    told.write(Add(SETTLEMENTS.number, row(3), numbered(SETTLEMENTS, {"complaint": row(1), "made": ["x", AUTHOR]})))
    assert verdicts(told) == [*refused, "", "", "row.of_another_table"]
