"""The register of complaints: nothing is lost sight of, and nothing is closed before somebody was told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.usecases.compensate_complaint import close_dossier, open_dossier, prove_compensation, withdraw_dossier
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.know_complaint import count_due, list_complaints, show_complaint, steps_due
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.make_statement import statement_of
from desktop.usecases.register_complaint import Matter, mend_complaint, undo_registration
from desktop.usecases.review_complaints import review_complaints
from desktop.usecases.settle_complaint import sign_settlement, withdraw_settlement, write_settlement
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.compensation import Harm, Proof
from domain.complaint import ANSWERED, CLOSED, OPEN, TOLD
from domain.errors import RuleBroken
from domain.person import PersonDraft
from forms.paper.statement import Held
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_complaints import complain, shows
from tests.support.complaints import HARM, MEMBERS, PARTY, TERM, compensate, register, seated, settle
from tests.support.laptop import Laptop


def refused(code: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda error: error.code == code)


# --- the way of a complaint ------------------------------------------------------------------------------------------


def test_a_complaint_is_closed_only_with_an_outcome_that_was_told(desk: Desk) -> None:
    one = register(desk, party_kind="customer_supplier", party_name="مؤسسة النخيل").complaint
    with refused("complaint.no_outcome"):
        close_complaint(desk, one.id)
    with refused("complaint.nothing_to_tell"):
        tell_complainant(desk, one.id, "call")
    assert decide_complaint(desk, one.id, "solved", "صُرفت الأدوات").complaint.progress == ANSWERED
    with refused("complaint.not_told"):
        close_complaint(desk, one.id)
    with refused("complaint.means"):
        tell_complainant(desk, one.id, "nobody")
    told = tell_complainant(desk, one.id, "call", "أجاب محاسبهم")
    assert (told.complaint.progress, told.told_by) == (TOLD, desk.user.name)
    closed = close_complaint(desk, one.id)
    assert (closed.complaint.progress, closed.line.due) == (CLOSED, "")
    assert [step.step for step in closed.story] == ["registered", "decided", "told", "closed"]
    for late in (lambda: note_complaint(desk, one.id, "اتصل"), lambda: assign_complaint(desk, one.id, unit="المالية")):
        with refused("complaint.closed"):
            late()


def test_nobody_can_tell_an_anonymous_complainant_and_that_is_said(desk: Desk) -> None:
    one = register(desk).complaint
    decide_complaint(desk, one.id, "unfounded", "رُوجع السجل")
    with refused("complaint.means"):
        tell_complainant(desk, one.id, "call")
    with refused("complaint.answer.nobody"):
        make_sheet(desk, "complaint_answer", one.id)
    tell_complainant(desk, one.id, "nobody")
    assert close_complaint(desk, one.id).complaint.is_closed


def test_a_reopened_complaint_is_decided_and_told_anew(desk: Desk) -> None:
    one = register(desk).complaint
    with refused("complaint.is_open"):
        reopen_complaint(desk, one.id, "عاد صاحبها")
    decide_complaint(desk, one.id, "solved", "صُرفت")
    tell_complainant(desk, one.id, "nobody")
    with refused("complaint.told_already"):
        decide_complaint(desk, one.id, "corrected", "صُحح")
    close_complaint(desk, one.id)
    with refused("complaint.reason"):
        reopen_complaint(desk, one.id, " ")
    again = reopen_complaint(desk, one.id, "لم تصل الأدوات")
    assert (again.complaint.progress, again.story[-1].said) == (OPEN, "لم تصل الأدوات")
    with refused("complaint.no_outcome"):
        close_complaint(desk, one.id)


def test_what_is_due_comes_first_and_a_complaint_without_a_next_step_is_due(desk: Desk) -> None:
    today = date.fromisoformat(desk.today())
    later, tomorrow = ((today + timedelta(days=days)).isoformat() for days in (9, 1))
    names = {}
    for name, day in (("later", later), ("tomorrow", tomorrow), ("none", "")):
        names[name] = register(desk, subject=name).complaint.id
        if day:
            note_complaint(desk, names[name], next_step="سؤال القسم", next_day=day)
    urgent = register(desk, subject="urgent", emergency=True).complaint.id
    note_complaint(desk, urgent, next_step="زيارة الموقع", next_day=tomorrow)
    assert [line.complaint.subject for line in list_complaints(desk).lines] == ["urgent", "none", "tomorrow", "later"]
    assert [line.complaint.subject for line in steps_due(desk)] == ["urgent", "none", "tomorrow"]
    assert (count_due(desk), list_complaints(desk).due) == (1, 1)
    with refused("complaint.next_day"):
        note_complaint(desk, urgent, next_step="زيارة", next_day=(today - timedelta(days=1)).isoformat())
    old = register(desk, received_on=(today - timedelta(days=30)).isoformat())
    assert (old.line.age, old.line.is_due) == (30, True)


def test_what_cannot_be_so_is_refused_at_its_field(desk: Desk) -> None:
    tomorrow = (date.fromisoformat(desk.today()) + timedelta(days=1)).isoformat()
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person.id
    for field, said in (
        ("channel", {"channel": "pigeon"}),
        ("subject", {"subject": " "}),
        ("told", {"told": ""}),
        ("received_on", {"received_on": tomorrow}),
        ("received_on", {"received_on": "أمس"}),
        ("party_kind", {"party_name": "مؤسسة النخيل"}),
        ("party_name", {"party_kind": "customer_supplier"}),
        ("party_name", {"person": person, "party_name": "مؤسسة"}),
    ):
        with pytest.raises(RuleBroken) as problem:
            register(desk, **said)
        assert problem.value.field == field
    assert list_complaints(desk).lines == ()


def test_what_was_registered_by_mistake_is_undone_until_somebody_works_on_it(desk: Desk) -> None:
    one, other = register(desk).complaint, register(desk).complaint
    undo_registration(desk, one.id)
    note_complaint(desk, other.id, "اتُّصل بالقسم")
    with refused("complaint.worked_on"):
        undo_registration(desk, other.id)
    assert [line.complaint.id for line in list_complaints(desk).lines] == [other.id]
    mended = mend_complaint(desk, other.id, Matter("تأخر الصرف", other.told, emergency=True))
    assert (mended.complaint.subject, mended.complaint.is_emergency) == ("تأخر الصرف", True)


# --- who may ---------------------------------------------------------------------------------------------------------


def test_a_clerk_sees_what_he_took_and_nobody_else_s(desk: Desk) -> None:
    clerk, other = seated(desk, "clerk1", "clerk"), seated(desk, "clerk2", "clerk")
    mine, hers = register(clerk).complaint, register(other).complaint
    note_complaint(desk, mine.id, "تبيّن أن القسم قصّر")
    assert [line.complaint.id for line in list_complaints(clerk).lines] == [mine.id]
    page = show_complaint(clerk, mine.number)
    assert not page.line.is_whole
    assert [step.step for step in page.story] == ["registered"]
    with refused("complaint.unknown"):
        show_complaint(clerk, hers.id)
    with refused("complaint.not_owner"):
        assign_complaint(clerk, mine.id, user="clerk1")
    note_complaint(clerk, mine.id, "عاد صاحبها يسأل")
    assert show_complaint(clerk, mine.id).story[-1].said == "عاد صاحبها يسأل"
    assign_complaint(desk, mine.id, user="clerk2")
    decide_complaint(other, mine.id, "explained", "شُرح الأمر")
    tell_complainant(clerk, mine.id, "nobody")
    with refused("complaint.not_owner"):
        close_complaint(clerk, mine.id)
    assert close_complaint(other, mine.id).line.owner_name.ar == "clerk2"


def test_only_the_general_manager_stamps_the_review(desk: Desk) -> None:
    register(desk)
    with refused("complaint.review"):
        review_complaints(desk)
    register_after, _ = review_complaints(seated(desk, "manager", "manager"), "يُعيَّن لكل شكوى من يتابعها")
    review = register_after.review
    assert review is not None
    assert (review.standing, register_after.reviewer) == ("مفتوحة 1، حان موعد خطوتها 1، دون من يتابعها 1", "manager")


# --- settlement and compensation -------------------------------------------------------------------------------------


def test_a_complaint_is_called_settled_only_after_both_sides_signed(desk: Desk) -> None:
    one = register(desk).complaint
    with refused("complaint.not_settled"):
        decide_complaint(desk, one.id, "settled", "اتُّفق")
    with refused("settlement.terms"):
        write_settlement(desk, one.id, [], [PARTY])
    with refused("settlement.parties"):
        write_settlement(desk, one.id, [TERM], [" "])
    write_settlement(desk, one.id, [TERM], [PARTY])
    withdraw_settlement(desk, one.id, "لم يقبل")
    with refused("settlement.none"):
        sign_settlement(desk, one.id)
    settle(desk, one.id)
    with refused("settlement.signed"):
        sign_settlement(desk, one.id)
    assert decide_complaint(desk, one.id, "settled", "نُفذت").complaint.outcome == "settled"


@pytest.mark.parametrize("association", ["herfa", "twaim"])
def test_a_dossier_is_closed_only_with_what_the_policy_accepts(
    association: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    with Laptop(tmp_path / "store", profile=association).at_work() as desk:
        one = register(desk).complaint
        open_dossier(desk, one.id, Harm("فات موسم البيع", "", ""))
        with refused("compensation.condition"):
            close_dossier(desk, one.id, "صرف تعويض")
        with refused("compensation.proof"):
            prove_compensation(desk, one.id, Proof("hearsay", desk.today(), "ورقة"))
        if association == "twaim":
            minutes = Proof("committee_minutes", desk.today(), "محضر 3", MEMBERS)
            with refused("compensation.size"):
                prove_compensation(desk, one.id, minutes)
            open_dossier(desk, one.id, HARM)
            with refused("compensation.members"):
                prove_compensation(desk, one.id, Proof("committee_minutes", desk.today(), "محضر 3"))
        decide_complaint(desk, one.id, "solved", "صُرفت")
        tell_complainant(desk, one.id, "nobody")
        with refused("complaint.dossier_open"):
            close_complaint(desk, one.id)
        with refused("complaint.not_compensated"):
            decide_complaint(desk, one.id, "compensated", "عُوض")
        page = compensate(desk, one.id)
        assert page.dossiers[-1].is_closed
        close_complaint(desk, one.id)


def test_a_dossier_without_a_proof_is_withdrawn_and_never_closed(desk: Desk) -> None:
    one = register(desk).complaint
    open_dossier(desk, one.id, HARM)
    page = withdraw_dossier(desk, one.id, "لم تكن الجمعية سببًا")
    assert page.dossiers == ()
    assert "لم تكن الجمعية سببًا" in page.story[-1].said


def test_an_association_whose_policy_states_no_compensation_has_no_dossiers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    with Laptop(tmp_path / "store", profile="alqarinah").at_work() as desk, refused("compensation.none"):
        open_dossier(desk, register(desk).complaint.id, HARM)


# --- what is heard at the desk, and what is held about somebody ------------------------------------------------------


def test_what_is_heard_at_the_desk_is_in_the_register_under_the_receipt_s_number(desk: Desk) -> None:
    held = complain(desk)
    (line,) = list_complaints(desk).lines
    one = line.complaint
    assert (one.number, one.interview, one.subject) == (held.number, held.id, "تأخر الرد أو الخدمة")
    assert (one.told, one.wanted, one.channel) == (
        "لم يصلني جواب منذ شهرين",
        "توضيح واعتذار",
        desk.profile.channels[0].id,
    )
    assert (line.owner_name.ar, line.complainant.ar) == ("قسم الخدمات", "نورة الواحي")
    change_interview(desk, held.id, {"told": "لم يصلني جواب منذ ثلاثة أشهر"})
    (again,) = list_complaints(desk).lines
    assert (again.complaint.id, again.complaint.told) == (one.id, "لم يصلني جواب منذ ثلاثة أشهر")
    assign_complaint(desk, one.id, user=desk.user.username)
    assert shows(make_sheet(desk, "complaint_receipt", held.id).pdf, desk.user.name)


def test_a_person_s_statement_holds_his_complaint_with_its_story(desk: Desk) -> None:
    complain(desk)
    one = list_complaints(desk).lines[0].complaint
    settle(desk, one.id)
    compensate(desk, one.id)
    person, _ = desk.store.persons.get(one.person)
    parts = {part.title: part for part in statement_of(desk, person).parts if isinstance(part, Held)}
    said = [text for part in parts.values() for row in part.rows for text in row]
    assert {"الشكاوى", "ما جرى في الشكاوى", "التسويات الودية", "ملفات التعويض"} <= parts.keys()
    assert any("لم يصلني جواب منذ شهرين" in text for text in said)
    assert {"قيد المعالجة", "أُغلق بإثباته"} <= set(said)
    assert not any(text.startswith(("[", "{")) for text in said)


# --- two laptops -----------------------------------------------------------------------------------------------------


def test_two_laptops_agree_on_a_complaint_that_both_worked_on(office: Office) -> None:
    one = register(office.here).complaint
    office.sync()
    note_complaint(office.there, one.id, "اتُّصل بالقسم", next_step="زيارة", next_day=office.there.today())
    decide_complaint(office.here, one.id, "solved", "صُرفت")
    office.sync()
    office.assert_agreed()
    tell_complainant(office.there, one.id, "nobody")
    close_complaint(office.there, one.id)
    office.sync()
    office.assert_agreed()
    assert [step.step for step in show_complaint(office.here, one.id).story].count("closed") == 1
    assert show_complaint(office.here, one.id).complaint.is_closed


def test_nothing_that_head_office_would_refuse_is_written_by_whoever_only_took_it_down(desk: Desk) -> None:
    one = register(seated(desk, "clerk1", "clerk")).complaint
    other = seated(desk, "clerk2", "clerk")
    row, seen = desk.store.complaints.get(one.id)
    for author in (seated(desk, "clerk1", "clerk"), other):
        with refused("role.changed"), author.store.work("complaint.assign", author.user.id) as work:
            work.complaints.assign(seen, row)
