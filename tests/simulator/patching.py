"""Replacing a part of the product for the length of a block."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def replaced(owner: object, **parts: object) -> Iterator[None]:
    """Names that the owner has not are refused: a seam that moved must be found, not passed by."""
    kept = {name: vars(owner)[name] for name in parts}
    for name, part in parts.items():
        setattr(owner, name, part)
    try:
        yield
    finally:
        for name, part in kept.items():
            setattr(owner, name, part)
