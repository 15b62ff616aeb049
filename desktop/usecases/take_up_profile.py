"""Go on with the latest version of the association's own profile that head office has published, if it is sound."""

import tempfile
from pathlib import Path

from db.published_profiles import PublishedProfile
from desktop.usecases.choose_profile import Chosen, choose_profile_file
from desktop.usecases.desk import Desk
from desktop.usecases.keep_profile import adopt_chosen
from domain.errors import Expected, RuleBroken
from domain.profile_version import is_later_version
from domain.sync.entries import Malformed
from domain.sync.notices import PROFILE_REFUSED, PROFILE_TAKEN
from domain.sync.profile_parcel import open_parcel


def find_later_profile(desk: Desk, program: str) -> PublishedProfile | None:
    """The latest that is later than the one kept here, and that this program has not left already. Cheap."""
    found = None
    kept = desk.store.profiles.find() if (published := desk.store.published_profiles.all()) else None
    here = kept.version if kept is not None else desk.profile.version
    for one in published:
        if is_later_version(one.version, found.version if found is not None else here):
            found = one
    is_left = found is not None and desk.store.published_profiles.is_left(found.id, program)
    return None if is_left else found


def look_at_profile(published: PublishedProfile, content: bytes) -> Chosen | Expected:
    """As it would be chosen from a stick. Needs no store, and may take its time."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, data in open_parcel(content).items():
                place = Path(folder, *name.split("/"))
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            return choose_profile_file(Path(folder) / published.file_name)
    except Malformed:
        return RuleBroken(
            "profile.parcel",
            ar=f"ملف الجمعية {published.file_name} الذي نشره المركز لا يُقرأ.",
            en=f"The profile {published.file_name} that head office published cannot be read.",
        )
    except Expected as problem:
        return problem


def settle_profile(desk: Desk, published: PublishedProfile, looked: Chosen | Expected, program: str) -> bool:
    """Keeps it, shown from the next sign-in on; or leaves it, and the administrator is told why."""
    problem = looked if isinstance(looked, Expected) else None
    if not isinstance(looked, Expected):
        try:
            adopt_chosen(desk, looked)
        except Expected as refused:
            problem = refused
    at_ms = int(desk.now().timestamp() * 1000)
    if problem is None:
        desk.store.notices.add(PROFILE_TAKEN, at_ms=at_ms, detail=published.version)
        return True
    desk.store.published_profiles.note_left(published.id, program)
    desk.store.notices.add(PROFILE_REFUSED, at_ms=at_ms, detail=f"{problem.ar}\n{problem.en}")
    return False
