"""The public example forms that are kept in tests/data/pyxform."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "pyxform"


def example_forms() -> dict[str, str]:
    """Each as an XForm, by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.xml"))}
