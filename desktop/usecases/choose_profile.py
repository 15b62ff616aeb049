"""The association of a new store: a shipped profile by its id, or a sixth association's own file.

Interviews that do not come with the program lie beside the file: ``rawabi/water-request`` is the form
``rawabi/water-request.xlsx`` (or .xml, .csv, .md) in the folder of the profile. They are imported, checked and kept in
the store with the profile, so that nothing depends on these files afterwards.
"""

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from db.kept_profile import KeptProfile
from desktop.usecases.load_profile import profile_ids, read_profile_text, shipped_text
from desktop.usecases.own_form import OwnForm
from domain.policy import Profile
from domain.profile_file import parse_profile
from domain.toml_shape import Shape
from resources import shelf

SUFFIX = ".toml"


@dataclass(frozen=True)
class Chosen:
    """`text` is the profile's own; `forms` those that do not come with the program."""

    profile: Profile
    text: str
    file: str
    is_shipped: bool
    forms: tuple[OwnForm, ...] = ()
    logo: bytes = b""

    @property
    def kept(self) -> KeptProfile:
        """As a store keeps it, with the hash of its text."""
        hashes = {form.id: form.sha256 for form in self.forms}
        logo = hashlib.sha256(self.logo).hexdigest() if self.logo else ""
        return KeptProfile(self.profile.id, self.profile.version, self.is_shipped, self.file, self.text, hashes, logo)


def choose_profile(choice: str) -> Chosen:
    """`choice` is the id of a shipped profile, or the path of a file that ends in ``.toml``. Raises RuleBroken that
    names file, key and mend, Unavailable when a file cannot be read; writes nothing."""
    if choice.strip().lower().endswith(SUFFIX):
        return choose_profile_file(Path(choice.strip()))
    text = shipped_text(choice)
    return Chosen(parse_profile(text, file=choice + SUFFIX), text, choice + SUFFIX, is_shipped=True)


def choose_profile_file(path: Path) -> Chosen:
    """The same for a file of the association's own, with the forms and the logo beside it."""
    text = read_profile_text(path)
    profile = parse_profile(text, file=path.name)
    shape = Shape(file=path.name, code="profile")
    if profile.id in profile_ids():
        if text == shipped_text(profile.id):
            return Chosen(profile, text, profile.id + SUFFIX, is_shipped=True)
        # Attestations name a profile by id and version: the two must never mean two things.
        shape.refuse(
            "taken",
            "id",
            ar=f"المعرّف {profile.id} لسياسة تأتي مع البرنامج؛ اختر معرّفًا آخر لجمعيتك",
            en=f"the id {profile.id} is of a profile that comes with the program; choose another for your association",
        )
    _check_icons(profile, shape)
    # The engine of interviews costs a fifth of a second, which no other sign-in or set-up need pay.
    from desktop.usecases.import_forms import import_forms  # noqa: PLC0415

    forms = import_forms(profile, path.parent, shape)
    return Chosen(profile, text, path.name, is_shipped=False, forms=forms, logo=_logo(profile, path.parent, shape))


def _logo(profile: Profile, folder: Path, shape: Shape) -> bytes:
    """As it is kept; also sees that the association's own clause can be printed."""
    own = profile.letterhead
    if own is None:
        return b""
    # The engine of paper costs a quarter of a second, which no other sign-in or set-up need pay.
    from desktop.usecases.import_logo import check_clause, import_logo  # noqa: PLC0415

    if own.clause is not None:
        check_clause(own.clause.ar)
    return import_logo(folder / own.logo, shape) if own.logo is not None else b""


def _check_icons(profile: Profile, shape: Shape) -> None:
    known = [name.removesuffix(".svg") for name in shelf.names("icons", suffix=".svg")]
    for index, category in enumerate(profile.counter):
        if category.icon not in known:
            near = difflib.get_close_matches(category.icon, known, 3, cutoff=0.3) or ["user", "file-text", "help"]
            shape.refuse(
                "icon",
                f"counter[{index}].icon",
                ar=f"لا توجد أيقونة باسم «{category.icon}»؛ اكتب مثلًا: {'، '.join(near)}",
                en=f"there is no icon called “{category.icon}”; write for example: {', '.join(near)}",
            )
