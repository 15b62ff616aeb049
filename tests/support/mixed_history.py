"""What one office's laptops bring head office in pieces: mostly visits, and between them everything that keeps an entry
from being one of those that are taken together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import ERASED, Add, Entry, EntryId, Erase, Header, Put, Void
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.second_name import MARK
from domain.sync.tables import ATTESTATIONS, INTERVIEW_FILES, PERSONS, USERS, VISITS
from tests.simulator.patching import program_of
from tests.support.made_entries import row

NOW_MS = 1_763_000_000_000
ADMINISTRATOR, PERSON, NOBODY = row(900), row(901), row(902)
LOGS = (bytes([1]) * 16, bytes([2]) * 16, MARK + bytes(12))
NOTE, DAY, PERSON_OF = (VISITS.cell(name).number for name in ("note", "day", "person"))
USERNAME, ROLES = (USERS.cell(name).number for name in ("username", "roles"))
FILE = next(cell.number for cell in INTERVIEW_FILES.cells if cell.columns and cell.columns[0].names_file)

OTHERS = (
    *("of_person", "again", "note", "early", "void", "two", "list", "strange_kind", "strange_cell", "strange_table"),
    *("nobodys_roles", "unsigned", "file", "erase", "gone", "newer", "ahead"),
)
# What, and about which of the visits before; who; and whether a new piece begins with it.
Deed = tuple[str, int, int, bool]


def _deeds(others: list[str]) -> st.SearchStrategy[list[Deed]]:
    kinds = st.sampled_from(["visit", "visit", *others])
    deed = st.tuples(kinds, st.integers(0, 5), st.sampled_from([0, 0, 0, 1, 2]), st.sampled_from([False] * 5 + [True]))
    return st.lists(deed, min_size=1, max_size=30)


# Few kinds in one history: what waits for ever keeps everything after it from being taken together.
DEEDS = st.lists(st.sampled_from(OTHERS), max_size=3).flatmap(_deeds)
Piece = list[tuple[Entry, Header]]


@dataclass
class _Log:
    replica: bytes
    count: int = 0
    tip: bytes = FIRST_HASH


@dataclass
class MixedHistory:
    """`pieces` are entries of one log each, in the order in which they come."""

    deeds: Sequence[Deed]
    partition: str
    pieces: list[Piece] = field(default_factory=list)
    visits: list[tuple[str, EntryId]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._logs = [_Log(replica) for replica in LOGS]
        self._rows = 0
        self._last: _Log | None = None
        begun = Add(USERS.number, ADMINISTRATOR, {USERNAME: "a", ROLES: "administrator"})
        self._write(self._logs[0], [Written(begun, None)], author=ADMINISTRATOR)
        self._write(self._logs[0], [Written(Add(PERSONS.number, PERSON, {4: "0500000000"}), PERSON)])
        for kind, which, who, is_cut in self.deeds:
            self._do(kind, which, self._logs[who], is_cut=is_cut)

    def _do(self, kind: str, which: int, log: _Log, *, is_cut: bool) -> None:
        author = NOBODY if kind == "nobodys_roles" else ADMINISTRATOR
        with program_of(SCHEMA_VERSION + (kind == "newer")):
            self._write(log, list(self._said(kind, which, log)), author=author, kind=kind, is_cut=is_cut)

    def _said(self, kind: str, which: int, log: _Log) -> Iterator[Written]:
        row_before, base = self.visits[which % len(self.visits)] if self.visits else (row(800), EntryId(LOGS[0], 1))
        match kind:
            case "visit" | "newer" | "ahead":
                yield self._visit(log)
            case "of_person" | "gone":
                yield Written(Add(VISITS.number, self._new_row(), {PERSON_OF: PERSON}), PERSON)
            case "again":
                yield Written(Add(VISITS.number, row_before, {DAY: "2026-11-22"}), None)
            case "note":
                yield Written(Put(VISITS.number, row_before, {NOTE: str(which)}, {NOTE: (base,)}), None)
            case "early":
                yet_to_come = EntryId(LOGS[which % 2], self._logs[which % 2].count + which)
                yield Written(Put(VISITS.number, row_before, {NOTE: "early"}, {NOTE: (yet_to_come,)}), None)
            case "void":
                yield Written(Void(VISITS.number, row_before, "سبب"), None)
            case "two":
                yield from (self._visit(log), self._visit(log))
            case "erase":
                yield Written(Erase(PERSONS.number, PERSON, "طلب"), None)
            case _:
                yield Written(self._strange(kind), None)

    def _strange(self, kind: str) -> Add:
        table, cells = {
            "list": (PERSONS.number, {2: ["a", None, None, None, None]}),
            "strange_kind": (VISITS.number, {DAY: 7}),
            "strange_cell": (VISITS.number, {DAY: "2026-11-21", 90: None}),
            "strange_table": (999, {1: "x"}),
            "nobodys_roles": (USERS.number, {USERNAME: "b", ROLES: "administrator"}),
            "unsigned": (ATTESTATIONS.number, {1: "7"}),
            "file": (INTERVIEW_FILES.number, {FILE: bytes(32)}),
        }[kind]
        return Add(table, self._new_row(), cells)  # type: ignore[arg-type]

    def _visit(self, log: _Log) -> Written:
        # Cells in an order that no program writes are the same cells.
        name = self._new_row()
        self.visits.append((name, EntryId(log.replica, log.count + 1)))
        return Written(Add(VISITS.number, name, {NOTE: None, DAY: "2026-11-21"}), None)

    def _new_row(self) -> str:
        self._rows += 1
        return row(self._rows)

    def _write(
        self, log: _Log, written: list[Written], *, author: str = ADMINISTRATOR, kind: str = "", is_cut: bool = False
    ) -> None:
        log.count += 1
        clock_ms = NOW_MS + (10**12 if kind == "ahead" else log.count)
        entry, header = build_entry(
            written,
            partition=self.partition,
            id=EntryId(log.replica, log.count),
            clock=clock_ms << 16,
            author=author,
            action="test",
            seen=0,
            previous=log.tip,
            salts=[bytes(16)] * len(written),
        )
        log.tip = entry.hash
        if kind == "gone":
            entry = Entry(entry.header, entry.hash, (ERASED,))
        if is_cut or log is not self._last:
            self.pieces.append([])
        self.pieces[-1].append((entry, header))
        self._last = log
