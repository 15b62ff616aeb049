"""A pull that would void much of what stands here stops and asks: an emptied or confused head office must not empty
the laptops (SYNC.md, "The wire")."""

from collections.abc import Iterable

from db.entries import StoredStream
from domain.errors import RuleBroken
from domain.sync.row_state import RowState

LEAST_ROWS = 20  # so few are nobody's disaster
SHARE = 10  # a tenth of the partition


class VoidFloor:
    """Counts over one round, for the rows that stood here before it. One round belongs to one object."""

    def __init__(self) -> None:
        self._starts: dict[str, StoredStream] = {}
        self._counted: dict[str, int] = {}
        self._is_open = False

    def begin(self, *, is_open: bool) -> None:
        """A round begins; `is_open` when a person has said that it may void whatever it voids."""
        self._starts.clear()
        self._counted.clear()
        self._is_open = is_open

    def check(self, stream: StoredStream, voided: Iterable[RowState]) -> int:
        """What the round has voided with these, to be kept by `note` when they stand. Raises RuleBroken."""
        start = self._starts.setdefault(stream.partition, stream)
        stood = sum(1 for state in voided if state.created is not None and state.created.hub_seq <= start.cursor)
        count = self._counted.get(stream.partition, 0) + stood
        if not self._is_open and count > max(LEAST_ROWS, start.digest.count // SHARE):
            raise _too_many()
        return count

    def note(self, partition: str, count: int) -> None:
        self._counted[partition] = count


def _too_many() -> RuleBroken:
    return RuleBroken(
        "sync.voids",
        ar="في ما أرسله المركز الرئيس إلغاء لأكثر من عُشر السجلات هنا، فتوقفت المزامنة ولم يُلغ منها شيء. "
        "اسأل مدير النظام؛ فإن كان ذلك مقصودًا فاقبله مرة واحدة في صفحة ما ينتظر الإرسال (Ctrl+0)، أو بالأمر "
        "istiqbal sync --allow-voids.",
        en="What head office sent would void more than a tenth of the records here, so syncing stopped and none was "
        "voided. Ask the administrator; if it is meant, accept it once on the page of what waits (Ctrl+0), or with "
        "istiqbal sync --allow-voids.",
    )
