from pathlib import Path

import pytest

from resources import shelf


def test_a_packaged_text_is_read_as_utf8() -> None:
    assert shelf.read_text("shelf.py").startswith('"""The one place')
    assert shelf.read_bytes("shelf.py").decode("utf-8") == shelf.read_text("shelf.py")


def test_names_are_sorted_files_with_their_suffix() -> None:
    found = shelf.names("policies", suffix=".toml")
    assert list(found) == sorted(found)
    assert all(name.endswith(".toml") for name in found)


def test_a_file_path_is_a_real_file_with_the_same_bytes() -> None:
    with shelf.file_path("shelf.py") as path:
        assert isinstance(path, Path)
        assert path.read_bytes() == shelf.read_bytes("shelf.py")


@pytest.mark.parametrize("path", ["nothing-here.txt", "", "/etc/passwd", "../pyproject.toml", "policies\\herfa.toml"])
def test_what_is_not_on_the_shelf_is_a_missing_file(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        shelf.read_bytes(path)
