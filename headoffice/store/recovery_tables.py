"""The tables of identity and recovery, beside those of `headoffice.store.schema`."""

from sqlalchemy import Index

from headoffice.store.schema import number, raw, table, text

hub_epoch = table("hub_epoch", number("epoch", key=True), number("started_ms"), text("cause"))

# How a laptop stands that is not simply active.
device_standing = table("device_standing", raw("device", key=True), text("standing"), number("since_ms"))

# When a laptop was last heard of.
device_contact = table("device_contact", raw("device", key=True), number("last_ms"))

# Persons whose data was taken out of a stream, and rows of which nothing was left then.
erased = table("erased", text("partition", key=True), raw("row_id", key=True), number("hub_seq"))

parked = table(
    "parked",
    text("partition", key=True),
    raw("replica", key=True),
    number("seq", key=True),
    raw("lacks"),
    number("received_ms"),
)
# Without the stream, with which the key begins too: see `schema`.
Index("parked_lacks", parked.c.association_id, parked.c.lacks)

# Which stored part names which file: as many lines as there are references to it.
named_file = table(
    "named_file",
    text("partition", key=True),
    raw("sha256", key=True),
    raw("replica", key=True),
    number("seq", key=True),
    number("n", key=True),
)
