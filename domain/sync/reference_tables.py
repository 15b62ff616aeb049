"""The tables of what head office says to the whole association (`association/reference`): it alone writes them, every
laptop reads them."""

from domain.sync.cells import Cell, Column, Policy, Table, flagged, immutable, lww
from domain.sync.tables import DESK_SCHEMA, REFERENCE

# The author of what head office writes itself: no office has a user of this id.
HEAD_OFFICE = "00000000-0000-0000-0000-000000000001"

# Days that head office has declared off, or working in spite of the shipped table. Void: withdrawn.
HOLIDAYS = Table(
    36,
    "holidays",
    REFERENCE,
    (
        immutable(1, "kind"),
        flagged(2, "days", "first_day", "last_day"),
        flagged(3, "title", "title_ar", "title_en"),
        Cell(4, "declared", Policy.IMMUTABLE, (Column("authority"), Column("declared_at"))),
        lww(5, "note"),
    ),
    since=DESK_SCHEMA,
)
