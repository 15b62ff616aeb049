"""The protocol document is enough to write another client: one that was written from it joins and is understood, and
what it says of messages and tables is so."""

import ast
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from db.store import Store
from domain.sync import authority, bundle_records, carried_files, carrying, comparing, snapshot, wire
from domain.sync.blobs import blob_name
from domain.sync.entries import EntryId, row_bytes
from domain.sync.reasons import REASONS
from domain.sync.schema import TABLES, Cell, Column, Kind, Policy, Table
from domain.sync.tables import GENERAL
from domain.sync.wire import Message
from tests.support import another_bundle, another_client
from tests.support.another_client import AnotherClient, dictionary
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import AUTHOR, OFFICE, Maker
from tests.support.sources import ROOT
from tests.support.stick_carrier import StickCarrier

DOCUMENT = ROOT / "headoffice" / "PROTOCOL.md"
MESSAGE_MODULES = (wire, comparing, snapshot, carrying, authority, bundle_records, carried_files)
OURS = {"domain", "db", "desktop", "forms", "headoffice", "resources", "tests"}


# --- another client --------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture
def laptop(tmp_path: Path, hub: RunningHub) -> Iterator[BranchLaptop]:
    with branch_laptop(Maker(tmp_path), "laptop") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        yield laptop


@pytest.fixture
def client(hub: RunningHub) -> Iterator[AnotherClient]:
    with httpx.Client() as line:
        client = AnotherClient(line, hub.url, dictionary(ROOT / "domain" / "sync" / "dictionary.py"))
        client.join(str(hub.code(OFFICE)), profile="herfa", office=OFFICE, office_name="مكتب التجربة")
        yield client


def test_a_client_written_from_the_document_joins_pushes_and_pulls(
    client: AnotherClient, laptop: BranchLaptop, hub: RunningHub
) -> None:
    visit, now_ms = laptop.small.new_id(), laptop.clock()
    author = row_bytes(AUTHOR)
    client.count_visit(row_bytes(visit), author, "2026-11-21", "10:20", "women", now_ms=now_ms)
    client.round()
    theirs = laptop.count("men")
    person = laptop.add_person("سعاد الكناري", mobile="+966500000001")
    laptop.edit_person(person, mobile="+966500000002", town="الروضة")
    laptop.void_visit(theirs, "عُدّ مرتين")
    assert laptop.sync().problem is None
    # What it pulls is followed to the last stamp, and its digest is head office's.
    client.round()
    assert [stamp[3] for stamp in client.stamps] == [""] * 5
    note(laptop.store, visit, "كتبه الجهاز")
    assert laptop.sync().problem is None
    client.note_visit(row_bytes(visit), author, "كتبه البرنامج الآخر", (client.replica, 1), now_ms=now_ms + 60_000)
    client.round()
    assert laptop.sync().problem is None
    assert laptop.dump() == hub.dump()
    found = laptop.store.visits.get(visit)[0]
    assert (found.day, found.time, found.category, found.note) == (
        "2026-11-21",
        "10:20",
        "women",
        "كتبه البرنامج الآخر",
    )
    assert laptop.store.find_header(client.partition, EntryId(client.replica, 1)) is not None


def test_a_client_written_from_the_document_sends_what_it_may_not_read(
    client: AnotherClient, laptop: BranchLaptop, hub: RunningHub
) -> None:
    client.join(str(hub.code(OFFICE, complaints="sending")), profile="herfa", office=OFFICE, office_name="مكتب التجربة")
    row = laptop.small.new_id()
    client.note_in_confidence(row_bytes(row), row_bytes(AUTHOR), now_ms=laptop.clock())
    client.round()
    assert (client.stamps, row in hub.dump()) == ([], True)
    laptop.sync()
    assert row in laptop.dump()


def test_a_client_written_from_the_document_carries_entries_and_files_by_stick(
    client: AnotherClient, laptop: BranchLaptop, hub: RunningHub, tmp_path: Path
) -> None:
    theirs, ours = b"%PDF-1.7 of the laptop" * 4_000, b"%PDF-1.7 of the other client" * 5_000
    (tmp_path / "stick").mkdir()
    stick = StickCarrier(hub, tmp_path / "stick")
    laptop.issue(blob_name(theirs))
    laptop.store.blobs.keep(theirs, client.partition)
    assert laptop.sync().problem is None
    client.issue_paper(row_bytes(laptop.small.new_id()), row_bytes(AUTHOR), blob_name(ours), now_ms=laptop.clock())
    out = stick.fresh("other")
    out.write_bytes(client.bundle({blob_name(ours): ours}, now_ms=laptop.clock()))
    reply, brought = stick.bring(out)
    assert (brought.outcome, brought.received.entries, brought.beside.taken.files) == ("taken", 1, 1)
    answer = client.take_bundle(reply.read_bytes())
    assert (another_bundle.HELD, [client.partition, 1, [blob_name(ours)]]) in answer.records
    assert answer.files == {blob_name(theirs): theirs}
    assert [stamp[3] for stamp in client.stamps] == ["", ""]
    assert stick.round(laptop).beside.taken.files == 1
    assert laptop.store.blobs.find(blob_name(ours)) == ours


