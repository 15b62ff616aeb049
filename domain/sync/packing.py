"""A row's state as bytes, for the `row_state` tables of both ends."""

from types import MappingProxyType

import msgspec

from domain.sync.canonical import canonical_hash, hash_of
from domain.sync.entries import Add, EntryId
from domain.sync.row_state import Meta, RestoreMark, RowState, Version, VoidMark
from domain.sync.schema import BY_NUMBER

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


def pack(state: RowState) -> bytes:
    cells = {
        number: [[_meta(v.meta), v.value, v.base] for v in versions] for number, versions in sorted(state.cells.items())
    }
    return _encode(
        [
            state.table,
            _meta(state.created) if state.created else None,
            cells,
            [[_meta(mark.meta), mark.reason] for mark in state.voids],
            [[_meta(mark.meta), mark.voids] for mark in state.restores],
            state.touched,
            *([sorted(state.shown.items())] if state.shown else []),
        ]
    )


def pack_added(operation: Add, meta: Meta) -> bytes:
    """The same of a row that nobody has touched before: most are, and need no state to be made of them."""
    said = _meta(meta)
    cells = {number: ((said, value, ()),) for number, value in sorted(operation.cells.items())}
    return _encode((operation.table, said, cells, (), (), (meta.id,)))


def _meta(item: Meta) -> tuple[bytes, int, int, int, int]:
    (replica, seq), eff, seen, hub_seq = item.id, item.eff, item.seen, item.hub_seq
    return replica, seq, eff, seen, hub_seq


def packed_hash(row: str, data: bytes) -> int:
    """The canonical hash of a packed row."""
    table, created, cells, voids, _, _, *_ = _decode(data)
    if created is None or not created[4] or voids or not BY_NUMBER[table].stateless.issuperset(cells):
        return canonical_hash(row, unpack(data))
    said = []
    for number, versions in sorted(cells.items()):
        (replica, seq, eff, _, hub_seq), value, _ = versions[0]
        if len(versions) > 1 or not hub_seq:
            return canonical_hash(row, unpack(data))
        said.append([number, value, [[replica, seq, eff]]])
    return hash_of(table, row, said)


def unpack(data: bytes) -> RowState:
    def meta(raw: list[object]) -> Meta:
        replica, seq, eff, seen, hub_seq = raw
        return Meta(EntryId(replica, seq), eff, seen, hub_seq)  # type: ignore[arg-type]

    def ids(raw: list[list[object]]) -> tuple[EntryId, ...]:
        return tuple(EntryId(*item) for item in raw)  # type: ignore[arg-type]

    # A row of an earlier program has no last element.
    table, created, cells, voids, restores, touched, *shown = _decode(data)
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
