"""The paper that a person signs: what it freezes, when it stands, who signed it."""

import json
from dataclasses import replace

import pytest

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.attest import (
    AttestationPage,
    attest,
    list_attestations,
    list_attestations_of,
    show_attestation,
    sign_attestation,
)
from desktop.usecases.attested import newest_state
from desktop.usecases.desk import Desk
from desktop.usecases.find_people import find_people
from desktop.usecases.hold_interview import (
    begin_interview,
    change_interview,
    leave_interview,
    resume_interview,
    run_interview,
    save_draft,
)
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.open_desk import sign_in
from domain.attestation import answers_sha256
from domain.errors import RuleBroken
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import Laptop

FORM = form_of("herfa")
CLERK_PASSWORD = "عبارة موظف الاستقبال"


def interview(desk: Desk) -> str:
    draft = PersonDraft(name="نورة الواحي", id_number="1000000008", mobile="0512345678", born="14/8/1407")
    person = register_person(desk, draft).person
    return run_interview(desk, FORM, person.id, example_answers("herfa")).id


def document(desk: Desk, page: AttestationPage) -> dict[str, object]:
    found = json.loads(desk.store.attestations.get(page.id).frozen)
    assert isinstance(found, dict)
    return found


def test_the_number_on_a_paper_finds_whose_it_is(desk: Desk) -> None:
    """Read aloud or typed: any case, spaces for hyphens, Arabic digits."""
    page = attest(desk, interview(desk))
    file = show_person(desk, page.person).person.number
    for typed in (page.number, page.interview_number, *(n.lower().replace("-", " ") for n in (page.number, file))):
        assert [person.id for person in find_people(desk, typed)] == [page.person], typed
    wrong = page.number[:-1] + ("A" if page.number[-1] != "A" else "B")
    assert find_people(desk, wrong) == ()
    assert find_people(desk, page.number[:-2]) == ()


def test_the_same_answers_have_one_attestation(desk: Desk) -> None:
    held = interview(desk)
    first = attest(desk, held)
    before = desk.store.exchange.waiting().count
    again = attest(desk, held)
    assert (again.id, again.number, again.sha256, again.pdf) == (first.id, first.number, first.sha256, first.pdf)
    assert desk.store.exchange.waiting().count == before
    sign_attestation(desk, first.id)
    assert attest(desk, held).state == "signed"


def test_answers_changed_and_changed_back_make_the_first_attestation_stand_again(desk: Desk) -> None:
    held = interview(desk)
    first = attest(desk, held)
    sign_attestation(desk, first.id)
    change_interview(desk, held, {"craft_years": 40})
    assert show_attestation(desk, first.id).state == "void"
    second = attest(desk, held)
    assert (second.state, newest_state(desk, held)) == ("unsigned", "unsigned")
    change_interview(desk, held, {"craft_years": 12})
    assert show_attestation(desk, first.id).state == "signed"
    assert show_attestation(desk, second.id).state == "void"
    assert attest(desk, held).id == first.id


def test_what_is_frozen_is_what_the_log_holds_and_not_what_is_being_typed(desk: Desk) -> None:
    """A clerk has opened the finished interview again and not finished it."""
    held = interview(desk)
    resumed = resume_interview(desk, held)
    resumed.session.answer("craft_years", 40)
    save_draft(desk, resumed)
    page = attest(desk, held)
    answers = document(desk, page)["answers"]
    assert isinstance(answers, list)
    (years,) = [line["value"] for line in answers if line["path"].endswith("/craft_years")]
    assert years == "12"
    row = desk.store.attestations.get(page.id)
    assert document(desk, page)["answers_sha256"] == row.answers_sha256 == answers_sha256(answers)
    assert desk.store.drafts.find(held) is not None


