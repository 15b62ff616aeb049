"""What tests of head office share."""

from collections.abc import Iterable

import pytest

from headoffice.store.driver import Row, Values, Work, nothing
from headoffice.store.postgresql_pipeline import Pipeline


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements went in each way to the database and back."""
    gone: list[int] = []
    run = Pipeline.run

    def counted(self: Pipeline, statements: Iterable[tuple[str, Values]], meanwhile: Work = nothing) -> list[list[Row]]:
        sent = list(statements)
        gone.append(len(sent))
        return run(self, sent, meanwhile)

    monkeypatch.setattr(Pipeline, "run", counted)
    return gone
