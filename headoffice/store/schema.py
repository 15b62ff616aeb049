"""The tables of head office, for SQLite and PostgreSQL alike. Every one carries the association, or the number of a
stream of it.

Streams never span associations, and what grows with each entry is spread on PostgreSQL by the hash of its stream: an
association, or a stream, can move to another machine without a change of the protocol. No table that grows so has an
index beside its key: of two that begin alike, a server that has not yet counted what is in them may take the one that
tells only the stream apart, and go through all of it. Nor does it spell out in each row whose stream and whose log it
is: numbers stand for them (`headoffice.store.numbers`), which are in the heads of the stream and of the replica. Texts
sort by their bytes everywhere, numbers are 64-bit, and `digest_total` is text because it is unsigned.
"""

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

VERSION = 8
SPREAD_OVER = 16
STREAM = "stream"

TABLES = MetaData()

_number = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
_text = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_bytes = LargeBinary()


def number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, _number, primary_key=key, nullable=False, autoincrement=False)


def text(name: str, *, key: bool = False, may_miss: bool = False) -> Column[str]:
    return Column(name, _text, primary_key=key, nullable=may_miss)


def raw(name: str, *, key: bool = False, may_miss: bool = False) -> Column[bytes]:
    return Column(name, _bytes, primary_key=key, nullable=may_miss)


Columns = Column[int] | Column[str] | Column[bytes]


def table(name: str, *columns: Columns) -> Table:
    return Table(name, TABLES, raw("association_id", key=True), *columns, sqlite_strict=True, info={"spread": False})


def spread(name: str, *columns: Columns) -> Table:
    """On PostgreSQL in pieces by the hash of the stream, whose number comes first."""
    return Table(
        name,
        TABLES,
        number(STREAM, key=True),
        *columns,
        sqlite_strict=True,
        postgresql_partition_by=f"HASH ({STREAM})",
        info={"spread": True},
    )


def pieces_of(table: Table) -> Iterator[str]:
    """The statements that make the pieces of a table which is spread, for PostgreSQL."""
    if table.info["spread"]:
        for piece in range(SPREAD_OVER):
            yield (
                f"CREATE TABLE {table.name}_{piece:02} PARTITION OF {table.name} "
                f"FOR VALUES WITH (MODULUS {SPREAD_OVER}, REMAINDER {piece})"
            )


association = table("association", raw("public_key"), text("profile", may_miss=True), number("made_ms"))

# --- who may sync what -----------------------------------------------------------------------------------------------

device = table(
    "device",
    raw("device", key=True),
    raw("public_key"),
    text("office"),
    text("office_name"),
    number("enrolled_ms"),
)
device_grant = table(
    "device_grant", raw("device", key=True), text("partition", key=True), number("may_write"), number("may_read")
)
device_replica = table("device_replica", raw("replica", key=True), raw("device"), number("first_ms"))
Index("device_replica_device", device_replica.c.association_id, device_replica.c.device)
enrolment_code = table(
    "enrolment_code",
    raw("code_hash", key=True),
    text("office"),
    number("made_ms"),
    number("expires_ms"),
    raw("used_by", may_miss=True),
    number("reads_complaints"),
)

# --- the streams -----------------------------------------------------------------------------------------------------

stream_head = table(
    "stream_head",
    text("partition", key=True),
    number("epoch"),
    number("head"),
    number("digest_count"),
    text("digest_total"),
    number("number"),  # of the stream, in this database
)
Index("stream_head_number", stream_head.c.number, unique=True)
replica_head = table(
    "replica_head",
    text("partition", key=True),
    raw("replica", key=True),
    number("seq"),
    raw("hash"),
    number("number"),  # of its log, in the stream
)
Index(
    "replica_head_number",
    replica_head.c.association_id,
    replica_head.c.partition,
    replica_head.c.number,
    unique=True,
)
segment = table(
    "segment",
    text("partition", key=True),
    raw("replica", key=True),
    number("last_seq", key=True),
    raw("device"),
    raw("signature"),
    number("received_ms"),
)
entry = spread(
    "entry",
    number("log", key=True),
    number("seq", key=True),
    number("hub_seq"),  # the place of the stamp that counts: one that waited has two
    raw("header"),
    raw("hash"),
    raw("parts"),  # those that are left (`headoffice.store.bodies`)
)
stamp = spread(
    "stamp",
    number("epoch", key=True),
    number("hub_seq", key=True),
    number("log"),
    number("seq"),
    number("received_ms"),
    number("eff"),
    text("reason"),
    raw("line"),  # what the stream was up to here
)

# --- a cache of the streams ------------------------------------------------------------------------------------------

row_state = spread("row_state", raw("row_id", key=True), raw("packed"))
