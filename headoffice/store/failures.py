"""What a database may do to us, in the words of the product."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from domain.errors import Unavailable

WAIT_SECONDS = 10.0
MOST_ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.01

Answer = TypeVar("Answer")


class Contended(Unavailable):
    """Two transactions got in each other's way and this one was undone whole: the same may succeed at once.

    `doubt` is the error behind it when it would be a bug if it came again and again.
    """

    doubt: Exception | None = None


class RowThere(Contended):
    """A row was stored as new and was there: whoever only believed that it is new has to ask."""


def contended(doubt: Exception | None = None, kind: type[Contended] = Contended) -> Contended:
    known = busy()
    made = kind(known.code, ar=known.ar, en=known.en)
    made.doubt = doubt
    return made


def busy() -> Unavailable:
    return Unavailable(
        "hub.busy",
        ar="قاعدة بيانات المركز الرئيس مشغولة أو لا تجيب أو امتلأ القرص؛ لم يضع شيء، وستعاد المحاولة.",
        en="Head office's database is busy, does not answer or its disk is full; nothing was lost, "
        "it will be tried again.",
    )


def newer() -> Unavailable:
    return Unavailable(
        "hub.store.newer",
        ar="قاعدة بيانات المركز الرئيس من إصدار أحدث من هذا البرنامج؛ حدّث البرنامج ثم أعد التشغيل.",
        en="Head office's database is of a newer version than this program; update the program and start again.",
    )


def patiently(
    work: Callable[[], Answer],
    *,
    pause: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> Answer:
    """Does it again from the start while it is contended, a few times, after a pause that grows and is never equal.

    `work` holds whole transactions and nothing outside them that must not happen twice. Raises what it raised last.
    """
    for attempt in range(MOST_ATTEMPTS - 1):
        try:
            return work()
        except Contended:
            pause(FIRST_PAUSE_SECONDS * 2**attempt * (0.5 + chance()))
    try:
        return work()
    except Contended as last:
        if last.doubt is not None:
            raise last.doubt from None
        raise
