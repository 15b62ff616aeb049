"""Enquiries at the desk: answered at once with what the answer rests on, or kept open until whoever asked is told."""

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.keep_frequent import drop_frequent, frequent_from, keep_frequent, offer_frequent
from desktop.usecases.keep_officials import add_official, list_officials
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_enquiries import list_waiting_enquiries, show_enquiries, show_enquiry
from desktop.usecases.make_statement import statement_of
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.show_history import show_history
from desktop.usecases.take_enquiry import (
    answer_enquiry,
    correct_enquiry,
    redo_enquiry,
    refer_enquiry,
    reopen_enquiry,
    take_enquiry,
    tell_enquiry,
    undo_enquiry,
    withdraw_enquiry,
)
from desktop.usecases.take_suggestion import (
    decide_suggestion,
    list_suggestions,
    redo_suggestion,
    take_suggestion,
    tell_suggestion,
    undo_suggestion,
)
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.errors import RuleBroken
from domain.frequent_question import FrequentDraft
from domain.official import OfficialDraft
from domain.suggestion import SuggestionDraft
from tests.desktop.usecases.conftest import Office
from tests.support.served import DRAFT

ASKED = EnquiryDraft("متى يُفتح باب الدعم؟", channel="telephone")
ANSWER = AnswerDraft("يُفتح أول كل شهر", "bylaws", "المادة ١٢")
OPEN = EnquiryDraft(
    "هل يشمل الدعم ورشة النجارة؟",
    channel="telephone",
    name="سعد",
    address="0512345678",
    field="crafts",
    department="إدارة الحرف",
    agreed_day="2026-11-25",
)


def test_an_enquiry_that_is_answered_at_once_waits_for_nothing_and_says_what_its_answer_rests_on(desk: Desk) -> None:
    taken = take_enquiry(desk, ASKED, ANSWER).line.enquiry
    assert (taken.progress, taken.is_answered_at_once, taken.kind) == ("told", True, "general")
    assert list_waiting_enquiries(desk) == ()
    found = show_enquiry(desk, taken.number).enquiry
    assert found == taken
    assert found.answer is not None
    assert (found.answer.text, found.answer.source, found.answer.clause) == ("يُفتح أول كل شهر", "bylaws", "المادة ١٢")


