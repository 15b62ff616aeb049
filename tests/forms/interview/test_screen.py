"""What the screen and the paper are shown."""

from datetime import date

from forms.interview.session import Session
from forms.interview.views import Group, Question, Repeat
from tests.forms.interview.desk import open_form, reopened

HOUSE = """
| settings |
| | form_title | default_language |
| | زيارة منزل | A (ar) |
| survey |
||type|name|label::A (ar)|label::E (en)|hint::A (ar)|appearance|required|relevant|calculation|readonly|constraint|
| | text | intro | مقدمة | Intro | | | | | | | |
| | begin_group | home | السكن | Home | | field-list | | | | | |
| | note | hello | أهلًا ${intro} | Hello ${intro} | | | | | | | |
| | select_one kind | kind | النوع | Kind | اختر واحدًا | minimal columns-2 | yes | | | | |
| | begin_group | rooms_group | الغرف | Rooms | | | | ${kind} = 'villa' | | | |
| | integer | rooms | عدد الغرف | Rooms | | numbers | yes | | | | . > 0 |
| | integer | twice | ضعفها | Twice | | | | | ${rooms} * 2 | yes | |
| | end_group | | | | | | | | | | |
| | end_group | | | | | | | | | | |
| | date | day | اليوم | Day | | | | | | | |
| | begin_repeat | guest | ضيف | Guest | | | | ${kind} != '' | | | |
| | text | guest_name | الاسم | Name | | | yes | | | | |
| | select_multiple kind | likes | يفضّل | Likes | | | | | | | |
| | end_repeat | | | | | | | | | | |
| | acknowledge | agreed | أوافق | I agree | | | | | | | |
| | time | hour | الساعة | Hour | | | | | | | |
| | dateTime | moment | اللحظة | Moment | | | | | | | |
| choices |
| | list_name | name | label::A (ar) | label::E (en) |
| | kind | villa | فيلا | Villa |
| | kind | flat | شقة | Flat |
"""


def house(**options: object) -> Session:
    return open_form(HOUSE, **options)


def test_pages_are_the_top_groups_and_repeats_and_what_stands_between() -> None:
    session = house()
    session.answer("kind", "flat")
    pages = session.pages()
    assert [page.ref for page in pages] == ["/data/intro", "/data/home", "/data/day", "/data/guest", "/data/agreed"]
    assert [page.label for page in pages] == ["زيارة منزل", "السكن", "زيارة منزل", "ضيف", "زيارة منزل"]
    assert pages[1].appearance == ("field-list",)
    assert [(page.answered, page.total, page.problems) for page in pages] == [
        (0, 1, 0),
        (1, 1, 0),
        (0, 1, 0),
        (0, 2, 1),
        (0, 3, 0),
    ]


def test_a_group_inside_a_page_comes_with_its_questions_and_goes_with_its_condition() -> None:
    session = house()
    assert [type(item) for item in session.pages()[1].items] == [Question, Question]
    session.answer("kind", "villa")
    group = session.pages()[1].items[2]
    assert isinstance(group, Group)
    assert (group.label, [item.name for item in group.items]) == ("الغرف", ["rooms", "twice"])


def test_a_question_says_all_that_a_field_needs() -> None:
    session = house()
    session.answer("kind", "villa")
    session.answer("rooms", 0)
    kind, rooms, twice = session.question("kind"), session.question("rooms"), session.question("twice")
    assert (kind.type, kind.appearance, kind.hint, kind.options) == (
        "select_one",
        ("minimal", "columns-2"),
        "اختر واحدًا",
        2,
    )
    assert (kind.value, kind.text, kind.required) == ("villa", "فيلا", True)
    assert (rooms.value, rooms.text, rooms.appearance) == (0, "0", ("numbers",))
    assert rooms.problem == "الإجابة لا توافق شرط هذا السؤال؛ راجعها."
    assert (twice.value, twice.readonly) == (0, True)
    session.set_language("en")
    assert session.question("rooms").problem == "The answer breaks this question's condition; check it."
    assert session.question("kind").hint == "اختر واحدًا"


def test_a_note_has_a_label_and_no_value() -> None:
    session = house()
    session.answer("intro", "نورة")
    note = session.question("hello")
    assert (note.type, note.label, note.value, note.text) == ("note", "أهلًا نورة", None, "")


def test_a_repeat_shows_its_rows_and_what_may_be_done_with_them() -> None:
    session = house()
    session.answer("kind", "flat")
    session.add_row("/data/guest")
    repeat = session.pages()[3].items[0]
    assert isinstance(repeat, Repeat)
    assert (repeat.ref, repeat.can_add, repeat.can_remove) == ("/data/guest", True, True)
    assert [(row.ref, row.number, row.label) for row in repeat.rows] == [
        ("/data/guest[1]", 1, "ضيف"),
        ("/data/guest[2]", 2, "ضيف"),
    ]
    assert [item.name for item in repeat.rows[0].items] == ["guest_name", "likes"]  # type: ignore[union-attr]


def test_values_come_in_the_types_of_their_questions() -> None:
    session = house()
    session.fill(
        {"kind": "flat", "day": "2025-01-02", "guest": [{"likes": "flat villa"}], "agreed": True, "hour": "9:05"}
    )
    session.answer("moment", "2025-01-02T03:04")
    assert session.question("day").value == date(2025, 1, 2)
    assert session.question("/data/guest[1]/likes").value == ("villa", "flat")
    assert [session.question(name).text for name in ("agreed", "hour", "moment")] == [
        "نعم",
        "09:05",
        "2025-01-02 03:04",
    ]


def test_progress_counts_what_is_asked_now() -> None:
    session = house()
    assert (session.progress.answered, session.progress.total) == (0, 6)
    session.answer("kind", "villa")
    assert (session.progress.answered, session.progress.total) == (1, 9)
    session.answer("rooms", 4)
    assert session.progress.percent == 22


def test_the_signed_lines_are_arabic_whatever_the_screen_speaks() -> None:
    session = house(language="en")
    session.fill(
        {
            "intro": "e\u0301",
            "kind": "villa",
            "rooms": "٤",
            "guest": [{"guest_name": "أ", "likes": ["villa", "flat"]}, {}],
        }
    )
    assert session.attestation_lines() == [
        {"path": "/data/intro", "question": "مقدمة", "value": "\u00e9", "display": "\u00e9"},
        {"path": "/data/home/kind", "question": "النوع", "value": "villa", "display": "فيلا"},
        {"path": "/data/home/rooms_group/rooms", "question": "عدد الغرف", "value": "4", "display": "4"},
        {"path": "/data/home/rooms_group/twice", "question": "ضعفها", "value": "8", "display": "8"},
        {"path": "/data/guest[1]/guest_name", "question": "ضيف 1: الاسم", "value": "أ", "display": "أ"},
        {"path": "/data/guest[1]/likes", "question": "ضيف 1: يفضّل", "value": "villa flat", "display": "فيلا، شقة"},
    ]


def test_hidden_answers_are_not_signed() -> None:
    session = house()
    session.fill({"kind": "villa", "rooms": 4})
    session.answer("kind", "flat")
    assert [line["path"] for line in session.attestation_lines()] == ["/data/home/kind"]
    assert "rooms" in reopened(session).save()


def test_the_xml_is_well_formed_whatever_was_typed() -> None:
    session = house()
    session.answer("intro", "<b>&amp; \"'\r\n]]>")
    assert "<intro>&lt;b&gt;&amp;amp; \"'\n]]&gt;</intro>" in session.to_xml()
