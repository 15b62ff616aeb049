"""Brings a store up to this program's tables. A newer store is refused untouched."""

from db.connection import Database, begin_immediate
from db.migrations import (
    m0001_first,
    m0002_recovery,
    m0003_erasure,
    m0004_loads,
    m0005_prints,
    m0006_blobs,
    m0007_refused,
    m0008_same_persons,
    m0009_desk,
    m0010_tally,
    m0011_papers,
    m0012_contacts,
    m0013_exports,
    m0014_print_jobs,
    m0015_interview_files,
    m0016_sheets,
    m0017_proofs,
    m0018_enquiries,
    m0019_surveys,
    m0020_committee,
    m0021_complaints,
    m0022_suggestions,
    m0023_complaint_party,
    m0024_holidays,
    m0025_published_forms,
    m0026_published_profiles,
)
from domain.errors import Unavailable

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    m0001_first.STATEMENTS,
    m0002_recovery.STATEMENTS,
    m0003_erasure.STATEMENTS,
    m0004_loads.STATEMENTS,
    m0005_prints.STATEMENTS,
    m0006_blobs.STATEMENTS,
    m0007_refused.STATEMENTS,
    m0008_same_persons.STATEMENTS,
    m0009_desk.STATEMENTS,
    m0010_tally.STATEMENTS,
    m0011_papers.STATEMENTS,
    m0012_contacts.STATEMENTS,
    m0013_exports.STATEMENTS,
    m0014_print_jobs.STATEMENTS,
    m0015_interview_files.STATEMENTS,
    m0016_sheets.STATEMENTS,
    m0017_proofs.STATEMENTS,
    m0018_enquiries.STATEMENTS,
    m0019_surveys.STATEMENTS,
    m0020_committee.STATEMENTS,
    m0021_complaints.STATEMENTS,
    m0022_suggestions.STATEMENTS,
    m0023_complaint_party.STATEMENTS,
    m0024_holidays.STATEMENTS,
    m0025_published_forms.STATEMENTS,
    m0026_published_profiles.STATEMENTS,
)


def version_of(db: Database) -> int:
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


def refuse_newer(db: Database) -> None:
    """Raises Unavailable when a newer program wrote this store."""
    if version_of(db) > len(MIGRATIONS):
        raise Unavailable(
            "store.newer",
            ar="هذه البيانات حفظها إصدار أحدث من البرنامج، ولم يُمسّ منها شيء. ثبّت الإصدار الأحدث ثم افتحها.",
            en="This store was written by a newer version and was left untouched. Install that version to open it.",
        )


def is_older(db: Database) -> bool:
    """Whether an older program wrote this store: it is copied away before it is migrated (STYLE.md)."""
    return 0 < version_of(db) < len(MIGRATIONS)


def migrate(db: Database) -> None:
    """Runs what is missing, each migration with its record in one transaction."""
    refuse_newer(db)
    for number in range(version_of(db), len(MIGRATIONS)):
        with begin_immediate(db):
            for statement in MIGRATIONS[number]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number + 1}")
