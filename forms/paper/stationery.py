"""What an association's paper carries before anything is printed on it: its logo, and a sentence of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stationery:
    """`logo` as `forms.paper.logo.kept_logo` gave it; `clause` stands at the foot of every page. Either may be empty,
    and costs nothing then."""

    logo: bytes = b""
    clause: str = ""


PLAIN = Stationery()
