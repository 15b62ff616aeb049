"""What a picture of the gallery is taken of."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """`show` brings it before the camera; `at_once` when it is gone as soon as the lanes have answered, `goes_on` when
    it starts from what the scene before it shows."""

    name: str
    show: Callable[[], object]
    at_once: bool = False
    goes_on: bool = False
