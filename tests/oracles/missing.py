"""What to do where a reference engine cannot run."""

from typing import NoReturn

import pytest

from tests.support.postgresql_server import IN_CI


class OracleMissing(Exception):
    """No such engine on this machine. The sentence says what to do."""


def leave_out(missing: OracleMissing) -> NoReturn:
    """Under CI a failure, elsewhere the sentence."""
    if IN_CI:
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))
