"""The same steps through our engine and a reference engine, compared node by node after every one."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.session import Session
from tests.oracles.ours import PROPERTIES, State, is_hidden, new_session, state_of, state_told
from tests.oracles.service import Service
from tests.oracles.steps import Step, next_step

ROW = re.compile(r"\[\d+\]")
_UUID = re.compile(r"(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)")
_EXPONENT = re.compile(r"-?\d+\.\d+E-?\d+")
_TRUTHS = {("true", "1"), ("false", "0")}
_SOON_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Difference:
    """`node` is a path without row numbers; `ours` and `theirs` of the first time, `step` what had just been done."""

    form: str
    node: str
    what: str
    ours: str
    theirs: str
    step: str


@dataclass(slots=True)
class Tally:
    checks: int = 0
    steps: int = 0
    found: dict[tuple[str, str, str], Difference] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    stopped: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    stale: set[tuple[str, str, str]] = field(default_factory=set)

    def note(self, difference: Difference) -> None:
        self.found.setdefault((difference.form, difference.node, difference.what), difference)
        self.kinds[difference.what] += 1


def compare(form: Form, file: Path, reference: Service, tally: Tally, *, seed: int, steps: int) -> None:
    """Fills the form in once, by `seed`, in both engines. Stops when the reference cannot go on."""
    tally.forms[form.id] = form
    dice = random.Random(f"{form.id} {seed}")
    told = reference.ask(do="load", file=str(file.resolve()))
    session = new_session(form)
    done = Step("load", form.id)
    for _ in range(steps):
        if not _agree(form, session, told, done, tally, reference):
            return
        step = next_step(session, dice)
        if step is None:
            break
        refused = take(session, step)
        if refused is not None:
            continue
        done = step
        tally.steps += 1
        told = reference.ask(do=step.do, ref=step.ref, value=stored(session, step))
    if _agree(form, session, told, done, tally, reference):
        told = reference.ask(do="state", xml=True, screen=True)
        _compare_submissions(form, session, told, tally)
        _compare_screens(form, session, told, tally)


def take(session: Session, step: Step) -> str | None:
    try:
        match step.do:
            case "answer":
                session.answer(step.ref, step.value)
            case "add":
                session.add_row(step.ref)
            case "remove":
                session.remove_row(step.ref)
    except RuleBroken as wrong:
        return wrong.code
    return None


def stored(session: Session, step: Step) -> str:
    """What the answer became: the references take stored values, not what fingers type."""
    return str(state_of(session)[step.ref][0]) if step.do == "answer" else ""


def _agree(form: Form, session: Session, told: dict[str, Any], step: Step, tally: Tally, reference: Service) -> bool:
    """Notes every difference. False when the reference failed.

    A reference may have left something stale: what is gone once it has worked everything out again (as it does when a
    saved interview is opened) is counted apart.
    """
    if "error" in told:
        tally.stopped.setdefault(form.id, f"{step}: {told['error']}")
        return False
    ours, theirs = state_of(session), state_told(told["nodes"])
    tally.checks += len(ours) * len(PROPERTIES)
    found = differences(form, ours, theirs, step) if ours != theirs else []
    if found:
        fresh = reference.ask(do="refresh")
        left = differences(form, ours, state_told(fresh["nodes"]), step) if "nodes" in fresh else found
        staying = {(each.node, each.what) for each in left}
        tally.stale.update((each.form, each.node, each.what) for each in found if (each.node, each.what) not in staying)
        found = [each for each in found if (each.node, each.what) in staying]
    for difference in found:
        tally.note(difference)
    return True


def differences(form: Form, ours: State, theirs: State, step: Step) -> list[Difference]:
    found: list[Difference] = []
    form_id = form.id
    for ref in dict.fromkeys((*ours, *theirs)):
        node, mine, yours = ROW.sub("", ref), ours.get(ref), theirs.get(ref)
        if mine is None or yours is None:
            found.append(Difference(form_id, node, "there", str(mine), str(yours), f"{step} @{ref}"))
            continue
        for name, left, right in zip(PROPERTIES, mine, yours, strict=True):
            if left != right and not (name == "value" and same_at(form, node, str(left), str(right))):
                found.append(Difference(form_id, node, name, str(left), str(right), f"{step} @{ref}"))
    return found


def same_at(form: Form, path: str, ours: str, theirs: str) -> bool:
    """Nothing can be said of a value that comes of chance, or of the clock to the millisecond."""
    node = form.skeleton.by_path.get(path)
    calculation = form.rules_of(node).calculate if node is not None else None
    source = calculation.source if calculation is not None else ""
    return same_value(ours, theirs) or any(name in source for name in ("random()", "now()"))


def same_value(ours: str, theirs: str) -> bool:
    """Equal but for what chance or the clock gave, and for Java's way of writing a great or small number."""
    if ours == theirs:
        return True
    if (ours, theirs) in _TRUTHS:
        return True
    if _UUID.fullmatch(ours) and _UUID.fullmatch(theirs):
        return True
    if _MOMENT.fullmatch(ours) and _MOMENT.fullmatch(theirs):
        apart = datetime.fromisoformat(ours) - datetime.fromisoformat(theirs)
        return abs(apart.total_seconds()) < _SOON_SECONDS
    if _EXPONENT.fullmatch(theirs):
        try:
            return float(ours) == float(theirs)
        except ValueError:
            return False
    return False


