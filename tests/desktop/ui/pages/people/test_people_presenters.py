"""Finding, registering and editing a person: namesakes are told apart, and errors come when they are due."""

from dataclasses import replace

import pytest

from desktop.ui.pages.people import file_presenter, form_presenter
from desktop.ui.pages.people.file_presenter import FilePresenter
from desktop.ui.pages.people.form_presenter import FormPresenter
from desktop.ui.pages.people.presenter import SearchPresenter
from desktop.ui.pages.people.reading import all_facts, marks_of, mobile_words
from desktop.ui.pages.people.state import LIKELY, FieldState, FileState, FormState, SearchState
from desktop.ui.pages.people.unsaved import Unsaved, UnsavedForms
from desktop.usecases.hold_interview import InterviewLine
from domain.carddate import parse_card_date
from domain.errors import Expected, RuleBroken, Unavailable
from domain.person import Person
from domain.sync.changes import Changes
from domain.text import Text
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import HandLane, actions_of, desk_info, profile

NAMESAKE = replace(
    NOURA,
    id="p-noura-2",
    number="17-A-000077-1",
    id_number="1000000016",
    born=parse_card_date("1410/5/12"),
    town="قرية الجدول",
)
DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")


class Search:
    def __init__(self, *people: Person) -> None:
        self.lane = HandLane()
        self.states: list[SearchState] = []
        self.desk = FullDesk(people=list(people))
        self.presenter = SearchPresenter(actions_of(self.desk), self.lane, show=self.states.append)

    @property
    def shown(self) -> SearchState:
        return self.states[-1]


class Form:
    def __init__(self, *people: Person, profile_id: str = "herfa") -> None:
        self.lane = HandLane()
        self.states: list[FormState] = []
        self.changes: list[Changes] = []
        self.saved: list[str] = []
        self.desk = FullDesk(people=list(people), profile_id=profile_id)
        self.unsaved: list[Unsaved | None] = []
        told = form_presenter.Told(self.states.append, self.changes.append, self.saved.append, self.unsaved.append)
        self.presenter = FormPresenter(actions_of(self.desk), self.lane, profile(profile_id), told, now=self.desk.clock)

    @property
    def shown(self) -> FormState:
        return self.states[-1]

    def field(self, name: str) -> FieldState:
        return self.shown.fields[name]

    def type(self, name: str, text: str) -> None:
        for length in range(1, len(text) + 1):
            self.presenter.put(name, text[:length])


# --- search ------------------------------------------------------------------------------------------------------


def test_namesakes_are_told_apart_by_year_the_end_of_the_number_and_town() -> None:
    search = Search(NOURA, NAMESAKE)
    search.presenter.search("نورة")
    search.lane.run()
    first, second = search.shown.rows
    assert first.name == second.name
    assert first.number != second.number
    assert first.marks != second.marks
    assert second.marks == ("مواليد 1410 هـ", "هوية \u2066…0016\u2069", "قرية الجدول")


def test_each_key_supersedes_the_one_before() -> None:
    search = Search(NOURA)
    for text in ("ن", "نو", "نور"):
        search.presenter.search(text)
    assert len(search.lane.waiting) == 1
    search.lane.run()
    assert len(search.states) == 1
    assert search.shown.text == "نور"


def test_the_marked_person_stays_marked_when_the_list_is_read_again() -> None:
    search = Search(NOURA, NAMESAKE)
    search.presenter.refresh()
    search.lane.run()
    search.presenter.move(1)
    search.desk.people.insert(0, replace(NOURA, id="p-new", name="أمل"))
    search.presenter.apply_changes(Changes(frozenset({"persons"}), ("p-new",)))
    search.lane.run()
    assert search.presenter.marked_person == NAMESAKE.id
    search.presenter.move(1)
    assert search.presenter.marked_person == "p-new"


def test_whoever_is_opened_from_elsewhere_is_marked_until_words_are_typed() -> None:
    search = Search(NOURA, NAMESAKE)
    search.presenter.point_at(NAMESAKE.id)
    search.presenter.refresh()
    search.lane.run()
    assert search.presenter.marked_person == NAMESAKE.id
    search.presenter.point_at(NOURA.id)
    assert search.presenter.marked_person == NOURA.id
    search.presenter.point_at(NAMESAKE.id)
    search.presenter.search("نورة")
    search.lane.run()
    assert search.presenter.marked_person == search.shown.rows[0].id


