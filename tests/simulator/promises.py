"""The promises of SYNC.md, checked on the raw tables of every disk."""

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from domain.sync.dump import dump_text
from domain.sync.entries import (
    CLOCK_UNITS_PER_MS,
    Add,
    EntryId,
    Put,
    decode_header,
    decode_operations,
)
from domain.sync.fold import Digest, Meta, RowState, apply, canonical_hash
from domain.sync.schema import BY_NUMBER, Policy
from tests.simulator.broken import expect
from tests.simulator.ground import canary
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import ACKNOWLEDGED, REFUSED, Deed, gist
from tests.simulator.oracle import Question, Seen, bases_named, expected_eff, lay_out, named_by, see
from tests.simulator.records import Record, hub_partitions, hub_stream

if TYPE_CHECKING:
    from tests.simulator.world import World


# --- after each round ------------------------------------------------------------------------------------------------


def check_cursor(laptop: LaptopSide) -> None:
    """Everything up to the cursor is here, nothing beyond it is stamped."""
    rows = laptop.store.database.execute(
        "SELECT s.partition, s.cursor, count(e.hub_seq), coalesce(max(e.hub_seq), 0), count(DISTINCT e.hub_seq) "
        "FROM stream AS s LEFT JOIN entry AS e ON e.stream = s.id GROUP BY s.id"
    )
    for partition, cursor, count, last, different in rows.fetchall():
        holds = cursor == count == last == different
        expect(
            holds, "no gap in a stream", f"{laptop.name} in {partition}: cursor {cursor}, {count} stamps up to {last}"
        )


def check_unstamped(laptop: LaptopSide) -> None:
    """What is not stamped has the time of its own clock, or comes right after what it is built on."""
    rows = laptop.store.database.execute("SELECT stream, replica, seq, eff, header FROM entry").fetchall()
    effs = {(stream, replica, seq): eff for stream, replica, seq, eff, _ in rows}
    waiting = laptop.store.database.execute(
        "SELECT id, stream, eff, header FROM entry WHERE hub_seq IS NULL"
    ).fetchall()
    for number, stream, eff, raw in waiting:
        parts = laptop.store.database.execute("SELECT data FROM part WHERE entry = ?", (number,)).fetchall()
        header = decode_header(raw)
        named = bases_named(header.id, [item for (data,) in parts for item in decode_operations(data)])
        wanted = max([header.clock, *(effs[stream, *base] + 1 for base in named if (stream, *base) in effs)])
        where = f"{header.action} at {laptop.name}: {eff} and not {wanted}"
        expect(eff == wanted, "the effective time is as designed", where)


def check_acknowledged(hub: HubSide, laptop: LaptopSide) -> None:
    """What a laptop believes to be at head office is there."""
    rows = laptop.store.database.execute(
        "SELECT s.partition, a.replica, a.seq FROM acknowledged AS a JOIN stream AS s ON s.id = a.stream"
    ).fetchall()
    with hub.hub.db.reading():
        for partition, replica, seq in rows:
            held = hub.hub.streams.replica_head(partition, replica).seq
            name = f"{partition} {replica.hex()[:6]}"
            expect(
                seq <= held,
                "acknowledged is stored",
                f"{laptop.name} counts on {seq} of {name}, head office has {held}",
            )


# --- at the end ------------------------------------------------------------------------------------------------------


def check_promises(world: "World") -> None:
    offices = sorted({laptop.office for laptop in world.laptops})
    for office in offices:
        laptops = [laptop for laptop in world.laptops if laptop.office == office]
        partition = laptops[0].store.partition
        stream = hub_stream(world.hub, partition)
        check_stream(partition, stream)
        check_deeds(world, partition, stream)
        check_hub_refold(world.hub, partition, stream)
        expected = {name: seen for name, row in sorted(lay_out(stream).items()) if (seen := see(name, row))}
        for laptop in laptops:
            check_laptop(world, laptop, expected)
        check_same_dumps(laptops)
    check_scope(world)
    check_repetition(world)


