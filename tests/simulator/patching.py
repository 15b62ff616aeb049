"""Replacing a part of the product for the length of a block."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import domain.sync.schema

NAME = "SCHEMA_VERSION"
PRODUCT = ("domain", "db", "desktop", "headoffice")
PROGRAMS = (*PRODUCT, "tests")  # the simulator reads the same registry
_PLACES: dict[int, tuple[int, list[tuple[ModuleType, str]]]] = {}


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
def everywhere(original: object, part: object) -> Iterator[None]:
    """Replaces a function, or a registry, under whatever name the modules of the product have imported it."""
    found = _places_of(original)
    if not found:
        raise LookupError(f"nobody knows {original}")
    for module, name in found:
        setattr(module, name, part)
    try:
        yield
    finally:
        for module, name in found:
            setattr(module, name, original)


def _places_of(original: object) -> list[tuple[ModuleType, str]]:
    """Looked for again only when more modules have come."""
    known = _PLACES.get(id(original))
    if known is None or known[0] != len(sys.modules):
        found = [
            (module, name)
            for key, module in sorted(sys.modules.items())
            if key.split(".")[0] in PROGRAMS and module is not None
            for name, value in list(vars(module).items())
            if value is original
        ]
        known = _PLACES[id(original)] = (len(sys.modules), found)
    return known[1]


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