def test_changes_of_other_kinds_ask_nothing() -> None:
    search = Search(NOURA)
    search.presenter.apply_changes(Changes(frozenset({"visits"}), ("v-1",)))
    assert search.lane.waiting == []


def test_a_store_that_fails_says_so_and_keeps_what_was_found() -> None:
    search = Search(NOURA)
    search.presenter.refresh()
    search.lane.run()
    search.desk.refuse_once(DISK_FULL)
    search.presenter.search("ن")
    search.lane.run()
    assert search.shown.problem == DISK_FULL.ar
    assert len(search.shown.rows) == 1


# --- the form ----------------------------------------------------------------------------------------------------


def test_words_that_found_nobody_begin_the_new_file() -> None:
    form = Form()
    form.presenter.begin("سعد الرملي")
    assert form.field("name").text == "سعد الرملي"
    form.presenter.begin("١٠٠٠٠٠٠٠٠٨")
    assert form.presenter.draft.id_number == "1000000008"
    form.presenter.begin("0512345678")
    assert form.presenter.draft.mobile == "0512345678"


def test_nothing_is_red_before_it_is_touched() -> None:
    form = Form()
    form.presenter.begin()
    assert all(state.tone != "bad" for state in form.shown.fields.values())


def test_an_identity_number_counts_while_typed_and_is_judged_when_whole() -> None:
    form = Form()
    form.presenter.begin()
    form.type("id_number", "1000")
    assert form.field("id_number") == FieldState("1000", "4 من 10 أرقام")
    form.type("id_number", "1000000008")
    assert form.field("id_number") == FieldState("1000000008", "رقم صحيح · مواطن", "ok")
    form.type("id_number", "1000000009")
    assert form.field("id_number").tone == "bad"


def test_leaving_a_field_half_done_is_told() -> None:
    form = Form()
    form.presenter.begin()
    form.type("mobile", "05123")
    assert form.field("mobile").tone == ""
    form.presenter.rest("mobile")
    assert form.field("mobile").tone == "bad"
    form.type("mobile", "0512345678")
    assert form.field("mobile").tone == "ok"


def test_a_number_that_fails_its_check_is_accepted_with_a_reason() -> None:
    form = Form()
    form.presenter.begin("منيرة السدري")
    form.type("id_number", "1000000009")
    assert form.shown.shows_override
    form.presenter.save()
    form.lane.run()
    assert form.desk.people == []
    form.type("id_override", "هكذا طُبع على البطاقة وتأكدت منه")
    assert form.field("id_number").tone == ""
    form.presenter.save()
    form.lane.run()
    assert form.desk.people[0].id_override is not None


@pytest.mark.parametrize(
    ("typed", "said"), [("12/5/1410", "ديسمبر 1989"), ("١٠/١٢/١٩٨٩", "جمادى الأولى 1410"), ("1989-12-10", "1410")]
)
def test_a_birth_date_shows_the_calendar_the_card_does_not(typed: str, said: str) -> None:
    form = Form()
    form.presenter.begin()
    form.type("born", typed)
    assert said in form.field("born").message


def test_a_day_that_its_month_does_not_have_is_named() -> None:
    form = Form()
    form.presenter.begin()
    form.type("born", "30/2/1447")
    form.presenter.rest("born")
    assert "صفر ١٤٤٧ فيه ٢٩ يومًا" in form.field("born").message


def test_somebody_registered_under_the_number_is_named_while_typing() -> None:
    form = Form(NOURA)
    form.presenter.begin("نورة السدري")
    form.type("id_number", "1000000008")
    form.lane.run()
    assert form.shown.known is not None
    assert form.shown.known.id == NOURA.id
    form.type("id_number", "1000000016")
    form.lane.run()
    assert form.shown.known is None


def test_saving_goes_to_the_first_wrong_field_and_writes_nothing() -> None:
    form = Form()
    form.presenter.begin()
    form.type("mobile", "12")
    form.presenter.save()
    form.lane.run()
    assert form.desk.people == []
    assert form.shown.focus == "name"
    assert form.field("name").tone == form.field("mobile").tone == "bad"


def test_what_only_the_store_knows_is_said_beside_its_field() -> None:
    form = Form(NOURA)
    form.presenter.begin("نورة أخرى")
    form.type("id_number", "1000000008")
    form.presenter.save()
    form.lane.run()
    assert form.field("id_number").tone == "bad"
    assert form.field("id_number").message == "رقم الهوية مسجّل."
    assert not form.shown.is_busy


