"""The tables of what head office says to the whole association (`association/reference`): it alone writes them, every
laptop reads them."""

from domain.sync.cells import Cell, Column, Kind, Policy, Table, flagged, immutable, lww
from domain.sync.tables import DESK_SCHEMA, REFERENCE

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

# A form's file that head office gives to every office, which takes it up if it finds it sound. Void: withdrawn.
PUBLISHED_FORMS = Table(
    37,
    "published_forms",
    REFERENCE,
    (
        Cell(1, "form", Policy.IMMUTABLE, (Column("file_name"), Column("form_id"))),
        Cell(2, "file", Policy.IMMUTABLE, (Column("file", Kind.BLOB, names_file=True),)),
        Cell(3, "published", Policy.IMMUTABLE, (Column("authority"), Column("published_at"))),
    ),
    since=DESK_SCHEMA,
)

# A version of the association's own profile, with what lies beside it (`domain.sync.profile_parcel`).
PUBLISHED_PROFILES = Table(
    38,
    "published_profiles",
    REFERENCE,
    (
        Cell(1, "profile", Policy.IMMUTABLE, (Column("profile_id"), Column("profile_version"), Column("file_name"))),
        Cell(2, "file", Policy.IMMUTABLE, (Column("file", Kind.BLOB, names_file=True),)),
        immutable(3, "published_at"),
    ),
    since=DESK_SCHEMA,
)
