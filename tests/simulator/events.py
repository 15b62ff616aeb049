"""What happens to machines between two deeds."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import structs

from domain.errors import RuleBroken, Unavailable
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.packing import pack, unpack
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION
from headoffice import devices, snapshots
from headoffice.hub import Hub
from headoffice.keys import KEY_NAME
from tests.simulator.actions import TEN_YEARS_MS, Action
from tests.simulator.broken import Broken, expect
from tests.simulator.disk import Image
from tests.simulator.ground import make_ground
from tests.simulator.intruder import forge, pry
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import ACKNOWLEDGED, GONE, Name
from tests.simulator.records import hub_tags, laptop_tags, stamps_here
from tests.simulator.speaking import SPEAKING
from tests.simulator.strangers import write_elsewhere

if TYPE_CHECKING:
    from tests.simulator.world import World

MOST_SIDES = 10
DAY_MS = 86_400_000 + 1
HUB = "head office"
SKEWS_MS = (0, 40_000, -3_600_000, 3_600_000, TEN_YEARS_MS, -TEN_YEARS_MS)
DATABASE_FILES = ("istiqbal.db", "istiqbal.db-wal")


def kill(world: "World", laptop: LaptopSide, action: Action) -> str:
    laptop.lose_power()
    return "power lost"


def restart_hub(world: "World", laptop: LaptopSide, action: Action) -> str:
    world.hub.lose_power()
    return "head office lost power"


def clock_jump(world: "World", laptop: LaptopSide, action: Action) -> str:
    laptop.skew_ms = SKEWS_MS[action.b % len(SKEWS_MS)]
    return f"the clock is {laptop.skew_ms} ms off"


def hub_clock_jump(world: "World", laptop: LaptopSide, action: Action) -> str:
    world.hub_skew_ms = SKEWS_MS[action.b % len(SKEWS_MS)]
    return f"head office's clock is {world.hub_skew_ms} ms off"


def deliver(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A request arrives late, or once more; nobody waits for the answer."""
    late, sent = world.wires.late, world.wires.sent
    if late and action.b % 4:
        request = late.pop(action.a % len(late))
    elif sent:
        request = sent[action.a % len(sent)]
    else:
        return "nothing to do"
    try:
        world.wires.deliver(request)
    except Unavailable as error:
        return error.code
    return "delivered"


def tick(world: "World", laptop: LaptopSide, action: Action) -> str:
    """Time passes, and whoever is due syncs."""
    world.clock.now_ms += 60_000 * (1 + action.b % 15)
    done = [f"{other.name} {world.sync(other, action)}" for other in list(world.laptops) if other.is_due()]
    return "; ".join(done) or "nobody is due"


# --- copies of disks -------------------------------------------------------------------------------------------------


def back_up(world: "World", laptop: LaptopSide, action: Action) -> str:
    if laptop in world.in_round:
        return "nothing to do"
    world.images[laptop.name] = laptop.image()
    return "a copy was taken"


def restore(world: "World", laptop: LaptopSide, action: Action) -> str:
    """The database is put back. The record beside it is today's, or as old, or gone: as people copy folders."""
    image = world.images.get(laptop.name)
    if image is None or laptop in world.in_round:
        return "nothing to do"
    laptop.lose_power()
    database = {name: content for name, content in image.items() if name in DATABASE_FILES}
    others = {name: content for name, content in laptop.image().items() if name not in DATABASE_FILES}
    match action.b % 3:
        case 0:
            _put_back(world, laptop, {**others, **database})
        case 1:
            _put_back(world, laptop, image)
        case _:
            _put_back(world, laptop, database)
    return (
        f"restored from a copy, {('its record is newer', 'its record is as old', 'without its record')[action.b % 3]}"
    )


def _put_back(world: "World", laptop: LaptopSide, image: Image) -> None:
    before = laptop_tags(laptop)
    world.copies += 1
    laptop.become(image)
    _note_gone(world, before)


def _note_gone(world: "World", before: set[Name]) -> None:
    """What no disk has any more can come back only with a request that is still under way."""
    kept = hub_tags(world.hub).union(*(laptop_tags(other) for other in world.laptops))
    for tag in before - kept:
        deed = world.ledger.deeds[tag]
        if deed.standing == ACKNOWLEDGED:
            deed.standing = GONE


