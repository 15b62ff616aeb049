"""Fixtures: a PostgreSQL for the whole run, a fresh database in it, and each kind of database in turn."""

from collections.abc import Iterator
from typing import NoReturn

import pytest

from headoffice.store.database_url import DatabaseUrl, read_database_url
from tests.support.postgresql_server import IN_CI, PostgresqlMissing, PostgresqlServer, postgresql_server


def leave_out(missing: PostgresqlMissing, *, in_ci: bool) -> NoReturn:
    if in_ci:
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """Left out with a sentence where there is none, except under CI, where that fails."""
    try:
        with postgresql_server() as server:
            yield server
    except PostgresqlMissing as missing:
        leave_out(missing, in_ci=IN_CI)


@pytest.fixture
def postgresql_database(postgresql: PostgresqlServer) -> Iterator[DatabaseUrl]:
    """Empty, and gone afterwards."""
    url = postgresql.make_database()
    yield read_database_url(url)
    postgresql.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def hub_database(request: pytest.FixtureRequest) -> DatabaseUrl | None:
    """What a head office of the test opens: the embedded database, then PostgreSQL."""
    if request.param == "sqlite":
        return None
    found: DatabaseUrl = request.getfixturevalue("postgresql_database")
    return found
