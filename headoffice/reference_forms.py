"""The forms that head office publishes: each laptop looks at them by itself before it asks anybody with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import RuleBroken, Unavailable
from domain.form_file import LARGEST_BYTES, check_file
from domain.holidays import LONGEST_TITLE
from domain.sync.blobs import blob_name
from domain.sync.chain import Written
from domain.sync.entries import Add, Void
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.reference_tables import PUBLISHED_FORMS
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import shown
from domain.text import Text
from headoffice.blob_files import BlobFiles
from headoffice.hub import Hub
from headoffice.reference_log import Rows, new_row, read_reference, write_reference
from headoffice.reference_rows import check_reason, get_row, standing_rows


@dataclass(frozen=True)
class PublishedForm:
    """`form_id` is empty where the file says it itself. `is_here` unless the file went with a database that was lost:
    then laptops bring it."""

    id: str
    file_name: str
    form_id: str
    file: bytes
    authority: str
    published_at: str
    is_here: bool = True


def list_forms(hub: Hub) -> tuple[PublishedForm, ...]:
    """Those that stand, as they were published."""
    files = BlobFiles(hub.folder)
    found = [_form(row, state, files) for row, state in standing_rows(read_reference(hub), PUBLISHED_FORMS)]
    return tuple(sorted(found, key=lambda one: (one.published_at, one.id)))


def publish_form(hub: Hub, place: Path, *, form_id: str = "", authority: str = "") -> PublishedForm:
    """The file is here before anything says so. Raises RuleBroken and Unavailable."""
    content = _content(place)
    check_file(place.name, len(content))
    if len(form_id) > LONGEST_TITLE or len(authority) > LONGEST_TITLE:
        raise RuleBroken("form.words", ar="اكتبه في كلمات قليلة.", en="Say it in few words.", field="by")
    name, files = blob_name(content), BlobFiles(hub.folder)
    at = datetime.fromtimestamp(hub.clock() / 1000, UTC).isoformat(timespec="milliseconds")
    made = PublishedForm(new_row(hub), place.name, form_id, name, authority, at)

    def writing(rows: Rows) -> Sequence[Written]:
        for row, state in standing_rows(rows, PUBLISHED_FORMS):
            known = _form(row, state, files)
            if (known.file, known.file_name, known.form_id) == (name, made.file_name, form_id):
                raise _published_already(known)
        cells: dict[str, Value] = {
            "form": [made.file_name, form_id or None],
            "file": name,
            "published": [authority or None, at],
        }
        numbered = {PUBLISHED_FORMS.cell(cell).number: value for cell, value in cells.items()}
        return [Written(Add(PUBLISHED_FORMS.number, made.id, numbered), None)]

    files.keep(REFERENCE_PARTITION, name, iter([content]))
    write_reference(hub, "form.publish", writing)
    return made


def withdraw_form(hub: Hub, typed: str, reason: str) -> PublishedForm:
    """`typed` is the end of its id, as the list shows it. Raises RuleBroken."""
    said, files = check_reason(reason), BlobFiles(hub.folder)
    found: list[PublishedForm] = []

    def writing(rows: Rows) -> Sequence[Written]:
        row, state = get_row(rows, PUBLISHED_FORMS, typed, kind=Text("استمارة", "form"))
        found[:] = [_form(row, state, files)]
        return [Written(Void(PUBLISHED_FORMS.number, row, said), None)]

    write_reference(hub, "form.withdraw", writing)
    return found[0]


def _form(row: str, state: RowState, files: BlobFiles) -> PublishedForm:
    view = shown(state)
    values = view.values if view is not None else {}
    match [values.get(PUBLISHED_FORMS.cell(name).number) for name in ("form", "file", "published")]:
        case [[str(file_name), form_id], bytes(file), [authority, str(at)]]:
            held, whole = files.held(REFERENCE_PARTITION, file)
            words = (form_id if isinstance(form_id, str) else "", authority if isinstance(authority, str) else "")
            return PublishedForm(row, file_name, words[0], file, words[1], at, is_here=0 < held == whole)
    raise LookupError(f"a form that cannot be read: {row}")


def _content(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Unavailable(
            "form.unreadable",
            ar=f"تعذّرت قراءة الملف {place.name}: {error.strerror}.",
            en=f"The file {place.name} cannot be read: {error.strerror}.",
        ) from error


def _published_already(known: PublishedForm) -> RuleBroken:
    return RuleBroken(
        "form.published_already",
        ar=f"هذا الملف منشور من قبل بالاسم {known.file_name} ({known.id[-8:]}).",
        en=f"This very file is published already as {known.file_name} ({known.id[-8:]}).",
        field="file",
    )