def test_a_registered_person_is_told_of_and_opened() -> None:
    form = Form()
    form.presenter.begin("منيرة السدري")
    form.presenter.put("sex", "female")
    form.presenter.save()
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 1, "a second press while saving is nothing"
    assert form.saved == [form.desk.people[0].id]
    assert form.changes[0].kinds == {"persons"}


def test_an_edit_hands_back_the_page_it_was_shown() -> None:
    form = Form(NOURA)
    form.presenter.edit(form.desk.show_person(NOURA.id))
    assert form.field("name").text == NOURA.name
    form.type("town", "قرية الجدول")
    form.presenter.save()
    form.lane.run()
    assert form.desk.people[0] == replace(NOURA, town="قرية الجدول")
    assert form.saved == [NOURA.id]


def test_a_full_disk_is_said_and_the_form_can_be_saved_again() -> None:
    form = Form()
    form.presenter.begin("منيرة السدري")
    form.lane.run()
    form.desk.refuse_once(DISK_FULL)
    form.presenter.save()
    form.lane.run()
    assert form.shown.problem == DISK_FULL.ar
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 1


def test_a_quick_save_is_held_once_for_somebody_who_may_be_registered() -> None:
    form = Form(replace(NOURA, id_number=None))
    form.presenter.begin()
    form.type("name", NOURA.name)
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 1
    assert form.shown.focus == LIKELY
    assert form.shown.likely[0].words.startswith("تطابق في الاسم · ")
    assert not form.shown.is_busy
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 2, "saving again says that it is somebody else"


def test_a_save_is_not_held_for_somebody_pointed_out_before() -> None:
    form = Form(NOURA)
    form.presenter.begin()
    form.type("mobile", "0512345678")
    form.presenter.rest("mobile")
    form.lane.run()
    assert [row.id for row in form.shown.likely] == [NOURA.id]
    form.type("name", "سعاد السدري")
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 2


def test_a_store_that_cannot_look_does_not_keep_from_saving() -> None:
    form = Form()
    form.presenter.begin()
    form.type("name", "منيرة السدري")
    form.desk.refuse_once(DISK_FULL)
    form.presenter.save()
    form.lane.run()
    assert len(form.desk.people) == 1


def test_nobody_is_likely_while_a_person_is_edited() -> None:
    form = Form(NOURA, NAMESAKE)
    form.presenter.edit(form.desk.show_person(NOURA.id))
    form.presenter.put("town", "قرية الجدول")
    form.presenter.rest("town")
    form.presenter.save()
    form.lane.run()
    assert form.shown.likely == ()
    assert form.desk.people[0].town == "قرية الجدول"


def test_what_would_be_lost_is_only_what_was_typed() -> None:
    form = Form(NOURA)
    form.presenter.begin("منيرة السدري")
    assert form.presenter.unsaved is None, "words of the search are still in the search"
    form.presenter.put("sex", "female")
    assert form.unsaved[-1] == Unsaved("", "منيرة السدري", (("name", "منيرة السدري"), ("sex", "female")))
    form.presenter.edit(form.desk.show_person(NOURA.id))
    form.type("town", "قرية")
    form.presenter.rest("town")
    assert form.unsaved[-1] == Unsaved(NOURA.id, NOURA.name, (("town", "قرية"),))
    form.type("town", NOURA.town or "")
    form.presenter.rest("town")
    assert form.unsaved[-1] is None


def test_what_is_gone_on_with_is_judged_like_what_was_typed() -> None:
    form = Form()
    form.presenter.resume(Unsaved("", "منيرة", (("name", "منيرة السدري"), ("mobile", "0512"))), None)
    assert form.field("mobile").tone == "bad"
    assert form.presenter.unsaved is not None


# --- unsaved -----------------------------------------------------------------------------------------------------


class Drawer:
    """The unsaved forms of one clerk on one laptop."""

    def __init__(self, desk: FullDesk, user: str = "u-1") -> None:
        self.lane = HandLane()
        self.shown: list[tuple[Unsaved, ...]] = []
        self.refused: list[Expected] = []
        self.forms = UnsavedForms(actions_of(desk), self.lane, user, show=self.shown.append, failed=self.refused.append)
        self.forms.load()
        self.lane.run()


