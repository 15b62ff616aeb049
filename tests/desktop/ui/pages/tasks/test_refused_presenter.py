"""What head office did not apply: told with its reason, mended or withdrawn, once."""

from dataclasses import replace

from desktop.ui.pages.tasks.refused_presenter import RefusedPresenter
from desktop.ui.pages.tasks.state import RefusedState
from desktop.usecases.settle_quarantine import RefusedDeed, WrittenField
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.sync.reasons import REASONS, reason_of
from tests.support.fake_front import FrontDesk, HandLane, actions_of, profile


def refused(
    id: str, reason: str = "cell.wrong_kind", *fields: WrittenField, action: str = "person.edit"
) -> RefusedDeed:
    return RefusedDeed(
        id,
        action,
        "تعديل بيانات شخص",
        "a person's record changed",
        reason_of(reason),
        "persons",
        "p-1",
        "نورة العتيبي",
        "سارة القحطاني",
        "2026-11-21T06:12+00:00",
        fields or (WrittenField("persons", "mobile", "+966501234567", is_typed=True),),
        "",
        "",
        asks_reason=False,
    )


VOIDING = replace(
    refused("d-2", "void.without_reason", WrittenField("visits", "void_reason", " ", is_typed=False)),
    title_ar="إلغاء زيارة",
    asks_reason=True,
)


class Refused:
    def __init__(self, *deeds: RefusedDeed) -> None:
        self.desk, self.lane = FrontDesk(refused=list(deeds)), HandLane()
        self.states: list[RefusedState] = []
        self.told: list[Changes] = []
        self.counts: list[int] = []
        self.offered: list[str] = []
        self.presenter = RefusedPresenter(
            actions_of(self.desk),
            self.lane,
            show=self.states.append,
            tell=self.told.append,
            count=self.counts.append,
            offer_undo=self.offered.append,
            profile=profile(),
        )
        self.presenter.refresh()
        self.lane.run()

    @property
    def shown(self) -> RefusedState:
        return self.states[-1]


def test_it_says_what_who_when_and_why_in_both_languages() -> None:
    (card,) = Refused(refused("d-1")).shown.cards
    assert (card.title, card.written) == (
        "تعديل بيانات شخص: نورة العتيبي",
        "سارة القحطاني · السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ، 9:12 ص",
    )
    assert (card.reason, card.reason_en) == (REASONS["cell.wrong_kind"].ar, REASONS["cell.wrong_kind"].en)
    assert [(line.title, line.value) for line in card.lines] == [("الجوال", "050 123 4567")]


def test_a_withdrawn_one_counts_no_more_and_can_be_taken_back() -> None:
    page = Refused(refused("d-1"))
    assert page.counts == [1]
    page.presenter.withdraw("d-1")
    page.lane.run()
    assert (page.shown.cards, page.counts[-1], page.offered) == ((), 0, ["سُحب ما لم يطبّقه المركز الرئيس"])
    assert [(line.chip, line.can_be_taken_back) for line in page.shown.handled] == [("سُحب", True)]
    page.presenter.undo()
    page.lane.run()
    assert page.counts[-1] == 1
    assert page.shown.handled == ()


def test_mending_shows_what_was_written_and_sends_what_was_put_right() -> None:
    page = Refused(refused("d-1"))
    page.presenter.begin_mending("d-1")
    (field,) = page.shown.cards[0].mending or ()
    assert (field.title, field.text, field.is_code) == ("الجوال", "+966501234567", True)
    page.presenter.mend({"mobile": "0559876543"})
    page.presenter.mend({"mobile": "0559876543"})
    page.lane.run()
    ((deed, mending),) = page.desk.mended
    assert (deed, mending.values, mending.reason) == ("d-1", (("mobile", "0559876543"),), "")
    assert (page.shown.cards, page.counts[-1], len(page.told)) == ((), 0, 1)
    assert [line.chip for line in page.shown.handled] == ["أُصلح"]


def test_a_wrong_value_is_said_beside_its_field_and_what_was_typed_stays() -> None:
    page = Refused(refused("d-1", "cell.wrong_kind", WrittenField("persons", "full_name", "ن", is_typed=True)))
    page.presenter.begin_mending("d-1")
    page.desk.refuse_once(RuleBroken("person.name", ar="اكتب الاسم كما هو في الهوية.", en="Name.", field="name"))
    page.presenter.mend({"full_name": "نو"})
    page.lane.run()
    (field,) = page.shown.cards[0].mending or ()
    assert (field.text, field.problem) == ("نو", "اكتب الاسم كما هو في الهوية.")
    page.presenter.cancel_mending()
    assert page.shown.cards[0].mending is None


def test_a_refusal_of_no_field_is_said_at_the_top() -> None:
    page = Refused(refused("d-1"))
    page.presenter.begin_mending("d-1")
    page.desk.refuse_once(RuleBroken("quarantine.still", ar="ما زال السبب قائمًا.", en="Still."))
    page.presenter.mend({"mobile": "1"})
    page.lane.run()
    assert (page.shown.notice, page.shown.tone) == ("ما زال السبب قائمًا.", "bad")


def test_a_voiding_asks_for_its_reason() -> None:
    page = Refused(VOIDING)
    page.presenter.begin_mending("d-2")
    assert [(field.column, field.text) for field in page.shown.cards[0].mending or ()] == [("void_reason", "")]
    page.presenter.mend({"void_reason": "عُدّ مرتين"})
    page.lane.run()
    assert page.desk.mended[0][1].reason == "عُدّ مرتين"


def test_what_waits_for_time_asks_for_nothing_and_counts_for_nothing() -> None:
    page = Refused(refused("d-1", "schema.newer"))
    (card,) = page.shown.cards
    assert (card.waits, card.can_be_mended, page.counts) == (True, False, [0])
    assert page.shown.count == 0


def test_choices_are_offered_where_only_some_values_are_allowed() -> None:
    page = Refused(refused("d-1", "cell.wrong_kind", WrittenField("persons", "sex", "x", is_typed=True)))
    page.presenter.begin_mending("d-1")
    (field,) = page.shown.cards[0].mending or ()
    assert dict(field.choices) == {"male": "ذكر", "female": "أنثى"}
