"""Every refusal that head office can make, made once."""

import inspect
from collections import defaultdict
from collections.abc import Iterator

from domain.sync.wire import ForkPlace
from headoffice import refusals
from headoffice.refusals import Refused

EXAMPLES: dict[object, object] = {ForkPlace: ForkPlace("office:RYD1/general", bytes(16), 1), int: 7, str: "RYD1"}


def all_refusals() -> Iterator[Refused]:
    for name, make in inspect.getmembers(refusals, inspect.isfunction):
        if make.__module__ == refusals.__name__ and not name.startswith("_"):
            parameters = inspect.signature(make, eval_str=True).parameters.values()
            yield make(*(EXAMPLES[parameter.annotation] for parameter in parameters))


def known_refusals() -> dict[str, set[int]]:
    """The statuses of each code."""
    found: dict[str, set[int]] = defaultdict(set)
    for refused in all_refusals():
        found[refused.refusal.code].add(refused.status)
    return found
