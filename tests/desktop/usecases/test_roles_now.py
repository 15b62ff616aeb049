"""A role that was taken away while its user worked is told in a sentence, and nothing is half done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.exports import ExportRow
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_documents import record_copy
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_person
from desktop.usecases.open_desk import sign_in
from desktop.usecases.write_answers import write_answers
from domain.errors import RuleBroken
from tests.support.laptop import Laptop

SECOND_PASSWORD = "عبارة مرور أخرى 7"


def lose_the_role(desk: Desk) -> None:
    """As a round brings it: the rows of the user at this desk say clerk, what he signed in with says otherwise."""
    with desk.store.work("user.roles", desk.user.id) as work:
        work.operations.put(desk.store.seen("users", desk.user.id), {"roles": "clerk"}, subject=None)


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        deed()
    return refused.value.code


def test_whoever_lost_the_role_takes_nothing_out_adds_nobody_and_erases_nobody(desk: Desk, tmp_path: Path) -> None:
    lose_the_role(desk)
    assert desk.user.has_role("administrator")
    file = tmp_path / "answers.csv"
    assert code_of(lambda: write_answers(desk, "herfa/support-request", "csv", str(file))) == "answers.not_allowed"
    assert not file.exists()
    assert code_of(lambda: record_copy(desk, "x", "id_card", "بأساس نظامي")) == "document.copy_role"
    assert code_of(lambda: erase_person(desk, "x", "بطلبه")) == "erase.not_allowed"


def test_a_user_who_was_not_added_because_the_role_was_gone_cannot_sign_in(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        lose_the_role(desk)
        added = NewUser("omar", "عمر", ("clerk",), SECOND_PASSWORD)
        assert code_of(lambda: add_user(desk, added)) == "user.not_allowed"
    with pytest.raises(RuleBroken):
        sign_in(laptop.folder, "omar", SECOND_PASSWORD, world=laptop.world)


def test_what_no_use_case_has_asked_about_is_still_a_sentence(desk: Desk) -> None:
    lose_the_role(desk)
    row = ExportRow(desk.new_id(), "herfa/support-request", "csv", 0, desk.minute(), desk.user.id)

    def write() -> None:
        with desk.store.work("answers.export", desk.user.id) as work:
            work.exports.add(row)

    assert code_of(write) == "role.changed"
    assert desk.store.exports.all() == ()