def clone(world: "World", laptop: LaptopSide, action: Action) -> str:
    """The disk, or the database alone, is copied into another machine, and both are used."""
    if len(world.laptops) >= MOST_SIDES or laptop in world.in_round:
        return "nothing to do"
    name = f"{laptop.name}c{action.number}"
    image = laptop.image()
    if action.b % 2:
        image = {file: content for file, content in image.items() if file in DATABASE_FILES}
    copied = world.add_laptop(
        name, laptop.office, image, laptop.skew_ms, machine=f"machine {name}", latest_ms=laptop.latest_ms
    )
    copied.is_damaged = laptop.is_damaged
    copied.desk, copied.reads_complaints = laptop.desk, laptop.reads_complaints
    world.copies += 1
    return f"copied to {copied.name}{' without its record' if action.b % 2 else ''}"


def replace_laptop(world: "World", laptop: LaptopSide, action: Action) -> str:
    """The laptop is as on the day it joined: everything else of its office comes to it again."""
    found = re.fullmatch(r"L(\d+)", laptop.name)
    if found is None or laptop in world.in_round:
        return "nothing to do"
    seat = world.plan.seats[int(found[1])]
    laptop.lose_power()
    _put_back(world, laptop, make_ground(world.is_encrypted).laptops[seat.office, seat.place])
    return "replaced"


def lose_files(world: "World", laptop: LaptopSide, action: Action) -> str:
    """What head office has made for first loads is gone: a cache, that is made again."""
    for place in sorted((world.hub.folder / snapshots.FOLDER).glob("*[!w]")):
        place.unlink()
    return "the files are gone"


# --- damage and repair -----------------------------------------------------------------------------------------------


def rebuild(world: "World", laptop: LaptopSide, action: Action) -> str:
    laptop.store.exchange.rebuild()
    return "rebuilt"


