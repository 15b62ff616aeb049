"""Answers may come after their page is gone."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject

T = TypeVar("T")


def while_alive(method: Callable[[T], None]) -> Callable[[T], None]:
    """The bound method of a widget; a call after Qt has deleted the widget does nothing."""
    owner = getattr(method, "__self__", None)
    if not isinstance(owner, QObject):
        raise TypeError("only a bound method of a QObject has a life to watch")
    return partial(_call, owner, method)


def _call(owner: QObject, method: Callable[[T], None], argument: T) -> None:
    if shiboken6.isValid(owner):
        method(argument)
