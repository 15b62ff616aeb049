"""A page of a paper as dots: for the screen, and for a printer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GreyPicture:
    """`grey` has `stride` bytes a line, one a pixel; `scale` pixels are a point."""

    width: int
    height: int
    stride: int
    scale: float
    grey: bytes


@dataclass(frozen=True)
class Picture:
    """`bgra` has `stride` bytes a line."""

    width: int
    height: int
    stride: int
    bgra: bytes
