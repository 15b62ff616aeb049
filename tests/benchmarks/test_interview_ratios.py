"""Interviews against JavaRosa and xforms-engine, in one run (`dev.py bench`): opening, beginning, answering."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from forms.interview.conversion import convert_form
from forms.interview.reader import read_form
from tests.oracles.assessment import assessment_xform
from tests.oracles.javarosa.start import start_javarosa
from tests.oracles.missing import OracleMissing, leave_out
from tests.oracles.ours import new_session
from tests.oracles.service import Service
from tests.oracles.xforms_engine.start import start_xforms_engine

QUESTIONS = 200
ANSWER_MS = 0.1
TIMES_FASTER = {"JavaRosa": 10, "xforms-engine": 10}
BEGIN_MS = 5
CASCADE_MS = 20
ANSWERS = 600
LOADS = 8


def office_form() -> str:
    """Two hundred questions in ten sections: each third depends on the one before, each fifth is reckoned."""
    rows = ["| survey |", "| | type | name | label | relevant | constraint | calculation |"]
    for number in range(QUESTIONS):
        if number % 20 == 0:
            rows.append(f"| | begin_group | part{number} | Part | | | |")
        before = f"${{q{number - 1}}}" if number else "1"
        relevant = f"{before} > 1" if number % 3 == 2 else ""
        sum_of = " + ".join(f"coalesce(${{q{each}}}, 0)" for each in range(max(0, number - 4), number)) or "0"
        if number % 5 == 4:
            rows.append(f"| | calculate | q{number} | | | | {sum_of} |")
        else:
            rows.append(f"| | integer | q{number} | Question {number} | {relevant} | . >= 0 and . < 100 | |")
        if number % 20 == 19:
            rows.append("| | end_group | | | | | |")
    return str(convert_form(("\n".join(rows) + "\n").encode(), "md", "data")["xform"])


@pytest.fixture(scope="module")
def references(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Service]]:
    try:
        services = {
            "JavaRosa": start_javarosa(tmp_path_factory.mktemp("javarosa")),
            "xforms-engine": start_xforms_engine(tmp_path_factory.mktemp("xforms_engine")),
        }
    except OracleMissing as missing:
        leave_out(missing)
    yield services
    for service in services.values():
        service.close()


@pytest.fixture(scope="module")
def form_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("form") / "office.xml"
    file.write_text(office_form(), encoding="utf-8")
    return file


def median_ms(deed: Callable[[], object], times: int) -> float:
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def their_ms(service: Service, **what: object) -> float:
    """The median of the later half: both warm up."""
    told = service.ask(do="time", **what)
    times = told["times"]
    return median(times[len(times) // 2 :]) / 1e6


def asked(session_refs: list[str]) -> list[tuple[str, str]]:
    return [(ref, str(value)) for value, ref in zip(itertools.cycle((2, 5, 0, 7)), session_refs * 3, strict=False)]


def told(name: str, ours: float, theirs: dict[str, float]) -> None:
    line = ", ".join(f"{other} {ms:.3f} ms ({ms / ours:.0f} x)" for other, ms in theirs.items())
    print(f"\n{name}: ours {ours:.3f} ms, {line}")


def test_the_answers_of_one_interview_are_reckoned_faster_than_by_either_reference(
    references: dict[str, Service], form_file: Path
) -> None:
    """As a person gives them: each question once, after the program was started and the form opened.

    The same work for all three: values, conditions, what is broken, rows by their counts, choices that fell away. What
    the references take once they have warmed up, for all of it and for the value alone, is told beside it.
    """
    form = read_form(form_file.read_text(encoding="utf-8"), form_id="office")
    session = new_session(form)
    refs = [question.ref for question in session.visible()]
    values, turns = asked(refs), itertools.cycle(asked(refs))
    ours = median_ms(lambda: session.answer(*next(turns)), len(refs))
    first: dict[str, float] = {}
    warm: dict[str, float] = {}
    alone: dict[str, float] = {}
    for name, service in references.items():
        service.ask(do="load", file=str(form_file))
        once = service.ask(do="time", what="answer", count=len(refs), values=values)
        first[name] = median(once["times"]) / 1e6
        warm[name] = their_ms(service, what="answer", count=ANSWERS, values=values)
        alone[name] = their_ms(service, what="set", count=ANSWERS, values=values)
    told("an answer of one interview", ours, first)
    told("  after many interviews", median_ms(lambda: session.answer(*next(turns)), ANSWERS), warm)
    told("  and the value alone", ours, alone)
    assert ours < ANSWER_MS
    assert all(ms >= TIMES_FASTER[name] * ours for name, ms in first.items())


def test_a_form_is_read_and_an_interview_begun_faster_than_by_either_reference(
    references: dict[str, Service], form_file: Path
) -> None:
    xform = form_file.read_text(encoding="utf-8")
    form = read_form(xform, form_id="office")
    read = median_ms(lambda: read_form(xform, form_id="office"), LOADS)
    begun = median_ms(lambda: new_session(form), LOADS * 3)
    reads = {
        name: their_ms(each, what="load", file=str(form_file), count=LOADS * 2) for name, each in references.items()
    }
    begins = {name: their_ms(each, what="session", count=LOADS * 3) for name, each in references.items()}
    told("reading a form of 200 questions", read, reads)
    told("beginning an interview", begun, begins)
    assert begun < BEGIN_MS
    assert read < max(reads.values())


def test_a_cascade_over_eight_thousand_places_is_typed_through_without_a_pause() -> None:
    form = read_form(assessment_xform(), form_id="assessment")
    session = new_session(form)
    taken: list[float] = []
    for ref, value in (("gov", "g3"), ("district", "d23"), ("village", "v423"), ("district", "d43"), ("gov", "g4")):
        begun = time.perf_counter()
        session.answer(ref, value)
        session.pages()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"\nan answer of a cascade over 8,000 places, page drawn anew: at most {max(taken):.1f} ms")
    assert max(taken) < CASCADE_MS
