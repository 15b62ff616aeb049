"""A row's state as bytes, for the `row_state` tables of both ends."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from domain.sync.canonical import by_number, canonical_hash, hash_of
from domain.sync.entries import Add, EntryId
from domain.sync.row_state import Meta, RestoreMark, RowState, Version, VoidMark
from domain.sync.schema import BY_NUMBER, Value

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


def pack(state: RowState) -> bytes:
    added = _as_added(state)
    if added is not None:
        return _pack_added(state.table, added, {number: versions[0].value for number, versions in state.cells.items()})
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
    return _pack_added(operation.table, meta, operation.cells)


def _pack_added(table: int, meta: Meta, cells: Mapping[int, Value]) -> bytes:
    """Short: every value is of the one entry."""
    return _encode((table, _meta(meta), by_number(cells)))


def _as_added(state: RowState) -> Meta | None:
    """The one entry that wrote the row and nobody has touched since."""
    created = state.created
    if created is None or state.voids or state.restores or state.shown or state.touched != (created.id,):
        return None
    for versions in state.cells.values():
        if len(versions) > 1 or versions[0].base or versions[0].meta != created:
            return None
    return created


def _meta(item: Meta) -> tuple[bytes, int, int, int, int]:
    (replica, seq), eff, seen, hub_seq = item.id, item.eff, item.seen, item.hub_seq
    return replica, seq, eff, seen, hub_seq


def packed_hash(row: str, data: bytes) -> int:
    """The canonical hash of a packed row."""
    table, created, cells, *more = _decode(data)
    is_void = bool(more and more[0])
    if created is None or not created[4] or is_void or not BY_NUMBER[table].stateless.issuperset(cells):
        return canonical_hash(row, unpack(data))
    said = []
    for number, written in sorted(cells.items()):
        (replica, seq, eff, _, hub_seq), value, _ = written[0] if more else (created, written, ())
        if (more and len(written) > 1) or not hub_seq:
            return canonical_hash(row, unpack(data))
        said.append((number, value, ((replica, seq, eff),)))
    return hash_of(table, row, said)


def unpack(data: bytes) -> RowState:
    table, created, cells, *more = _decode(data)
    if not more:
        meta = _read_meta(created)
        written = {number: (Version(meta, value, ()),) for number, value in cells.items()}
        return RowState(table, meta, MappingProxyType(written), touched=(meta.id,))
    # A row of an earlier program has no last element.
    voids, restores, touched, *shown = more
    return RowState(
        table,
        _read_meta(created) if created else None,
        MappingProxyType(
            {
                n: tuple(Version(_read_meta(m), value, _ids(base)) for m, value, base in items)
                for n, items in cells.items()
            }
        ),
        tuple(VoidMark(_read_meta(m), reason) for m, reason in voids),
        tuple(RestoreMark(_read_meta(m), _ids(named)) for m, named in restores),
        _ids(touched),
        MappingProxyType({EntryId(*id): _ids(named) for id, named in shown[0]} if shown else {}),
    )


def _read_meta(raw: list[object]) -> Meta:
    replica, seq, eff, seen, hub_seq = raw
    return Meta(EntryId(replica, seq), eff, seen, hub_seq)  # type: ignore[arg-type]


def _ids(raw: list[list[object]]) -> tuple[EntryId, ...]:
    return tuple(EntryId(*item) for item in raw)  # type: ignore[arg-type]