def forget_row(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A row of the cache is lost, and the digest with it, as by a bug of an older program: the log still has it."""
    if laptop in world.in_round:
        return "nothing to do"
    database = laptop.store.database
    rows = database.execute("SELECT row, stream, packed FROM row_state ORDER BY row").fetchall()
    rows = [row for row in rows if canonical_hash(row[0], unpack(row[2]))]
    if not rows:
        return "nothing to do"
    row, stream, packed = rows[action.a % len(rows)]
    count, total = database.execute("SELECT digest_count, digest_total FROM stream WHERE id = ?", (stream,)).fetchone()
    digest = Digest(count, int(total)).change(canonical_hash(row, unpack(packed)), 0)
    table = BY_NUMBER[unpack(packed).table].name
    with laptop.store._projection.writing():
        database.execute("DELETE FROM row_state WHERE row = ?", (row,))
        database.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
        database.execute(
            "UPDATE stream SET digest_count = ?, digest_total = ? WHERE id = ?",
            (digest.count, str(digest.total), stream),
        )
    laptop.lose_power()
    laptop.is_damaged = True
    return f"a row of {table} is lost"


def flip_row(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A bit of a row is another, or the entry that it was made of, and the digest does not know. A day passes."""
    if laptop in world.in_round:
        return "nothing to do"
    database = laptop.store.database
    rows = database.execute("SELECT row, packed FROM row_state ORDER BY row").fetchall()
    rows = [row for row in rows if canonical_hash(row[0], unpack(row[1]))]
    if not rows:
        return "nothing to do"
    row, packed = rows[action.a % len(rows)]
    state = unpack(packed)
    if action.b % 2:
        flipped = structs.replace(state, cells=dict(list(state.cells.items())[1:]), voids=(), restores=())
        database.execute("UPDATE row_state SET packed = ? WHERE row = ?", (pack(flipped), row))
    else:
        with laptop.store._projection.writing():
            database.execute(f"UPDATE {BY_NUMBER[state.table].name} SET void_reason = 'flipped' WHERE id = ?", (row,))
    laptop.is_damaged = True
    world.clock.now_ms += DAY_MS
    return f"a row of {BY_NUMBER[state.table].name} is another"


def tripwire(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A write to a synced table outside an entry."""
    database = laptop.store.database
    table = ("visits", "persons", "interviews")[action.a % 3]
    statement = (f"UPDATE {table} SET void_reason = 'x'", f"DELETE FROM {table}")[action.b % 2]
    if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0:
        return "nothing to do"
    try:
        database.execute(statement)
    except Exception as error:
        if "only the projection" in str(error):
            return "refused"
        raise
    raise Broken("only entries change rows", f"{statement} at {laptop.name} was let through")


# --- head office's disk ----------------------------------------------------------------------------------------------


def back_up_hub(world: "World", laptop: LaptopSide, action: Action) -> str:
    if world.in_round:
        return "nothing to do"
    world.images[HUB] = world.hub.image()
    return "head office was copied"


def restore_hub(world: "World", laptop: LaptopSide, action: Action) -> str:
    """Head office goes back to its copy. An administrator says so, or nobody does."""
    image = world.images.get(HUB)
    if image is None or world.in_round:
        return "nothing to do"
    _hub_becomes(world, image)
    if action.b % 2:
        devices.begin_restored(world.hub.hub)
    return f"head office was restored, {'and it was said' if action.b % 2 else 'and nobody said so'}"


def wipe_hub(world: "World", laptop: LaptopSide, action: Action) -> str:
    """Of head office nothing is left but its key."""
    if world.in_round:
        return "nothing to do"
    _hub_becomes(world, {KEY_NAME: world.hub.image()[KEY_NAME]})
    return "head office has lost everything but its key"


def disaster(world: "World", laptop: LaptopSide, action: Action) -> str:
    """Head office and one laptop go back to their copies at once: what they had written since, only others have."""
    if HUB not in world.images or laptop.name not in world.images or world.in_round:
        return "nothing to do"
    return f"{restore(world, laptop, action)}; {restore_hub(world, laptop, action)}"


def _hub_becomes(world: "World", image: Image) -> None:
    before = hub_tags(world.hub)
    world.hub.become(image)
    world.has_gone_back = True
    world.copies += 1
    _note_gone(world, before)


# --- rights ----------------------------------------------------------------------------------------------------------


def revoke(world: "World", laptop: LaptopSide, action: Action) -> str:
    """It may still send what its clerks wrote, and is sent nothing."""
    done = _stand(world, laptop, devices.revoke)
    if done != "done" or laptop in world.in_round:
        return done
    before = len(stamps_here(laptop, laptop.store.partition))
    said = world.sync(laptop, Action(action.number, "sync", action.who))
    waiting = laptop.store.exchange.waiting().count
    has_sent = said.startswith("sync.revoked_reading") and waiting == 0
    expect(has_sent, "the right to send outlives the right to read", f"{laptop.name}: {said}")
    after = len(stamps_here(laptop, laptop.store.partition))
    expect(after <= before, "what was revoked is sent nothing", f"{laptop.name}: {before} stamps, then {after}")
    return f"revoked; {said}"


def report_lost(world: "World", laptop: LaptopSide, action: Action) -> str:
    """It gets nothing and is believed nothing."""
    done = _stand(world, laptop, devices.report_lost)
    if done != "done" or laptop in world.in_round:
        return done
    before = hub_tags(world.hub)
    said = world.sync(laptop, Action(action.number, "sync", action.who))
    expect(said.startswith("sync.lost"), "a lost laptop is believed nothing", f"{laptop.name}: {said}")
    expect(hub_tags(world.hub) == before, "a lost laptop is believed nothing", f"{laptop.name} was believed")
    return f"reported lost; {said}"


def stray(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A program of another make writes, where what is confidential stands, of a row that stands elsewhere."""
    interviews = laptop.clerk.interviews()
    if not interviews or laptop in world.in_round:
        return "nothing to do"
    return write_elsewhere(world, laptop, interviews[action.a % len(interviews)].id, action)


def give_back(world: "World", laptop: LaptopSide, action: Action) -> str:
    return _stand(world, laptop, devices.grant)


def _stand(world: "World", laptop: LaptopSide, change: Callable[[Hub, str], object]) -> str:
    enrolment = laptop.store.exchange.find_enrolment()
    assert enrolment is not None
    try:
        change(world.hub.hub, enrolment.device.hex())
    except RuleBroken as error:
        return error.code
    return "done"


def update_program(world: "World", laptop: LaptopSide, action: Action) -> str:
    """This laptop's program is newer from now on than the others' and head office's."""
    if laptop in world.in_round:
        return "nothing to do"
    laptop.lose_power()
    laptop.schema = SCHEMA_VERSION + 1
    return f"its program is of schema {laptop.schema}"


EVENTS: Mapping[str, Callable[["World", LaptopSide, Action], str]] = {
    event.__name__: event
    for event in (
        *(kill, restart_hub, clock_jump, hub_clock_jump, deliver, tick),
        *(back_up, restore, clone, replace_laptop, lose_files, rebuild, forget_row, flip_row, tripwire, pry, forge),
        *(back_up_hub, restore_hub, wipe_hub, disaster, revoke, report_lost, give_back, update_program),
        *SPEAKING.values(),
        stray,
    )
}
