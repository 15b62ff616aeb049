"""Every page of the real window on a branch's screen: nothing cut, nothing over an edge, all of it by the keyboard."""

import pytest

from desktop.ui.language import Language
from tests.support.small_screen import PAGES, FilledOffice, filled_office, look

BRANCH = (1366, 728)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> FilledOffice:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISTIQBAL_KDF", "floor")
        return filled_office(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize(
    ("scale", "window", "choice", "language"),
    [
        (1.5, (910, 470), "dark", "ar"),
        (1.0, BRANCH, "light", "ar"),
        (1.0, (880, 460), "light", "ar"),
        (1.0, (880, 460), "light", "en"),
    ],
    ids=["at 150 %", "at 100 %", "the least window", "the least window in English"],
)
def test_every_page_is_whole_and_worked_by_keys_alone(
    office: FilledOffice, scale: float, window: tuple[int, int], choice: str, language: Language
) -> None:
    """In English also: it is said in English, but for what people wrote."""
    found = look(office, screen=BRANCH, scale=scale, window=window, choice=choice, language=language)
    assert found.pop("screen")[1] == "compact"
    assert set(PAGES) < set(found), "and those that are opened from them"
    assert {page: faults for page, faults in found.items() if faults} == {}
