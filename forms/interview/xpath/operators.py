"""The signs of expressions: comparisons and reckoning, with the short way for what is a number already."""

import operator
from collections.abc import Callable

from forms.interview.cells import Context
from forms.interview.xpath import functions
from forms.interview.xpath.paths import Run
from forms.interview.xpath.values import Value, equal, to_number


def of_two_numbers(apply: Callable[[float, float], Value], first: Run, second: Run, known: float | None) -> Run:
    """`known` is the second one where the form has written it down."""
    if known is not None:
        written = known

        def against(context: Context) -> Value:
            left = first(context)
            return apply(left if type(left) is float else to_number(left), written)

        return against

    def run(context: Context) -> Value:
        left, right = first(context), second(context)
        if type(left) is float and type(right) is float:
            return apply(left, right)
        return apply(to_number(left), to_number(right))

    return run


def _of_numbers(apply: Callable[[float, float], Value]) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        if type(left) is float and type(right) is float:
            return apply(left, right)
        return apply(to_number(left), to_number(right))

    return run


ON_NUMBERS: dict[str, Callable[[float, float], Value]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": lambda left, right: not equal(left, right),
    **{sign: _of_numbers(apply) for sign, apply in ON_NUMBERS.items()},
    "div": lambda left, right: functions.divided(to_number(left), to_number(right)),
    "mod": lambda left, right: functions.remainder(to_number(left), to_number(right)),
}
