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
    return parse_profile(shipped_text(profile_id), file=profile_id + _SUFFIX)


def shipped_text(profile_id: str) -> str:
    """The file of a shipped profile. Raises as `load_profile`."""
    known = profile_ids()
    if profile_id not in known:
        raise RuleBroken(
            "profile.unknown",
            ar=f"لا توجد سياسة بهذا المعرّف. المتاح: {'، '.join(known)}. أو اكتب مسار ملف ينتهي بـ .toml.",
            en=f"There is no profile with this id. Known: {', '.join(known)}; or give the path of a .toml file.",
            field="profile",
        )
    return shelf.read_text(f"{_FOLDER}/{profile_id}{_SUFFIX}")


def read_profile_file(path: Path) -> Profile:
    """The profile in a file of the association's own. Raises RuleBroken for what is wrong in it, Unavailable when it
    cannot be read."""
    return parse_profile(read_profile_text(path), file=path.name)


def read_profile_text(path: Path) -> str:
    """No more of the file is read than a profile may have. Raises as `read_profile_file`."""
    data = read_own_file(path, most_bytes=MOST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(
            "profile.not_utf8",
            ar=f"الملف {path.name} ليس نصًا بترميز UTF-8؛ احفظه بهذا الترميز.",
            en=f"The file {path.name} is not UTF-8 text; save it in that encoding.",
        ) from None


def read_own_file(path: Path, *, most_bytes: int) -> bytes:
    """What is longer comes with one byte more than `most_bytes`, and is refused by who knows what it should be."""
    try:
        # A pipe or a device would be read for ever.
        if not path.is_file():
            raise FileNotFoundError(path.name)
        with path.open("rb") as file:
            return file.read(most_bytes + 1)
    except OSError as error:
        raise Unavailable(
            "profile.unreadable",
            ar=f"تعذّرت قراءة الملف {path.name}؛ تأكد من مكانه ومن الإذن بقراءته.",
            en=f"The file {path.name} cannot be read; check where it is and that it may be read.",
        ) from error