def note(store: Store, visit: str, text: str) -> None:
    found, seen = store.visits.get(visit)
    with store.work("visit.describe", AUTHOR) as work:
        work.visits.describe(seen, {"note": text}, person=found.person)


def test_a_code_of_another_head_office_is_noticed_before_it_is_sent(hub: RunningHub, tmp_path: Path) -> None:
    with running_hub(tmp_path / "other") as other, httpx.Client() as line:
        client = AnotherClient(line, hub.url, dictionary(ROOT / "domain" / "sync" / "dictionary.py"))
        with pytest.raises(ValueError, match="another head office"):
            client.join(str(other.code(OFFICE)), profile="herfa", office=OFFICE, office_name="x")


def test_the_other_client_knows_nothing_of_the_product() -> None:
    for source in (another_client, another_bundle):
        tree = ast.parse(Path(source.__file__).read_text(encoding="utf-8"))
        named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named -= {"tests.support", "tests.support.another_bundle"}  # the other half of the same client
        assert {name.partition(".")[0] for name in named} & OURS == set()


# --- what the document says ------------------------------------------------------------------------------------------


def messages() -> Iterator[type[Message]]:
    for module in MESSAGE_MODULES:
        for found in vars(module).values():
            is_message = isinstance(found, type) and issubclass(found, Message) and found is not Message
            if is_message and found.__module__ == module.__name__:
                yield found


def described(message: type[Message]) -> str:
    fields = ", ".join(
        f"{item.name}{'' if item.required else '?'} {_kind(item.type)}" for item in msgspec.structs.fields(message)
    )
    return f"| `{message.__name__}` | {fields} |"


_KINDS: dict[object, str] = {bytes: "bin", str: "str", int: "int", bool: "bool", type(None): "nil"}


def _kind(said: object) -> str:
    inner = typing.get_args(said)
    if typing.get_origin(said) in (typing.Union, types.UnionType):
        return " or ".join(map(_kind, inner))
    if typing.get_origin(said) is list:
        return f"[{_kind(inner[0])} …]"
    if typing.get_origin(said) is tuple:
        return f"[{', '.join(map(_kind, inner))}]"
    return _KINDS.get(said) or said.__name__  # type: ignore[attr-defined, no-any-return]


def described_state(table: Table, cell: Cell) -> str:
    """Of a state cell: what may follow each of its values."""
    steps = (
        f"{value} → {', '.join(sorted(after, key=list(cell.transitions).index))}"
        for value, after in cell.transitions.items()
    )
    return f"`{table.name}.{cell.name}`: {'; '.join(steps)}."


def described_table(table: Table) -> str:
    cells = []
    for cell in table.cells:
        columns = f" ({', '.join(map(_column, cell.columns))})" if cell.is_group else ""
        kind = "" if cell.is_group or not cell.columns else _column(cell.columns[0]).removeprefix(cell.columns[0].name)
        cells.append(f"{cell.number} `{cell.name}` {cell.policy.value}{kind}{columns}")
    return f"| {table.number} | `{table.name}` | {table.since} | {', '.join(cells)} |"


def described_classes(table: Table) -> str:
    """Of a table whose rows do not simply stand in `general`."""
    return f"| `{table.name}` | {', '.join(sorted(table.classes))} |"


def _column(column: Column) -> str:
    return column.name if column.kind is Kind.TEXT else f"{column.name} {column.kind.value.lower()}"


def test_every_message_stands_in_the_document_with_its_fields_in_their_order() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    missing = [line for line in map(described, messages()) if line not in lines]
    assert missing == [], "\n".join(["headoffice/PROTOCOL.md, Messages:", *missing])


def test_every_table_stands_in_the_document_with_its_numbers() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    missing = [line for line in map(described_table, TABLES) if line not in lines]
    assert missing == [], "\n".join(["headoffice/PROTOCOL.md, An entry on the wire:", *missing])


def test_every_table_that_stands_in_more_than_general_says_so_in_the_document() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    special = [described_classes(table) for table in TABLES if table.classes != {GENERAL}]
    assert [line for line in special if line not in lines] == []


def test_every_reason_for_setting_an_entry_aside_stands_in_the_document() -> None:
    said = DOCUMENT.read_text(encoding="utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in said] == []


def test_every_state_stands_in_the_document_with_what_may_follow_it() -> None:
    said = DOCUMENT.read_text(encoding="utf-8")
    states = [(table, cell) for table in TABLES for cell in table.cells if cell.policy is Policy.STATE]
    assert len(states) > 1
    assert [line for line in (described_state(*state) for state in states) if line not in said] == []
