"""The policy profiles that come with the product, and a new association's own file."""

from pathlib import Path

from domain.errors import RuleBroken, Unavailable
from domain.policy import Profile
from domain.profile_file import parse_profile
from domain.toml_shape import MOST_BYTES
from resources import shelf

_FOLDER, _SUFFIX = "policies", ".toml"


def profile_ids() -> tuple[str, ...]:
    """The shipped profiles, sorted."""
    return tuple(name.removesuffix(_SUFFIX) for name in shelf.names(_FOLDER, suffix=_SUFFIX))


def load_profile(profile_id: str) -> Profile:
    """The shipped profile with that id. Raises RuleBroken (field ``profile``) when there is none."""
    known = profile_ids()
    if profile_id not in known:
        raise RuleBroken(
            "profile.unknown",
            ar=f"لا توجد سياسة بهذا المعرّف. المتاح: {'، '.join(known)}.",
            en=f"There is no profile with this id. Known: {', '.join(known)}.",
            field="profile",
        )
    file = profile_id + _SUFFIX
    return parse_profile(shelf.read_text(f"{_FOLDER}/{file}"), file=file)


def read_profile_file(path: Path) -> Profile:
    """The profile in a file of the association's own. Raises RuleBroken for what is wrong in it, Unavailable when it
    cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unavailable(
            "profile.unreadable",
            ar=f"تعذّرت قراءة الملف {path.name}؛ تأكد من مكانه ومن الإذن بقراءته.",
            en=f"The file {path.name} cannot be read; check where it is and that it may be read.",
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(
            "profile.not_utf8",
            ar=f"الملف {path.name} ليس نصًا بترميز UTF-8؛ احفظه بهذا الترميز.",
            en=f"The file {path.name} is not UTF-8 text; save it in that encoding.",
        ) from None
    return parse_profile(text, file=path.name)
