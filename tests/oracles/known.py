"""Where we differ from JavaRosa on purpose. Each has its reason here and in docs/interviews.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms.interview.model import Form
from tests.oracles.differ import Difference


@dataclass(frozen=True, slots=True)
class Known:
    reason: str
    is_it: Callable[[Difference, str], bool]


def _greatest_of_negatives(difference: Difference, calculation: str) -> bool:
    """JavaRosa begins its search for the greatest at the least number above zero, and gives 0."""
    return "max(" in calculation and difference.ours.startswith("-") and difference.theirs == "0"


def _kept_in_another_order(difference: Difference, calculation: str) -> bool:
    """A value to be kept is worked out anew while its question is hidden.

    When one answer shows both the question and what it is made of, JavaRosa's order of the two is that of a hash table.
    """
    return "once(" in calculation and difference.what in ("value", "xml")


KNOWN = (
    Known("max() of negative numbers is the greatest of them", _greatest_of_negatives),
    Known("once() that becomes relevant together with what it reads", _kept_in_another_order),
)


def reason_of(difference: Difference, form: Form) -> str | None:
    node = form.skeleton.by_path.get(difference.node)
    rules = form.rules_of(node) if node is not None else None
    calculation = rules.calculate.source if rules is not None and rules.calculate is not None else ""
    return next((known.reason for known in KNOWN if known.is_it(difference, calculation)), None)


def unexplained(found: Iterable[Difference], forms: dict[str, Form]) -> list[Difference]:
    """The differences that no reason covers."""
    return [each for each in found if reason_of(each, forms[each.form]) is None]
