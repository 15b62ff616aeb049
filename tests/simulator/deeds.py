"""What a clerk does at one laptop, through the real repositories; what was promised for it goes into the ledger."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import db.folding
from domain.errors import RuleBroken, Unavailable
from domain.interview import FINISHED, LEFT, Interview
from domain.person import Person
from domain.sync.erasure import SUBJECT_ERASED
from domain.sync.judge import Verdict
from domain.sync.schema import BY_NUMBER, Value
from domain.sync.tables import INTERVIEWS, PERSONS, VISITS
from domain.sync.tasks import Task
from domain.sync.winners import active_voids
from domain.visit import Visit
from tests.simulator.at_desk import DESK_DEEDS
from tests.simulator.broken import expect
from tests.simulator.cases import CASE_DEEDS
from tests.simulator.clerk import ALIKE, DAY, Clerk, Page, choose
from tests.simulator.erasing import erase_person
from tests.simulator.patching import replaced
from tests.simulator.trial import TRIAL_DEEDS

CATEGORIES = ("men", "women")


def first_rows(clerk: Clerk) -> None:
    """Two persons, two visits and an interview."""
    for number in range(2):
        clerk.made, clerk.tag = 0, f"{clerk.laptop} begun {number}"
        add_person(clerk, 0, number)
        count(clerk, number, 0)
    clerk.tag = f"{clerk.laptop} begun interview"
    begin_interview(clerk, 0, 0)


# --- visits ----------------------------------------------------------------------------------------------------------


def count(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    person = persons[a % len(persons)] if persons and b % 3 == 0 else None
    visit = Visit(clerk.new_id(), DAY, f"{8 + b % 8:02}:15", CATEGORIES[a % 2], note=clerk.word(), person=person)
    with clerk.work() as work:
        work.visits.add(visit)
    expect(clerk.store.visits.get(visit.id)[0] == visit, "read your writes", f"{clerk.tag} at {clerk.laptop}: a visit")


def void_visit(clerk: Clerk, a: int, b: int) -> None:
    _void_visit(clerk, a, b, correct=False)


def correct_visit(clerk: Clerk, a: int, b: int) -> None:
    _void_visit(clerk, a, b, correct=True)


def _void_visit(clerk: Clerk, a: int, b: int, *, correct: bool) -> None:
    visits = clerk.visits(void=False)
    at = choose(visits, a, b)
    if at is None:
        return
    fresh = replace(visits[at], id=clerk.new_id(), note=clerk.word())
    reason = clerk.word(" reason")
    with clerk.work() as work:
        work.visits.void(visits[at], reason)
        if correct:
            work.visits.add(fresh)
    found = clerk.store.visits.get(visits[at].id)[0]
    expect(found.void_reason == reason, "read your writes", f"{clerk.tag} at {clerk.laptop}: a void visit is not void")


def restore_visit(clerk: Clerk, a: int, b: int) -> None:
    visits = clerk.visits(void=True)
    at = choose(visits, a, b)
    if at is None:
        return
    _restore(clerk, "visits", visits[at].id)


def _restore(clerk: Clerk, table: str, row: str) -> None:
    seen = clerk.store.seen(table, row)
    if seen.state is None or not active_voids(seen.state):
        # A damaged cache says that it is void, and no entry does.
        return
    with clerk.work() as work:
        work.operations.restore(seen, subject=row if table == "persons" else None)
    sql = f"SELECT void_reason FROM {table} WHERE id = ?"
    (reason,) = clerk.store.database.execute(sql, (row,)).fetchone()
    expect(reason is None, "read your writes", f"{clerk.tag} at {clerk.laptop}: a restored row is still void")


def note_visit(clerk: Clerk, a: int, b: int) -> None:
    _describe(clerk, a, b, "note", clerk.word())


def link_visit(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    if persons:
        _describe(clerk, a, b, "person", persons[b % len(persons)])


def _describe(clerk: Clerk, a: int, b: int, name: str, value: str) -> None:
    visits = clerk.visits(void=False)
    at = choose(visits, a, b)
    if at is None or getattr(visits[at], name) == value:
        return
    visit, seen = clerk.store.visits.get(visits[at].id)
    shown = {(visit.id, VISITS.cell(name).number): getattr(visit, name)}
    with clerk.work(shown=shown) as work:
        work.visits.describe(seen, {name: value}, person=visit.person)
    found = getattr(clerk.store.visits.get(visit.id)[0], name)
    expect(found == value, "read your writes", f"{clerk.tag} at {clerk.laptop}: {name} of a visit is {found!r}")


# --- persons ---------------------------------------------------------------------------------------------------------


def add_person(clerk: Clerk, a: int, b: int) -> None:
    person = Person(clerk.new_id(), clerk.word(" n"), clerk.word(" name"), mobile=clerk.word(" m") if b % 2 else None)
    visit = Visit(clerk.new_id(), DAY, "10:00", CATEGORIES[0], person=person.id, note=clerk.word())
    with clerk.work() as work:
        work.persons.add(person)
        if a % 2:
            work.visits.add(visit)
    expect(clerk.store.persons.get(person.id)[0] == person, "read your writes", f"{clerk.tag}: a person")


def edit_person(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    at = choose(persons, a, b)
    if at is not None:
        _save(clerk, Page(*clerk.store.persons.get(persons[at])), b)


def open_page(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    at = choose(persons, a, b)
    if at is not None:
        clerk.pages.append(Page(*clerk.store.persons.get(persons[at])))


def save_page(clerk: Clerk, a: int, b: int) -> None:
    """What is saved was opened a while ago; others may have written meanwhile."""
    if clerk.pages:
        page = clerk.pages.pop(a % len(clerk.pages))
        # A row that head office did not accept is gone, and its page with it.
        if clerk.store.persons.find_by_key(page.person.id) is not None:
            _save(clerk, page, b, is_old=True)


FIELDS: tuple[tuple[str, ...], ...] = (
    ("mobile",),
    ("mobile",),
    ("name",),
    ("town",),
    ("note",),
    ("iban",),
    ("id_type", "id_number"),
    ("mobile", "town"),
    ("member_number", "note"),
)
CELL_OF = {"id_type": "identity", "id_number": "identity"}


def _save(clerk: Clerk, page: Page, b: int, *, is_old: bool = False) -> None:
    names = FIELDS[b % len(FIELDS)]
    # Two clerks who type the same are no question to anybody.
    word = f"{clerk.canary}{ALIKE}" if b % 6 == 0 else clerk.word()
    after = replace(page.person, **dict.fromkeys(names, word))
    with clerk.work(shown=_shown(page.person, names)) as work:
        work.persons.edit(page.seen, page.person, after)
    found = clerk.store.persons.get(page.person.id)[0]
    # With an old page open, another value may rightly be shown: then it is a task.
    for name in () if is_old else names:
        value = getattr(found, name)
        expect(value == word, "read your writes", f"{clerk.tag} at {clerk.laptop}: {name} of a person is {value!r}")


def _shown(person: Person, names: tuple[str, ...]) -> dict[tuple[str, int], Value]:
    values: dict[tuple[str, int], Value] = {}
    for name in names:
        cell = PERSONS.cell(CELL_OF.get(name, name))
        columns = [{"full_name": "name"}.get(column.name, column.name) for column in cell.columns]
        value = [getattr(person, column) for column in columns]
        values[person.id, cell.number] = value if cell.is_group else value[0]
    return values


def void_person(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    at = choose(persons, a, b)
    # A person that everybody edits is seldom removed.
    if at is None or len(persons) < 2:
        return
    with clerk.work() as work:
        work.operations.void("persons", persons[at], clerk.word(" reason"), subject=persons[at])
    expect(persons[at] not in clerk.persons(), "read your writes", f"{clerk.tag}: a void person is not void")


def restore_person(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons(void=True)
    at = choose(persons, a, b)
    if at is not None:
        _restore(clerk, "persons", persons[at])


# --- interviews ------------------------------------------------------------------------------------------------------


def begin_interview(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    if not persons:
        return
    word = clerk.word()
    interview = Interview(
        clerk.new_id(), word, persons[a % len(persons)], "herfa", "1", "0" * 64, f"{DAY}T09:00", word, word, LEFT
    )
    with clerk.work() as work:
        work.interviews.add(interview)
    expect(clerk.store.interviews.get(interview.id)[0] == interview, "read your writes", f"{clerk.tag}: an interview")


def step_interview(clerk: Clerk, a: int, b: int) -> None:
    interviews = clerk.interviews()
    at = choose(interviews, a, b)
    if at is None:
        return
    interview, seen = clerk.store.interviews.get(interviews[at].id)
    state = FINISHED if b % 2 else LEFT
    word = clerk.word()
    shown: dict[tuple[str, int], Value] = {
        (interview.id, INTERVIEWS.cell("answers").number): [interview.answers, interview.answers_sha256],
        (interview.id, INTERVIEWS.cell("state").number): interview.state,
    }
    with clerk.work(shown=shown) as work:
        work.interviews.put_answers(seen, interview, answers=word, answers_sha256=word, state=state)
    found = clerk.store.interviews.get(interview.id)[0]
    fits = (found.answers, found.state) == (word, state)
    expect(fits, "read your writes", f"{clerk.tag} at {clerk.laptop}: an interview is {found.answers}, {found.state}")


# --- tasks -----------------------------------------------------------------------------------------------------------


def settle(clerk: Clerk, a: int, b: int) -> None:
    """As the page of tasks does."""
    tasks = sorted(clerk.store.tasks(), key=lambda task: task.id)
    if not tasks:
        return
    task = tasks[a % len(tasks)]
    table = BY_NUMBER[task.table]
    name = next(cell.name for cell in table.cells if cell.number == task.cell)
    seen = clerk.store.seen(table.name, task.row)
    subject = clerk.subject(table.name, task.row)
    with clerk.work(settles=True) as work:
        if task.kind == "two_values":
            value = task.versions[b % len(task.versions)].value
            work.operations.put(seen, {name: value}, subject=subject, settles=True)
        elif task.kind == "skipped_transition":
            (state,) = clerk.shown(table.name, task.row, name).values()
            work.operations.put(seen, {name: state}, subject=subject, settles=True)
        elif b % 2:
            work.operations.restore(seen, subject=subject)
        else:
            work.operations.void(table.name, task.row, clerk.word(" stays"), subject=subject)
    _expect_settled(clerk, task)


def _expect_settled(clerk: Clerk, task: Task) -> None:
    # Known: what this laptop wrote under an earlier name is not seen by its own void until it has a stamp.
    if any(item.meta.hub_seq == 0 and item.meta.id.replica != clerk.store.replica for item in task.versions):
        return
    left = {item.id for item in clerk.store.tasks()}
    expect(task.id not in left, "a settled task is over", f"{clerk.tag} at {clerk.laptop}: {task.kind} {task.row}")


# --- a program that breaks the rules ---------------------------------------------------------------------------------


def old_program(clerk: Clerk, a: int, b: int) -> None:
    """An entry that is authentic and that head office cannot apply; the laptop's own judge was asleep."""
    persons = clerk.persons()
    at = choose(persons, a, b)
    if at is None:
        return
    row = persons[at]
    seen = clerk.store.seen("persons", row)
    fresh = Person(clerk.new_id(), clerk.word(" n"), clerk.word(" name"))
    with replaced(db.folding, judge=lambda *_: Verdict()), clerk.work(is_foul=True) as work:
        match b % 3:
            case 0:
                work.operations.put(seen, {"number": clerk.word(" number")}, subject=row)
            case 1:
                work.operations.void("persons", row, " ", subject=row)
            case _:
                # The whole action is set aside: the person in it too, and what is built on him later.
                work.persons.add(fresh)
                work.operations.void("persons", row, "", subject=row)


LOCAL_DEEDS: Mapping[str, Callable[[Clerk, int, int], None]] = {
    deed.__name__: deed
    for deed in (
        *DESK_DEEDS.values(),
        *TRIAL_DEEDS.values(),
        *CASE_DEEDS.values(),
        *(count, void_visit, correct_visit, restore_visit, note_visit, link_visit),
        *(add_person, edit_person, open_page, save_page, void_person, restore_person),
        *(begin_interview, step_interview, settle, old_program, erase_person),
    )
}


def perform(clerk: Clerk, kind: str, a: int, b: int) -> str:
    """What came of it, in a word."""
    before = clerk.made
    try:
        LOCAL_DEEDS[kind](clerk, a, b)
    except Unavailable as error:
        return error.code
    except RuleBroken as error:
        if error.code != SUBJECT_ERASED:
            raise
        return error.code
    return "saved" if clerk.made > before else "nothing to do"
