"""Functions beyond XPath that forms from the field use: each as ODK's documentation and JavaRosa have it."""

import pytest

from domain.errors import RuleBroken
from forms.interview.attached import with_files
from forms.interview.reader import read_form
from forms.interview.session import Session
from tests.forms.interview.desk import open_form, open_session, xform

ROSTER = """
| survey |
| | type | name | label | calculation | default | choice_filter | parameters |
| | begin_repeat | person | Person | | | | |
| | text | who | Who | | | | |
| | integer | age | Age | | | | |
| | calculate | before | | indexed-repeat(${age}, ${person}, position(..) - 1) | | | |
| | end_repeat | | | | | | |
| | select_one town | town | Town | | | | |
| | calculate | named | | jr:choice-name(${town}, '${town}') | | | |
| | calculate | all | | join(', ', ${who}) | | | |
| | calculate | told | | count-non-empty(${who}) | | | |
| | calculate | second | | indexed-repeat(${age}, ${person}, 2) | | | |
| choices |
| | list_name | name | label::English (en) | label::العربية (ar) |
| | town | a | Alif | ألف |
| | town | b | Ba | باء |
"""


def value(session: Session, name: str) -> str:
    xml = session.to_xml()
    return xml.partition(f"<{name}>")[2].partition("<")[0]


def test_rows_are_joined_counted_and_looked_up_by_number() -> None:
    session = open_form(ROSTER)
    for number, (who, age) in enumerate((("Ali", 40), ("", 9), ("Sara", 6)), start=1):
        if number > 1:
            session.add_row("/data/person")
        session.answer(f"/data/person[{number}]/who", who)
        session.answer(f"/data/person[{number}]/age", age)
    assert value(session, "all") == "Ali, , Sara"
    assert value(session, "told") == "2"
    assert value(session, "second") == "9"


def test_a_row_that_looks_at_the_row_before_follows_it() -> None:
    session = open_form(ROSTER)
    session.add_row("/data/person")
    session.answer("/data/person[1]/age", 40)
    assert session.to_xml().count("<before>40</before>") == 2
    session.answer("/data/person[1]/age", 41)
    assert session.to_xml().count("<before>41</before>") == 2


@pytest.mark.parametrize(("language", "label"), [("en", "Ba"), ("ar", "باء")])
def test_the_name_of_a_choice_is_in_the_language_of_the_interview(language: str, label: str) -> None:
    session = open_form(ROSTER, language=language)
    session.answer("town", "b")
    assert value(session, "named") == label


SUMS = """
| survey |
| | type | name | label | calculation |
| | date | day | Day | |
| | integer | n | N | |
| | calculate | shown | | {} |
"""


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("format-date(${day}, '%d/%m/%Y %a %b %e %n %y %%')", "05/03/2024 Tue Mar 5 3 24 %"),
        ("format-date-time('2024-03-05T09:07:03.250+03:00', '%H:%M:%S.%3 %h')", "09:07:03.250 9"),
        ("decimal-time('12:00')", "0.5"),
        ("int(decimal-date-time(${day}))", "19786"),
        ("checklist(1, 2, ${n} > 3, true(), false())", "true"),
        ("checklist(-1, 1, ${n} > 3, true(), false())", "false"),
        ("weighted-checklist(3, 9, ${n} > 3, 2, true(), 1.5)", "true"),
        ("exp10(2)", "100"),
        ("7 div 0", "Infinity"),
        ("regex('١٢', '[0-9]+')", "false"),
        (r"regex('ab', '\w+')", "true"),
        (r"regex('سلام', '\w+')", "false"),
        (r"regex('سلام', '\p{L}+')", "true"),
    ],
)
def test_a_function_gives_what_javarosa_gives(expression: str, shown: str) -> None:
    session = open_form(SUMS.format(expression))
    session.answer("day", "2024-03-05")
    session.answer("n", 5)
    assert value(session, "shown") == shown


def test_a_division_by_zero_is_never_shown_as_an_answer() -> None:
    session = open_form(
        "| survey |\n| | type | name | label | calculation | readonly |\n| | decimal | n | N | 7 div 0 | yes |"
    )
    assert (session.question("n").value, session.question("n").text) == (None, "")


SHUFFLED = """
| survey |
| | type | name | label | parameters |
| | integer | seed | Seed | |
| | select_one letter | q | Q | randomize=true seed=${seed} |
| | select_one letter | free | Free | randomize=true |
| choices |
| | list_name | name | label |
| | letter | a | A |
| | letter | b | B |
| | letter | c | C |
| | letter | d | D |
| | letter | e | E |
"""


def order(session: Session, name: str) -> str:
    return "".join(option.value for option in session.options(name))


def test_shuffled_choices_have_the_order_their_seed_gives_in_collect() -> None:
    session = open_form(SHUFFLED)
    session.answer("seed", 42)
    first = order(session, "q")
    assert first != "abcde"
    assert sorted(first) == list("abcde")
    session.answer("seed", 43)
    assert order(session, "q") != first
    session.answer("seed", 42)
    assert order(session, "q") == first


def test_choices_shuffled_without_a_seed_keep_their_order_through_the_interview() -> None:
    session = open_form(SHUFFLED)
    assert order(session, "free") == order(session, "free")


