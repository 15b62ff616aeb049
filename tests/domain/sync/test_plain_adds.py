"""Entries that are judged by their kind: what is said of all of a kind is what the judge says of each."""

import pytest

from domain.sync.entries import Add, Header, Operation, row_bytes
from domain.sync.entry_bytes import encode_operations
from domain.sync.judge import judge
from domain.sync.plain_adds import PlainAdds
from domain.sync.schema import SCHEMA_VERSION, TABLES, Table, Value
from domain.sync.tables import USERS, VISITS
from tests.support.made_entries import add_visit, put, row

SAMPLES: dict[type, Value] = {str: "x", int: 1, bytes: b"x"}
STRANGE: list[Value] = [7, b"x", ["x"], "x"]


def header(table: Table) -> Header:
    partition = f"office:RYD1/{table.partition_class}"
    return Header(partition, bytes(16), 1, SCHEMA_VERSION, 1, row(999), "test", 0, ((None, bytes(32)),))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_plain_is_applied_whoever_wrote_it(table: Table) -> None:
    plain = PlainAdds(table.partition_class)
    whole: dict[int, Value] = {number: SAMPLES[kind] for number, kind in table.plain_cells.items()}
    odd = [{**whole, number: value} for number in (*whole, 90) for value in STRANGE]
    for cells in ({}, whole, dict.fromkeys(whole), *odd):
        operations = (Add(table.number, row(1), cells),)
        found = plain.find(encode_operations(operations))
        if found is not None:
            assert found == (operations[0], row_bytes(row(1)))
            assert judge(header(table), operations, lambda _: None).is_applied


def is_plain(plain: PlainAdds, operations: tuple[Operation, ...]) -> bool:
    return plain.find(encode_operations(operations)) is not None


def test_a_visit_is_plain_and_little_else() -> None:
    plain = PlainAdds(VISITS.partition_class)
    assert is_plain(plain, (add_visit(1),))
    assert is_plain(plain, (add_visit(2, note="said"),))
    assert not is_plain(plain, (add_visit(1), add_visit(2)))
    assert not is_plain(plain, (put(1, None, "said"),))
    assert not is_plain(plain, (Add(USERS.number, row(1), {}),))
    assert not is_plain(plain, ())
    assert not is_plain(PlainAdds("complaints"), (add_visit(1),))
