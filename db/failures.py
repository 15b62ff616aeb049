"""What the database library reports, as failures a person can act on.

Dispatch is on `sqlite_errorcode` and never on the wording, which changes between versions.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from domain.errors import RuleBroken, Unavailable

# SQLITE_IOERR_SHMSIZE: opening makes a file of 32 KB beside the database, and there is not even room for that.
NO_ROOM_TO_OPEN = 10 | 19 << 8
ROOM_TO_OPEN_BYTES = 64 << 10

# A compiled module without types.
sqlcipher: Any = dbapi2

OUT_OF_SPACE = (errno.ENOSPC, errno.EDQUOT)
# The low byte of an extended result code is its family (https://sqlite.org/rescode.html).
FAMILY = 0xFF

BUSY, LOCKED, NO_MEMORY, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE = (
    5,
    6,
    7,
    8,
    10,
    11,
    13,
    14,
    26,
)

_BUSY = (
    "store.busy",
    "البيانات مشغولة بعملية أخرى ولم يُحفظ شيء. انتظر لحظات ثم أعد المحاولة.",
    "The store is busy with another task and nothing was saved. Wait a moment and try again.",
)
_SENTENCES: dict[int | None, tuple[str, str, str]] = {
    BUSY: _BUSY,
    LOCKED: _BUSY,
    NO_MEMORY: (
        "store.memory",
        "لا تكفي ذاكرة الجهاز لإتمام العملية ولم يُحفظ شيء. أغلق البرامج الأخرى ثم أعد المحاولة.",
        "This computer has too little free memory and nothing was saved. Close other programs and try again.",
    ),
    READ_ONLY: (
        "store.read_only",
        "لا يُسمح بالكتابة في مجلد البيانات ولم يُحفظ شيء. اطلب من مسؤول الجهاز منحك حق الكتابة في المجلد.",
        "The data folder may not be written to and nothing was saved. Ask the administrator for write access to it.",
    ),
    IO_ERROR: (
        "store.disk",
        "تعذّرت القراءة من القرص أو الكتابة عليه ولم يُحفظ شيء. أغلق البرنامج وافحص القرص وانسخ مجلد البيانات.",
        "The disk could not be read or written and nothing was saved. Close the program, check the disk and copy the "
        "data folder elsewhere.",
    ),
    CORRUPT: (
        "store.damaged",
        "ملف البيانات تالف، وقد توقفت الكتابة فيه. لا تحذف شيئًا، واستعد آخر نسخة احتياطية "
        "(istiqbal backup restore) أو اتصل بالدعم.",
        "The store's file is damaged and writing has stopped. Delete nothing; restore the last backup "
        "(istiqbal backup restore) or call support.",
    ),
    FULL: (
        "store.full",
        "امتلأ القرص ولم يُحفظ شيء من هذه العملية. أفرغ مساحة على القرص ثم أعد المحاولة.",
        "The disk is full and nothing of this action was saved. Free some space and try again.",
    ),
    CANNOT_OPEN: (
        "store.cannot_open",
        "تعذّر فتح ملف البيانات. تأكد من وجود المجلد ومن أن لك حق القراءة والكتابة فيه.",
        "The store's file could not be opened. Make sure that the folder exists and that you may read and write in it.",
    ),
    NOT_A_DATABASE: (
        "store.unreadable",
        "لم ينفتح ملف البيانات بمفتاحه: إما أن أوله تالف أو أنه ليس ملف هذا المفتاح. "
        "لم يُغيَّر شيء؛ افحصه أو استعد نسخة احتياطية.",
        "The store's file did not open with its key: its beginning is damaged or the key belongs to another file. "
        "Nothing was changed; check it or restore a backup.",
    ),
}


def family_of(error: Exception) -> int | None:
    """The family of a library error's result code, or None when the library gave none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & FAMILY if isinstance(code, int) else None


def find_failure(error: Exception) -> Unavailable | None:
    """The world's problem behind a library error; None when the error is a bug of ours (a constraint, bad SQL)."""
    family = FULL if getattr(error, "sqlite_errorcode", None) == NO_ROOM_TO_OPEN else family_of(error)
    return get_failure(family) if family in _SENTENCES else None


def get_failure(family: int | None) -> Unavailable:
    """The failure that one of the families above stands for; KeyError for another."""
    code, ar, en = _SENTENCES[family]
    return Unavailable(code, ar=ar, en=en)


@contextmanager
def naming_disk() -> Iterator[None]:
    """Around what is done to files beside the store: a full disk and one that refuses come out as Unavailable."""
    try:
        yield
    except OSError as error:
        raise get_failure(FULL if error.errno in OUT_OF_SPACE else IO_ERROR) from error


@contextmanager
def naming_failures(folder: Path | None = None) -> Iterator[None]:
    """Around any use of the store: disk full, damage, locks and the like come out as Unavailable; bugs come out as
    they are. With the store's `folder`, a failure of the disk where no room is left is a full disk: on one that has
    not a byte, opening fails with a bare SQLITE_IOERR."""
    try:
        yield
    except sqlcipher.Error as error:
        failure = find_failure(error)
        if failure is None:
            raise
        if folder is not None and family_of(error) == IO_ERROR and not has_room_to_open(folder):
            failure = get_failure(FULL)
        raise failure from error


def has_room_to_open(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= ROOM_TO_OPEN_BYTES
    except OSError:
        return True  # the disk itself does not answer: that is what has to be said


ROLE_CHANGED = "role.changed"


def role_changed() -> RuleBroken:
    """Who signed in had the role then; the rows of now have it otherwise."""
    return RuleBroken(
        ROLE_CHANGED,
        ar="دورك كما هو مسجّل الآن لا يسمح بهذا، فلم يُكتب شيء. إن تغيّر دورك في أثناء عملك فاخرج وادخل من جديد لترى ما "
        "يسمح به، أو اطلب ممن له الدور أن يكتبه باسمه.",
        en="Your role, as it is recorded now, does not allow this, and nothing was written. If it was changed while "
        "you worked, sign out and in again to see what it allows, or ask somebody who has the role to do it.",
    )


def row_mended() -> Unavailable:
    """What was to be changed was shown otherwise than the log has it."""
    return Unavailable(
        "store.row_mended",
        ar="كان السجل المعروض تالفًا فلم يُحفظ هذا التغيير، وأُعيد بناؤه من الأصل. راجع ما يظهر الآن ثم أعد المحاولة.",
        en="The record on screen was damaged, so this change was not saved; it was made anew from the original. "
        "Look at what is shown now, then try again.",
    )
