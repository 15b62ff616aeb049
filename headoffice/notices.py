"""What head office says to a clerk beside its answer: why this laptop is sent nothing, and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.sync.schema import SCHEMA_VERSION
from domain.sync.tables import ERASURE_SCHEMA
from domain.sync.wire import Notice
from headoffice.rights import UPLOAD_DAYS, Right
from headoffice.store import standings
from headoffice.store.registry import Device
from headoffice.store.standings import Standing

OLDEST_SCHEMA = 2  # this many versions back
NEWEST_SCHEMA = 1  # this many ahead


def is_schema_spoken(schema: int) -> bool:
    """Whether a laptop of that version is sent anything; what it writes is taken in any case."""
    return SCHEMA_VERSION - OLDEST_SCHEMA <= schema <= SCHEMA_VERSION + NEWEST_SCHEMA


def readable(rights: Iterable[Right], schema: int, has_erased: Callable[[str], bool]) -> tuple[Right, ...]:
    """What a program of that version can read of what its laptop may read. One that knows nothing of erasures could
    neither decode what is left of an erased entry nor take it out of its own log."""
    return tuple(
        right
        if is_schema_spoken(schema) and (schema >= ERASURE_SCHEMA or not has_erased(right.partition))
        else replace(right, may_read=False)
        for right in rights
    )


def notices_for(standing: Standing, device: Device, schema: int, rights: Iterable[Right]) -> list[Notice]:
    """`rights` as the program can use them."""
    rights = tuple(rights)
    found = []
    is_whole = standing.name == standings.ACTIVE
    is_blind = is_whole and schema < ERASURE_SCHEMA and any(right.has_read and not right.may_read for right in rights)
    if schema < SCHEMA_VERSION - OLDEST_SCHEMA or is_blind:
        found.append(_older())
    elif schema > SCHEMA_VERSION + NEWEST_SCHEMA:
        found.append(_newer())
    match standing.name:
        case standings.REVOKED:
            found.append(_revoked())
        case standings.MOVED if any(right.until_ms is not None for right in rights):
            found.append(_moved(device.office))
        case standings.RETURNED:
            found.append(_returned())
    return found


def _older() -> Notice:
    return Notice(
        "sync.older_program",
        "برنامج هذا الجهاز أقدم من أن يقرأ ما في المركز الرئيس؛ ما تكتبه يُرسل، وحدّث البرنامج ليصلك عمل غيرك.",
        "This laptop's program is too old to read what head office holds: what you write is sent; update the program "
        "to receive the others' work.",
    )


def _newer() -> Notice:
    return Notice(
        "sync.newer_program",
        "برنامج هذا الجهاز أحدث من برنامج المركز الرئيس؛ ما تكتبه محفوظ لديه، ويصلك عمل غيرك حين يُحدَّث المركز.",
        "This laptop's program is newer than head office's: what you write is kept there, and the others' work comes "
        "when head office is updated.",
    )


def _revoked() -> Notice:
    return Notice(
        "sync.revoked_reading",
        f"أوقف مدير النظام هذا الجهاز: ما كُتب فيه يُرسل خلال {UPLOAD_DAYS} يومًا من إيقافه، ولا يصله شيء. "
        "إن كان ذلك خطأ فأبلغه.",
        f"The administrator revoked this laptop: what it holds is sent for {UPLOAD_DAYS} days, and it is sent nothing. "
        "If that is a mistake, tell the administrator.",
    )


def _moved(office: str) -> Notice:
    return Notice(
        "sync.moved",
        f"نُقل هذا الجهاز إلى المكتب {office}: ما كُتب فيه للمكتب السابق يُرسل خلال {UPLOAD_DAYS} يومًا. "
        "لتعمل للمكتب الجديد اطلب رمز انضمام وابدأ في مجلد بيانات جديد.",
        f"This laptop was moved to office {office}: what it holds of its old office is sent for {UPLOAD_DAYS} days. "
        "To work for the new one, ask for an enrolment code and start with a new data folder.",
    )


def _returned() -> Notice:
    return Notice(
        "sync.returned",
        "استُعيد المركز الرئيس وعرف هذا الجهاز من شهادته: عملك يُرسل، ويصلك عمل غيرك حين يؤكده مدير النظام.",
        "Head office was restored and knows this laptop by its certificate: your work is sent, and the others' comes "
        "when the administrator has confirmed it.",
    )
