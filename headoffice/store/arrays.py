"""Columns of many rows as PostgreSQL keeps arrays (its binary form, `array_recv`), each made in one step: psycopg looks
at every element of a list by itself, which cost a quarter of what head office does for an entry."""

import struct
from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

HEAD = struct.Struct("!IIIII")  # dimensions, whether any is null, type of an element, how many, number of the first
LENGTH = struct.Struct("!I")


_length = lru_cache(maxsize=10_000)(LENGTH.pack)


class Column:
    """The values of one column, of which none is null."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values


class Numbers(Column):
    """Of 64 bits."""


class Texts(Column):
    pass


class Raws(Column):
    """Bytes."""


def column_of(values: Sequence[object]) -> Column | list[object]:
    """As quickly as it may go; values that are null or of several kinds are left to psycopg."""
    kinds = set(map(type, values))
    for kind, made in ((int, Numbers), (bytes, Raws), (str, Texts)):
        if kinds == {kind}:
            return made(values)
    return list(values)


class _ColumnDumper(Dumper):
    format = Format.BINARY
    element = 0

    def dump(self, obj: Column) -> Buffer:
        return HEAD.pack(1, 0, self.element, len(obj.values), 1) + self._elements(obj.values)

    @abstractmethod
    def _elements(self, values: Sequence[Any]) -> bytes:
        """Each with its length before it."""


class NumbersDumper(_ColumnDumper):
    oid = psycopg.postgres.types["int8"].array_oid
    element = psycopg.postgres.types["int8"].oid

    def _elements(self, values: Sequence[Any]) -> bytes:
        flat = [8] * (2 * len(values))
        flat[1::2] = values
        return struct.pack("!" + "Iq" * len(values), *flat)


class RawsDumper(_ColumnDumper):
    oid = psycopg.postgres.types["bytea"].array_oid
    element = psycopg.postgres.types["bytea"].oid

    def _elements(self, values: Sequence[Any]) -> bytes:
        lengths = set(map(len, values))
        if len(lengths) == 1:
            length = _length(lengths.pop())
            return length + length.join(values)
        pieces = [b""] * (2 * len(values))
        pieces[::2] = map(_length, map(len, values))
        pieces[1::2] = values
        return b"".join(pieces)


class TextsDumper(RawsDumper):
    oid = psycopg.postgres.types["text"].array_oid
    element = psycopg.postgres.types["text"].oid

    def _elements(self, values: Sequence[Any]) -> bytes:
        if any("\0" in value for value in values):
            raise psycopg.DataError("PostgreSQL holds no text with a NUL")
        return super()._elements([value.encode() for value in values])


def register_columns(connection: "psycopg.Connection[Any]") -> None:
    for kind, dumper in ((Numbers, NumbersDumper), (Raws, RawsDumper), (Texts, TextsDumper)):
        connection.adapters.register_dumper(kind, dumper)
