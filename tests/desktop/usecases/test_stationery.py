"""The logo and the own clause of an association: chosen with its profile, kept in the store, on its papers."""

import base64
import hashlib
from pathlib import Path

import pytest

from db.kept_profile import LOGO
from desktop.usecases.choose_profile import choose_profile
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.keep_profile import adopt_profile
from desktop.usecases.print_sheets import day_sheet
from domain.errors import RuleBroken, Unavailable
from forms.paper.preview import page_count
from forms.paper.stationery import PLAIN
from tests.forms.paper.logos import SVG, svg
from tests.support.laptop import Laptop
from tests.support.sixth_association import VERSION, bring, change

TABLE = """[letterhead]
logo = "rawabi/logo.svg"
clause = { ar = "مرخّصة برقم 1234", en = "Licence 1234" }

[person]
"""


def with_letterhead(folder: Path, table: str = TABLE) -> Path:
    file = change(bring(folder), "[person]\n", table)
    (folder / "rawabi" / "logo.svg").write_text(SVG, encoding="utf-8")
    return file


def test_logo_and_clause_are_kept_printed_and_follow_a_later_version(tmp_path: Path) -> None:
    file = with_letterhead(tmp_path / "stick")
    laptop = Laptop(tmp_path / "store", profile=str(file))
    with laptop.at_work() as desk:
        first = stationery_of(desk)
        assert (first.logo.decode(), first.clause) == (SVG, "مرخّصة برقم 1234")
        assert page_count(day_sheet(desk, desk.today())) == 1
        (file.parent / "rawabi" / "logo.svg").write_bytes(svg('<rect width="9" height="9"/>'))
        adopt_profile(desk, str(change(file, f'version = "{VERSION}"', f'version = "{VERSION}.1"')))
        adopted = stationery_of(desk)
    with laptop.at_work() as desk:
        assert stationery_of(desk) == adopted != first


def test_a_profile_without_a_letterhead_prints_as_ever(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store").at_work() as desk:
        assert stationery_of(desk) is PLAIN


def test_a_logo_that_is_not_what_was_kept_is_told(tmp_path: Path) -> None:
    chosen = choose_profile(str(with_letterhead(tmp_path / "stick")))
    assert chosen.kept.logo == hashlib.sha256(chosen.logo).hexdigest()
    with Laptop(tmp_path / "store", profile=str(tmp_path / "stick" / "rawabi.toml")).at_work() as desk:
        for spoilt in (base64.b64encode(b"other").decode(), "no base64"):
            desk.store.settings.save(LOGO + chosen.kept.logo, spoilt)
            with pytest.raises(Unavailable) as damaged:
                stationery_of(desk)
            assert damaged.value.code == "profile.damaged"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (TABLE.replace("logo.svg", "other.svg"), "profile.logo_missing"),
        (TABLE.replace("rawabi/logo.svg", "../logo.svg"), "profile.logo_name"),
        (TABLE.replace("rawabi/logo.svg", "logo.jpg"), "profile.logo_name"),
        (TABLE.replace("برقم 1234", "برقم 😀"), "paper.glyph.missing"),
        (TABLE.replace("برقم 1234", "برقم " * 80), "profile.too_long"),
        (TABLE.replace("rawabi/logo.svg", "rawabi.svg"), "logo.kind"),
    ],
)
def test_what_no_paper_could_bear_is_refused_when_the_profile_is_chosen(tmp_path: Path, table: str, code: str) -> None:
    file = with_letterhead(tmp_path, table)
    (tmp_path / "rawabi.svg").write_bytes(b"\x89JPG")
    with pytest.raises(RuleBroken) as refused:
        choose_profile(str(file))
    assert refused.value.code == code
