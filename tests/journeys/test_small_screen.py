"""Every page of the real window on a branch's screen: nothing cut, nothing over an edge, all of it by the keyboard."""

import pytest

from tests.support.small_screen import look

BRANCH = (1366, 728)


@pytest.mark.parametrize(
    ("scale", "window", "choice"),
    [(1.5, (910, 470), "dark"), (1.0, BRANCH, "light"), (1.0, (880, 460), "light")],
    ids=["at 150 %", "at 100 %", "the least window"],
)
def test_every_page_is_whole_and_worked_by_keys_alone(scale: float, window: tuple[int, int], choice: str) -> None:
    found = look(screen=BRANCH, scale=scale, window=window, choice=choice)
    assert found.pop("screen")[1] == "compact"
    assert len(found) == 20
    assert {page: faults for page, faults in found.items() if faults} == {}
