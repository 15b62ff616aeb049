"""Which reasons time may cure, and what a laptop cannot read yet."""

import pytest

from domain.sync.entries import Add, EntryId, Header, Put, Void
from domain.sync.fold import apply
from domain.sync.judge import WAITING, judge, lacks_something
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import SCHEMA_VERSION, general_partition
from domain.sync.tables import PERSONS, VISITS
from tests.support.made_entries import add_visit, put, row

REPLICA = bytes(16)


def header(schema: int = SCHEMA_VERSION) -> Header:
    return Header(general_partition("RYD1"), REPLICA, 2, schema, 1, row(9), "test", 0, ())


def rows(*numbers: int) -> dict[str, RowState]:
    return {row(n): apply(None, add_visit(n), Meta(EntryId(REPLICA, 1), 1, 0, 1)) for n in numbers}


@pytest.mark.parametrize(
    ("operation", "reason"),
    [(put(1, None, "x"), "row.unknown"), (Void(VISITS.number, row(1), "سبب"), "row.unknown")],
)
def test_what_is_built_on_a_row_that_is_not_there_waits_for_it(operation: object, reason: str) -> None:
    operations = [operation]
    assert judge(header(), operations, rows().get).reason == reason  # type: ignore[arg-type]
    assert reason in WAITING
    assert lacks_something(header(), operations, rows().get)  # type: ignore[arg-type]
    assert not lacks_something(header(), operations, rows(1).get)  # type: ignore[arg-type]


def test_an_entry_of_a_newer_program_waits_whatever_it_says() -> None:
    newer = header(SCHEMA_VERSION + 1)
    assert judge(newer, (), rows().get).reason in WAITING
    assert lacks_something(newer, (), rows().get)
    assert lacks_something(newer, [add_visit(1)], rows().get)


def test_a_row_that_comes_twice_lacks_nothing() -> None:
    assert judge(header(), [add_visit(1)], rows(1).get).reason == "row.added_twice"
    assert not lacks_something(header(), [add_visit(1)], rows(1).get)


def test_a_broken_rule_is_final() -> None:
    wrong = Void(PERSONS.number, row(1), "سبب")
    reason = judge(header(), [wrong], rows(1).get).reason
    assert reason == "row.of_another_table"
    assert reason not in WAITING


@pytest.mark.parametrize("later", [Put(PERSONS.number, row(1), {1: "x"}, {}), Void(PERSONS.number, row(1), "سبب")])
def test_a_row_that_an_entry_adds_is_of_one_table_in_the_rest_of_the_entry_too(later: Put | Void) -> None:
    """Else a value fit for one table would be kept in a column of another, and no laptop could store it."""
    reason = judge(header(), [add_visit(1), later], rows().get).reason
    assert reason == "row.of_another_table"


def test_what_has_no_place_for_a_value_is_not_laid_down_because_something_before_it_is_wrong_too() -> None:
    """Head office may not have come to it: it waits for what the entry names first."""
    wrong = Void(VISITS.number, row(1), " ")
    for unfit in (
        Add(PERSONS.number, row(2), {2: ["one"]}),
        Add(VISITS.number, row(2), {90: "x"}),
        Add(999, row(2), {}),
    ):
        operations = [wrong, unfit]
        assert judge(header(), operations, rows(1).get).reason == "void.without_reason"
        assert lacks_something(header(), operations, rows(1).get)
