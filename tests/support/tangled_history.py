"""What three laptops of one office write, each knowing some of what the others wrote: entries that name each other
across logs, some of a newer program. Each log arrives in its own order, and between them the lines decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from domain.sync.chain import FIRST_HASH, Written, build_entry, operations_of
from domain.sync.effective_time import bases_of, stamped_eff
from domain.sync.entries import Add, Entry, EntryId, Header, Operation, Put, Restore, Void, next_clock
from domain.sync.fold import apply
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import SCHEMA_VERSION, Cell, Policy
from domain.sync.tables import INTERVIEWS, PERSONS, SAME_PERSONS
from domain.sync.winners import active_voids, walk, winner
from tests.simulator.patching import program_of
from tests.support.made_entries import row

AUTHOR = row(999)
NEWER = SCHEMA_VERSION + 1
NOW_MS = 1_763_000_000_000
LAPTOPS = 3
# Clocks may be wrong by anything; what is ahead of head office's is held to five minutes.
CLOCKS_MS = (NOW_MS, NOW_MS - 10**9, NOW_MS + 10**12)

NAME, MOBILE, NOTE = (PERSONS.cell(name) for name in ("name", "mobile", "note"))
STATE = INTERVIEWS.cell("state")
COUNTS = SAME_PERSONS.cell("counts")

KINDS = ("person", "mobile", "mobile", "note", "void", "restore", "begin", "step", "same", "counts", "wrong")
# Who, what, to which row, with which value, after hearing of whom (bits), and whether by a newer program.
Deed = tuple[int, str, int, int, int, bool]
DEEDS: st.SearchStrategy[list[Deed]] = st.lists(
    st.tuples(
        st.integers(0, LAPTOPS - 1),
        st.sampled_from(KINDS),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 7),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=4,
    max_size=18,
)


@dataclass(frozen=True)
class Made:
    entry: Entry
    header: Header

    @property
    def operations(self) -> tuple[Operation, ...]:
        return operations_of(self.entry)


@dataclass
class Writer:
    """`known` is everything that it wrote or heard of, in the order of writing: causes before what is built on them."""

    replica: bytes
    clock_ms: int
    known: list[int] = field(default_factory=list)
    last_clock: int = 0
    count: int = 0
    tip: bytes = FIRST_HASH


class History:
    """Of one partition; `first_row` keeps the rows of one history apart from those of another."""

    def __init__(self, deeds: Sequence[Deed], partition: str, first_row: int) -> None:
        self.partition = partition
        self.entries: list[Made] = []
        self._effs: dict[EntryId, int] = {}
        self._row = first_row
        self._writers = [Writer(bytes([n + 1]) * 16, clock) for n, clock in enumerate(CLOCKS_MS)]
        self._write(0, [self._person("0"), self._person("0")], is_newer=False)
        for who, kind, which, value, heard, is_newer in deeds:
            writer = self._writers[who]
            for other in (other for n, other in enumerate(self._writers) if heard >> n & 1):
                writer.known = sorted({*writer.known, *other.known})
            operations = list(self._done(writer, kind, which, str(value)))
            if operations:
                self._write(who, operations, is_newer=is_newer)

    def logs(self) -> dict[bytes, list[Made]]:
        return {
            writer.replica: [made for made in self.entries if made.header.replica == writer.replica]
            for writer in self._writers
        }

    def any_order(self, chance: Random) -> list[Made]:
        """Each log in its order, and whatever comes between."""
        left = {replica: list(log) for replica, log in self.logs().items() if log}
        ordered = []
        while left:
            replica = chance.choice(sorted(left))
            ordered.append(left[replica].pop(0))
            if not left[replica]:
                del left[replica]
        return ordered

    # --- writing -------------------------------------------------------------------------------------------------

    def _write(self, who: int, operations: Sequence[Operation], *, is_newer: bool) -> None:
        writer = self._writers[who]
        writer.clock_ms += 1_000
        writer.last_clock = next_clock(writer.last_clock, writer.clock_ms)
        with program_of(NEWER if is_newer else SCHEMA_VERSION):
            entry, header = build_entry(
                [Written(operation, None) for operation in operations],
                partition=self.partition,
                id=EntryId(writer.replica, writer.count + 1),
                clock=writer.last_clock,
                author=AUTHOR,
                action="test",
                seen=0,
                previous=writer.tip,
                salts=[bytes(16)],
            )
        writer.count, writer.tip = writer.count + 1, entry.hash
        bases = [self._effs[base] for base in bases_of(operations)]
        self._effs[header.id] = stamped_eff(header.clock, NOW_MS, bases)
        writer.known.append(len(self.entries))
        self.entries.append(Made(entry, header))

    def _seen(self, writer: Writer) -> dict[str, RowState]:
        """The rows as the writer has them."""
        rows: dict[str, RowState] = {}
        for number in writer.known:
            made = self.entries[number]
            meta = Meta(made.header.id, self._effs[made.header.id], 0, number + 1)
            for operation in made.operations:
                rows[operation.row] = apply(rows.get(operation.row), operation, meta)
        return rows

    def _person(self, value: str) -> Add:
        cells = {NAME.number: [value, None, None, None, None], MOBILE.number: value, NOTE.number: value}
        return Add(PERSONS.number, self._new_row(), cells)

    def _new_row(self) -> str:
        self._row += 1
        return row(self._row)

    def _done(self, writer: Writer, kind: str, which: int, value: str) -> Iterator[Operation]:
        seen = self._seen(writer)
        persons = _of(seen, PERSONS.number)
        match kind if persons else "person":
            case "person":
                yield self._person(value)
            case "begin":
                yield Add(INTERVIEWS.number, self._new_row(), {STATE.number: "left"})
            case "same" if len(persons) > 1:
                one, other = persons[which % len(persons)], persons[(which + 1) % len(persons)]
                yield Add(SAME_PERSONS.number, self._new_row(), {1: one, 2: other, COUNTS.number: ""})
            case "wrong":
                # A program without a judge: all of the entry is set aside, and what is built on it waits for ever.
                person = self._person(value)
                yield person
                yield Void(PERSONS.number, person.row, " ")
            case "step":
                yield from self._step(writer, seen, value)
            case "counts":
                yield from _edit(seen, _of(seen, SAME_PERSONS.number), which, COUNTS, value)
            case "mobile" | "note":
                yield from _edit(seen, persons, which, PERSONS.cell(kind), value)
            case "void":
                yield Void(PERSONS.number, persons[which % len(persons)], f"سبب {value}")
            case "restore":
                yield from _restore(seen, persons[which % len(persons)])

    def _step(self, writer: Writer, seen: dict[str, RowState], value: str) -> Iterator[Operation]:
        """Only whoever began an interview goes on with it: of two steps at once head office's order decides."""
        mine = [name for name, state in seen.items() if state.table == INTERVIEWS.number and _is_of(state, writer)]
        if mine:
            name = sorted(mine)[-1]
            current = walk(STATE, seen[name].cells[STATE.number]).current
            assert current is not None
            state = "finished" if int(value) % 2 else "left"
            yield Put(INTERVIEWS.number, name, {STATE.number: state}, {STATE.number: (current.meta.id,)})


def _of(seen: dict[str, RowState], table: int) -> list[str]:
    return sorted(name for name, state in seen.items() if state.table == table and state.created is not None)


def _is_of(state: RowState, writer: Writer) -> bool:
    return state.created is not None and state.created.id.replica == writer.replica


def _restore(seen: dict[str, RowState], name: str) -> Iterator[Operation]:
    marks = tuple(mark.meta.id for mark in active_voids(seen[name]))
    if marks:
        yield Restore(PERSONS.number, name, marks)


def _edit(seen: dict[str, RowState], rows: list[str], which: int, cell: Cell, value: str) -> Iterator[Operation]:
    """A flagged cell names what was shown, another everything that was known."""
    if rows:
        name = rows[which % len(rows)]
        standing = seen[name].cells.get(cell.number, ())
        best = winner(cell, standing)
        shown = (best.meta.id,) if best else ()
        bases = shown if cell.policy is Policy.LWW_FLAG else tuple(item.meta.id for item in standing)
        yield Put(seen[name].table, name, {cell.number: value}, {cell.number: bases})
