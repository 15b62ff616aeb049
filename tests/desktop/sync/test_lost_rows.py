"""A row that a laptop has lost from its cache comes back, also when what is sent next is built on it."""

from tests.simulator.patching import program_of
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub


def lose(laptop: BranchLaptop, visit: str) -> None:
    """As by a bug of an older program: the row goes, and the digest with it."""
    database = laptop.store.database
    with laptop.store._projection.writing():
        database.execute("DELETE FROM visits WHERE id = ?", (visit,))
        database.execute("DELETE FROM row_state WHERE row = ?", (visit,))
    database.execute("UPDATE stream SET digest_count = 0, digest_total = '0'")
    laptop.store.exchange._log._streams.clear()


def describe(laptop: BranchLaptop, visit: str, note: str) -> None:
    _, seen = laptop.store.visits.get(visit)
    with laptop.store.work("visit.describe", "01990000-0000-7000-8000-000000000001") as work:
        work.visits.describe(seen, {"note": note}, person=None)


def test_what_waited_and_then_came_is_no_excuse_for_a_row_that_is_not_here(
    laptops: tuple[BranchLaptop, BranchLaptop], hub: RunningHub
) -> None:
    one, two = laptops
    visit = one.count()
    one.sync()
    two.sync()
    with program_of(2):
        describe(two, visit, "ملاحظة")
    two.sync()
    lose(one, visit)
    hub.stop()
    with program_of(2):
        hub.start()
        assert two.sync().problem is None
        assert one.sync().problem is None
        assert one.store.visits.get(visit)[0].note == "ملاحظة"
        assert one.store.check_rows() == ()
        assert one.dump() == two.dump() == hub.dump()
