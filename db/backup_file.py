"""A backup as one file: a ZIP without compression with the encrypted database, its keys, and what they are.

What is in it stays encrypted as in the store; plain are the office's code, the moment, sizes and hashes. Any tool can
unpack it, and every byte is checked against its hash before it is believed.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from db.durable_file import sync_folder
from db.failures import OUT_OF_SPACE
from db.store_files import FILE_NAME
from domain.errors import RuleBroken, Unavailable

FORMAT = 1
DATABASE, KEYS, ABOUT = FILE_NAME, f"{FILE_NAME}.keys", "backup.json"
LARGEST_ABOUT = 64 << 10
CHUNK = 1 << 20


@dataclass(frozen=True)
class About:
    """`made_at` is ISO with offset; `files` has bytes and SHA-256 of each."""

    office: str
    made_at: str
    schema: int
    files: Mapping[str, tuple[int, str]]


def pack(target: Path, sources: Mapping[str, Path], *, office: str, made_at: str, schema: int) -> About:
    """Writes the backup whole or not at all, reads it back, and only then puts it in the place of what was there.
    Raises Unavailable ``backup.write`` or ``backup.damaged``."""
    fresh = target.with_name(f".{target.name}.new")
    about = About(office, made_at, schema, {name: _measured(path) for name, path in sources.items()})
    with _writing(fresh):
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED, allowZip64=True) as box:
            box.writestr(ABOUT, json.dumps({"format": FORMAT, **asdict(about)}, sort_keys=True))
            for name, path in sources.items():
                box.write(path, name)
        fresh.chmod(0o600)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        if read_about(fresh) != about:
            raise _damaged(target)
        for name in sources:
            _check(fresh, name, about)
        fresh.replace(target)
        sync_folder(target.parent)
    return about


def read_about(backup: Path) -> About:
    """What a file says it is. Raises RuleBroken ``backup.not_ours`` for another file, Unavailable ``backup.missing``,
    ``backup.newer``, ``backup.damaged``."""
    with _reading(backup) as box:
        names = {member.filename: member for member in box.infolist()}
        if set(names) != {DATABASE, KEYS, ABOUT} or len(box.infolist()) != len(names):
            raise _not_ours(backup)
        if any(member.compress_type != zipfile.ZIP_STORED for member in names.values()):
            raise _not_ours(backup)
        if names[ABOUT].file_size > LARGEST_ABOUT:
            raise _not_ours(backup)
        about = _about_of(backup, box.read(ABOUT))
    if any(about.files[name][0] != names[name].file_size for name in (DATABASE, KEYS)):
        raise _damaged(backup)
    return about


def unpack(backup: Path, folder: Path) -> About:
    """Its files into `folder`, durable, each as its hash says. Raises as `read_about`, and Unavailable
    ``backup.write`` where the folder takes no more."""
    about = read_about(backup)
    for name in (DATABASE, KEYS):
        _check(backup, name, about, copy_to=folder / name)
    sync_folder(folder)
    return about


def is_backup(path: Path) -> bool:
    """Whether it is one by what it says; its contents are not checked."""
    try:
        read_about(path)
    except (RuleBroken, Unavailable):
        return False
    return True


def _about_of(backup: Path, raw: bytes) -> About:
    try:
        found = json.loads(raw)
        if found["format"] > FORMAT:
            raise _newer()
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
        about = About(str(found["office"]), str(found["made_at"]), int(found["schema"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(backup) from error
    if set(about.files) != {DATABASE, KEYS}:
        raise _damaged(backup)
    return about


def _check(backup: Path, name: str, about: About, *, copy_to: Path | None = None) -> None:
    digest = hashlib.sha256()
    with _reading(backup) as box, box.open(name) as member, _sink(copy_to) as write:
        while chunk := member.read(CHUNK):
            digest.update(chunk)
            write(chunk)
    if digest.hexdigest() != about.files[name][1]:
        raise _damaged(backup)


@contextmanager
def _sink(path: Path | None) -> Iterator[Callable[[bytes], object]]:
    if path is None:
        yield len
        return
    with _writing(path), path.open("xb") as file:
        path.chmod(0o600)
        yield file.write
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _reading(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as box:
            yield box
    except FileNotFoundError as error:
        raise Unavailable(
            "backup.missing",
            ar=f"لا يوجد ملف بالاسم {backup.name} هناك. تحقق من المسار، أو أدخل الذاكرة التي هو فيها.",
            en=f"There is no file {backup.name} there. Check the path, or plug in the stick it is on.",
            field="file",
        ) from error
    except zipfile.BadZipFile as error:
        raise (_damaged(backup) if _begins_like_one(backup) else _not_ours(backup)) from error
    except (EOFError, NotImplementedError) as error:
        raise _damaged(backup) from error
    except OSError as error:
        raise Unavailable(
            "backup.unreadable",
            ar=f"تعذّرت قراءة الملف {backup.name}. تحقق من الإذن بقراءته ومن القرص أو الذاكرة التي هو فيها.",
            en=f"The file {backup.name} cannot be read. Check that it may be read, and the disk or stick it is on.",
            field="file",
        ) from error


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """No half file is left when it fails, whatever fails."""
    try:
        yield
    except OSError as error:
        _sweep(path)
        raise _unwritable(is_full=error.errno in OUT_OF_SPACE) from error
    except BaseException:
        _sweep(path)
        raise


def _sweep(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # The folder itself is out of reach: that is what the user is being told.
        return


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return path.stat().st_size, digest.hexdigest()


def _begins_like_one(backup: Path) -> bool:
    """A ZIP that was cut off has lost its table at the end, and not its beginning."""
    with backup.open("rb") as file:
        return ABOUT.encode() in file.read(256)


def _unwritable(*, is_full: bool) -> Unavailable:
    if is_full:
        return Unavailable(
            "backup.full",
            ar="لا تكفي المساحة هناك لنسخة احتياطية، ولم يُكتب منها شيء. أفرغ مساحة أو اختر مكانًا آخر.",
            en="There is not enough room for a backup there, and nothing of it was written. Free some space or choose "
            "another place; the office's data is safe.",
            field="file",
        )
    return Unavailable(
        "backup.write",
        ar="تعذّرت كتابة النسخة الاحتياطية هناك. تحقق من المجلد ومن الإذن بالكتابة فيه؛ بيانات المكتب سليمة.",
        en="The backup could not be written there. Check the folder and its rights; the office's data is safe.",
        field="file",
    )


def _not_ours(backup: Path) -> RuleBroken:
    return RuleBroken(
        "backup.not_ours",
        ar=f"الملف {backup.name} ليس نسخة احتياطية من هذا البرنامج. اختر ملفًا كتبه الأمر istiqbal backup make.",
        en=f"The file {backup.name} is no backup of this program. Choose one that istiqbal backup make wrote.",
        field="file",
    )


def _damaged(backup: Path) -> Unavailable:
    return Unavailable(
        "backup.damaged",
        ar=f"النسخة الاحتياطية {backup.name} تالفة أو مقطوعة، فلم يتغير شيء. جرّب نسخة أقدم منها.",
        en=f"The backup {backup.name} is damaged or cut off, and nothing was changed. Try an older one.",
        field="file",
    )


def _newer() -> Unavailable:
    return Unavailable(
        "backup.newer",
        ar="كتب هذه النسخة الاحتياطية إصدار أحدث من البرنامج، ولم يتغير شيء. ثبّت الإصدار الأحدث ثم استعدها.",
        en="A newer version of the program wrote this backup, and nothing was changed. Install that version first.",
        field="file",
    )
