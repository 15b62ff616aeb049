"""What holds after every round, whatever the line and the machines did to it."""

from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.notices import HUB_RESTORED
from tests.simulator.broken import expect
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.oracle import bases_named
from tests.simulator.records import last_stamps, replica_head, stamps_here

# Nothing of what a line or a power cut does may end in one of these sentences.
FALSE_ALARMS = ("sync.digest", "sync.stuck", "sync.fork", "sync.damaged_answer", "sync.voids")


def check_code(laptop: LaptopSide, code: str) -> None:
    expect(code not in FALSE_ALARMS, "no false alarm", f"{laptop.name} says {code}")


def check_cursor(laptop: LaptopSide) -> None:
    """Nothing beyond the cursor is stamped, and no position is there twice."""
    rows = laptop.store.database.execute(
        "SELECT s.partition, s.cursor, count(e.hub_seq), coalesce(max(e.hub_seq), 0), count(DISTINCT e.hub_seq) "
        "FROM stream AS s LEFT JOIN entry AS e ON e.stream = s.id GROUP BY s.id"
    )
    for partition, cursor, count, last, different in rows.fetchall():
        holds = last <= cursor and count == different
        where = f"{laptop.name} in {partition}: cursor {cursor}, {count} stamps up to {last}"
        expect(holds, "no gap in a stream", where)


def check_position(hub: HubSide, laptop: LaptopSide) -> None:
    """A laptop that says it has reached the end has every stamp up to its cursor, and no other."""
    cursors = laptop.store.database.execute("SELECT partition, cursor FROM stream").fetchall()
    for partition, cursor in cursors:
        there = last_stamps(hub, partition, cursor)
        here = stamps_here(laptop, partition)
        wrong = {id for id in here.keys() | there.keys() if here.get(id) != there.get(id)}
        where = f"{laptop.name} in {partition}: {len(wrong)} stamps up to {cursor} are not head office's"
        expect(not wrong, "no gap in a stream", where)


def check_acknowledged(hub: HubSide, laptop: LaptopSide) -> None:
    """What a laptop believes to be at head office is there."""
    rows = laptop.store.database.execute(
        "SELECT s.partition, a.replica, a.seq FROM acknowledged AS a JOIN stream AS s ON s.id = a.stream"
    ).fetchall()
    for partition, replica, seq in rows:
        held = replica_head(hub, partition, replica)
        where = f"{laptop.name} counts on {seq} of {partition} {replica.hex()[:6]}, head office has {held}"
        expect(seq <= held, "acknowledged is stored", where)


def check_unstamped(laptop: LaptopSide) -> None:
    """What is not stamped has the time of its own clock, or comes right after what it is built on."""
    database = laptop.store.database
    rows = database.execute("SELECT stream, replica, seq, eff FROM entry").fetchall()
    effs = {(stream, replica, seq): eff for stream, replica, seq, eff in rows}
    waiting = database.execute("SELECT id, stream, eff, header FROM entry WHERE hub_seq IS NULL").fetchall()
    for number, stream, eff, raw in waiting:
        parts = database.execute("SELECT data FROM part WHERE entry = ?", (number,)).fetchall()
        header = decode_header(raw)
        if len(parts) < len(header.parts):
            continue  # what it was built on went with a person
        named = bases_named(header.id, [item for (data,) in parts for item in decode_operations(data)])
        wanted = max([header.clock, *(effs[stream, *base] + 1 for base in named if (stream, *base) in effs)])
        where = f"{header.action} at {laptop.name}: {eff} and not {wanted}"
        expect(eff == wanted, "the effective time is as designed", where)


def check_loads(laptop: LaptopSide) -> None:
    """No line spoils a whole file: each piece of it is proved as it comes."""
    (refused,) = laptop.store.database.execute("SELECT count(*) FROM load_refused").fetchone()
    expect(refused == 0, "what was fetched holds", f"{laptop.name} refused {refused} files")


def check_notices(laptop: LaptopSide) -> None:
    """While head office has lost nothing."""
    told = [noticed.code for noticed in laptop.store.notices.since(0)]
    expect(HUB_RESTORED not in told, "no false alarm", f"{laptop.name} says that head office was restored")
