"""Every paper that is made from the store when it is asked for, by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from desktop.usecases.desk import Desk
from desktop.usecases.make_receipt import make_receipt
from desktop.usecases.record_print import MadeSheet, prints_about

SHEETS: Mapping[str, Callable[[Desk, str], MadeSheet]] = MappingProxyType(
    {
        "receipt": make_receipt,
        "receipt_half": partial(make_receipt, layout="a5"),
        "receipt_roll": partial(make_receipt, layout="roll"),
    }
)
"""What it is called, and how it is made of the row it is about."""


def make_sheet(desk: Desk, paper: str, subject: str) -> MadeSheet:
    """With the prints there were of it. Raises RuleBroken as the paper itself, LookupError for one that is not here."""
    sheet = SHEETS[paper](desk, subject)
    return replace(sheet, prints=prints_about(desk, sheet.paper, sheet.subject))
