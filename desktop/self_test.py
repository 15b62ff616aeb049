"""`istiqbal --self-test`: does this installation work? A whole small day in a temporary folder, and a window off the
screen. Nothing of the user's is touched."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from desktop.guard import require_sound_qt
from desktop.usecases.attest import attest, sign_attestation
from desktop.usecases.check_store import verify
from desktop.usecases.count_visit import category_of_purpose, count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import begin_interview, leave_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.open_desk import FLOOR_VARIABLE, SetUp, create_desk, system_world
from desktop.usecases.print_sheets import recovery_sheet
from domain.person import PersonDraft
from forms.interview.shipped import shipped_form
from resources import shelf

PASSWORD = "self-test self-test"  # noqa: S105 (of a store that is deleted at once)


def run() -> int:
    """0 when everything held; what fails raises, with its place."""
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-self-test-"))
    os.environ[FLOOR_VARIABLE] = "floor"
    try:
        _data()
        _day(folder)
        _window()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("self-test: ok", flush=True)
    return 0


def _data() -> None:
    """Every profile and every shipped interview loads."""
    for id in profile_ids():
        for form in load_profile(id).interviews:
            shipped_form(form)
    print("self-test: profiles and interviews", flush=True)


def _day(folder: Path) -> None:
    set_up = SetUp("herfa", "TEST", "مكتب الفحص", "tester", "فاحص", PASSWORD)
    first = create_desk(folder / "store", set_up, world=system_world())
    desk = first.desk
    try:
        if not recovery_sheet(desk, first.recovery_code).startswith(b"%PDF"):
            raise RuntimeError("the recovery sheet is no PDF")
        _serve(desk)
        found = verify(desk)
        if not found.is_clean:
            raise RuntimeError(f"the store is not sound: {found.findings}")
    finally:
        desk.store.close()
    print("self-test: store, interview, paper", flush=True)


def _serve(desk: Desk) -> None:
    if count_visit(desk, category_of_purpose(desk, None)).tally.total != 1:
        raise RuntimeError("the visit was not counted")
    person = register_person(desk, PersonDraft(name="شخص الفحص")).person
    opened = begin_interview(desk, desk.profile.interviews[0], person.id)
    leave_interview(desk, opened)
    sample = json.loads(shelf.read_text("demonstration/answers/herfa.json"))
    held = run_interview(desk, desk.profile.interviews[0], person.id, sample)
    if sign_attestation(desk, attest(desk, held.id).id).state != "signed":
        raise RuntimeError("the attestation was not signed")
    if desk.store.persons.search("شخص")[0].id != person.id:
        raise RuntimeError("the person was not found")


def _window() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require_sound_qt()
    # Qt is loaded last, so that what fails before it is told without it.
    from desktop.ui.application import prove_window  # noqa: PLC0415

    prove_window()
    print("self-test: window", flush=True)
