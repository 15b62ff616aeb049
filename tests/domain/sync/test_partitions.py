"""The names of partitions, and which of them rests on which."""

import pytest

from domain.sync.partitions import in_order, office_of, partition_of, rests_on


def test_a_partition_is_named_after_its_owner_and_its_class() -> None:
    assert partition_of("17", "general") == "office:17/general"
    assert partition_of("17", "complaints") == "office:17/complaints"
    assert partition_of("17", "reference") == "association/reference"


@pytest.mark.parametrize(
    ("partition", "office"), [("office:17/complaints", "17"), ("association/reference", ""), ("", "")]
)
def test_the_office_that_owns_a_partition_is_read_from_its_name(partition: str, office: str) -> None:
    assert office_of(partition) == office


def test_complaints_rest_on_their_own_offices_rows_and_nothing_rests_on_complaints() -> None:
    assert rests_on("office:17/complaints") == ("office:17/general", "association/reference")
    assert rests_on("office:17/general") == ("association/reference",)
    assert rests_on("association/reference") == ()


def test_what_a_partition_rests_on_comes_before_it() -> None:
    names = [partition_of(office, of) for office in ("17", "2") for of in ("complaints", "general", "reference")]
    ordered = sorted(names, key=in_order)
    assert all(ordered.index(below) < ordered.index(name) for name in names for below in rests_on(name))
