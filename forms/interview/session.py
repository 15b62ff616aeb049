"""One interview with one person: answers in, events out; everything the screen and the paper need to know of it.

Pure: the day, the clock, new ids and names are handed in. One session belongs to one thread.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain.errors import RuleBroken
from forms.interview.answering import read, store
from forms.interview.answers import collected
from forms.interview.attested import answered_lines, attested_lines
from forms.interview.beginning import begin
from forms.interview.cells import Cell, World, ref_of
from forms.interview.drafts import (
    LONGEST_REMARK,
    read_draft,
    read_last_saved,
    records_in,
    restore,
    save_draft,
)
from forms.interview.engine import Engine
from forms.interview.entities import Entity, Records, declared_entities, record_list
from forms.interview.files_held import HeldFile, drop_unasked_files, held_files
from forms.interview.filling import fill_in
from forms.interview.inputs import Answer, read_answer
from forms.interview.journal import Event, Journal
from forms.interview.model import Control, Form
from forms.interview.nodes import REPEAT
from forms.interview.places import find_cell, find_rows, unknown_question
from forms.interview.reasons import reason
from forms.interview.rows import Rows
from forms.interview.screen import Screen, is_askable
from forms.interview.speaking import Speaker
from forms.interview.submission import submission_xml
from forms.interview.views import Option, Page, Problem, Progress, Question, Why
from forms.interview.xpath.values import Value


def load(
    form: Form,
    *,
    saved: str | None = None,
    today: date,
    now: Callable[[], datetime],
    new_uuid: Callable[[], str],
    username: str = "",
    deviceid: str = "",
    language: str = "ar",
    given: Mapping[str, str] | None = None,
    last_saved: str | None = None,
    records: Records | None = None,
) -> "Session":
    """A new interview, or with `saved` the one that `Session.save` gave, exactly as it was.

    `last_saved` is the XML of the interview of this form that was finished before (``${last-saved#…}``).
    `given` are values the host knows, for the form's hidden fields of those names; other names are ignored. `records`
    are those the host has at hand, for ``instance('…')`` and for questions with ``save_to``; a saved interview keeps
    those it began with. Raises RuleBroken ``draft.damaged`` or ``draft.other_form``.
    """
    journal = Journal()
    rows = Rows(form, journal)
    before = read_last_saved(last_saved, form) if last_saved is not None else None
    draft = read_draft(saved, form) if saved is not None else None
    if draft is not None:
        records = records_in(draft)
    lists = {name: record_list(found) for name, found in (records or {}).items()}
    world = World(rows.root, today, now, new_uuid, last_saved=before, records=lists)
    engine = Engine(form, world, rows, journal)
    engine.world.speaker = Speaker(engine, language)
    if draft is None:
        known: dict[str, Value] = {"start": now(), "today": today, "username": username, "deviceid": deviceid}
        begin(engine, known, given or {}, records or {})
    else:
        restore(engine, rows, form, draft, today)
    journal.changes.clear()
    return Session(engine, language, records or {})


class Session:
    """Made by `load`. References are ``/data/member[2]/age``; a bare name does where one cell alone has it."""

    def __init__(self, engine: Engine, language: str, records: Records) -> None:
        self._engine = engine
        self._records = records
        self._undo: list[int] = []
        self._screen = Screen(engine, language)
        self.form: Form = engine.form
        self.language = language

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def progress(self) -> Progress:
        askable = [cell for control, cell in self._screen.asked() if is_askable(control, cell)]
        return Progress(sum(cell.value != "" for cell in askable), len(askable))

    def answer(self, ref: str, value: Answer) -> list[Event]:
        """Stores the answer; a value that breaks a constraint is stored too and shows as a problem.

        Raises RuleBroken ``answer.…`` with the question's reference as field, nothing changed, when the value is not
        of the type or not among the choices, or the question is hidden, read-only or unknown.
        """
        cell = self._cell(ref)
        control = self._control(cell, ref)
        stored = read(self._engine, self._screen, control, cell, value, ref=ref)
        mark = self._touch(ref)
        store(self._engine, cell, stored)
        return self._done(mark)

    def remark(self, ref: str, text: str) -> list[Event]:
        """The clerk's own words about an answer: kept with the interview, on no paper, in no submission. Empty takes
        them away."""
        cell = self._cell(ref)
        words = str(read_answer("text", text, ref))[:LONGEST_REMARK]
        if words == cell.remark:
            return []
        mark = self._touch(ref)
        self._engine.journal.tell("remark", cell, cell.remark, words)
        self._engine.journal.set(cell, "remark", words)
        return self._done(mark)

    def add_row(self, repeat_ref: str) -> list[Event]:
        """A further row at the end. Raises RuleBroken ``answer.no_row`` when the form or the limits do not allow it."""
        scope, repeat = find_rows(repeat_ref, self._engine.world.root, self.form.skeleton)
        control = self.form.control_of[repeat.id]
        if not self._screen.can_add(control, scope):
            raise RuleBroken(
                "answer.no_row",
                ar="لا يمكن إضافة صف هنا الآن: العدد محدّد في سؤال آخر أو بلغ الحد.",
                en="No row can be added here now: another question sets their number, or the limit is reached.",
                field=repeat_ref,
            )
        mark = self._touch(repeat_ref)
        self._engine.add_row(scope, repeat)
        return self._done(mark)

    def remove_row(self, row_ref: str) -> list[Event]:
        """Removes a row with its answers; undo brings it back. Raises RuleBroken ``answer.row_counted``."""
        row = self._cell(row_ref)
        if row.node.kind != REPEAT or row.scope.parent is None:
            raise unknown_question(row_ref)
        if self.form.control_of[row.node.id].count is not None:
            raise RuleBroken(
                "answer.row_counted",
                ar="عدد الصفوف هنا يأتي من سؤال آخر؛ غيّر جوابه لينقص صف.",
                en="Another question sets the number of rows here; change its answer to have fewer.",
                field=row_ref,
            )
        mark = self._touch(row_ref)
        self._engine.remove_row(row.scope.parent, row.node, row.scope)
        return self._done(mark)

    def undo(self) -> list[Event]:
        """Takes the last answer, row or file of answers back with all it caused. Nothing to undo: an empty list."""
        if not self._undo:
            return []
        self._engine.journal.cause = "undo"
        self._engine.journal.take_back(self._undo.pop())
        return self._engine.journal.told()

    def set_language(self, language: str) -> None:
        self.language = language
        self._screen = Screen(self._engine, language)
        self._engine.world.speaker = Speaker(self._engine, language)

    def pages(self) -> tuple[Page, ...]:
        return self._screen.pages()

    def visible(self) -> tuple[Question, ...]:
        return tuple(self._screen.question(control, cell) for control, cell in self._screen.asked())

    def question(self, ref: str) -> Question:
        cell = self._cell(ref)
        return self._screen.question(self._control(cell, ref), cell)

    def options(self, ref: str) -> tuple[Option, ...]:
        cell = self._cell(ref)
        return self._screen.options(self._control(cell, ref), cell)

    def label(self, ref: str) -> str:
        cell = self._cell(ref)
        return self._screen.label(self.form.control_of[cell.node.id], cell)

    def why(self, ref: str) -> Why:
        return reason(self._engine, self._cell(ref), self.language)

    def problems(self) -> tuple[Problem, ...]:
        """Every required question without an answer, every broken condition, every count too great."""
        return tuple(self._screen.problems())

    def finalize(self) -> str:
        """The finished interview as XML, its end stamped. Raises RuleBroken ``interview.unfinished`` until complete."""
        problems = self.problems()
        if not problems and self.drop_hidden_rows():
            problems = self.problems()
        if problems:
            count = len(problems)
            raise RuleBroken(
                "interview.unfinished",
                ar=f"بقي ما يمنع إنهاء المقابلة ({count}). أولها: {problems[0].label}: {problems[0].message}",
                en=f"The interview cannot be finished yet ({count} left). First: {problems[0].message}",
                field=problems[0].ref,
            )
        for cell in self._engine.world.root.cells.values():
            if self.form.rules_of(cell.node).preload == "end":
                self._engine.put(cell, self._engine.world.now())
        self._engine.settle()
        return self.to_xml()

    def drop_hidden_rows(self) -> list[Event]:
        """Removes rows beyond a lowered count, so that nothing signed still counts them; undo brings them back.

        To be called before an interview is finished; `finalize` does so itself.
        """
        mark = self._touch("finish")
        self._engine.drop_hidden_rows()
        return self._done(mark)

    def files(self) -> tuple[HeldFile, ...]:
        """The pictures and files among the answers, also of questions that are not asked now."""
        return held_files(self._engine)

    def drop_unasked_files(self) -> list[Event]:
        """Before an interview is finished, as `drop_hidden_rows`."""
        mark = self._touch("finish")
        drop_unasked_files(self._engine)
        return self._done(mark)

    def to_xml(self) -> str:
        world = self._engine.world
        return submission_xml(self.form, world.root, lambda: world.now().tzinfo)

    def entities(self) -> tuple[Entity, ...]:
        """The records the form makes or changes (``save_to``), with the answers as they stand."""
        return tuple(declared_entities(self.form, self._engine.world.root))

    def save(self) -> str:
        """The whole state as a text for `load`, hidden answers included. What was undone or can be is not in it."""
        return save_draft(self._engine, self.language, self._records)

    def to_answers(self) -> dict[str, object]:
        """The relevant answers that `fill` would take: by question's name; a repeat is a list of objects."""
        return collected(self.form.controls, self._engine.world.root, self.form.skeleton.root)

    def fill(self, answers: Mapping[str, object]) -> tuple[Problem, ...]:
        """Gives many answers at once, all or none; what is then missing or wrong is returned.

        Raises RuleBroken naming the question: unknown, not of the type, not among the choices (which are named), or
        not asked with these answers.
        """
        mark = self._touch("fill")
        try:
            fill_in(self._engine, self._screen, answers)
        except RuleBroken:
            self._engine.settle()
            self._engine.journal.take_back(mark)
            self._engine.journal.told()
            raise
        self._done(mark)
        return self.problems()

    def attestation_lines(self) -> list[dict[str, str]]:
        """For the paper: path, question, value and display of every answered question, in Arabic; the clerk's notes
        are no part of it."""
        return attested_lines(self._engine)

    def answered_lines(self) -> list[dict[str, str]]:
        """The same with the clerk's notes."""
        return answered_lines(self._engine)

    def remarks(self) -> dict[str, str]:
        """By reference, in the form's order: the clerk's own words about answers, of questions that are asked."""
        asked = (cell for _, cell in self._screen.asked())
        return {ref_of(cell): cell.remark for cell in asked if cell.remark}

    def _touch(self, cause: str) -> int:
        self._engine.journal.cause = cause
        return len(self._engine.journal.changes)

    def _done(self, mark: int) -> list[Event]:
        events = self._engine.settle()
        if len(self._engine.journal.changes) > mark:
            self._undo.append(mark)
        return events

    def _cell(self, ref: str) -> Cell:
        return find_cell(ref, self._engine.world.root, self.form.skeleton)

    def _control(self, cell: Cell, ref: str) -> Control:
        control = self.form.control_of.get(cell.node.id)
        if control is None or control.type in ("group", "repeat"):
            raise unknown_question(ref)
        return control