def _compare_screens(form: Form, session: Session, told: dict[str, Any], tally: Tally) -> None:
    """Labels with their values, choices in their order with their labels, of every question both show.

    That rows beyond a lowered count are not shown is Collect's doing; JavaRosa by itself goes through them.
    """
    shown = {question.ref: question for question in session.visible()}
    tally.checks += len(shown) * 2
    theirs = {ref: (label, offered) for ref, label, offered in told["screen"]}
    for ref in dict.fromkeys((*shown, *theirs)):
        node = ROW.sub("", ref)
        if ref not in shown and is_hidden(session, ref):
            continue
        if ref not in shown or ref not in theirs:
            tally.note(Difference(form.id, node, "asked", str(ref in shown), str(ref in theirs), ref))
            continue
        label, offered = theirs[ref]
        if not is_filler(label) and plain(shown[ref].label) != plain(label):
            tally.note(Difference(form.id, node, "label", shown[ref].label, label, ref))
        options = [[option.value, plain(option.label)] for option in session.options(ref)]
        if options != [[value, plain(text or "")] for value, text in offered]:
            tally.note(Difference(form.id, node, "options", str(options), str(offered), ref))


def is_filler(label: str) -> bool:
    """What pyxform writes for a text that lacks a translation, and for or_other's question in every language: no text
    of the form's. We show the form's own language, and Arabic words."""
    return label in ("-", "Specify other.")


def plain(text: str) -> str:
    return " ".join(text.split())


def _compare_submissions(form: Form, session: Session, told: dict[str, object], tally: Tally) -> None:
    ours, theirs = flat(session.to_xml()), flat(str(told["xml"]))
    tally.checks += len(ours)
    if [ref for ref, _ in ours] != [ref for ref, _ in theirs]:
        odd = next(
            pair for pair in zip([*ours, ("", "")], [*theirs, ("", "")], strict=False) if pair[0][0] != pair[1][0]
        )
        tally.note(Difference(form.id, odd[0][0], "xml", str(odd[0]), str(odd[1]), "submission"))
        return
    for (ref, mine), (_, yours) in zip(ours, theirs, strict=True):
        if not same_at(form, ref, mine, yours):
            tally.note(Difference(form.id, ref, "xml", mine, yours, "submission"))


def flat(xml: str) -> list[tuple[str, str]]:
    """Every element of a submission with its text; prefixes and blanks around texts do not matter.

    Those of one name stay in order. Among different names the order says nothing: JavaRosa puts the first row of a
    repeat that is inside an added row behind all else.
    """
    out: list[tuple[str, str]] = []

    def walk(element: ElementTree.Element, path: str) -> None:
        here = f"{path}/{element.tag.rpartition('}')[2]}"
        out.append((here, (element.text or "").strip() if len(element) == 0 else ""))
        for child in sorted(element, key=lambda each: each.tag):
            walk(child, here)

    walk(ElementTree.fromstring(xml), "")
    return out
