"""What was found, in groups and words. Digits stay Western; the window draws them as the user chose. Knows no Qt."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.palette.state import Group, Item
from desktop.ui.pages.people.reading import marks_of, mobile_words
from desktop.ui.pages.wording import attestation_state, clock, interview_state
from desktop.ui.shown import shown_gregorian
from desktop.usecases.find_everything import Found, FoundVisit
from desktop.usecases.hold_interview import FormLine, InterviewLine
from desktop.usecases.settle_task import TaskPage
from domain import record_words as wording
from domain.arabic import isolate
from domain.person import Person
from domain.record_names import KINDS

MOST_SHOWN = 5
T = TypeVar("T")


def groups_of(found: Found, people: str) -> tuple[Group, ...]:
    """People first, then what is under way, then what is done; groups without anything are left out."""
    under_way = [line for line in found.interviews if line.state != "finished"]
    done = [line for line in found.interviews if line.state == "finished"]
    groups = (
        _group(people, found.people, _person),
        _group(said("مقابلات لم تكتمل", "Unfinished interviews"), under_way, _interview),
        _group(said("زيارات اليوم", "Today's visits"), found.visits, _visit),
        _group(said("مهام تحتاج قرارًا", "Tasks to decide"), found.tasks, _task),
        _group(said("مقابلات مكتملة", "Finished interviews"), done, _interview),
        _group(said("استمارات تبدأ بها مقابلة", "Forms to begin an interview with"), found.forms, _form),
    )
    return tuple(group for group in groups if group.items)


def _group(title: str, found: Iterable[T], item: Callable[[T], Item]) -> Group:
    every = tuple(found)
    return Group(title, tuple(item(one) for one in every[:MOST_SHOWN]), max(0, len(every) - MOST_SHOWN))


def _person(person: Person) -> Item:
    marks = (mobile_words(person.mobile) if person.mobile else "", *marks_of(person))
    return Item("person", person.id, "user", person.name, " · ".join(filter(None, marks)))


def _interview(line: InterviewLine) -> Item:
    is_done = line.state == "finished"
    text, tone = interview_state(line.state)
    if is_done and line.attestation:
        text, tone = attestation_state(line.attestation)
        text = said(f"الإقرار {text}", f"Attestation {text}")
    number = isolate(line.number) if line.number else ""
    day = shown_gregorian(line.started_at[:10])
    detail = " · ".join(filter(None, (said_of(line.form_title), number, day)))
    kind, icon = ("attestation", "signature") if is_done else ("resume", "player-play")
    return Item(kind, line.id, icon, line.person_name or said_of(line.form_title), detail, text, tone)


def _visit(found: FoundVisit) -> Item:
    note = (found.visit.note or "").partition("\n")[0]
    detail = " · ".join(
        filter(None, (said(f"اليوم {clock(found.visit.time)}", f"Today {clock(found.visit.time)}"), note))
    )
    return Item("person", found.visit.person or "", "walk", found.person_name, detail)


def _task(task: TaskPage) -> Item:
    detail = f"{said_of(KINDS[task.kind])}: {said_of(wording.cell(task.cell))}"
    return Item(
        "task",
        task.id,
        "git-merge",
        headed(said_of(wording.record(task.table, task.about))),
        detail,
        said("قرار", "Decide"),
        "bad",
    )


def _form(form: FormLine) -> Item:
    return Item(
        "form",
        form.id,
        "file-plus",
        said(f"ابدأ «{form.title.ar}»", f"Begin “{form.title.en}”"),
        said("تختار صاحبها أولًا", "You choose the person first"),
    )
