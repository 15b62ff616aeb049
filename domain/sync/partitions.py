"""The names of partitions, and on which others one rests.

A partition is the unit of granting: whoever may read it gets it whole. It is named after its owner, an office or the
association, and its class. What one class may not see is in another partition, never hidden by a filter.
"""

from domain.sync.tables import COMPLAINTS, GENERAL, REFERENCE

ASSOCIATION = "association"
REFERENCE_PARTITION = f"{ASSOCIATION}/{REFERENCE}"
_OFFICE = "office:"
_RANKS = {REFERENCE: 0, GENERAL: 1, COMPLAINTS: 2}
_LAST_RANK = len(_RANKS)


def partition_of(office_code: str, partition_class: str) -> str:
    """Where the rows of a class are that an office reads: ``office:17/complaints``, ``association/reference``."""
    owner = ASSOCIATION if partition_class == REFERENCE else f"{_OFFICE}{office_code}"
    return f"{owner}/{partition_class}"


def office_of(partition: str) -> str:
    """The code of the office that owns it; empty for one of the association's."""
    owner = partition.rpartition("/")[0]
    return owner.removeprefix(_OFFICE) if owner.startswith(_OFFICE) else ""


def rests_on(partition: str) -> tuple[str, ...]:
    """The partitions whose rows a rule of this one may ask: complaints ask for the office's users, never the other way
    round. It may not write to them."""
    owner, _, named = partition.rpartition("/")
    resting = {GENERAL: (REFERENCE_PARTITION,), COMPLAINTS: (f"{owner}/{GENERAL}", REFERENCE_PARTITION)}
    return resting.get(named, ())


def above(partition: str) -> tuple[str, ...]:
    """The partitions of the same owner whose rules may ask for rows of this one, and where something may wait for them.
    On what all read rests every office: none is named here."""
    owner, _, named = partition.rpartition("/")
    return (f"{owner}/{COMPLAINTS}",) if named == GENERAL else ()


def in_order(partition: str) -> tuple[int, str]:
    """What a partition rests on comes before it: so streams are locked, and what a request brings is taken."""
    return _RANKS.get(partition.rpartition("/")[2], _LAST_RANK), partition