NEW = Unsaved("", "منيرة", (("name", "منيرة"),))
EDIT = Unsaved("p-noura", "نورة", (("town", "قرية الجدول"),))


def test_an_open_form_is_kept_but_waits_only_when_it_is_left() -> None:
    desk = FullDesk()
    drawer = Drawer(desk)
    drawer.forms.keep(NEW)
    drawer.lane.run()
    assert not drawer.shown, "nothing waits while it is open"
    assert Drawer(desk).forms.waiting == (NEW,), "the laptop went off"
    drawer.forms.close()
    assert drawer.forms.waiting == (NEW,)


def test_one_edit_waits_for_a_person_and_every_registration_waits() -> None:
    desk = FullDesk()
    drawer = Drawer(desk)
    later = replace(EDIT, fields=(("town", "حي آخر"),))
    for unsaved in (NEW, EDIT, replace(NEW, name="هند"), later):
        drawer.forms.keep(unsaved)
        drawer.forms.close()
    drawer.lane.run()
    assert drawer.forms.waiting == (NEW, replace(NEW, name="هند"), later)
    assert drawer.forms.find("p-noura") == later
    assert Drawer(desk).forms.waiting == drawer.forms.waiting
    assert Drawer(desk, "u-2").forms.waiting == ()


def test_what_was_saved_waits_no_more() -> None:
    desk = FullDesk()
    drawer = Drawer(desk)
    drawer.forms.keep(NEW)
    drawer.forms.keep(None)
    drawer.forms.close()
    drawer.lane.run()
    assert Drawer(desk).forms.waiting == ()


def test_a_field_that_this_version_does_not_know_is_left_out() -> None:
    desk = FullDesk()
    desk.settings["people.unsaved.u-1"] = '[{"person": "", "name": "منيرة", "fields": {"name": "منيرة", "shoe": "42"}}]'
    assert Drawer(desk).forms.waiting == (NEW,)


def test_a_laptop_that_cannot_keep_it_says_so() -> None:
    desk = FullDesk()
    drawer = Drawer(desk)
    desk.refuse_once(DISK_FULL)
    drawer.forms.keep(NEW)
    drawer.lane.run()
    assert drawer.refused == [DISK_FULL]


# --- the file ----------------------------------------------------------------------------------------------------


def test_a_file_shows_who_it_is_and_what_happened() -> None:
    desk = FullDesk(people=[NOURA])
    desk.come(profile().counter[0].id, person=NOURA.id, purpose="enquiry", channel="interview")
    desk.interviews = [
        InterviewLine(
            "i-1", "17-A-1", NOURA.id, NOURA.name, "f", Text("طلب دعم", "Support request"), "left", "2026-11-20T10:05"
        ),
        InterviewLine(
            "i-2",
            "17-A-2",
            NOURA.id,
            NOURA.name,
            "f",
            Text("طلب دعم", "Support request"),
            "finished",
            "2026-11-19T13:05",
            "void",
        ),
    ]
    lane = HandLane()
    states: list[FileState] = []
    refused: list[Expected] = []
    told = file_presenter.Told(states.append, refused.append)
    presenter = FilePresenter(actions_of(desk), lane, desk_info(), told)
    presenter.open(NOURA.id)
    lane.run()
    shown = states[-1]
    assert [form.id for form in shown.forms] == ["herfa/support-request"]
    first, second = shown.interviews.lines
    assert [deed for deed, _ in first.deeds] == ["resume"]
    assert [deed for deed, _ in second.deeds] == ["attest", "resume"]
    assert (second.chip, second.tone) == ("الإقرار ملغى", "bad")
    assert shown.visits.count == 1
    assert shown.visits.lines[0].title == "استفسار"
    assert "9:05 ص" in shown.visits.lines[0].detail
    presenter.apply_changes(Changes(frozenset({"interviews"}), ("i-9",)))
    assert len(lane.waiting) == 1
    lane.run()
    presenter.open("nobody")
    lane.run()
    assert isinstance(refused[0], RuleBroken)


def test_facts_leave_out_what_is_not_known() -> None:
    titles = [fact.title for fact in all_facts(NOURA, profile())]
    assert "الآيبان" not in titles
    assert "مكان الإقامة" in titles
    assert marks_of(replace(NOURA, id_number=None, town=None)) == ()
    assert mobile_words("+966512345678") == "\u2066051 234 5678\u2069"
    assert mobile_words("+201001234567") == "\u2066+201001234567\u2069"
