"""A laptop that only sends complaints hears nothing of their stream: head office tells by name how far it holds
them, also after its own folder, or that of head office, was put back."""

from pathlib import Path

from domain.sync.tables import COMPLAINTS
from headoffice.enrolment import issue_code
from headoffice.hub import open_hub
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub
from tests.support.small_store import AUTHOR, OFFICE, Maker


def join(laptop: BranchLaptop, hub: RunningHub) -> None:
    with open_hub(hub.folder, clock=hub.clock) as opened:
        code = issue_code(opened, OFFICE, complaints="sending").code
    laptop.enrol(hub.url, code)
    assert laptop.sync().problem is None


def take_down(laptop: BranchLaptop) -> str:
    """A row among complaints, and a visit beside it."""
    row = laptop.small.new_id()
    with laptop.store.work("test.both", AUTHOR) as work:
        work.place(row, COMPLAINTS)
        work.operations.add("case_steps", row, {"said": "لا يُعرض لغيره"}, subject=None)
    laptop.count()
    return row


def all_is_sent(laptop: BranchLaptop) -> bool:
    outcome = laptop.sync()
    return outcome.problem is None and outcome.waiting.count == 0


def test_one_whose_folder_was_put_back_sends_on(make: Maker, hub: RunningHub) -> None:
    with branch_laptop(make, "one") as first:
        join(first, hub)
        rows, folder = [take_down(first)], first.store.folder
        assert all_is_sent(first)
    kept = {file: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    with branch_laptop(make, "one") as again:
        again.url = hub.url
        rows.append(take_down(again))
        assert all_is_sent(again)
    for file, content in kept.items():
        file.write_bytes(content)
    with branch_laptop(make, "one", seed=1) as back:
        back.url = hub.url
        for _ in range(2):
            rows.append(take_down(back))
            assert all_is_sent(back)
    assert [row for row in rows if row not in hub.dump()] == []


def test_what_it_sent_under_an_older_name_comes_back_to_a_head_office_that_lost_it(
    make: Maker, hub: RunningHub, tmp_path: Path
) -> None:
    with branch_laptop(make, "one") as first:
        join(first, hub)
        backup = backup_of(hub)
        rows = [take_down(first)]
        assert all_is_sent(first)
    (tmp_path / "one").rename(tmp_path / "two")
    with branch_laptop(make, "two", seed=1) as moved:
        moved.url = hub.url
        rows.append(take_down(moved))
        assert all_is_sent(moved)
        restore(hub, backup)
        assert all_is_sent(moved)
    assert [row for row in rows if row not in hub.dump()] == []
