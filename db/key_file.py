"""The key file of a store: two identical copies beside the database, each whole or refused.

A copy is: 8 bytes that name it, the SHA-256 of the rest, then msgpack. The sum finds accidents; against intent stand
the tags of the slots.
"""

import hashlib
import hmac
import logging
from pathlib import Path
from typing import Annotated

import msgspec

from db.durable_file import write_durably
from db.key_derivation import KdfCost, database_key, key_check
from db.key_slot import Count, Identity, Kind, Slot
from domain.credentials import find_username
from domain.errors import Unavailable

VERSION = 1
MAGIC = b"ISTIQKEY"
SUM_BYTES = 32
LARGEST_FILE = 256 * 1024
MOST_SLOTS = 400

log = logging.getLogger(__name__)


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`generation` grows with every change: of two sound copies the later one counts."""

    identity: Identity
    generation: Count
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(max_length=MOST_SLOTS)]

    def with_slots(self, slots: tuple[Slot, ...]) -> "KeyFile":
        return msgspec.structs.replace(self, generation=self.generation + 1, slots=slots)

    @property
    def users(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind is Kind.PASSWORD)

    def find_user(self, username: str) -> Slot | None:
        name = find_username(username)
        return next((slot for slot in self.users if slot.username == name), None)

    @property
    def dearest_cost(self) -> KdfCost:
        """What trying the best protected user costs."""
        costs = (slot.cost for slot in self.users)
        return max(costs, key=lambda cost: cost.memory_kib * cost.iterations, default=KdfCost.FLOOR)


class _Version(msgspec.Struct, frozen=True):
    version: Count


class _AnyFormat(msgspec.Struct, frozen=True):
    """As much of a later format as this program understands."""

    identity: _Version


class DamagedCopy(Exception):
    """A copy that cannot be used; the text says why, for the log."""


def key_files(path: Path) -> tuple[Path, Path]:
    """Where the two copies of a database's keys are; a backup takes both."""
    return path.with_name(path.name + ".keys"), path.with_name(path.name + ".keys2")


def keys_path(path: Path) -> Path:
    """The first of the two."""
    return key_files(path)[0]


def encode(file: KeyFile) -> bytes:
    body = msgspec.msgpack.encode(file)
    return MAGIC + hashlib.sha256(MAGIC + body).digest() + body


def decode(content: bytes) -> KeyFile:
    """Raises DamagedCopy, or Unavailable ``keys.newer`` for a sound copy of a later format."""
    head = len(MAGIC) + SUM_BYTES
    magic, digest, body = content[: len(MAGIC)], content[len(MAGIC) : head], content[head:]
    if magic != MAGIC or not hmac.compare_digest(digest, hashlib.sha256(MAGIC + body).digest()):
        raise DamagedCopy("the sum does not match")
    try:
        if msgspec.msgpack.decode(body, type=_AnyFormat).identity.version > VERSION:
            raise _newer()
        file = msgspec.msgpack.decode(body, type=KeyFile)
        _check_costs(file)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise DamagedCopy(str(error)) from error
    return file


def _check_costs(file: KeyFile) -> None:
    """Before any of them is used: a forged file must not make the machine work for hours. Raises ValueError."""
    for slot in file.slots:
        if slot.kind is not Kind.ESCROW:
            KdfCost(slot.memory_kib, slot.iterations, slot.lanes)


def load(path: Path) -> KeyFile:
    """The keys of the database at `path`; a copy that is missing, damaged or older is written anew from the good one.

    Raises Unavailable: ``keys.missing``, ``keys.damaged``, ``keys.newer``, ``keys.no_access``.
    """
    copies = {copy: _read(copy) for copy in key_files(path)}
    if all(content is None for content in copies.values()):
        raise _missing()
    files = {copy: _try_decode(content) for copy, content in copies.items() if content}
    sound = [file for file in files.values() if file is not None]
    if not sound or len({file.identity.database for file in sound}) > 1:
        raise damaged_keys()
    best = max(sound, key=lambda file: file.generation)
    for copy in copies:
        if files.get(copy) != best:
            _repair(copy, best)
    return best


