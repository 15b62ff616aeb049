"""The promises of SYNC.md, checked on the raw tables of every disk when everything has come to rest."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from db.places import office_partitions
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.dump import dump_text
from domain.sync.entries import CLOCK_UNITS_PER_MS, Add, EntryId, Put
from domain.sync.erasure import SUBJECT_ERASED, erased_by, row_operations
from domain.sync.fold import apply
from domain.sync.judge import KNOWN_TWICE
from domain.sync.partitions import REFERENCE_PARTITION, office_of
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, Policy, partition_class
from domain.sync.tables import REFERENCE
from domain.sync.tasks import Task
from tests.simulator.broken import expect
from tests.simulator.cases import KEEPER
from tests.simulator.clerk import SECRET_OF
from tests.simulator.erasing import check_erased
from tests.simulator.ground import canary
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import ACKNOWLEDGED, GONE, REFUSED, UNKNOWN, Deed, gist
from tests.simulator.links import check_links
from tests.simulator.oracle import Question, Seen, expected_eff, lay_out, named_by, see
from tests.simulator.patching import program_of
from tests.simulator.records import Record, hub_head, hub_partitions, hub_stream
from tests.simulator.sets import check_sets
from tests.simulator.watching import check_position, check_unstamped

if TYPE_CHECKING:
    from tests.simulator.world import World


def check_promises(world: "World") -> None:
    with program_of(world.hub.schema):
        _check_offices(world)
    check_scope(world)
    check_repetition(world)


def _check_offices(world: "World") -> None:
    said = _check_reference(world)
    for office in sorted({laptop.office for laptop in world.laptops}):
        laptops = [laptop for laptop in world.laptops if laptop.office == office]
        streams = {name: _check_stream_of(world, name) for name in office_partitions(office)}
        for readable in sorted({laptop.readable for laptop in laptops}):
            alike = [laptop for laptop in laptops if laptop.readable == readable]
            _check_alike(world, alike, [record for name in readable for record in streams[name]], said)


def _check_stream_of(world: "World", partition: str) -> list[Record]:
    stream = hub_stream(world.hub, partition)
    check_stream(partition, stream)
    check_deeds(world, partition, stream)
    check_hub_refold(world.hub, partition, stream)
    check_erased(world, partition, stream)
    return stream


def _check_alike(world: "World", laptops: list[LaptopSide], stream: list[Record], said: Mapping[str, Seen]) -> None:
    """Laptops that may read the same: the records of one stream after those of another it rests on, and what head
    office has said to all."""
    expected = {name: seen for name, row in sorted(lay_out(stream).items()) if (seen := see(name, row))}
    expected |= said
    texts = {laptop.name: _text_of(laptop) for laptop in laptops}
    for laptop in laptops:
        check_laptop(laptop, texts[laptop.name], stream, expected)
        check_position(world.hub, laptop)
        check_unstamped(laptop)
    check_same_dumps(laptops, texts, stream)


def _text_of(laptop: LaptopSide) -> str:
    """What it shows of what it is sent: what it only sends stands on it as long as it stands there."""
    classes = _classes_of(laptop)
    return dump_text((row, state) for row, state in laptop.store.states() if _class_of(state.table) in classes)


def _classes_of(laptop: LaptopSide) -> set[str]:
    return {REFERENCE, *map(partition_class, laptop.readable)}


def _class_of(table: int) -> str:
    return BY_NUMBER[table].partition_class


def _check_reference(world: "World") -> dict[str, Seen]:
    """What head office has said, as every laptop must see it. Nobody at a laptop is asked about it."""
    stream = hub_stream(world.hub, REFERENCE_PARTITION)
    check_stream(REFERENCE_PARTITION, stream)
    check_deeds(world, REFERENCE_PARTITION, stream)
    check_hub_refold(world.hub, REFERENCE_PARTITION, stream)
    rows = ((name, see(name, row)) for name, row in lay_out(stream).items())
    return {name: replace(seen, questions=frozenset()) for name, seen in rows if seen is not None}


def check_stream(partition: str, stream: list[Record]) -> None:
    expect([item.hub_seq for item in stream] == list(range(1, len(stream) + 1)), "no gap in a stream", partition)
    effs: dict[EntryId, int] = {}
    heads: dict[bytes, int] = {}
    tips: dict[bytes, bytes] = {}
    for record in stream:
        where = f"{partition} {record.hub_seq} ({record.header.action})"
        if record.is_first:
            _check_log(record, heads, tips, where)
        expect(record.is_last or record.waits, "judged once", where)
        missing = named_by(record) - effs.keys()
        expect(not missing or record.waits, "causes come first", f"{where} names {len(missing)} unknown entries")
        # What is of a newer program cannot be read yet, so nobody knows what it is built on.
        eff = record.eff if record.reason == "schema.newer" else expected_eff(record, effs)
        # What was erased may have named bases, which had their say when it was stamped.
        fits = record.eff == eff or (record.is_thinned and record.eff > eff)
        expect(fits, "the effective time is as designed", f"{where}: {record.eff} and not {eff}")
        effs[record.id] = record.eff


def _check_log(record: Record, heads: dict[bytes, int], tips: dict[bytes, bytes], where: str) -> None:
    replica, seq = record.id
    expect(seq == heads.get(replica, 0) + 1, "logs arrive in order, once", where)
    tip = sha256(b"istiqbal/entry/1" + tips.get(replica, bytes(32)) + record.raw_header).digest()
    expect(record.hash == tip, "the chain holds", where)
    heads[replica], tips[replica] = seq, tip


def check_deeds(world: "World", partition: str, stream: list[Record]) -> None:
    """Nothing that was acknowledged is lost, nothing happens twice, nothing is torn, nothing is invented."""
    again = {record.id for record in stream if record.is_last and record.reason == KNOWN_TWICE}
    at_hub = Counter(record.header.action for record in stream if record.is_first and record.id not in again)
    deeds = {deed.tag: deed for deed in world.ledger.of_partition(partition)}
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
    unfit = Unfit(stream)
    for record in stream:
        deed = deeds[record.header.action]
        clock_ms = record.header.clock // CLOCK_UNITS_PER_MS
        expect(clock_ms <= deed.latest_ms, "a laptop takes nobody's clock", f"{deed.tag}: {clock_ms}")
        _check_whole(deed, record)
        if record.is_last and at_hub[deed.tag] == 1 and record.id not in again:
            _check_verdict(deed, record, unfit)
            if not record.reason:
                _check_bases(deed, record, values)


def _check_whole(deed: Deed, record: Record) -> None:
    # A `Put` of no cell does nothing: it says what the writer had been shown.
    done = [item for item in record.operations if not isinstance(item, Put) or item.cells]
    mine, all_of_it = Counter(map(gist, done)), Counter(deed.gists)
    is_whole = mine <= all_of_it if record.is_thinned else mine == all_of_it
    expect(is_whole, "an action is whole", f"{deed.tag}: {len(record.operations)} operations")


class Unfit:
    """What head office has not applied: the entries, and the rows that they would have added."""

    def __init__(self, stream: list[Record]) -> None:
        left_out = [record for record in stream if record.is_last and record.reason not in ("", KNOWN_TWICE)]
        self.waiting = {record.id for record in left_out if record.waits}
        self.rows = {item.row for record in left_out for item in record.operations if isinstance(item, Add)}
        self.added = {item.row for record in stream for item in record.operations if isinstance(item, Add)}
        self.first_erasure = min(
            (record.hub_seq for record in stream if not record.reason and erased_by(record.operations)), default=None
        )

    def is_of_erased(self, record: Record) -> bool:
        """Refused for concerning somebody who had been erased before, or waiting for a row that went with him and of
        which this head office never heard."""
        if self.first_erasure is None:
            return False
        if record.waits:
            return any(operation.row not in self.added for operation in record.operations)
        return record.reason == SUBJECT_ERASED and record.hub_seq > self.first_erasure


def _check_verdict(deed: Deed, record: Record, unfit: Unfit) -> None:
    """Set aside is what broke the rules; what was built on it waits until it is mended. Nothing else."""
    rows = {operation.row for operation in record.operations if not isinstance(operation, Add)}
    is_built_on = bool(rows & unfit.rows) or bool(named_by(record) & unfit.waiting)
    # His roles change: what he may not do when it is judged is set aside, wherever it was written.
    may_not = record.header.author == KEEPER and record.reason == "role.not_allowed"
    was_right = not deed.is_foul and not is_built_on and not unfit.is_of_erased(record) and not may_not
    expect(not record.reason or not was_right, "the verdict is just", f"{deed.tag}: {record.reason}")
    was_wrong = deed.is_foul or bool(rows & unfit.rows)
    expect(bool(record.reason) or not was_wrong or record.is_thinned, "the verdict is just", f"{deed.tag}: applied")


def _check_bases(deed: Deed, record: Record, values: dict[EntryId, Record]) -> None:
    """An edit replaces what the clerk was shown, and not what the database held when it was saved."""
    for operation in record.operations:
        if not isinstance(operation, Put):
            continue
        for number in operation.cells:
            if (operation.row, number) not in deed.shown:
                continue
            shown = deed.shown[operation.row, number]
            if any(values[base].is_thinned for base in operation.bases.get(number, ())):
                continue
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
            for operation in row_operations(record.operations):
                rows[operation.row] = apply(rows.get(operation.row), operation, meta)
    digest = Digest()
    for row, state in rows.items():
        digest = digest.change(0, canonical_hash(row, state))
    held = hub_head(hub, partition)
    expect(held == (len(stream), digest.count, digest.total), "a refold changes nothing", f"digest of {partition}")
    with hub.hub.db.reading():
        different = [row for row, state in rows.items() if hub.hub.streams.rows.find(partition, row) != state]
    expect(not different, "a refold changes nothing", f"rows of head office in {partition}: {different[:3]}")


def check_laptop(laptop: LaptopSide, text: str, stream: list[Record], expected: dict[str, Seen]) -> None:
    name = laptop.name
    differing = laptop.store.check_rows()
    expect(not differing, "a refold changes nothing", f"{name}: {', '.join(differing)}")
    breaks = list(laptop.store.check_chain())
    expect(not breaks, "the chain holds", f"{name}: {breaks[:2]}")
    counts = laptop.store.database.execute(
        "SELECT s.partition, count(*) FROM entry AS e JOIN stream AS s ON s.id = e.stream "
        "WHERE e.hub_seq IS NULL GROUP BY s.partition"
    ).fetchall()
    unstamped = sum(count for partition, count in counts if partition in laptop.readable)
    expect(unstamped == 0, "everything arrives without a new write", f"{name}: {unstamped} entries have no stamp")
    # What waits at head office is still shown where it was written.
    own = {operation.row for record in stream if record.is_last and record.waits for operation in record.operations}
    seen = {record["id"]: record for record in map(json.loads, text.splitlines())}
    differ = (seen.keys() ^ expected.keys()) - own
    expect(not differ, "all see the same", f"{name}: rows {sorted(differ)[:3]}")
    for row, wanted in expected.items():
        if row not in own:
            mine = (seen[row]["table"], seen[row]["cells"], seen[row]["void"])
            fits = mine == (wanted.table, wanted.cells, wanted.void)
            where = f"{name}: {wanted.table} {row} is {mine[1:]}, must be {wanted.cells, wanted.void}"
            expect(fits, "all see the same", where)
    if not own:
        check_links(laptop, expected)
        check_sets(laptop, expected)
    _check_tasks(laptop, {item for row, wanted in expected.items() if row not in own for item in wanted.questions}, own)


def _check_tasks(laptop: LaptopSide, questions: set[Question], own: set[str]) -> None:
    tasks = [task for task in _tasks_of(laptop) if task.row not in own]
    mine = [
        Question(task.kind, task.row, task.cell, frozenset(item.meta.id for item in task.versions)) for task in tasks
    ]
    expect(len({task.id for task in tasks}) == len(tasks), "each question is one task", f"{laptop.name}: ids")
    different = Counter(mine)
    different.subtract(Counter(questions))
    wrong = [f"{question.kind} of {question.row}: {count:+}" for question, count in different.items() if count]
    expect(not wrong, "each question is one task", f"{laptop.name}: {'; '.join(wrong[:3])}")


def _tasks_of(laptop: LaptopSide) -> list[Task]:
    classes = _classes_of(laptop)
    return [task for task in laptop.store.tasks() if _class_of(task.table) in classes]


def check_same_dumps(laptops: list[LaptopSide], texts: dict[str, str], stream: list[Record]) -> None:
    """Also the ids of tasks, so that what is settled here is settled there."""
    if any(record.is_last and record.waits for record in stream):
        return
    first = laptops[0].name
    for name, text in texts.items():
        expect(text == texts[first], "all see the same", f"the dumps of {first} and {name} differ")
    for laptop in laptops:
        ids = [task.id for task in _tasks_of(laptop)]
        expect(ids == [task.id for task in _tasks_of(laptops[0])], "each question is one task", f"{laptop.name}: ids")


def check_scope(world: "World") -> None:
    """No byte of another office's is on a laptop: its files are searched raw, or its tables when they are encrypted."""
    offices = {office_of(partition) for partition in hub_partitions(world.hub) if office_of(partition)}
    for laptop in world.laptops:
        raw = b"".join(laptop.image().values())
        rows = laptop.store.database.execute("SELECT data FROM part").fetchall() if world.is_encrypted else []
        raw += b"".join(data for (data,) in rows)
        for office in offices - {laptop.office}:
            expect(canary(office).encode() not in raw, "no byte of another office", f"{office} at {laptop.name}")
        if not laptop.reads_complaints:
            told = {desk.decode() for desk in re.findall(SECRET_OF.encode() + rb"(\w+)", raw)}
            others = sorted(told - {laptop.desk})
            expect(not others, "what is confidential is read by who may", f"{others} at {laptop.name}")


def check_repetition(world: "World") -> None:
    """Requests that arrive once more at the end change nothing; but what a lost disk had sent may come."""
    before = _hub_state(world)
    for sent in world.wires.sent[:: max(1, len(world.wires.sent) // 4)]:
        world.wires.deliver(sent)
    for partition, after in _hub_state(world).items():
        known = before.get(partition, [])
        expect(after[: len(known)] == known, "nothing happens twice", f"an old request changed {partition}")
        deeds = world.ledger.deeds
        fresh = [tag for tag in after[len(known) :] if deeds[partition, tag].standing not in (GONE, UNKNOWN)]
        expect(not fresh, "nothing happens twice", f"an old request brought {fresh[:3]}")


def _hub_state(world: "World") -> dict[str, list[str]]:
    return {name: [item.header.action for item in hub_stream(world.hub, name)] for name in hub_partitions(world.hub)}
