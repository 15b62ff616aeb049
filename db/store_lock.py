"""One process per store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from domain.errors import Unavailable

LOCK_NAME = "istiqbal.lock"


@contextmanager
def hold_store(folder: Path) -> Iterator[None]:
    """Holds the store of an existing folder for this process alone, until the block ends.

    The operating system keeps the lock and lets go of it when the process dies, however it dies; the file stays and
    means nothing by itself. Raises Unavailable ``store.in_use`` at once when somebody else holds it. May be left on
    another thread than it was entered on.
    """
    if not folder.is_dir():
        raise _refused()
    # A soft lock is the mere existence of a file, and would outlive a process that was killed.
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Unavailable(
            "store.in_use",
            ar="البرنامج مفتوح على هذه البيانات في نافذة أخرى. ارجع إلى تلك النافذة، أو أغلقها ثم أعد المحاولة.",
            en="Istiqbal already has this store open elsewhere. Go to that window, or close it and try again.",
        ) from error
    except OSError as error:
        raise _refused() from error
    try:
        yield
    finally:
        lock.release()


def _refused() -> Unavailable:
    return Unavailable(
        "store.lock_refused",
        ar="تعذّر حجز مجلد البيانات. تأكد من وجوده ومن أن لك حق الكتابة فيه، وأنه على قرص هذا الجهاز.",
        en="The data folder could not be locked. Make sure that it exists on this computer's own disk and that you may "
        "write in it.",
    )
