"""A row's state as bytes, for the `row_state` tables of both ends."""

from collections.abc import Iterable
from types import MappingProxyType

import msgspec

from domain.sync.entries import EntryId
from domain.sync.row_state import Meta, RestoreMark, RowState, Version, VoidMark


def pack(state: RowState) -> bytes:
    def meta(item: Meta) -> list[object]:
        return [item.id.replica, item.id.seq, item.eff, item.seen, item.hub_seq]

    def ids(items: Iterable[EntryId]) -> list[object]:
        return [list(item) for item in items]

    return msgspec.msgpack.encode(
        [
            state.table,
            meta(state.created) if state.created else None,
            {
                n: [[meta(v.meta), v.value, ids(v.base)] for v in versions]
                for n, versions in sorted(state.cells.items())
            },
            [[meta(mark.meta), mark.reason] for mark in state.voids],
            [[meta(mark.meta), ids(mark.voids)] for mark in state.restores],
            ids(state.touched),
            *([[[list(id), ids(named)] for id, named in sorted(state.shown.items())]] if state.shown else []),
        ]
    )


def unpack(data: bytes) -> RowState:
    def meta(raw: list[object]) -> Meta:
        replica, seq, eff, seen, hub_seq = raw
        return Meta(EntryId(replica, seq), eff, seen, hub_seq)  # type: ignore[arg-type]

    def ids(raw: list[list[object]]) -> tuple[EntryId, ...]:
        return tuple(EntryId(*item) for item in raw)  # type: ignore[arg-type]

    # A row of an earlier program has no last element.
    table, created, cells, voids, restores, touched, *shown = msgspec.msgpack.decode(data)
    return RowState(
        table,
        meta(created) if created else None,
        MappingProxyType(
            {n: tuple(Version(meta(m), value, ids(base)) for m, value, base in items) for n, items in cells.items()}
        ),
        tuple(VoidMark(meta(m), reason) for m, reason in voids),
        tuple(RestoreMark(meta(m), ids(named)) for m, named in restores),
        ids(touched),
        MappingProxyType({EntryId(*id): ids(named) for id, named in shown[0]} if shown else {}),
    )
