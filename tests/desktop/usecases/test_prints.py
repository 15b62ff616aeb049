"""Every print of an attestation is recorded: which revision, which copy, where, when, by whom."""

import pytest

from desktop.usecases.attest import attest, show_attestation, sign_attestation
from desktop.usecases.check_store import dump, verify
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.record_print import NewPrint, record_print
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.support.command_line import example_answers, form_of


def paper(desk: Desk) -> tuple[str, str]:
    """An interview and its attestation."""
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    interview = run_interview(desk, form_of("herfa"), person.id, example_answers("herfa")).id
    return interview, attest(desk, interview).id


def test_copies_are_counted_through_and_the_newest_stands_first(desk: Desk) -> None:
    _, id = paper(desk)
    record_print(desk, NewPrint(id, "unsigned", "printer", "مكتب الاستقبال", 2))
    lines = record_print(desk, NewPrint(id, "unsigned", "file", "paper.pdf"))
    assert [(line.first_copy, line.copies, line.way, line.place) for line in lines] == [
        (3, 1, "file", "paper.pdf"),
        (1, 2, "printer", "مكتب الاستقبال"),
    ]
    page = show_attestation(desk, id)
    assert page.prints == lines
    assert {line.sha256 for line in lines} == {page.sha256}
    assert {line.user for line in lines} == {desk.user.name}
    assert lines[0].at.startswith(desk.today())


def test_a_print_says_which_revision_of_the_paper_it_was(desk: Desk) -> None:
    interview, id = paper(desk)
    record_print(desk, NewPrint(id, "unsigned", "printer", "x"))
    sign_attestation(desk, id)
    record_print(desk, NewPrint(id, show_attestation(desk, id).state, "printer", "x"))
    change_interview(desk, interview, {"craft_years": 3})
    assert show_attestation(desk, id).state == "void"
    lines = record_print(desk, NewPrint(id, "void", "printer", "x"))
    assert [line.state for line in lines] == ["void", "signed", "unsigned"]


def test_a_print_is_local_and_changes_nothing_that_syncs(desk: Desk) -> None:
    _, id = paper(desk)
    before, waiting = dump(desk), desk.store.exchange.waiting().count
    record_print(desk, NewPrint(id, "unsigned", "printer", "x"))
    assert (dump(desk), desk.store.exchange.waiting().count) == (before, waiting)
    assert verify(desk).is_clean


@pytest.mark.parametrize(("id", "copies", "code"), [(None, 0, "print.copies"), ("none", 1, "attestation.unknown")])
def test_what_cannot_be_is_refused(id: str | None, copies: int, code: str, desk: Desk) -> None:
    known = paper(desk)[1]
    with pytest.raises(RuleBroken) as caught:
        record_print(desk, NewPrint(id or known, "unsigned", "printer", "x", copies))
    assert caught.value.code == code
    assert show_attestation(desk, known).prints == ()
