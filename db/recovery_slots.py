"""The way in with the recovery sheet, and how one sheet follows another.

A new sheet is good from the moment it is made; the old one ends when the new one is confirmed. Whatever is cut off in
between, one sheet on paper opens the store.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from db.key_derivation import KdfCost
from db.key_file import KeyFile, damaged_keys, load, load_with, save
from db.key_slot import BrokenSeed, Identity, Kind, Opened, Owner, Random, Slot, WrongSecret, open_slot, seal_slot
from db.recovery_code import CODE_BYTES, read_code, write_code
from domain.errors import RuleBroken


@dataclass(frozen=True)
class NewCode:
    """`code` is shown once and kept nowhere; `slot` names it until it is confirmed or withdrawn."""

    slot: str
    code: str = field(repr=False)


def seal_recovery(identity: Identity, code: bytes, master: bytes, random: Random) -> Slot:
    # The floor is enough: there are 2 to the 160 codes to guess.
    return seal_slot(identity, Owner(Kind.RECOVERY), code, Opened(master, b""), cost=KdfCost.FLOOR, random=random)


def open_with_recovery(path: Path, code: str) -> bytes:
    """The master key; nothing is changed. Raises RuleBroken: ``recovery.length``, ``recovery.miscopied``,
    ``recovery.wrong`` (field ``code``)."""
    return open_with_code(load(path), code)


def open_with_code(file: KeyFile, code: str) -> bytes:
    """As `open_with_recovery`, for a key file that was read."""
    secret = read_code(code)
    for slot in file.slots:
        if slot.kind is Kind.RECOVERY:
            try:
                return open_slot(file.identity, slot, secret).master
            except WrongSecret:
                continue
            except BrokenSeed as error:
                raise damaged_keys() from error
    raise RuleBroken(
        "recovery.wrong",
        ar="هذا الرمز ليس رمز استعادة هذه البيانات. تأكد أن الورقة هي الأحدث وأنها لهذا الجهاز.",
        en="This code does not recover this store. Make sure that the sheet is the latest one of this computer.",
        field="code",
    )


def add_recovery_code(path: Path, master: bytes, *, random: Random = os.urandom) -> NewCode:
    """A further code; those there were stay good."""
    file = load_with(path, master)
    secret = random(CODE_BYTES)
    slot = seal_recovery(file.identity, secret, master, random)
    save(path, file.with_slots((*file.slots, slot)))
    return NewCode(slot.id.hex(), write_code(secret))


def confirm_recovery_code(path: Path, slot: str) -> None:
    """Every other code opens nothing any more. Raises RuleBroken ``recovery.gone``."""
    file = load(path)
    kept = tuple(one for one in file.slots if one.kind is not Kind.RECOVERY or one.id.hex() == slot)
    if not any(one.kind is Kind.RECOVERY for one in kept):
        raise RuleBroken(
            "recovery.gone",
            ar="أُبطلت هذه الورقة من قبل، والورقة السابقة باقية. أصدر ورقة جديدة.",
            en="This sheet was withdrawn before, and the former one still stands. Make a new one.",
        )
    if kept != file.slots:
        save(path, file.with_slots(kept))


def withdraw_recovery_code(path: Path, slot: str) -> None:
    """The code opens nothing any more. Never the last one: a store is not left without a sheet."""
    file = load(path)
    kept = tuple(one for one in file.slots if one.kind is not Kind.RECOVERY or one.id.hex() != slot)
    if kept != file.slots and any(one.kind is Kind.RECOVERY for one in kept):
        save(path, file.with_slots(kept))
