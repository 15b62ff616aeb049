"""Where we differ from JavaRosa on purpose. Each has its reason here and in docs/interviews.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms.interview.model import Form
from tests.oracles.differ import Difference


@dataclass(frozen=True, slots=True)
class Known:
    reason: str
    is_it: Callable[[Difference, Form], bool]


def _calculation(difference: Difference, form: Form) -> str:
    node = form.skeleton.by_path.get(difference.node)
    rules = form.rules_of(node) if node is not None else None
    return rules.calculate.source if rules is not None and rules.calculate is not None else ""


def _kept_in_another_order(difference: Difference, form: Form) -> bool:
    """A value to be kept is worked out anew while its question is hidden.

    When one answer shows both the question and what it is made of, JavaRosa's order of the two is that of a hash table.
    """
    return "once(" in _calculation(difference, form) and difference.what in ("value", "xml")


def _cleared_by_a_label(difference: Difference, form: Form) -> bool:
    """Looking a label up clears, in JavaRosa, an answer that is not among the choices, of a hidden question too."""
    node = form.skeleton.by_path.get(difference.node)
    asked = any(
        "jr:choice-name(" in rules.calculate.source and f"{difference.node} " in rules.calculate.source
        for rules in form.rules.values()
        if rules.calculate is not None
    )
    return asked and node is not None and difference.theirs == ""


def _remembered_choices(difference: Difference, form: Form) -> bool:
    """JavaRosa goes on offering what was offered before the question that filters was hidden, in a single row."""
    node = form.skeleton.by_path.get(difference.node)
    control = form.control_of.get(node.id) if node is not None else None
    filtered = control is not None and control.choices is not None and control.choices.find is not None
    return filtered and (difference.ours == "[]" if difference.what == "options" else difference.theirs == "")


KNOWN = (
    Known("choices filtered by a hidden question are none", _remembered_choices),
    Known("jr:choice-name clears a hidden answer that is no longer offered", _cleared_by_a_label),
    Known("once() that becomes relevant together with what it reads", _kept_in_another_order),
)


def reason_of(difference: Difference, form: Form) -> str | None:
    return next((known.reason for known in KNOWN if known.is_it(difference, form)), None)


def unexplained(found: Iterable[Difference], forms: dict[str, Form]) -> list[Difference]:
    """The differences that no reason covers, and that do not follow from one that a reason covers."""
    left = [each for each in found if reason_of(each, forms[each.form]) is None]
    explained = {(each.form, each.node) for each in found} - {(each.form, each.node) for each in left}
    while True:
        following = [each for each in left if _read_by(each, forms[each.form]) & _nodes(explained, each.form)]
        if not following:
            return left
        explained |= {(each.form, each.node) for each in following}
        left = [each for each in left if each not in following]


def _nodes(among: set[tuple[str, str]], form_id: str) -> set[str]:
    return {node for form, node in among if form == form_id}


def _read_by(difference: Difference, form: Form) -> set[str]:
    """The paths that the rules and texts of the differing node look at."""
    node = form.skeleton.by_path.get(difference.node)
    if node is None:
        return set()
    rules, control = form.rules_of(node), form.control_of.get(node.id)
    rule = {"relevant": rules.relevant, "required": rules.required, "violation": rules.constraint}
    expression = rule.get(difference.what, rules.calculate)
    reads = list(expression.reads) if expression is not None else []
    reads += [read for setting in form.settings if setting.target is node for read in setting.value.reads]
    if difference.what == "label" and control is not None and control.label is not None:
        reads += control.label.reads
    return {read.node.path for read in reads}
