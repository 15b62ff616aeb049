"""The tables of the store: made by db/migrations (m0001_first, m0002_recovery, m0003_erasure, m0004_loads,
m0005_prints, m0006_blobs, m0007_refused, m0008_same_persons, m0009_desk, m0010_tally, m0011_papers,
m0012_contacts, m0013_exports, m0014_print_jobs, m0015_interview_files, m0016_sheets, m0017_proofs,
m0018_enquiries, m0019_surveys, m0020_committee, m0021_complaints,
m0022_suggestions, m0023_complaint_party, m0024_holidays,
m0025_published_forms, m0026_published_profiles), held against the registry of what syncs."""

from pathlib import Path

import pytest

from db.connection import Database, open_database
from db.migrate import MIGRATIONS, migrate, version_of
from db.migrations import m0001_first
from db.store_opening import open_store
from domain.errors import Unavailable
from domain.sync.schema import TABLES, general_partition
from domain.visit import Visit
from tests.support.clock import START_MS, HandClock
from tests.support.memory_hub import MemoryHub
from tests.support.small_store import AUTHOR, KEY, OFFICE, Maker

LOCAL = {"n", "id", "entry", "void_reason", "name_key"}


def test_every_cell_of_the_registry_has_its_columns_and_no_table_has_others(tmp_path: Path) -> None:
    db = open_database(tmp_path / "fresh.db", KEY, create=True)
    migrate(db)
    for table in TABLES:
        found = {name: kind for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table.name})")}
        expected = {column.name: column.kind.value for cell in table.cells for column in cell.columns}
        assert {name: kind for name, kind in found.items() if name not in LOCAL} == expected
    db.close()


def test_numbers_of_tables_and_cells_are_used_once() -> None:
    assert len({table.number for table in TABLES}) == len(TABLES)
    for table in TABLES:
        assert len({cell.number for cell in table.cells}) == len(table.cells)


def test_every_table_is_strict(tmp_path: Path) -> None:
    db = open_database(tmp_path / "fresh.db", KEY, create=True)
    migrate(db)
    loose = [
        name
        for _, name, kind, _, _, strict in db.execute("PRAGMA table_list")
        if kind == "table" and not strict and not name.startswith(("sqlite_", "person_words"))
    ]
    assert loose == []
    db.close()


def test_the_first_migration_records_itself_and_runs_once(tmp_path: Path) -> None:
    db = open_database(tmp_path / "fresh.db", KEY, create=True)
    migrate(db)
    assert version_of(db) == len(MIGRATIONS)
    assert MIGRATIONS[0] == m0001_first.STATEMENTS
    migrate(db)
    assert version_of(db) == len(MIGRATIONS)
    db.close()


def as_first_version(db: Database) -> None:
    """What every later migration added (up to m0021_complaints,
    m0022_suggestions, m0023_complaint_party, m0024_holidays,
    m0025_published_forms, m0026_published_profiles) is taken away again."""
    db.execute("DROP INDEX entry_refused")
    db.execute("DROP INDEX visits_tally")
    db.execute("DROP INDEX attestations_sha256")
    db.execute("ALTER TABLE stream DROP COLUMN head")
    db.execute("DROP TABLE print")
    db.execute("DROP TABLE print_job")
    db.execute("DROP INDEX interviews_request")
    db.execute("ALTER TABLE interviews DROP COLUMN request_stage")
    db.execute("ALTER TABLE interviews DROP COLUMN request_step")
    for table in (
        "holidays",
        "published_forms",
        "published_profiles",
        "request_steps",
        "sessions",
        "session_members",
        "session_items",
        "same_persons",
        "consents",
        "contacts",
        "exports",
        "interview_files",
        "draft_file",
        "signature_proofs",
        "enquiries",
        "frequent_questions",
        "officials",
        "suggestions",
        "survey_sheets",
        "inspections",
        "findings",
        "survey_box",
        "complaints",
        "complaint_steps",
        "settlements",
        "compensations",
        "complaint_reviews",
        "document_checks",
        "case_steps",
        "referrals",
        "papers",
        "blob",
        "blob_arriving",
        "load_chunk",
        "load",
        "load_refused",
        "erased",
        "mark",
        "device",
        "segment",
        "reissued",
        "notice",
    ):
        db.execute(f"DROP TABLE {table}")
    db.execute("DROP INDEX entry_parked")
    db.execute("ALTER TABLE entry DROP COLUMN parked")
    db.execute("ALTER TABLE stream DROP COLUMN line")
    db.execute("PRAGMA user_version = 1")


def test_a_store_of_the_first_version_is_copied_away_and_goes_on(tmp_path: Path) -> None:
    hub = MemoryHub(general_partition(OFFICE), START_MS)
    make = Maker(tmp_path)
    with make.store("one") as one:
        with one.store.work("visit.count", AUTHOR) as work:
            work.visits.add(Visit(one.new_id(), "2026-11-21", "09:15", "men"))
        hub.push(one.store)
        hub.pull(one.store)
        (known,) = one.store.exchange.cursors()
    db = open_database(tmp_path / "one" / "istiqbal.db", KEY)
    as_first_version(db)
    db.close()
    with make.store("one") as one:
        assert version_of(one.store.database) == len(MIGRATIONS)
        assert one.store.exchange.cursors() == [known]
        assert one.store.visits.tally("2026-11-21").total == 1
    (copied,) = tmp_path.glob("one/istiqbal.db.aside*")
    old = open_database(copied / "istiqbal.db", KEY)
    assert version_of(old) == 1
    old.close()


def test_a_newer_store_is_refused_untouched(tmp_path: Path) -> None:
    make = Maker(tmp_path)
    with make.store("one") as small:
        small.store.database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    path = tmp_path / "one" / "istiqbal.db"
    before = path.read_bytes()
    with pytest.raises(Unavailable) as refused:
        open_store(tmp_path / "one", KEY, clock=HandClock(), random=lambda n: bytes(n))
    assert refused.value.code == "store.newer"
    assert path.read_bytes() == before


def test_what_was_refused_is_found_by_its_own_index(tmp_path: Path) -> None:
    """The count stands on every page: m0007_refused spares it the log."""
    db = open_database(tmp_path / "fresh.db", KEY, create=True)
    migrate(db)
    asked = (
        "SELECT id FROM entry AS e WHERE e.stream = 1 AND e.hub_seq IS NOT NULL AND e.reason <> '' ORDER BY e.hub_seq"
    )
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert plan == ["SEARCH e USING INDEX entry_refused (stream=? AND hub_seq>?)"]
    db.close()


def test_the_days_tally_comes_in_the_order_of_its_index(tmp_path: Path) -> None:
    """It is read after every visitor: m0010_tally spares it the sorting."""
    db = open_database(tmp_path / "fresh.db", KEY, create=True)
    migrate(db)
    asked = (
        "SELECT category, time, count(*) FROM visits WHERE day = '2026-11-21' AND void_reason IS NULL "
        "GROUP BY category, time"
    )
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert plan == ["SEARCH visits USING INDEX visits_tally (day=?)"]
    db.close()
