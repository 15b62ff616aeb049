"""Which pictures of the gallery are taken, when not all of them are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from desktop.ui.gallery.scene import Scene

JOINED = ("joined", "stick")
"""How the scenes of a laptop that has joined begin."""


@dataclass(frozen=True)
class Step:
    """A scene that is brought before the camera, and whether its picture is taken."""

    scene: Scene
    is_taken: bool


@dataclass(frozen=True)
class Wanted:
    """Each key is a scene («complaint») or a pattern of pictures («complaint*-ar-dark»). Without keys: all of them."""

    keys: Sequence[str] = ()

    def takes(self, scene: str, language: str, look: str) -> bool:
        picture = f"{scene}-{language}-{look}"
        return not self.keys or any(key == scene or fnmatchcase(picture, key) for key in self.keys)

    @property
    def has_joined(self) -> bool:
        """Whether a picture of a laptop that has joined head office may be among them."""
        return not self.keys or any(key.startswith((*JOINED, "*", "[", "?")) for key in self.keys)

    def steps(self, scenes: Iterable[Scene], language: str, look: str) -> Iterator[Step]:
        """The scenes whose picture is taken, in their order, each after those that it goes on from."""
        unseen: list[Scene] = []
        for scene in scenes:
            if not scene.goes_on:
                unseen.clear()
            if not self.takes(scene.name, language, look):
                unseen.append(scene)
                continue
            yield from (Step(before, is_taken=False) for before in unseen)
            unseen.clear()
            yield Step(scene, is_taken=True)
