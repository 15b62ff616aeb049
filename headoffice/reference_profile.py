"""The association's own profile, published by head office: every laptop goes on with the latest version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import RuleBroken, Unavailable
from domain.form_file import KINDS, LARGEST_BYTES
from domain.policy import Profile
from domain.profile_file import parse_profile
from domain.profile_version import is_later_version
from domain.sync.blobs import blob_name
from domain.sync.chain import Written
from domain.sync.entries import Add
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.profile_parcel import pack_parcel
from domain.sync.reference_tables import PUBLISHED_PROFILES
from domain.sync.row_state import RowState
from domain.sync.winners import shown
from headoffice.blob_files import BlobFiles
from headoffice.hub import Hub
from headoffice.reference_log import Rows, new_row, read_reference, write_reference
from headoffice.reference_rows import standing_rows
from resources import shelf

SUFFIX = ".toml"


@dataclass(frozen=True)
class PublishedProfile:
    id: str
    profile: str
    version: str
    file_name: str
    published_at: str


def list_profiles(hub: Hub) -> tuple[PublishedProfile, ...]:
    """As they were published: laptops go on with the latest version."""
    return _standing(read_reference(hub))


def publish_profile(hub: Hub, place: Path) -> PublishedProfile:
    """With the forms and the logo beside it. Raises RuleBroken that names file, key and mend, or for another
    association or a version that is not later; Unavailable for a file that cannot be read."""
    content = _read(place)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(
            "profile.not_utf8",
            ar=f"الملف {place.name} ليس نصًا بترميز UTF-8؛ احفظه بهذا الترميز.",
            en=f"The file {place.name} is not UTF-8 text; save it in that encoding.",
            field="file",
        ) from None
    profile = parse_profile(text, file=place.name)
    _check_association(hub, profile)
    parcel = _packed(profile, place, content)
    at = datetime.fromtimestamp(hub.clock() / 1000, UTC).isoformat(timespec="milliseconds")
    made = PublishedProfile(new_row(hub), profile.id, profile.version, place.name, at)
    name = blob_name(parcel)

    def writing(rows: Rows) -> Sequence[Written]:
        for known in _standing(rows):
            if not is_later_version(profile.version, known.version):
                raise _not_later(profile, known.version)
        cells = {"profile": [profile.id, profile.version, place.name], "file": name, "published_at": at}
        numbered = {PUBLISHED_PROFILES.cell(cell).number: value for cell, value in cells.items()}
        return [Written(Add(PUBLISHED_PROFILES.number, made.id, numbered), None)]  # type: ignore[arg-type]

    BlobFiles(hub.folder).keep(REFERENCE_PARTITION, name, iter([parcel]))
    write_reference(hub, "profile.publish", writing)
    return made


def _standing(rows: Rows) -> tuple[PublishedProfile, ...]:
    found = [_published(row, state) for row, state in standing_rows(rows, PUBLISHED_PROFILES)]
    return tuple(sorted(found, key=lambda one: (one.published_at, one.id)))


def _published(row: str, state: RowState) -> PublishedProfile:
    view = shown(state)
    values = view.values if view is not None else {}
    match [values.get(PUBLISHED_PROFILES.cell(name).number) for name in ("profile", "published_at")]:
        case [[str(profile), str(version), str(file_name)], str(at)]:
            return PublishedProfile(row, profile, version, file_name, at)
    raise LookupError(f"a profile that cannot be read: {row}")


def _packed(profile: Profile, place: Path, content: bytes) -> bytes:
    files = {place.name: content}
    for path in _beside(profile, place.parent):
        files[path.relative_to(place.parent).as_posix()] = _read(path)
    try:
        return pack_parcel(files)
    except ValueError as error:
        raise RuleBroken(
            "profile.parcel",
            ar="ما بجانب الملف كبير جدًا أو أسماؤه لا تصلح. صغّر الشعار، وسمّ الاستمارات برموزها.",
            en="What lies beside the file is too large, or of names that will not do. Make the logo smaller, and name "
            "forms by their ids.",
            field="file",
        ) from error


def _beside(profile: Profile, folder: Path) -> Iterator[Path]:
    """Forms that are not there come with the program, or a laptop says that they are missing."""
    for form in profile.forms:
        yield from (path for kind in KINDS if (path := folder / f"{form}.{kind}").is_file())
    logo = profile.letterhead.logo if profile.letterhead is not None else None
    if logo is not None:
        yield folder / logo


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Unavailable(
            "profile.unreadable",
            ar=f"تعذّرت قراءة الملف {path.name}؛ تأكد من مكانه ومن الإذن بقراءته.",
            en=f"The file {path.name} cannot be read; check where it is and that it may be read.",
        ) from error


def _check_association(hub: Hub, profile: Profile) -> None:
    """By the profile that the first laptop brought. One that comes with the program changes with the program."""
    if profile.id + SUFFIX in shelf.names("policies", suffix=SUFFIX):
        raise RuleBroken(
            "profile.taken",
            ar=f"السياسة {profile.id} تأتي مع البرنامج وتتغير بإصداره، فلا تُنشر. يُنشر ملف الجمعية الخاص بها.",
            en=f"The profile {profile.id} comes with the program and changes with it, so it is not published. An "
            "association's own is.",
            field="file",
        )
    with hub.db.reading():
        fixed = hub.registry.profile()
    if fixed is not None and fixed != profile.id:
        raise RuleBroken(
            "profile.other",
            ar=f"هذه الجمعية هي {fixed}، والملف لجمعية {profile.id}. اختر ملف جمعيتك.",
            en=f"This association is {fixed}, and the file is of {profile.id}. Choose your association's.",
            field="file",
        )


def _not_later(profile: Profile, known: str) -> RuleBroken:
    return RuleBroken(
        "profile.not_later",
        ar=f"نُشر الإصدار {known} من قبل، وفي الملف {profile.version}. ارفع رقم version.",
        en=f"Version {known} is published already, and the file has {profile.version}. Raise its version.",
        field="file",
    )
