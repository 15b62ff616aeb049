"""What is asked of what head office says to the association: that every laptop can read it."""

from collections.abc import Callable

from domain.form_file import is_file_name
from domain.holidays import KINDS
from domain.sync.entries import Add, Header, Operation, Put
from domain.sync.readable import UNREADABLE, is_day, is_moment
from domain.sync.reference_tables import HOLIDAYS, PUBLISHED_FORMS, PUBLISHED_PROFILES
from domain.sync.row_state import RowState

NAME_BYTES = 32
FindRow = Callable[[str], RowState | None]


def judge_holiday(_: Header, operation: Operation, __: FindRow) -> str:
    """Of a known kind and with a name, from a day to the same or a later one."""
    if not isinstance(operation, Add | Put):
        return ""
    cells = operation.cells
    if isinstance(operation, Add) and (cells.get(_KIND) not in KINDS or _DAYS not in cells or _TITLE not in cells):
        return UNREADABLE
    match cells.get(_TITLE, ["", None]):
        case [str(), None | str()]:
            pass
        case _:
            return UNREADABLE
    match cells.get(_DAYS), cells.get(_DECLARED):
        case [str(first), str(last)], declared if is_day(first) and is_day(last) and first <= last:
            is_readable = isinstance(operation, Put) or (isinstance(declared, list) and is_moment(declared[-1]))
            return "" if is_readable else UNREADABLE
    return UNREADABLE if _DAYS in cells else ""


def judge_published_form(_: Header, operation: Operation, __: FindRow) -> str:
    """A file of a plain name, named by its hash."""
    if not isinstance(operation, Add):
        return ""
    match [operation.cells.get(number) for number in (_FORM, _FILE, _PUBLISHED)]:
        case [[str(name), _], bytes(file), [_, at]] if is_file_name(name) and len(file) == NAME_BYTES and is_moment(at):
            return ""
    return UNREADABLE


def judge_published_profile(_: Header, operation: Operation, __: FindRow) -> str:
    """Of an id and a version, with a file that is named by its hash."""
    if not isinstance(operation, Add):
        return ""
    match [operation.cells.get(number) for number in (_PROFILE, _PARCEL, _PUBLISHED_AT)]:
        case [[str(), str(), str(name)], bytes(file), at] if (
            "/" not in name and len(file) == NAME_BYTES and is_moment(at)
        ):
            return ""
    return UNREADABLE


_KIND, _DAYS, _TITLE, _DECLARED = (HOLIDAYS.cell(name).number for name in ("kind", "days", "title", "declared"))
_FORM, _FILE, _PUBLISHED = (PUBLISHED_FORMS.cell(name).number for name in ("form", "file", "published"))
_PROFILE, _PARCEL, _PUBLISHED_AT = (
    PUBLISHED_PROFILES.cell(name).number for name in ("profile", "file", "published_at")
)
