"""The association's profile as this store keeps it: text and forms, whatever becomes of the files they came from.

Local to the laptop, like every setting. Forms are kept under their hash, and none is thrown away: an interview that was
begun with one opens with that one.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from db.connection import Database, begin_immediate
from db.failures import CORRUPT, get_failure
from db.settings import Settings
from domain.errors import Unavailable

KEPT = "profile.kept"
FORM = "profile.form."
LOGO = "profile.logo."
IN_USE = "profile.form_in_use."
IMPORTED = "profile.forms_imported"
WITHDRAWN = "profile.forms_withdrawn"


@dataclass(frozen=True)
class KeptProfile:
    """`text` is the TOML as it was chosen. `is_shipped` when it came with the program, else it is the association's own
    file, which was called `file`. `forms` has, for each of its own interviews, the hash of the form; `logo` is the
    hash of the association's logo, or nothing."""

    id: str
    version: str
    is_shipped: bool
    file: str
    text: str
    forms: Mapping[str, str]
    logo: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class KeptForm:
    """One version of a form that was imported by itself, from a file called `file`. `at` is ISO with offset, `user` an
    id."""

    id: str
    version: str
    sha256: str
    file: str
    at: str
    user: str


class KeptProfiles:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    def find(self) -> KeptProfile | None:
        """None in a store of a program that kept none. Raises Unavailable when it is not what was kept."""
        found = self._settings.find(KEPT)
        if found is None:
            return None
        try:
            kept = json.loads(found)
        except ValueError as error:
            # The rest of a long value stands on pages of its own: a damaged one of them reads as zeros.
            raise get_failure(CORRUPT) from error
        digest = kept.pop("sha256")
        profile = KeptProfile(**kept)
        if profile.sha256 != digest:
            raise _damaged(profile.file)
        return profile

    def keep(self, profile: KeptProfile, xforms: Iterable[str] = (), logo: bytes = b"") -> None:
        """In the place of the one before, whole or not at all."""
        with begin_immediate(self._db):
            if logo:
                self._settings.save(LOGO + hashlib.sha256(logo).hexdigest(), base64.b64encode(logo).decode())
            for xform in xforms:
                self._settings.save(FORM + _sha256(xform), xform)
            for form, digest in profile.forms.items():
                self._settings.save(IN_USE + form, digest)
            self._settings.save(KEPT, json.dumps({**asdict(profile), "sha256": profile.sha256}, ensure_ascii=False))

    def find_logo(self) -> bytes:
        """That of the profile that is kept; nothing where it has none. Raises Unavailable when it is not what was
        kept."""
        kept = self.find()
        if kept is None or not kept.logo:
            return b""
        try:
            logo = base64.b64decode(self._settings.get(LOGO + kept.logo), validate=True)
        except ValueError as error:
            raise _damaged(kept.file) from error
        if hashlib.sha256(logo).hexdigest() != kept.logo:
            raise _damaged(kept.file)
        return logo

    def keep_form(self, xform: str) -> None:
        """A form that an interview is held with, whatever a later program brings in its place."""
        self._settings.save(FORM + _sha256(xform), xform)

    def import_form(self, form: KeptForm, xform: str) -> None:
        """Beside its former versions, and in use from now on; whole or not at all. One that is kept already is in use
        again, even if it was withdrawn."""
        known, withdrawn = self.imported(), self.withdrawn()
        with begin_immediate(self._db):
            if withdrawn.pop(form.id, None) is not None:
                self._settings.save(WITHDRAWN, json.dumps(withdrawn))
            self._settings.save(FORM + form.sha256, xform)
            self._settings.save(IN_USE + form.id, form.sha256)
            if not any((each.id, each.sha256) == (form.id, form.sha256) for each in known):
                listed = [asdict(each) for each in (*known, form)]
                self._settings.save(IMPORTED, json.dumps(listed, ensure_ascii=False))

    def imported(self) -> tuple[KeptForm, ...]:
        """Every version of every form that was imported by itself, in that order."""
        return tuple(KeptForm(**each) for each in json.loads(self._settings.find(IMPORTED) or "[]"))

    def withdraw_form(self, form: str) -> None:
        """No new interview is held with what was imported under that id; the association's own form of that id, if it
        has one, is in use again. Every version stays for the interviews that were begun with it."""
        kept = self.find()
        own = kept.forms.get(form) if kept is not None else None
        in_use = self.find_form_in_use(form)
        with begin_immediate(self._db):
            self._settings.save(WITHDRAWN, json.dumps({**self.withdrawn(), form: in_use}))
            if own is not None:
                self._settings.save(IN_USE + form, own)
            else:
                self._settings.remove(IN_USE + form)

    def bring_back_form(self, form: str) -> None:
        """In use again, in the version in which it was withdrawn."""
        withdrawn = self.withdrawn()
        in_use = withdrawn.pop(form)
        with begin_immediate(self._db):
            self._settings.save(WITHDRAWN, json.dumps(withdrawn))
            self._settings.save(IN_USE + form, in_use)

    def withdrawn(self) -> dict[str, str]:
        """Ids of imported forms that are asked of nobody, each with the hash it was in use with."""
        found: dict[str, str] = json.loads(self._settings.find(WITHDRAWN) or "{}")
        return found

    def find_form_in_use(self, form: str) -> str | None:
        """The hash of an own form by its id; None for one that the store does not keep."""
        return self._settings.find(IN_USE + form)

    def find_xform(self, sha256: str) -> str | None:
        """A kept form by its hash. Raises Unavailable when it is not what was kept."""
        found = self._settings.find(FORM + sha256)
        if found is not None and _sha256(found) != sha256:
            raise _damaged(sha256[:12])
        return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _damaged(name: str) -> Unavailable:
    return Unavailable(
        "profile.damaged",
        ar=f"ملف الجمعية المحفوظ في هذا الجهاز ({name}) تغيّر عمّا حُفظ. أبلغ مدير النظام ليستعيد نسخة احتياطية.",
        en=f"The association's profile kept here ({name}) is not what was kept. Tell the administrator to restore a "
        "backup.",
    )