TOWNS = b"code,people\na,1200\nb,35\n"
TABLE = """
| survey |
| | type | name | label | calculation |
| | csv-external | towns | | |
| | text | code | Code | |
| | calculate | people | | pulldata('towns', 'people', 'code', ${code}) |
| | select_one_from_file places.csv | place | Place | |
"""
PLACES = "name,label,region\np1,المكان الأول,x\np2,Second & last,y\n".encode()


def test_tables_beside_a_form_are_put_into_it_and_read() -> None:
    source = with_files(xform(TABLE), {"towns.csv": TOWNS, "places.csv": PLACES})
    session = open_session(read_form(source, form_id="test/table"))
    session.answer("code", "b")
    assert value(session, "people") == "35"
    session.answer("code", "z")
    assert value(session, "people") == ""
    assert [(each.value, each.label) for each in session.options("place")] == [
        ("p1", "المكان الأول"),
        ("p2", "Second & last"),
    ]


def test_a_table_that_was_not_attached_is_named() -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_form(with_files(xform(TABLE), {"towns.csv": TOWNS}), form_id="test/table")
    assert refusal.value.code == "form.list.file"
    assert "places" in refusal.value.ar


@pytest.mark.parametrize(("name", "content"), [("places.csv", b"\xff\xfe\x00"), ("places.geojson", b"[1]")])
def test_a_table_that_cannot_be_read_is_refused(name: str, content: bytes) -> None:
    source = xform(TABLE).replace("jr://file-csv/places.csv", f"jr://file/{name}")
    with pytest.raises(RuleBroken) as refusal:
        with_files(source, {name: content})
    assert refusal.value.code == "form.table.broken"


def test_places_of_a_map_are_choices_too() -> None:
    source = xform(TABLE).replace("jr://file-csv/places.csv", "jr://file/places.geojson")
    feature = (
        '{"type":"Feature","id":"w","geometry":{"type":"Point","coordinates":[46.5,24.5]},"properties":{"name":"w"}}'
    )
    places = f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode()
    session = open_session(read_form(with_files(source, {"towns.csv": TOWNS, "places.geojson": places}), form_id="m"))
    assert [each.value for each in session.options("place")] == ["w"]


FOLLOWED = """
| survey |
| | type | name | label | trigger | calculation | default |
| | text | first | First | | | ${last-saved#first} |
| | integer | a | A | | | |
| | integer | b | B | ${a} | ${a} * 2 | |
| | integer | c | C | ${b} | ${b} + 1 | |
"""


def test_an_answer_sets_what_it_triggers_and_that_sets_more() -> None:
    session = open_form(FOLLOWED)
    session.answer("a", 4)
    assert (session.question("b").value, session.question("c").value) == (8, 9)
    session.answer("b", 1)
    session.answer("a", 4)
    assert session.question("b").value == 1
    session.undo()
    session.undo()
    assert session.question("a").value is None


def test_the_interview_before_gives_its_answers_to_the_next() -> None:
    before = open_form(FOLLOWED)
    before.answer("first", "Riyadh")
    after = open_form(FOLLOWED, last_saved=before.to_xml())
    assert after.question("first").value == "Riyadh"
    assert open_form(FOLLOWED).question("first").value is None


RECORD = """
| survey |
| | type | name | label | save_to | required |
| | text | full_name | Name | full_name | |
| | integer | children | Children | children | |
| settings |
| | form_title |
| | Record |
| entities |
| | list_name | label | entity_id | update_if |
| | persons | ${full_name} | ${full_name} | ${children} > 0 |
"""
CREATED = (
    RECORD.split("| entities |", maxsplit=1)[0]
    + "| entities |\n| | list_name | label |\n| | persons | ${full_name} |\n"
)


def test_what_a_form_saves_to_records_that_are_not_kept_here_is_named() -> None:
    assert [note.code for note in open_form(CREATED).form.notes] == ["record.creates", "record.field"]
    elsewhere = CREATED.replace("persons", "trees")
    assert [note.code for note in open_form(elsewhere).form.notes] == ["record.list", "record.field"]
    assert [note.code for note in open_form(RECORD).form.notes] == ["record.field"]


def test_answers_are_given_out_as_fields_of_a_record() -> None:
    session = open_form(CREATED)
    session.answer("full_name", "نورة")
    session.answer("children", 3)
    (entity,) = session.entities()
    assert (entity.dataset, entity.creates, entity.updates) == ("persons", True, False)
    assert entity.properties == {"full_name": "نورة", "children": "3"}
    assert entity.label == "نورة"
    assert entity.id.startswith("id-")
    assert f'<entity dataset="persons" create="1" id="{entity.id}">' in session.to_xml()


def test_a_record_is_updated_only_when_the_form_says_so() -> None:
    session = open_form(RECORD)
    session.answer("full_name", "p-7")
    assert session.entities() == ()
    session.answer("children", 2)
    (entity,) = session.entities()
    assert (entity.id, entity.updates, entity.creates) == ("p-7", True, False)


def test_a_rank_keeps_the_order_of_the_person_and_takes_all_or_nothing() -> None:
    session = open_form(
        "| survey |\n| | type | name | label |\n| | rank letter | q | Q |"
        + SHUFFLED.partition("Free")[2][SHUFFLED.partition("Free")[2].index("\n") :]
    )
    session.answer("q", "c a b e d")
    assert session.question("q").value == ("c", "a", "b", "e", "d")
    with pytest.raises(RuleBroken) as refusal:
        session.answer("q", "c a")
    assert refusal.value.code == "answer.not_rank"