@pytest.mark.parametrize(
    ("draft", "answer", "code", "field"),
    [
        (EnquiryDraft("", channel="telephone"), ANSWER, "enquiry.subject", "subject"),
        (EnquiryDraft("سؤال"), ANSWER, "enquiry.channel", "channel"),
        (EnquiryDraft("سؤال", channel="fax"), ANSWER, "enquiry.channel", "channel"),
        (EnquiryDraft("سؤال", channel="email", kind="none"), ANSWER, "enquiry.kind", "kind"),
        (EnquiryDraft("سؤال", channel="email", field="none"), ANSWER, "enquiry.field", "field"),
        (EnquiryDraft("سؤال", channel="email", category="beneficiary"), ANSWER, "enquiry.category", "category"),
        (ASKED, AnswerDraft("جواب"), "enquiry.source", "source"),
        (ASKED, AnswerDraft("  ", "bylaws"), "enquiry.answer", "answer"),
        (ASKED, AnswerDraft("جواب", "department"), "enquiry.answered_by", "answered_by"),
        (ASKED, None, "enquiry.department", "department"),
        (EnquiryDraft("س", channel="email", department="د", name="سعد"), None, "enquiry.agreed_means", "agreed_means"),
        (EnquiryDraft("س", channel="email", name="سعد", address="12"), None, "mobile.format", "address"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, draft: EnquiryDraft, answer: AnswerDraft | None, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        take_enquiry(desk, draft, answer)
    assert broken.value.field == field, broken.value.code
    assert code.startswith("mobile") or broken.value.code == code
    assert list_waiting_enquiries(desk) == ()


def test_an_open_enquiry_waits_until_it_is_answered_and_whoever_asked_is_told(desk: Desk) -> None:
    number = take_enquiry(desk, OPEN).line.enquiry.number
    [waiting] = list_waiting_enquiries(desk)
    assert (waiting.asker_name, waiting.enquiry.agreed.means, waiting.enquiry.agreed.day) == (
        "سعد",
        "051 234 5678",
        "2026-11-25",
    )
    with pytest.raises(RuleBroken, match="لا جواب يُبلَّغ"):
        tell_enquiry(desk, number)
    answered = answer_enquiry(desk, number, AnswerDraft("نعم، يشملها", "department", by="خالد")).line.enquiry
    assert (answered.progress, answered.is_waiting, answered.is_answered_at_once) == ("answered", True, False)
    told = tell_enquiry(desk, number).line.enquiry
    assert told.telling is not None
    assert (told.progress, told.telling.means) == ("told", "051 234 5678")
    assert list_waiting_enquiries(desk) == ()
    # A wrong answer is put right, and told again.
    answer_enquiry(desk, number, AnswerDraft("لا يشملها بعد", "bylaws"))
    assert [line.enquiry.number for line in list_waiting_enquiries(desk)] == [number]


def test_an_enquiry_of_nobody_named_has_nobody_to_be_told(desk: Desk) -> None:
    taken = take_enquiry(desk, EnquiryDraft("سؤال", channel="social", department="المالية")).line.enquiry
    answered = answer_enquiry(desk, taken.id, ANSWER).line.enquiry
    assert not answered.is_waiting
    assert list_waiting_enquiries(desk) == ()


def test_an_enquiry_is_corrected_sent_elsewhere_withdrawn_and_taken_back_with_its_history(desk: Desk) -> None:
    number = take_enquiry(desk, OPEN).line.enquiry.number
    corrected = correct_enquiry(desk, number, EnquiryDraft("هل يشمل ورش النجارة؟")).line.enquiry
    assert (corrected.matter.subject, corrected.channel) == ("هل يشمل ورش النجارة؟", "telephone")
    referred = refer_enquiry(desk, number, EnquiryDraft(department="المالية", field="finance")).line.enquiry
    assert (referred.route.department, referred.agreed.day) == ("المالية", "")
    withdraw_enquiry(desk, number)
    with pytest.raises(RuleBroken, match="لا يُجاب عنه"):
        answer_enquiry(desk, number, ANSWER)
    reopen_enquiry(desk, number)
    undo_enquiry(desk, number)
    assert list_waiting_enquiries(desk) == ()
    redo_enquiry(desk, corrected.id)
    assert [line.enquiry.matter.subject for line in list_waiting_enquiries(desk)] == ["هل يشمل ورش النجارة؟"]
    fields = {field.cell: field.changes for field in show_history(desk, "enquiries", number).fields}
    assert (fields["matter"], fields["route"], fields["enquiry_state"]) == (1, 1, 2)


def test_who_answers_for_the_field_is_offered_the_closest_first_and_is_whom_it_goes_to(desk: Desk) -> None:
    everything = add_official(desk, OfficialDraft("منيرة السالم", "مديرة المركز", charges=("*",))).official
    crafts = add_official(desk, OfficialDraft("خالد العمر", "الحرف", "0512345678", charges=("crafts",))).official
    assert [one.id for one in list_officials(desk, "crafts")] == [crafts.id, everything.id]
    assert [one.id for one in list_officials(desk, "finance")] == [everything.id]
    assert show_enquiries(desk).officials_for("crafts", "")[0].shown == "خالد العمر (الحرف)"
    draft = EnquiryDraft("سؤال", channel="email", field="crafts", official=crafts.id)
    assert take_enquiry(desk, draft).line.enquiry.route.department == "خالد العمر (الحرف)"
    with pytest.raises(RuleBroken) as broken:
        add_official(desk, OfficialDraft("سعد", charges=("nothing",)))
    assert broken.value.field == "charges"


def test_a_frequent_question_is_offered_while_its_words_are_typed_and_survives_whoever_asked_it(desk: Desk) -> None:
    person = register_person(desk, DRAFT).person
    taken = take_enquiry(desk, EnquiryDraft("متى يُفتح باب الدعم؟", channel="email", person=person.id), ANSWER)
    kept = keep_frequent(desk, frequent_from(desk, taken.line.enquiry.id), taken.line.enquiry.id).question
    assert [one.id for one in offer_frequent(desk, "دعم باب")] == [kept.id]
    assert [one.id for one in offer_frequent(desk, "شهر")] == [kept.id]
    assert offer_frequent(desk, "ورشة") == offer_frequent(desk, " ") == ()
    with pytest.raises(RuleBroken, match="من قبل"):
        keep_frequent(desk, FrequentDraft(kept.subject, "", kept.answer, "policy"))
    drop_frequent(desk, kept.id, "تغيّر الموعد")
    assert offer_frequent(desk, "دعم") == ()


def test_an_answer_that_came_after_the_list_was_shown_is_never_written_over_unseen(office: Office) -> None:
    number = take_enquiry(office.here, OPEN).line.enquiry.number
    office.sync()
    shown = show_enquiry(office.here, number)
    answer_enquiry(office.there, number, AnswerDraft("لا", "policy"))
    office.sync()
    answer_enquiry(office.here, number, AnswerDraft("نعم", "bylaws"), shown)
    office.sync()
    office.assert_agreed()
    tasks = [task for task in list_tasks(office.there) if task.cell == "answer"]
    assert [len(task.choices) for task in tasks] == [2]


def test_what_a_person_asked_is_on_his_statement(desk: Desk) -> None:
    person = register_person(desk, DRAFT).person
    take_enquiry(desk, EnquiryDraft("أين وصل طلبي؟", channel="telephone", person=person.number), ANSWER)
    said = {
        cell for part in statement_of(desk, person).parts if hasattr(part, "rows") for row in part.rows for cell in row
    }
    assert {"أين وصل طلبي؟", "يُفتح أول كل شهر", "اللائحة الأساسية للجمعية", "الهاتف"} <= said


def test_two_laptops_that_answer_at_once_lose_neither_answer_and_a_person_chooses(office: Office) -> None:
    number = take_enquiry(office.here, OPEN).line.enquiry.number
    office.sync()
    answer_enquiry(office.here, number, AnswerDraft("نعم", "bylaws"))
    answer_enquiry(office.there, number, AnswerDraft("لا", "policy"))
    office.sync()
    office.assert_agreed()
    tasks = [task for task in list_tasks(office.here) if task.cell == "answer"]
    assert [{dict(choice.values)["answer"] for choice in task.choices} for task in tasks] == [{"نعم", "لا"}]
    while found := list_tasks(office.here):
        settle_task(office.here, found[0].id, 0)
    office.sync()
    office.assert_agreed()
    shown = show_enquiry(office.there, number).enquiry
    assert shown.answer is not None
    assert (shown.progress, shown.answer.text in ("نعم", "لا")) == ("answered", True)


def test_a_suggestion_without_a_name_ends_with_its_outcome_and_one_with_a_name_when_its_giver_is_told(
    desk: Desk,
) -> None:
    nobodys = take_suggestion(desk, SuggestionDraft("مقاعد أكثر للانتظار", channel="social")).line.suggestion
    his = take_suggestion(
        desk, SuggestionDraft("فتح باب التسجيل مساءً", channel="telephone", name="سعد", address="0512345678")
    ).line.suggestion
    with pytest.raises(RuleBroken) as broken:
        decide_suggestion(desk, his.number, "taken_up", " ")
    assert broken.value.field == "reason"
    for one in (nobodys, his):
        decide_suggestion(desk, one.number, "not_taken_up", "لا يتسع المكان")
    with pytest.raises(RuleBroken, match="لا صاحب له"):
        tell_suggestion(desk, nobodys.number, "هاتف")
    assert [(line.suggestion.number, line.suggestion.is_waiting) for line in list_suggestions(desk)] == [
        (his.number, True),
        (nobodys.number, False),
    ]
    told = tell_suggestion(desk, his.number, "").line.suggestion
    assert (told.progress, told.told_means) == ("told", "051 234 5678")
    # Decided anew, it is told anew.
    decide_suggestion(desk, his.number, "taken_up", "خُصص مساء الثلاثاء")
    assert [line.suggestion.is_waiting for line in list_suggestions(desk)] == [True, False]
    undo_suggestion(desk, his.number)
    assert len(list_suggestions(desk)) == 1
    redo_suggestion(desk, his.id)
    assert len(list_suggestions(desk)) == 2


def test_two_who_decide_a_suggestion_at_once_leave_both_decisions_to_a_person(office: Office) -> None:
    number = take_suggestion(office.here, SuggestionDraft("مقاعد أكثر", channel="social")).line.suggestion.number
    office.sync()
    decide_suggestion(office.here, number, "taken_up", "اشتُريت")
    decide_suggestion(office.there, number, "not_taken_up", "لا مكان")
    office.sync()
    office.assert_agreed()
    tasks = [task for task in list_tasks(office.there) if task.cell == "suggestion_outcome"]
    assert [len(task.choices) for task in tasks] == [2]