def check_stream(partition: str, stream: list[Record]) -> None:
    expect([item.hub_seq for item in stream] == list(range(1, len(stream) + 1)), "no gap in a stream", partition)
    effs: dict[EntryId, int] = {}
    heads: dict[bytes, int] = {}
    tips: dict[bytes, bytes] = {}
    for record in stream:
        where = f"{partition} {record.hub_seq} ({record.header.action})"
        expect(record.id.seq == heads.get(record.id.replica, 0) + 1, "logs arrive in order, once", where)
        missing = named_by(record) - effs.keys()
        expect(not missing, "causes come first", f"{where} names {len(missing)} entries that come later or never")
        eff = expected_eff(record, effs)
        expect(record.eff == eff, "the effective time is as designed", f"{where}: {record.eff} and not {eff}")
        heads[record.id.replica] = record.id.seq
        tip = sha256(b"istiqbal/entry/1" + tips.get(record.id.replica, bytes(32)) + record.raw_header).digest()
        expect(record.hash == tip, "the chain holds", where)
        tips[record.id.replica] = tip
        effs[record.id] = record.eff


def check_deeds(world: "World", partition: str, stream: list[Record]) -> None:
    """Nothing that was acknowledged is lost, nothing happens twice, nothing is torn, nothing is invented."""
    at_hub = Counter(record.header.action for record in stream)
    deeds = {deed.tag: deed for deed in world.ledger.of_office(partition)}
    unknown = at_hub.keys() - deeds.keys()
    expect(not unknown, "nothing is invented", f"{partition}: {sorted(unknown)[:3]}")
    for tag, deed in deeds.items():
        times = at_hub[tag]
        if deed.standing == ACKNOWLEDGED:
            expect(times > 0, "nothing acknowledged is lost", f"{tag} is not in {partition}")
        if deed.standing == REFUSED:
            expect(times == 0, "what was refused is not saved", f"{tag} is in {partition}")
        expect(times <= 1, "nothing happens twice", f"{tag} is {times} times in {partition}")
    values = {record.id: record for record in stream}
    added_foul: set[str] = set()
    for record in stream:
        deed = deeds[record.header.action]
        _check_whole(deed, record)
        _check_verdict(deed, record, added_foul)
        clock_ms = record.header.clock // CLOCK_UNITS_PER_MS
        expect(clock_ms <= deed.latest_ms, "a laptop takes nobody's clock", f"{deed.tag}: {clock_ms}")
        if not record.reason:
            _check_bases(deed, record, values)


def _check_whole(deed: Deed, record: Record) -> None:
    mine = Counter(gist(operation) for operation in record.operations)
    expect(mine == Counter(deed.gists), "an action is whole", f"{deed.tag}: {len(record.operations)} operations")


def _check_verdict(deed: Deed, record: Record, added_foul: set[str]) -> None:
    """Set aside is what broke the rules and what was built on it, and nothing else."""
    rows = {operation.row for operation in record.operations}
    is_foul = deed.is_foul or bool(rows & added_foul)
    expect(is_foul == bool(record.reason), "the verdict is just", f"{deed.tag}: {record.reason or 'applied'}")
    if record.reason:
        added_foul.update(operation.row for operation in record.operations if isinstance(operation, Add))


def _check_bases(deed: Deed, record: Record, values: dict[EntryId, Record]) -> None:
    """An edit replaces what the clerk was shown, and not what the database held when it was saved."""
    for operation in record.operations:
        if not isinstance(operation, Put):
            continue
        for number in operation.cells:
            if (operation.row, number) not in deed.shown:
                continue
            shown = deed.shown[operation.row, number]
            named = [_value(values[base], operation.row, number) for base in operation.bases.get(number, ())]
            cell = BY_NUMBER[operation.table].find_cell(number)
            where = f"{deed.tag}: {cell.name if cell else number} was {shown!r}, replaced {named!r}"
            expect(shown in named or (_is_empty(shown) and not named), "an edit replaces what was shown", where)
            if cell is not None and cell.policy is Policy.LWW_FLAG:
                expect(len(named) <= 1, "an edit replaces what was shown", where)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, list) and not any(value))


def _value(record: Record, row: str, number: int) -> object:
    found: object = None
    for operation in record.operations:
        if isinstance(operation, Add | Put) and operation.row == row and number in operation.cells:
            found = operation.cells[number]
    return found


