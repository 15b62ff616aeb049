"""What the window may ask for about complaints (`desktop.ui.actions.Actions.complaints`).

Each runs on the store's lane and raises RuleBroken or Unavailable with a sentence to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Never imported when the program runs: the door would pay for names alone.
    from desktop.usecases.know_complaint import ComplaintPage, Register
    from domain.sync.changes import Changes


@dataclass(frozen=True)
class ComplaintActions:
    list: Callable[[], Register]
    show: Callable[[str], ComplaintPage]
    register: Callable[[Mapping[str, str]], ComplaintPage]  # as typed
    undo: Callable[[str], Changes]  # it was registered by mistake
    do: Callable[[str, str, Mapping[str, str]], ComplaintPage]  # which deed, and as typed
    review: Callable[[str], tuple[Register, Changes]]  # a note