def load_with(path: Path, master: bytes) -> KeyFile:
    """For who has the store open: another master key is a bug or a swapped file, and is never wrapped. Raises as `load`
    does."""
    file = load(path)
    if not hmac.compare_digest(file.identity.key_check, key_check(database_key(master))):
        raise damaged_keys()
    return file


def _read(copy: Path) -> bytes | None:
    """None when there is no such file; nothing when the disk cannot give it."""
    try:
        with copy.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise Unavailable(
            "keys.no_access",
            ar="لا يُسمح لك بقراءة ملف المفاتيح. اطلب من مسؤول الجهاز حق القراءة والكتابة في مجلد البيانات.",
            en="You may not read the key file. Ask the administrator for access to the data folder.",
        ) from error
    except OSError as error:
        log.warning("a copy of the keys cannot be read: %s", error.strerror)
        return b""
    return b"" if len(content) > LARGEST_FILE else content


def _try_decode(content: bytes) -> KeyFile | None:
    try:
        return decode(content)
    except DamagedCopy as error:
        log.info("a copy of the keys is damaged: %s", error)
        return None


def _repair(copy: Path, file: KeyFile) -> None:
    """The other copy is sound, so a disk that refuses this is no reason to keep the person out."""
    try:
        write_durably(copy, encode(file))
    except OSError as error:
        log.warning("a copy of the keys could not be written: %s", error.strerror)


def save(path: Path, file: KeyFile) -> None:
    """Both copies, one after the other, so that one is always whole. Raises Unavailable when nothing was changed."""
    content = encode(file)
    if len(content) > LARGEST_FILE or len(file.slots) > MOST_SLOTS:
        raise Unavailable(
            "keys.too_many",
            ar="بلغ عدد المستخدمين على هذا الجهاز حدّه. احذف من لم يعد يعمل عليه ثم أعد المحاولة.",
            en="This computer has as many users as it can hold. Remove those who left and try again.",
        )
    first, second = key_files(path)
    try:
        write_durably(first, content)
    except OSError as error:
        raise Unavailable(
            "keys.not_saved",
            ar="تعذّر حفظ ملف المفاتيح ولم يتغير شيء. تأكد من مساحة القرص ومن حق الكتابة في مجلد البيانات.",
            en="The key file could not be saved and nothing was changed. Check the free space and the right to write.",
        ) from error
    # The deed is done with the first copy; the next reading writes the second again if this fails.
    _repair(second, file)


def refuse_existing(path: Path) -> None:
    """Raises Unavailable when there is a database that new keys would not open."""
    if path.exists() and path.stat().st_size > 0:
        raise Unavailable(
            "store.exists",
            ar="في هذا المجلد بيانات من قبل، ولم تُمسّ. سجّل الدخول إليها، أو اختر مجلدًا فارغًا.",
            en="This folder already holds a store; it was left untouched. Sign in to it, or choose an empty folder.",
        )


def set_keys_aside(path: Path) -> None:
    """Renames keys that lie without a database, so that nothing is ever overwritten."""
    for copy in key_files(path):
        if copy.exists():
            number = 1
            while (aside := copy.with_name(f"{copy.name}.aside{number}")).exists():
                number += 1
            copy.rename(aside)


def _missing() -> Unavailable:
    return Unavailable(
        "keys.missing",
        ar="لا يوجد ملف مفاتيح بجوار ملف البيانات. أعِد الملفين ‎.keys‎ و‎.keys2‎ من النسخة الاحتياطية إلى المجلد نفسه.",
        en="There is no key file beside the store. Put .keys and .keys2 back from the backup into the same folder.",
    )


def damaged_keys() -> Unavailable:
    """Also what to raise when the copies are sound and what a slot holds is not."""
    return Unavailable(
        "keys.damaged",
        ar="ملف المفاتيح تالف بنسختيه. لا تحذف شيئًا، وأعِد الملفين ‎.keys‎ و‎.keys2‎ من النسخة الاحتياطية.",
        en="Both copies of the key file are damaged. Delete nothing; put .keys and .keys2 back from the backup.",
    )


def _newer() -> Unavailable:
    return Unavailable(
        "keys.newer",
        ar="كتب ملف المفاتيح إصدار أحدث من البرنامج، ولم يُمسّ. ثبّت الإصدار الأحدث ثم افتحه.",
        en="A newer version of the program wrote the key file, and it was left untouched. Install that version.",
    )
