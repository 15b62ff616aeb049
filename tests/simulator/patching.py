"""Replacing a part of the product for the length of a block."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import domain.sync.schema

NAME = "SCHEMA_VERSION"
PRODUCT = ("domain", "db", "desktop", "headoffice")


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


@contextmanager
def everywhere(original: Callable[..., object], part: Callable[..., object]) -> Iterator[None]:
    """Replaces a function under whatever name the modules of the product have imported it."""
    found = [
        (module, name)
        for key, module in sorted(sys.modules.items())
        if key.split(".")[0] in PRODUCT and module is not None
        for name, value in list(vars(module).items())
        if value is original
    ]
    if not found:
        raise LookupError(f"nobody knows {original}")
    for module, name in found:
        setattr(module, name, part)
    try:
        yield
    finally:
        for module, name in found:
            setattr(module, name, original)


@contextmanager
def program_of(schema: int) -> Iterator[None]:
    """Inside, the program is of this schema. The tables stay as they are: what a newer one adds is the number."""
    if vars(domain.sync.schema)[NAME] == schema:
        yield
        return
    found = [module for key, module in sys.modules.items() if key.split(".")[0] in PRODUCT and hasattr(module, NAME)]
    kept = vars(domain.sync.schema)[NAME]
    for module in found:
        setattr(module, NAME, schema)
    try:
        yield
    finally:
        for module in found:
            setattr(module, NAME, kept)
