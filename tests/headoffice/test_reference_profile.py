"""A later version of the association's own profile, published by head office: every laptop goes on with it."""

from pathlib import Path

import pytest

from desktop.bootstrap_sync import enrol, sync_now
from desktop.usecases.find_form import form_ids_of
from domain.errors import RuleBroken
from domain.sync.entries import Malformed
from domain.sync.profile_parcel import open_parcel, pack_parcel
from headoffice.reference_profile import list_profiles, publish_profile
from tests.support.laptop import Laptop
from tests.support.running_hub import RunningHub, running_hub
from tests.support.sixth_association import PROFILE_ID, VERSION, WATER, bring, change


def publish(hub: RunningHub, file: Path) -> None:
    with hub.open_beside() as beside:
        publish_profile(beside, file)


def test_a_later_version_is_kept_with_its_forms_and_used_from_the_next_sign_in_and_one_that_is_unfit_is_left(
    tmp_path: Path,
) -> None:
    file = bring(tmp_path / "stick")
    laptop = Laptop(tmp_path / "laptop", profile=str(file))
    with running_hub(tmp_path / "hub") as hub, laptop.at_work() as desk:
        enrol(desk, hub.url, str(hub.code(desk.office_code)))
        with pytest.raises(RuleBroken, match="association is rawabi"):
            publish(hub, change(bring(tmp_path / "other"), f'id = "{PROFILE_ID}"', 'id = "another"'))
        with pytest.raises(RuleBroken, match="comes with the program"):
            publish(hub, change(bring(tmp_path / "shipped"), f'id = "{PROFILE_ID}"', 'id = "herfa"'))
        publish(hub, change(file, f'version = "{VERSION}"', 'version = "4"'))
        with pytest.raises(RuleBroken, match="Raise its version"):
            publish(hub, file)
        assert desk.profile.version == VERSION
        assert sync_now(desk).problem is None
        kept = desk.store.profiles.find()
        assert kept is not None
        assert (kept.version, WATER in kept.forms) == ("4", True)
        told = [notice.en for notice in desk.store.notices.since(0)]
        assert len(told) == 1
        assert "version 4" in told[0]
        # One whose form is not sound changes nothing, is told once, and holds nothing up.
        broken = change(file, 'version = "4"', 'version = "5"')
        next((file.parent / "rawabi").glob("water-request.*")).write_bytes(b"no form")
        publish(hub, broken)
        for _ in range(2):
            assert sync_now(desk).problem is None
        kept = desk.store.profiles.find()
        assert kept is not None
        assert kept.version == "4"
        assert len(desk.store.notices.since(0)) == 2
        with hub.open_beside() as beside:
            assert [one.version for one in list_profiles(beside)] == ["4", "5"]
    with laptop.at_work() as desk:
        assert desk.profile.version == "4"
        assert WATER in form_ids_of(desk)


@pytest.mark.parametrize(
    "name", ["../out.toml", "/etc/out.toml", "a/../../out", "a\\b", "C:out", "", ".hidden", "a//b"]
)
def test_no_name_in_a_parcel_leads_out_of_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        pack_parcel({name: b"x"})
    honest = pack_parcel({"x" * max(len(name), 1): b"x"})
    if name:
        forged = honest.replace(b"x" * len(name), name.encode(), 1)
        with pytest.raises(Malformed):
            open_parcel(forged)
    assert open_parcel(honest)