def check_hub_refold(hub: HubSide, partition: str, stream: list[Record]) -> None:
    """Head office's rows and digest are those of its stream folded from nothing."""
    rows: dict[str, RowState] = {}
    for record in stream:
        if not record.reason:
            meta = Meta(record.id, record.eff, record.header.seen, record.hub_seq)
            for operation in record.operations:
                rows[operation.row] = apply(rows.get(operation.row), operation, meta)
    digest = Digest()
    for row, state in rows.items():
        digest = digest.change(0, canonical_hash(row, state))
    with hub.hub.db.reading():
        held = {row: hub.hub.streams.find_row(partition, row) for row in rows}
        expect(hub.hub.streams.head(partition).digest == digest, "a refold changes nothing", f"digest of {partition}")
    expect(held == rows, "a refold changes nothing", f"rows of head office in {partition}")


def check_laptop(world: "World", laptop: LaptopSide, expected: dict[str, Seen]) -> None:
    name = laptop.name
    differing = laptop.store.check_rows()
    expect(not differing, "a refold changes nothing", f"{name}: {', '.join(differing)}")
    breaks = list(laptop.store.check_chain())
    expect(not breaks, "the chain holds", f"{name}: {breaks[:2]}")
    unstamped = laptop.store.database.execute("SELECT count(*) FROM entry WHERE hub_seq IS NULL").fetchone()[0]
    expect(unstamped == 0, "everything arrives without a new write", f"{name}: {unstamped} entries have no stamp")
    check_cursor(laptop)
    check_acknowledged(world.hub, laptop)
    seen = {record["id"]: record for record in map(json.loads, dump_text(laptop.store.states()).splitlines())}
    expect(
        seen.keys() == expected.keys(), "all see the same", f"{name}: rows {sorted(seen.keys() ^ expected.keys())[:3]}"
    )
    for row, wanted in expected.items():
        mine = (seen[row]["table"], seen[row]["cells"], seen[row]["void"])
        fits = mine == (wanted.table, wanted.cells, wanted.void)
        expect(
            fits, "all see the same", f"{name}: {wanted.table} {row} is {mine[1:]}, must be {wanted.cells, wanted.void}"
        )
    questions = {question for wanted in expected.values() for question in wanted.questions}
    _check_tasks(laptop, questions)


def _check_tasks(laptop: LaptopSide, questions: set[Question]) -> None:
    tasks = laptop.store.tasks()
    mine = [
        Question(task.kind, task.row, task.cell, frozenset(item.meta.id for item in task.versions)) for task in tasks
    ]
    expect(len({task.id for task in tasks}) == len(tasks), "each question is one task", f"{laptop.name}: ids")
    different = Counter(mine)
    different.subtract(Counter(questions))
    wrong = [f"{question.kind} of {question.row}: {count:+}" for question, count in different.items() if count]
    expect(not wrong, "each question is one task", f"{laptop.name}: {'; '.join(wrong[:3])}")


def check_same_dumps(laptops: list[LaptopSide]) -> None:
    """Also the ids of tasks, so that what is settled here is settled there."""
    texts = {laptop.name: dump_text(laptop.store.states()) for laptop in laptops}
    first = laptops[0].name
    for name, text in texts.items():
        expect(text == texts[first], "all see the same", f"the dumps of {first} and {name} differ")
    for laptop in laptops:
        ids = [task.id for task in laptop.store.tasks()]
        expect(
            ids == [task.id for task in laptops[0].store.tasks()], "each question is one task", f"{laptop.name}: ids"
        )


def check_scope(world: "World") -> None:
    """No byte of another office's is on a laptop: its files are searched raw, or its tables when they are encrypted."""
    offices = {partition.split(":")[1].split("/")[0] for partition in hub_partitions(world.hub)}
    for laptop in world.laptops:
        raw = b"".join(laptop.image().values())
        rows = laptop.store.database.execute("SELECT data FROM part").fetchall() if world.is_encrypted else []
        raw += b"".join(data for (data,) in rows)
        for office in offices - {laptop.office}:
            expect(canary(office).encode() not in raw, "no byte of another office", f"{office} at {laptop.name}")


def check_repetition(world: "World") -> None:
    """Requests that arrive once more after everything is over change nothing."""
    before = _hub_state(world)
    for sent in world.wires.sent[:: max(1, len(world.wires.sent) // 8)]:
        world.wires.deliver(sent)
    expect(_hub_state(world) == before, "nothing happens twice", "an old request changed head office")


def _hub_state(world: "World") -> list[tuple[int, str]]:
    return [
        (record.hub_seq, record.header.action)
        for name in hub_partitions(world.hub)
        for record in hub_stream(world.hub, name)
    ]
