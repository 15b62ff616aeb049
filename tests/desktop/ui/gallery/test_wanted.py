"""Which pictures of the gallery are taken is said by scene or by pattern."""

import pytest

from desktop.ui.gallery.scene import Scene
from desktop.ui.gallery.wanted import Wanted

SCENES = (
    Scene("complaint", list),
    Scene("complaint-form", list, goes_on=True),
    Scene("complaint-new", list),
    Scene("committee", list),
)


def brought(*keys: str, language: str = "ar", look: str = "light") -> list[tuple[str, bool]]:
    return [(step.scene.name, step.is_taken) for step in Wanted(keys).steps(SCENES, language, look)]


def test_without_a_key_every_scene_is_taken() -> None:
    assert brought() == [(scene.name, True) for scene in SCENES]


def test_a_scene_is_taken_by_its_own_name_and_none_that_begins_like_it() -> None:
    assert brought("complaint", "committee") == [("complaint", True), ("committee", True)]


def test_a_scene_that_goes_on_from_another_is_come_to_through_it() -> None:
    assert brought("complaint-form") == [("complaint", False), ("complaint-form", True)]
    assert brought("complaint-new") == [("complaint-new", True)]


def test_a_pattern_chooses_the_language_and_the_look() -> None:
    assert brought("com*-en-dark", language="en", look="dark") == [(scene.name, True) for scene in SCENES]
    assert brought("com*-en-dark") == []


@pytest.mark.parametrize(
    ("keys", "is_made"), [((), True), (("stick-*",), True), (("*-en-dark",), True), (("complaint", "home"), False)]
)
def test_the_laptop_that_has_joined_is_made_only_for_its_pictures(keys: tuple[str, ...], is_made: bool) -> None:
    assert Wanted(keys).has_joined is is_made
