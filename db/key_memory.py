"""What the database remembers of its key file, so that an older one put back beside it is noticed.

An older key file would open with a password that was changed since, or that of a user who was removed. The file's
generation says which is later; the slots that the database remembers say what may still open.
"""

import os
from pathlib import Path

import msgspec

from db.key_derivation import KEY_BYTES, KdfCost
from db.key_file import KeyFile, load, save
from db.key_slot import Kind, Opened, Owner, Random, Slot, seal_slot
from db.recovery_slots import open_with_code
from db.settings import Settings
from domain.errors import RuleBroken, Unavailable

REMEMBERED = "keys.remembered"


class RememberedSlot(msgspec.Struct, frozen=True):
    id: str
    kind: int
    user_id: str
    username: str


class Remembered(msgspec.Struct, frozen=True):
    generation: int
    slots: tuple[RememberedSlot, ...]


def remember_keys(settings: Settings, path: Path) -> None:
    """After every change of the keys, and at sign-in: a change that was cut off before this is remembered then."""
    file = load(path)
    slots = tuple(RememberedSlot(one.id.hex(), int(one.kind), one.user_id, one.username) for one in file.slots)
    text = msgspec.json.encode(Remembered(file.generation, slots)).decode()
    if settings.find(REMEMBERED) != text:
        settings.save(REMEMBERED, text)


def refuse_older_keys(settings: Settings, path: Path) -> None:
    """Raises Unavailable ``keys.older`` when these keys are not the latest of this database."""
    if are_keys_older(settings, path):
        raise _older()


def are_keys_older(settings: Settings, path: Path) -> bool:
    """A database that remembers nothing takes what there is: it is one that was never opened by this version."""
    remembered = _find(settings)
    return remembered is not None and _is_older(load(path), remembered)


def adopt_older_keys(settings: Settings, path: Path, code: str, *, random: Random = os.urandom) -> None:
    """Makes an older key file the latest again for whoever has the recovery sheet.

    What the database does not remember opens nothing any more; a user whose slot is not the remembered one keeps his
    name, and gets in again with the sheet. Raises Unavailable ``keys.older`` when the sheet itself was replaced since.
    """
    remembered = _find(settings)
    file = load(path)
    if remembered is None or not _is_older(file, remembered):
        return
    known = {one.id for one in remembered.slots}
    kept = tuple(one for one in file.slots if one.id.hex() in known)
    try:
        master = open_with_code(msgspec.structs.replace(file, slots=kept), code)
    except RuleBroken as error:
        raise _older() from error
    slots = (*kept, *_locked(file, remembered, master, random))
    generation = max(file.generation, remembered.generation) + 1
    save(path, msgspec.structs.replace(file, slots=slots, generation=generation))


def _find(settings: Settings) -> Remembered | None:
    text = settings.find(REMEMBERED)
    return msgspec.json.decode(text, type=Remembered) if text is not None else None


def _is_older(file: KeyFile, remembered: Remembered) -> bool:
    if file.generation == remembered.generation:
        return {one.id.hex() for one in file.slots} != {one.id for one in remembered.slots}
    return file.generation < remembered.generation


def _locked(file: KeyFile, remembered: Remembered, master: bytes, random: Random) -> list[Slot]:
    """The users whose slots are lost, each under a secret that nobody has."""
    present = {one.id.hex() for one in file.slots}
    return [
        seal_slot(
            file.identity,
            Owner(Kind.PASSWORD, one.user_id, one.username),
            random(KEY_BYTES),
            Opened(master, random(KEY_BYTES)),
            cost=KdfCost.FLOOR,
            random=random,
        )
        for one in remembered.slots
        if one.kind == Kind.PASSWORD and one.id not in present
    ]


def _older() -> Unavailable:
    return Unavailable(
        "keys.older",
        ar="ملفا المفاتيح بجوار البيانات أقدم منها، وقد يفتحان لمن أُوقف حسابه أو بكلمة مرور قديمة، فلم تُفتح البيانات. "
        "أعِد أحدث ‎.keys‎ و‎.keys2‎ من النسخة الاحتياطية، أو ادخل بورقة الاستعادة.",
        en="The key files are older than the data beside them and might open with a password that was changed since. "
        "The data was not opened. Put the latest .keys and .keys2 back from the backup, or use the recovery sheet.",
    )
