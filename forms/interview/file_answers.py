"""A file of answers that names pictures and files by where they are: each is kept, and named as its answer is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from forms.interview.answers import about_question, names_in
from forms.interview.files_held import FILE_TYPES
from forms.interview.model import Control, Form
from forms.interview.nodes import REPEAT, Node


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """`kind` is image or file; `accepts` as in `Control`."""

    name: str
    kind: str
    longest: int
    accepts: str = ""


Held = Callable[[FileQuestion, str], str]


def named_by_files(form: Form, answers: Mapping[str, object], held: Held) -> dict[str, object]:
    """The same answers with what `held` says in place of each path; names that the form lacks are left for `fill` to
    refuse. Raises what `held` raises, naming the question."""
    return _scope(form, form.controls, form.skeleton.root, answers, held)


def _scope(
    form: Form, controls: Sequence[Control], top: Node, answers: Mapping[str, object], held: Held
) -> dict[str, object]:
    named = names_in(controls, top)
    return {
        name: _answer(form, named[name], answer, held) if name in named else answer for name, answer in answers.items()
    }


def _answer(form: Form, control: Control, answer: object, held: Held) -> object:
    node = control.node
    if node is None:
        return answer
    if node.kind == REPEAT and isinstance(answer, list):
        return [_scope(form, control.inside, node, row, held) if isinstance(row, dict) else row for row in answer]
    if control.type not in FILE_TYPES or not isinstance(answer, str) or not answer:
        return answer
    try:
        question = FileQuestion(node.name, control.type, form.rules_of(node).longest, control.accepts)
        return held(question, answer)
    except RuleBroken as wrong:
        raise about_question(wrong, node.name, "") from wrong