def test_an_interview_attested_on_a_later_day_is_frozen_as_it_was_finished(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = interview(desk)
        finished = desk.store.interviews.get(held)[0]
        laptop.clock.pass_minutes(400 * 24 * 60)
        page = attest(desk, held)
        assert document(desk, page)["answers_sha256"] == finished.answers_sha256
        assert page.state == "unsigned"


def test_a_later_change_of_the_persons_file_does_not_touch_the_paper(desk: Desk) -> None:
    held = interview(desk)
    first = sign_attestation(desk, attest(desk, held).id)
    page = show_person(desk, first.person)
    edit_person(desk, page, replace(draft_of(page.person), mobile="0557654321", name="نورة المطيري"))
    again = show_attestation(desk, first.id)
    assert (again.state, again.sha256, again.pdf) == ("signed", first.sha256, first.pdf)
    person = document(desk, again)["person"]
    assert isinstance(person, dict)
    assert (person["name"], person["mobile"]) == ("نورة الواحي", "+966512345678")


def test_each_line_stands_under_the_heading_of_its_page(desk: Desk) -> None:
    answers = document(desk, attest(desk, interview(desk)))["answers"]
    assert isinstance(answers, list)
    assert all(line["section"] for line in answers)
    assert len({line["section"] for line in answers}) > 2


def test_the_clerk_signs_with_his_own_key(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        add_user(desk, NewUser("saad", "سعد المطيري", ("clerk",), CLERK_PASSWORD))
        held = interview(desk)
    clerk = sign_in(laptop.folder, "saad", CLERK_PASSWORD, world=laptop.world)
    try:
        page = attest(clerk, held)
        row = clerk.store.attestations.get(page.id)
        assert page.is_clerk_signature_valid
        assert (row.clerk, row.clerk_key) == (clerk.user.id, clerk.public_key)
        assert clerk.store.users.keys_of(clerk.user.id) == (row.clerk_key,)
        assert document(clerk, page)["clerk"] == {"id": clerk.user.id, "name": "سعد المطيري"}
    finally:
        clerk.store.close()


def test_a_paper_is_signed_once_and_never_when_void(desk: Desk) -> None:
    held = interview(desk)
    page = attest(desk, held)
    signed = sign_attestation(desk, page.number)
    assert (signed.state, len(desk.store.attestations.signatures(page.id))) == ("signed", 1)
    for _ in range(2):
        with pytest.raises(RuleBroken) as refused:
            sign_attestation(desk, page.id)
        assert refused.value.code == "attestation.state"
        change_interview(desk, held, {"craft_years": 40})
    assert len(desk.store.attestations.signatures(page.id)) == 1


def test_an_unfinished_interview_is_not_attested(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="سعد العتيبي")).person
    opened = begin_interview(desk, FORM, person.id)
    with pytest.raises(RuleBroken) as unknown:
        attest(desk, opened.id)
    assert unknown.value.code == "interview.unknown"
    leave_interview(desk, opened)
    with pytest.raises(RuleBroken) as unfinished:
        attest(desk, opened.id)
    assert unfinished.value.code == "attestation.unfinished"
    assert list_attestations(desk) == ()


def test_the_clerks_notes_are_no_part_of_what_is_signed(desk: Desk) -> None:
    held = interview(desk)
    change_interview(desk, held, {"clerk_remarks": "ملاحظة داخلية"})
    signed = sign_attestation(desk, attest(desk, held).id)
    assert "ملاحظة داخلية" not in desk.store.attestations.get(signed.id).frozen.decode()
    change_interview(desk, held, {"clerk_remarks": "ملاحظة أخرى"})
    assert show_attestation(desk, signed.id).state == "signed"
    assert attest(desk, held).id == signed.id
    assert "ملاحظة أخرى" in desk.store.interviews.get(held)[0].answers


def test_the_papers_that_the_clerk_saw_are_frozen_as_his_words_and_changing_them_voids(desk: Desk) -> None:
    held = interview(desk)
    page = attest(desk, held)
    frozen = document(desk, page)
    answers = frozen["answers"]
    assert isinstance(answers, list)
    stated = {line["path"].rpartition("/")[2] for line in answers if line.get("stated_by") == "clerk"}
    assert stated == {"documents_seen", "licence_end"}
    assert "documents" not in frozen
    change_interview(desk, held, {"documents_seen": ["identity"]})
    assert show_attestation(desk, page.id).state == "void"


def test_who_held_the_interview_is_named_though_another_clerk_takes_the_signature(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        add_user(desk, NewUser("saad", "سعد المطيري", ("clerk",), CLERK_PASSWORD))
        held = interview(desk)
    clerk = sign_in(laptop.folder, "saad", CLERK_PASSWORD, world=laptop.world)
    try:
        frozen = document(clerk, attest(clerk, held))
        assert frozen["interview"] == {
            "number": clerk.store.interviews.get(held)[0].number,
            "clerk_name": "أمينة السالم",
        }
        assert frozen["clerk"] == {"id": clerk.user.id, "name": "سعد المطيري"}
    finally:
        clerk.store.close()


def test_what_no_font_can_print_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    held = interview(desk)
    change_interview(desk, held, {"need_reason": "نول جديد 🧶"})
    before = desk.store.exchange.waiting().count
    with pytest.raises(RuleBroken) as refused:
        attest(desk, held)
    assert refused.value.code == "paper.glyph.missing"
    assert "🧶" in refused.value.ar
    assert list_attestations(desk) == ()
    assert desk.store.exchange.waiting().count == before
    change_interview(desk, held, {"need_reason": "نول جديد"})
    assert attest(desk, held).state == "unsigned"


def test_the_lists_show_the_newest_first_with_its_state(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = interview(desk)
        first = sign_attestation(desk, attest(desk, held).id)
        laptop.clock.pass_minutes(5)
        change_interview(desk, held, {"craft_years": 40})
        second = attest(desk, held)
        told = [(line.id, line.state, line.person_name) for line in list_attestations(desk)]
        assert told == [(second.id, "unsigned", "نورة الواحي"), (first.id, "void", "نورة الواحي")]
        assert list_attestations_of(desk, first.person) == list_attestations(desk)


def test_an_attestation_is_the_same_on_the_other_laptop(office: Office) -> None:
    held = interview(office.here)
    made = sign_attestation(office.here, attest(office.here, held).id)
    office.sync()
    seen = show_attestation(office.there, made.number)
    assert replace(seen, changes=made.changes) == made
    assert attest(office.there, held).id == made.id
    change_interview(office.there, held, {"craft_years": 40})
    office.sync()
    assert show_attestation(office.here, made.id).state == "void"
    office.assert_agreed()
