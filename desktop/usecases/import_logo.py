"""The logo of an own profile lies beside it, under the name that the profile gives it."""

from pathlib import Path

from desktop.usecases.load_profile import read_own_file
from domain.toml_shape import Shape
from forms.paper.arabic import require_glyphs
from forms.paper.logo import MOST_BYTES, kept_logo
from forms.paper.text import prose


def import_logo(path: Path, shape: Shape) -> bytes:
    """As it is kept. Raises RuleBroken that names the file and what is wrong in it, Unavailable when it cannot be
    read; `shape` is the profile's."""
    if not path.is_file():
        shape.refuse(
            "logo_missing",
            "letterhead.logo",
            ar=f"لا يوجد ملف {path.name}؛ ضعه بجانب هذا الملف، أو احذف المفتاح",
            en=f"there is no file {path.name}; put it beside this file, or delete the key",
        )
    return kept_logo(read_own_file(path, most_bytes=MOST_BYTES), path.name)


def check_clause(clause: str) -> None:
    """Raises RuleBroken `paper.glyph.missing` for a letter that no font can print."""
    require_glyphs((prose(clause, "arab"),))
